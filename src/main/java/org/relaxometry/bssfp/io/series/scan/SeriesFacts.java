package org.relaxometry.bssfp.io.series.scan;

import java.util.List;
import java.util.Optional;

/**
 * What an image, or the JSON file beside it, says of its acquisition; nothing need be there.
 *
 * @param seriesNumber number of the series in the examination
 * @param timeSeconds when it was acquired, seconds since midnight
 * @param description of the series, may be empty
 * @param repetitionTimeMs TR in ms
 * @param volumeTimeMs time between volumes in ms, where it is stated beside TR
 * @param echoTimeMs TE in ms
 * @param flipAngleDeg flip angle in degrees
 * @param incrementsDeg RF phase increment of every volume of the image in degrees; empty where they are not stated
 * @param studyUid identifier of the examination
 */
public record SeriesFacts(
        Optional<Integer> seriesNumber,
        Optional<Double> timeSeconds,
        String description,
        Optional<Double> repetitionTimeMs,
        Optional<Double> volumeTimeMs,
        Optional<Double> echoTimeMs,
        Optional<Double> flipAngleDeg,
        List<Double> incrementsDeg,
        Optional<String> studyUid) {

    static final SeriesFacts NONE = new SeriesFacts(
            Optional.empty(),
            Optional.empty(),
            "",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty());
}

package org.relaxometry.bssfp.io.series.scan;

import java.util.List;
import java.util.Optional;
import org.relaxometry.bssfp.protocol.RfPulse;

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
 * @param pulse the excitation pulse
 * @param studyUid identifier of the examination
 * @param displayFactor of Philips, factor made for the display of a series that is left in the values; empty where there is none
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
        Optional<RfPulse> pulse,
        Optional<String> studyUid,
        Optional<Double> displayFactor) {

    /** For values of which nobody knows how they were scaled for the display. */
    public static final String DISPLAY_WAY_OUT =
            "their magnitudes cannot be compared. Export the series again with Philips'"
                    + " private elements, or convert with dcm2niix and its option -p y from DICOM files that have them.";

    static final SeriesFacts NONE = new SeriesFacts(
            Optional.empty(),
            Optional.empty(),
            "",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
}

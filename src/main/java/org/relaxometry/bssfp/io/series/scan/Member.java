package org.relaxometry.bssfp.io.series.scan;

import java.util.Optional;

/**
 * Half of a cycle: one volume of an image.
 *
 * @param image that holds it
 * @param volume its number there, from 0
 */
public record Member(ScannedImage image, int volume) {

    public String name() {
        return image.volumes() == 1 ? image.name() : image.name() + ", volume " + (volume + 1);
    }

    public SeriesFacts facts() {
        return image.facts();
    }

    /** RF phase increment in degrees, where the files state it. */
    public Optional<Double> incrementDeg() {
        return facts().incrementsDeg().size() == image.volumes()
                ? Optional.of(facts().incrementsDeg().get(volume))
                : Optional.empty();
    }
}

package org.relaxometry.bssfp.io.series;

import java.util.Optional;

/**
 * Half of a cycle: one volume of an image.
 *
 * @param image that holds it
 * @param volume its number there, from 0
 */
record Member(ScannedImage image, int volume) {

    String name() {
        return image.volumes() == 1 ? image.name() : image.name() + ", volume " + (volume + 1);
    }

    SeriesFacts facts() {
        return image.facts();
    }

    /** RF phase increment in degrees, where the files state it. */
    Optional<Double> incrementDeg() {
        return facts().incrementsDeg().size() == image.volumes()
                ? Optional.of(facts().incrementsDeg().get(volume))
                : Optional.empty();
    }
}

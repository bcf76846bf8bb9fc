package org.relaxometry.bssfp.io.map;

import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import org.relaxometry.bssfp.io.file.LoadLog;
import org.relaxometry.bssfp.io.image.SeriesGrid;
import org.relaxometry.bssfp.io.image.SourceImage;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.ScalarVolume;

/** A mask that a user gave as an image: the voxels that are not 0. */
public final class MaskImage {

    private static final double HALF = 0.5;

    private MaskImage() {}

    /**
     * Reads it.
     *
     * @param done what is done with the voxels inside, such as {@code mapped}
     * @throws IllegalArgumentException if it lies on another grid or is empty
     */
    public static Mask read(SourceImage image, SeriesGrid grid, String done, LoadLog log) {
        RandomAccessibleInterval<FloatType> stored = image.volume(image.values());
        grid.require(image, stored, log);
        float[] values = ScalarVolume.values(stored);
        Mask mask = Mask.of(values);
        int inside = mask.count();
        if (inside == 0) {
            throw new IllegalArgumentException("The " + image.name()
                    + " is empty: no voxel differs from 0. Voxels that are not 0 are " + done + ".");
        }
        log.note("The " + image.name() + " selects " + inside + " of " + values.length + " voxels.");
        threshold(image.name(), values).ifPresent(log::note);
        return mask;
    }

    /** Says what counts as inside of an image whose values are probabilities or otherwise shares of a voxel. */
    public static Optional<String> threshold(String name, float[] values) {
        int inside = 0;
        int half = 0;
        boolean shares = false;
        for (float value : values) {
            inside += Mask.counts(value) ? 1 : 0;
            half += value >= HALF ? 1 : 0;
            shares |= value > 0 && value < 1;
        }
        return shares
                ? Optional.of(
                        "The " + name + " has values between 0 and 1, like a probability. Every voxel that is not 0"
                                + " counts as inside: " + inside + " voxels, of which " + half
                                + " have 0.5 or more. For another threshold give a mask of zeros and ones.")
                : Optional.empty();
    }
}

package org.relaxometry.bssfp.space;

import java.util.Arrays;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/**
 * The complex samples of a series as two real-valued images of equal size, [x, y, z, cycle].
 *
 * <p>Integer data, slopes and units are the business of whoever makes the images: they are converted views over the
 * stored planes, so nothing is copied.
 *
 * @param first magnitude or real part
 * @param second phase in radians or imaginary part
 * @param form what the two images are
 * @param conjugated whether the samples are the complex conjugates of what the images say
 */
public record ComplexImages(
        RandomAccessibleInterval<FloatType> first,
        RandomAccessibleInterval<FloatType> second,
        Form form,
        boolean conjugated) {

    /** How two real numbers make a complex one. */
    public enum Form {
        /** Magnitude and phase in radians. */
        MAGNITUDE_PHASE,
        /** Real and imaginary part. */
        REAL_IMAGINARY
    }

    public ComplexImages {
        if (first.numDimensions() != 4 || second.numDimensions() != 4) {
            throw new IllegalArgumentException("A complex series has the dimensions x, y, z and cycle.");
        }
        if (!Arrays.equals(first.dimensionsAsLongArray(), second.dimensionsAsLongArray())) {
            throw new IllegalArgumentException("The two images of a complex series must be of equal size, but are "
                    + size(first) + " and " + size(second) + ".");
        }
    }

    /** The images as they are. */
    public ComplexImages(
            RandomAccessibleInterval<FloatType> first, RandomAccessibleInterval<FloatType> second, Form form) {
        this(first, second, form, false);
    }

    /** The same images, read as their complex conjugates. */
    public ComplexImages conjugate() {
        return new ComplexImages(first, second, form, !conjugated);
    }

    private static String size(RandomAccessibleInterval<?> image) {
        return Arrays.toString(image.dimensionsAsLongArray());
    }
}

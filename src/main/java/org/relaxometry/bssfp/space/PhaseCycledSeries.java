package org.relaxometry.bssfp.space;

import java.util.Arrays;
import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import org.relaxometry.bssfp.protocol.Protocol;

/**
 * A phase-cycled bSSFP series: complex images with the protocol they were taken with, and where known the relative B1
 * and a mask on the same grid.
 *
 * @param images complex samples [x, y, z, cycle]
 * @param protocol acquisition parameters; its increments are in the order of the cycles
 * @param b1Ratio actual over nominal flip angle [x, y, z], 0 where there is no data; empty means 1 everywhere
 * @param mask [x, y, z], voxels that are not 0 are estimated; empty means all
 */
public record PhaseCycledSeries(
        ComplexImages images,
        Protocol protocol,
        Optional<RandomAccessibleInterval<FloatType>> b1Ratio,
        Optional<RandomAccessibleInterval<FloatType>> mask) {

    public PhaseCycledSeries {
        if (images.first().dimension(3) != protocol.cycles()) {
            throw new IllegalArgumentException("The images have "
                    + images.first().dimension(3) + " cycles, but the protocol lists " + protocol.cycles()
                    + " phase increments.");
        }
        long[] grid = Arrays.copyOf(images.first().dimensionsAsLongArray(), 3);
        b1Ratio.ifPresent(image -> requireGrid("B1 map", image, grid));
        mask.ifPresent(image -> requireGrid("mask", image, grid));
    }

    /** Size in x, y and z. */
    public long[] grid() {
        return Arrays.copyOf(images.first().dimensionsAsLongArray(), 3);
    }

    /** The same series with the complex conjugates of its samples: the opposite handedness. */
    public PhaseCycledSeries conjugate() {
        return new PhaseCycledSeries(images.conjugate(), protocol, b1Ratio, mask);
    }

    private static void requireGrid(String what, RandomAccessibleInterval<FloatType> image, long[] grid) {
        if (!Arrays.equals(image.dimensionsAsLongArray(), grid)) {
            throw new IllegalArgumentException("The " + what + " must have the grid of the series, "
                    + Arrays.toString(grid) + " voxels, but has " + Arrays.toString(image.dimensionsAsLongArray())
                    + ".");
        }
    }
}

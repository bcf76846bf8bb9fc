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
 * @param mask voxels that are estimated; empty means all
 */
public record PhaseCycledSeries(
        ComplexImages images,
        Protocol protocol,
        Optional<RandomAccessibleInterval<FloatType>> b1Ratio,
        Optional<Mask> mask) {

    public PhaseCycledSeries {
        if (images.first().dimension(3) != protocol.cycles()) {
            throw new IllegalArgumentException("The images have "
                    + images.first().dimension(3) + " cycles, but the protocol lists " + protocol.cycles()
                    + " phase increments.");
        }
        long[] grid = Arrays.copyOf(images.first().dimensionsAsLongArray(), 3);
        if (b1Ratio.isPresent() && !Arrays.equals(b1Ratio.get().dimensionsAsLongArray(), grid)) {
            throw new IllegalArgumentException("The B1 map must have the grid of the series, " + Arrays.toString(grid)
                    + " voxels, but has " + Arrays.toString(b1Ratio.get().dimensionsAsLongArray()) + ".");
        }
        long voxels = grid[0] * grid[1] * grid[2];
        if (mask.isPresent() && mask.get().inside().length != voxels) {
            throw new IllegalArgumentException("The mask must have the " + voxels + " voxels of the series, but has "
                    + mask.get().inside().length + ".");
        }
    }

    /** Size in x, y and z. */
    public long[] grid() {
        return Arrays.copyOf(images.first().dimensionsAsLongArray(), 3);
    }

    /** The same series with the complex conjugates of its samples: the opposite handedness. */
    public PhaseCycledSeries conjugate() {
        return new PhaseCycledSeries(images.conjugate(), protocol, b1Ratio, mask);
    }
}

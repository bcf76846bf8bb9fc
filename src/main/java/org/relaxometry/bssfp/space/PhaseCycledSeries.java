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
 * @param grid size in voxels and mm
 * @param images complex samples [x, y, z, cycle]
 * @param protocol acquisition parameters; its increments are in the order of the cycles
 * @param b1Ratio actual over nominal flip angle [x, y, z], 0 where there is no data; empty means 1 everywhere
 * @param mask voxels that are estimated; empty means all
 */
public record PhaseCycledSeries(
        VolumeGrid grid,
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
        requireSize("images", Arrays.copyOf(images.first().dimensionsAsLongArray(), 3), grid);
        b1Ratio.ifPresent(image -> requireSize("B1 map", image.dimensionsAsLongArray(), grid));
        if (mask.isPresent() && mask.get().inside().length != grid.voxels()) {
            throw new IllegalArgumentException("The mask must have the grid of the series, " + grid.sizeText()
                    + ", but has " + mask.get().inside().length + " voxels.");
        }
    }

    /** The same series with the complex conjugates of its samples: the opposite handedness. */
    public PhaseCycledSeries conjugate() {
        return new PhaseCycledSeries(grid, images.conjugate(), protocol, b1Ratio, mask);
    }

    /** The same series, of which all voxels count. */
    public PhaseCycledSeries withoutMask() {
        return new PhaseCycledSeries(grid, images, protocol, b1Ratio, Optional.empty());
    }

    private static void requireSize(String what, long[] size, VolumeGrid grid) {
        if (!Arrays.equals(size, grid.size())) {
            throw new IllegalArgumentException("The " + what + " must have the grid of the series, " + grid.sizeText()
                    + ", but has " + Arrays.toString(size) + ".");
        }
    }
}

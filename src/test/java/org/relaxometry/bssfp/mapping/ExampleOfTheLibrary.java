package org.relaxometry.bssfp.mapping;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.method.Methods;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.ComplexImages;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.volume.ParameterMaps;

/** Stands in {@code docs/scripts.md}, too. */
final class ExampleOfTheLibrary {

    private ExampleOfTheLibrary() {}

    // example
    /** T1 in ms, from real and imaginary part [x, y, z, cycle] of the phase cycles. */
    static RandomAccessibleInterval<FloatType> t1Ms(
            RandomAccessibleInterval<FloatType> real, RandomAccessibleInterval<FloatType> imaginary)
            throws IOException {
        // TR and TE in ms, flip angle and phase increments in degrees; voxels of 2 mm
        Protocol protocol = new Protocol(4.8, 2.4, 15, List.of(45.0, 135.0, 225.0, 315.0));
        VolumeGrid grid =
                new VolumeGrid((int) real.dimension(0), (int) real.dimension(1), (int) real.dimension(2), 2, 2, 2);
        ComplexImages images = new ComplexImages(real, imaginary, ComplexImages.Form.REAL_IMAGINARY);
        // no B1 map, no mask
        PhaseCycledSeries series = new PhaseCycledSeries(grid, images, protocol, Optional.empty(), Optional.empty());
        ParameterMaps maps = Relaxometry.by(Methods.MAXIMUM_LIKELIHOOD).map(series);
        return maps.map(Parameter.T1);
    }
    // end
}

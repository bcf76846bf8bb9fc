package org.relaxometry.bssfp.volume;

import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.space.PhaseCycledSeries;

/** A method that makes maps of a series: voxel by voxel ({@link ParameterMapper}), or with a look at the neighbours. */
public interface SeriesMapper {

    /** Name of the method as users choose it. */
    String name();

    /** Settings that a record of the result must name, in one line. */
    String settings();

    /**
     * Maps every voxel inside the mask. The maps are the same, bit for bit, for any number of threads.
     *
     * @param series images, protocol, B1 and mask
     * @param threads number of worker threads, at least 1
     * @return maps on the grid of the series
     * @throws java.util.concurrent.CancellationException if the progress says so; then there are no maps
     */
    ParameterMaps map(PhaseCycledSeries series, int threads, Progress progress);
}

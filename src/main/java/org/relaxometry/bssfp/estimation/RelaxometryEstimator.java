package org.relaxometry.bssfp.estimation;

import java.util.Set;

/**
 * A method that turns the complex samples of a voxel into relaxation times.
 *
 * <p>An estimator is made for one protocol. It owns scratch buffers, so an instance serves one thread;
 * {@link #independentCopy()} gives another thread its own. The result of a voxel depends on nothing but that voxel:
 * not on its neighbours, the block or the thread. A voxel without an answer gets NaN and a status, never an exception.
 */
public interface RelaxometryEstimator {

    /** Name of the method as users choose it, such as {@code MIRACLE (fast)}. */
    String name();

    /** Settings that a record of the result must name, such as tolerances and bounds, in one line. */
    String settings();

    /** Longest T1 and T2 in ms: a value of this is a lower bound ({@link EstimationStatus#AT_LEAST}). Infinite where there is none. */
    default double longestMs() {
        return Double.POSITIVE_INFINITY;
    }

    /** The parameters it gives, in the order of {@link Parameter}. */
    Set<Parameter> outputs();

    /**
     * Estimates the first {@code in.size()} voxels.
     *
     * @param in samples [cycle][voxel] and B1 [voxel] (a voxel whose B1 is not positive gets {@link EstimationStatus#NO_B1})
     * @param out holds every parameter of {@link #outputs()} and is at least as large; voxels beyond the size stay untouched
     */
    void estimate(SeriesBlock in, ParameterBlock out);

    /** The same method and settings with buffers of its own. */
    RelaxometryEstimator independentCopy();
}

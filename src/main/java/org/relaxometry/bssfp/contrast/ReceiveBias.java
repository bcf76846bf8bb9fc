package org.relaxometry.bssfp.contrast;

import org.relaxometry.bssfp.preprocessing.b1.QuadraticTrend;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.statistics.SortedSamples;

/**
 * M0 is proton density times the sensitivity of the receiver. The sensitivity is smooth: ln M0 less the quadratic function of
 * position that fits it best leaves the density, but for what of it is as smooth. Voxels that lie far off the function (fluid, fat,
 * noise) are left out of the fit, round by round.
 */
public final class ReceiveBias {

    private static final int ROUNDS = 4;

    /** In standard deviations of the rest. */
    private static final double FAR = 2.5;

    /** Of normal deviations, their standard deviation over the median of their sizes. */
    private static final double SIGMA_PER_MEDIAN = 1.4826;

    private ReceiveBias() {}

    /**
     * Takes it out.
     *
     * @param m0 NaN where there is none; not changed
     * @return M0 over the sensitivity, which is 1 in the median voxel
     */
    public static float[] remove(VolumeGrid grid, float[] m0) {
        float[] logarithm = new float[m0.length];
        for (int v = 0; v < m0.length; v++) {
            logarithm[v] = m0[v] > 0 && m0[v] < Float.POSITIVE_INFINITY ? (float) Math.log(m0[v]) : Float.NaN;
        }
        float[] known = logarithm.clone();
        if (SortedSamples.finite(known).isEmpty()) {
            return m0.clone();
        }
        float[] trend = trend(grid, known);
        for (int round = 1; round < ROUNDS; round++) {
            double far = FAR * SIGMA_PER_MEDIAN * medianDistance(logarithm, trend);
            for (int v = 0; v < known.length; v++) {
                known[v] = Math.abs(logarithm[v] - trend[v]) <= far ? logarithm[v] : Float.NaN;
            }
            trend = trend(grid, known);
        }
        return divided(m0, trend, known);
    }

    private static float[] divided(float[] m0, float[] trend, float[] known) {
        float[] ofKnown = trend.clone();
        for (int v = 0; v < known.length; v++) {
            ofKnown[v] = Float.isNaN(known[v]) ? Float.NaN : trend[v];
        }
        double middle = SortedSamples.finite(ofKnown).median();
        float[] result = new float[m0.length];
        for (int v = 0; v < result.length; v++) {
            result[v] = (float) (m0[v] * Math.exp(middle - trend[v]));
        }
        return result;
    }

    private static double medianDistance(float[] values, float[] trend) {
        float[] distances = new float[values.length];
        for (int v = 0; v < distances.length; v++) {
            distances[v] = Math.abs(values[v] - trend[v]);
        }
        return SortedSamples.finite(distances).median();
    }

    private static float[] trend(VolumeGrid grid, float[] known) {
        QuadraticTrend quadratic = new QuadraticTrend(grid, known);
        float[] trend = new float[known.length];
        double[] row = new double[grid.nx()];
        for (int z = 0; z < grid.nz(); z++) {
            for (int y = 0; y < grid.ny(); y++) {
                quadratic.row(y, z, row);
                int first = grid.index(0, y, z);
                for (int x = 0; x < row.length; x++) {
                    trend[first + x] = (float) row[x];
                }
            }
        }
        return trend;
    }
}

package org.relaxometry.bssfp.preprocessing.motion;

import java.util.Arrays;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * A volume as a cubic B-spline through all its voxels, mirrored at its faces.
 *
 * <p>Source: Unser, IEEE Signal Process. Mag. 16(6), 22 (1999), doi:10.1109/79.799930. Immutable, for any number of threads.
 */
final class SplineImage {

    /** Taps of the cubic B-spline along an axis. */
    static final int TAPS = 4;

    private static final double POLE = Math.sqrt(3) - 2;

    /** POLE to this power is below the precision of a float. */
    private static final int HORIZON = 16;

    private final VolumeGrid grid;
    private final float[] coefficients;

    /** @param values by {@link VolumeGrid#index}; not changed */
    SplineImage(VolumeGrid grid, float[] values) {
        this.grid = grid;
        coefficients = values.clone();
        filter(grid.nx(), 1);
        filter(grid.ny(), grid.nx());
        filter(grid.nz(), grid.sliceVoxels());
    }

    VolumeGrid grid() {
        return grid;
    }

    float[] coefficients() {
        return coefficients;
    }

    /** Turns samples along one axis into coefficients; neighbours along the axis lie {@code stride} apart. */
    private void filter(int n, int stride) {
        if (n == 1) {
            return;
        }
        float gain = (float) ((1 - POLE) * (1 - 1 / POLE));
        float pole = (float) POLE;
        float[] c = coefficients;
        double[] start = new double[stride];
        for (int block = 0; block < c.length; block += n * stride) {
            mirroredSum(block, n, stride, start);
            for (int i = 0; i < stride; i++) {
                c[block + i] = gain * (float) start[i];
            }
            for (int k = block + stride; k < block + n * stride; k += stride) {
                for (int i = k; i < k + stride; i++) {
                    c[i] = gain * c[i] + pole * c[i - stride];
                }
            }
            int last = block + (n - 1) * stride;
            float end = (float) (POLE / (POLE * POLE - 1));
            for (int i = last; i < last + stride; i++) {
                c[i] = end * (c[i] + pole * c[i - stride]);
            }
            for (int k = last - stride; k >= block; k -= stride) {
                for (int i = k; i < k + stride; i++) {
                    c[i] = pole * (c[i + stride] - c[i]);
                }
            }
        }
    }

    /** Σ pole^k s(k) over the mirrored samples. */
    private void mirroredSum(int block, int n, int stride, double[] sum) {
        double weight = 1;
        Arrays.fill(sum, 0);
        for (int k = 0; k < HORIZON; k++) {
            int from = block + mirrored(k, n) * stride;
            for (int i = 0; i < stride; i++) {
                sum[i] += weight * coefficients[from + i];
            }
            weight *= POLE;
        }
    }

    /** Index of the voxel that a mirrored row of n voxels has at this place. */
    static int mirrored(int index, int n) {
        if (n == 1) {
            return 0;
        }
        int folded = Math.floorMod(index, 2 * n - 2);
        return folded < n ? folded : 2 * n - 2 - folded;
    }

    /** Weights of the four taps floor(x) − 1 … floor(x) + 2 at the fraction x − floor(x). */
    static void weights(double fraction, double[] weights) {
        double rest = 1 - fraction;
        weights[0] = rest * rest * rest / 6;
        weights[1] = 2.0 / 3 - fraction * fraction * (2 - fraction) / 2;
        weights[2] = 2.0 / 3 - rest * rest * (2 - rest) / 2;
        weights[3] = fraction * fraction * fraction / 6;
    }

    /** Derivatives of {@link #weights}. */
    static void slopes(double fraction, double[] slopes) {
        double rest = 1 - fraction;
        slopes[0] = -rest * rest / 2;
        slopes[1] = fraction * (1.5 * fraction - 2);
        slopes[2] = -rest * (1.5 * rest - 2);
        slopes[3] = fraction * fraction / 2;
    }

    /** Whether a place lies within the voxels along an axis, each reaching half a voxel from its centre. */
    static boolean covers(double place, int n) {
        return place >= -0.5 && place <= n - 0.5;
    }
}

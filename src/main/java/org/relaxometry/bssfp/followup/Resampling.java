package org.relaxometry.bssfp.followup;

import org.relaxometry.bssfp.space.Affine;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * Trilinear interpolation of maps that have voxels without a value: where one of those would have a part, there is none (NaN).
 *
 * @param toIndices from indices of the grid that is wanted to those of the map
 * @param own grid of the map
 * @param wanted grid of the result
 */
public record Resampling(Affine toIndices, VolumeGrid own, VolumeGrid wanted) {

    /** A weight below is rounding. */
    private static final double NO_PART = 1e-6;

    /** Values between the voxels. */
    public float[] values(float[] map) {
        return each((index, weights) -> {
            double sum = 0;
            for (int k = 0; k < 8; k++) {
                sum += weights[k] > NO_PART ? weights[k] * map[index[k]] : 0;
            }
            return sum;
        });
    }

    /**
     * Standard deviations of {@link #values}.
     *
     * @param shared whether neighbours share their noise: then they add up as they are, else as squares
     */
    public float[] sigmas(float[] sigma, boolean shared) {
        return each((index, weights) -> {
            double sum = 0;
            for (int k = 0; k < 8; k++) {
                if (weights[k] > NO_PART) {
                    double part = weights[k] * sigma[index[k]];
                    sum += shared ? part : part * part;
                }
            }
            return shared ? sum : Math.sqrt(sum);
        });
    }

    private interface Sum {
        double of(int[] index, double[] weights);
    }

    private float[] each(Sum sum) {
        float[] result = new float[wanted.voxels()];
        int[] index = new int[8];
        double[] weights = new double[8];
        for (int z = 0, v = 0; z < wanted.nz(); z++) {
            for (int y = 0; y < wanted.ny(); y++) {
                for (int x = 0; x < wanted.nx(); x++, v++) {
                    boolean inside =
                            find(toIndices.x(x, y, z), toIndices.y(x, y, z), toIndices.z(x, y, z), index, weights);
                    double value = inside ? sum.of(index, weights) : Double.NaN;
                    result[v] = Double.isFinite(value) ? (float) value : Float.NaN;
                }
            }
        }
        return result;
    }

    /** The eight voxels around a place, and their weights. */
    private boolean find(double x, double y, double z, int[] index, double[] weights) {
        double slack = NO_PART;
        if (x < -slack
                || y < -slack
                || z < -slack
                || x > own.nx() - 1 + slack
                || y > own.ny() - 1 + slack
                || z > own.nz() - 1 + slack) {
            return false;
        }
        int i = corner(x, own.nx());
        int j = corner(y, own.ny());
        int k = corner(z, own.nz());
        for (int c = 0; c < 8; c++) {
            int right = c & 1;
            int down = c >> 1 & 1;
            int deep = c >> 2;
            weights[c] = part(x - i, right) * part(y - j, down) * part(z - k, deep);
            index[c] = own.index(
                    Math.min(own.nx() - 1, i + right),
                    Math.min(own.ny() - 1, j + down),
                    Math.min(own.nz() - 1, k + deep));
        }
        return true;
    }

    private static int corner(double place, int size) {
        return (int) Math.max(0, Math.min(Math.floor(place), size - 1.0));
    }

    private static double part(double fraction, int far) {
        double within = Math.max(0, Math.min(1, fraction));
        return far == 1 ? within : 1 - within;
    }
}

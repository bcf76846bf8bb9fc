package org.relaxometry.bssfp.preprocessing.gibbs;

import java.util.Arrays;
import org.relaxometry.bssfp.space.ComplexVolume;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.statistics.SortedSamples;

/**
 * Noise level of one complex image from its finest diagonal detail: σ = median|d| / 0.6745 over the real and imaginary parts of
 * d = (s00 − s10 − s01 + s11)/2 in blocks of 2 × 2 voxels of the slices, after Donoho and Johnstone, Biometrika 81, 425 (1994),
 * doi:10.1093/biomet/81.3.425. Edges fill few blocks and leave the median alone. Blocks without any signal do not count.
 */
final class DetailNoise {

    /** Median of |x| for x of standard deviation 1. */
    private static final double MEDIAN_OF_NORMAL = 0.6745;

    private DetailNoise() {}

    /** Standard deviation of each real and imaginary part; 0 for an image without any signal. */
    static double of(ComplexVolume image) {
        VolumeGrid grid = image.grid();
        float[] details = new float[grid.voxels() / 2];
        int count = 0;
        for (int z = 0; z < grid.nz(); z++) {
            for (int y = 0; y + 1 < grid.ny(); y += 2) {
                for (int x = 0; x + 1 < grid.nx(); x += 2) {
                    int i = grid.index(x, y, z);
                    float re = detail(image.real(), i, grid.nx());
                    float im = detail(image.imaginary(), i, grid.nx());
                    if (re != 0 || im != 0) {
                        details[count++] = re;
                        details[count++] = im;
                    }
                }
            }
        }
        return count == 0 ? 0 : SortedSamples.all(Arrays.copyOf(details, count)).median() / MEDIAN_OF_NORMAL;
    }

    private static float detail(float[] values, int i, int nx) {
        return Math.abs(values[i] - values[i + 1] - values[i + nx] + values[i + nx + 1]) / 2;
    }
}

package org.relaxometry.bssfp.preprocessing.mask;

import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.VolumeGrid;

/** Means over boxes of voxels. At the edges of the images the box has fewer voxels. */
final class Neighbourhood {

    private Neighbourhood() {}

    /** Whether more than half of 3 × 3 × 3 voxels belong to the mask. */
    static boolean[] majority(boolean[] mask, VolumeGrid grid) {
        float[] mean = mean(new Mask(mask).values(), grid, 1);
        boolean[] majority = new boolean[mask.length];
        for (int i = 0; i < mask.length; i++) {
            majority[i] = mean[i] > 0.5f;
        }
        return majority;
    }

    /** Mean over (2 · reach + 1)³ voxels. */
    static float[] mean(float[] values, VolumeGrid grid, int reach) {
        float[] alongX = mean(values, grid.nx(), 1, reach);
        float[] alongXy = mean(alongX, grid.ny(), grid.nx(), reach);
        return mean(alongXy, grid.nz(), grid.sliceVoxels(), reach);
    }

    private static float[] mean(float[] values, int length, int stride, int reach) {
        float[] mean = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            int at = i / stride % length;
            int from = Math.max(0, at - reach);
            int to = Math.min(length - 1, at + reach);
            double sum = 0;
            for (int k = from; k <= to; k++) {
                sum += values[i + (k - at) * stride];
            }
            mean[i] = (float) (sum / (to - from + 1));
        }
        return mean;
    }
}

package org.relaxometry.bssfp.preprocessing.motion;

import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * (1 2 1)/4 along every axis, mirrored at the faces. A spline read between the voxels averages noise, one read at the voxels does not; of
 * an image so smoothed both keep nearly the same noise, so that a small motion is no longer a way to less of it.
 */
final class Smoothing {

    private Smoothing() {}

    static ScalarVolume of(ScalarVolume image) {
        VolumeGrid grid = image.grid();
        int[] sizes = {grid.nx(), grid.ny(), grid.nz()};
        float[] values = image.values();
        int stride = 1;
        for (int n : sizes) {
            values = along(values, n, stride);
            stride *= n;
        }
        return new ScalarVolume(grid, values);
    }

    private static float[] along(float[] values, int n, int stride) {
        float[] result = new float[values.length];
        for (int block = 0; block < values.length; block += n * stride) {
            for (int k = 0; k < n; k++) {
                int here = block + k * stride;
                int before = block + SplineImage.mirrored(k - 1, n) * stride;
                int after = block + SplineImage.mirrored(k + 1, n) * stride;
                for (int i = 0; i < stride; i++) {
                    result[here + i] = (2 * values[here + i] + values[before + i] + values[after + i]) / 4;
                }
            }
        }
        return result;
    }
}

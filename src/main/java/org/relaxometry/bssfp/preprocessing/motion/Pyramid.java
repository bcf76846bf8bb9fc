package org.relaxometry.bssfp.preprocessing.motion;

import java.util.ArrayList;
import java.util.List;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

/** An image, its half, its quarter and so on, all about one centre. */
final class Pyramid {

    /** A motion rests on so many voxels that more of them make it slower and no better. */
    private static final int ENOUGH_VOXELS = 1_000_000;

    /** Voxels of this size catch motions of about as much. */
    private static final double COARSE_MM = 7;

    private static final int MIN_VOXELS = 8;

    /** Axes whose voxels are this much longer than the shortest are not halved. */
    private static final double MAX_ASPECT = 1.5;

    private Pyramid() {}

    /** From fine to coarse. */
    static List<ScalarVolume> of(ScalarVolume image) {
        List<ScalarVolume> levels = new ArrayList<>();
        ScalarVolume level = finest(image);
        levels.add(level);
        while (shortestMm(level.grid()) < COARSE_MM && canBeHalved(level.grid())) {
            level = halved(level);
            levels.add(level);
        }
        return levels;
    }

    /** The image, or its half and so on if it is larger than is needed. */
    static ScalarVolume finest(ScalarVolume image) {
        ScalarVolume level = image;
        while (level.grid().voxels() > ENOUGH_VOXELS && canBeHalved(level.grid())) {
            level = halved(level);
        }
        return level;
    }

    private static double shortestMm(VolumeGrid grid) {
        return Math.min(grid.dxMm(), Math.min(grid.dyMm(), grid.dzMm()));
    }

    private static boolean canBeHalved(VolumeGrid grid) {
        return canBeHalved(grid, grid.nx(), grid.dxMm())
                || canBeHalved(grid, grid.ny(), grid.dyMm())
                || canBeHalved(grid, grid.nz(), grid.dzMm());
    }

    private static boolean canBeHalved(VolumeGrid grid, int n, double sizeMm) {
        return n >= 2 * MIN_VOXELS && sizeMm < MAX_ASPECT * shortestMm(grid);
    }

    static ScalarVolume halved(ScalarVolume image) {
        VolumeGrid grid = image.grid();
        int[] n = {grid.nx(), grid.ny(), grid.nz()};
        double[] sizeMm = {grid.dxMm(), grid.dyMm(), grid.dzMm()};
        float[] values = image.values();
        int stride = 1;
        for (int axis = 0; axis < 3; axis++) {
            if (canBeHalved(grid, n[axis], sizeMm[axis])) {
                values = halved(values, n[axis], stride);
                n[axis] = (n[axis] + 1) / 2;
                sizeMm[axis] *= 2;
            }
            stride *= n[axis];
        }
        return new ScalarVolume(new VolumeGrid(n[0], n[1], n[2], sizeMm[0], sizeMm[1], sizeMm[2]), values);
    }

    /** Even n: means of pairs. Odd n: every second voxel, smoothed by (1 2 1)/4 with mirrored ends. */
    private static float[] halved(float[] values, int n, int stride) {
        int half = (n + 1) / 2;
        int blocks = values.length / n / stride;
        float[] result = new float[blocks * half * stride];
        for (int block = 0; block < blocks; block++) {
            for (int k = 0; k < half; k++) {
                int middle = (block * n + 2 * k) * stride;
                int after = (block * n + SplineImage.mirrored(2 * k + 1, n)) * stride;
                int before = n % 2 == 0 ? after : (block * n + SplineImage.mirrored(2 * k - 1, n)) * stride;
                int to = (block * half + k) * stride;
                for (int i = 0; i < stride; i++) {
                    result[to + i] = (2 * values[middle + i] + values[before + i] + values[after + i]) / 4;
                }
            }
        }
        return result;
    }
}

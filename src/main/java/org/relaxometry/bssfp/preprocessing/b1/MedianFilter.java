package org.relaxometry.bssfp.preprocessing.b1;

import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * Median over a cube of voxels around every voxel.
 *
 * <p>Values are rounded to 65536 levels between the smallest and the largest, so a median is off by at most 1/131070 of the
 * range. A median of an even number of values is the mean of the middle two. A cube of an even number n of voxels, such as
 * the 10 of Birk et al. 2025, reaches from n/2 voxels before to n/2 − 1 behind and so is centred half a voxel before its
 * voxel, along each axis; the value at the voxel is the mean of the medians of the eight cubes around it. Thus nothing
 * shifts, and a field that rises evenly stays as it is. At the border of the volume the cube is cut off.
 *
 * <p>Source of the sliding histogram: Huang, Yang and Tang, IEEE Trans. Acoust. Speech Signal Process. 27, 13 (1979),
 * doi:10.1109/TASSP.1979.1163188.
 */
public final class MedianFilter {

    private static final int LEVELS = 1 << 16;

    private final VolumeGrid grid;
    private final char[] levels;
    private final int before;
    private final int behind;

    private MedianFilter(VolumeGrid grid, char[] levels, int size) {
        this.grid = grid;
        this.levels = levels;
        before = size / 2;
        behind = (size - 1) / 2;
    }

    /**
     * Filters a volume.
     *
     * @param volume finite values
     * @param size edge of the cube in voxels; 0 and 1 change nothing
     * @return a new volume
     */
    public static ScalarVolume apply(ScalarVolume volume, int size, WorkerPool pool, Progress progress) {
        if (size < 0) {
            throw new IllegalArgumentException(
                    "The edge of a median filter must be 0 (none) or more voxels, but is " + size + ".");
        }
        float[] values = volume.values().clone();
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("A median filter needs finite values, but one is " + value + ".");
            }
            lowest = Math.min(lowest, value);
            highest = Math.max(highest, value);
        }
        if (size <= 1 || lowest == highest) {
            return new ScalarVolume(volume.grid(), values);
        }
        double step = (highest - lowest) / (LEVELS - 1);
        char[] levels = new char[values.length];
        for (int i = 0; i < values.length; i++) {
            levels[i] = (char) Math.rint((values[i] - lowest) / step);
        }
        new MedianFilter(volume.grid(), levels, size).run(values, lowest, step, pool, progress);
        if (size % 2 == 0) {
            centre(volume.grid(), values);
        }
        return new ScalarVolume(volume.grid(), values);
    }

    private void run(float[] out, double lowest, double step, WorkerPool pool, Progress progress) {
        Window[] windows = new Window[pool.size()];
        pool.run(grid.ny() * grid.nz(), progress, (worker, row) -> {
            if (windows[worker] == null) {
                windows[worker] = new Window();
            }
            int y = row % grid.ny();
            int z = row / grid.ny();
            windows[worker].slide(y, z, out, lowest, step);
        });
    }

    /** The mean of each voxel and the next along every axis; the last one keeps its value. */
    private static void centre(VolumeGrid grid, float[] values) {
        int[] steps = {1, grid.nx(), grid.sliceVoxels()};
        int[] sizes = {grid.nx(), grid.ny(), grid.nz()};
        for (int axis = 0; axis < 3; axis++) {
            for (int i = 0; i < values.length; i++) {
                if (i / steps[axis] % sizes[axis] < sizes[axis] - 1) {
                    values[i] = 0.5f * (values[i] + values[i + steps[axis]]);
                }
            }
        }
    }

    /** A cube that slides along a row, as a histogram; one per worker. */
    private final class Window {

        private final int[] histogram = new int[LEVELS];
        private int count;

        /** Level of the lower median, and the number of voxels below it. */
        private int level;

        private int below;

        void slide(int y, int z, float[] out, double lowest, double step) {
            int start = grid.index(0, y, z);
            for (int x = 0; x < behind && x < grid.nx(); x++) {
                change(x, y, z, 1);
            }
            for (int x = 0; x < grid.nx(); x++) {
                if (x + behind < grid.nx()) {
                    change(x + behind, y, z, 1);
                }
                if (x - before > 0) {
                    change(x - before - 1, y, z, -1);
                }
                out[start + x] = (float) (lowest + step * median());
            }
            for (int x = Math.max(0, grid.nx() - 1 - before); x < grid.nx(); x++) {
                change(x, y, z, -1);
            }
        }

        /** Adds or removes the plane of the cube at x. */
        private void change(int x, int y, int z, int by) {
            for (int v = Math.max(0, z - before); v <= Math.min(grid.nz() - 1, z + behind); v++) {
                for (int u = Math.max(0, y - before); u <= Math.min(grid.ny() - 1, y + behind); u++) {
                    int value = levels[grid.index(x, u, v)];
                    histogram[value] += by;
                    count += by;
                    below += value < level ? by : 0;
                }
            }
        }

        private double median() {
            int rank = (count - 1) / 2;
            while (below > rank) {
                level--;
                below -= histogram[level];
            }
            while (below + histogram[level] <= rank) {
                below += histogram[level];
                level++;
            }
            int upper = level;
            if (below + histogram[level] <= count / 2) {
                do {
                    upper++;
                } while (histogram[upper] == 0);
            }
            return 0.5 * (level + upper);
        }
    }
}

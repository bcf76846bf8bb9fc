package org.relaxometry.bssfp.preprocessing.mask;

import java.util.Arrays;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * Shapes of masks in 3D, with balls whose radius is in mm. What lies outside the images is unknown: it neither erodes nor dilates.
 * Connected voxels share a face.
 */
final class Morphology {

    private final VolumeGrid grid;
    private final WorkerPool workers;
    private final Progress progress;

    /** @param progress asked in every operation */
    Morphology(VolumeGrid grid, WorkerPool workers, Progress progress) {
        this.grid = grid;
        this.workers = workers;
        this.progress = progress;
    }

    /** Voxels more than the radius from everything outside the mask. */
    boolean[] eroded(boolean[] mask, double radiusMm) {
        return beyond(DistanceMap.squared(mask, false, grid, workers, progress), radiusMm);
    }

    /** Voxels within the radius of the mask. */
    boolean[] dilated(boolean[] mask, double radiusMm) {
        boolean[] beyond = beyond(DistanceMap.squared(mask, true, grid, workers, progress), radiusMm);
        for (int i = 0; i < beyond.length; i++) {
            beyond[i] = !beyond[i];
        }
        return beyond;
    }

    /** Gaps narrower than twice the radius closed, then holes filled. */
    boolean[] closed(boolean[] mask, double radiusMm) {
        return filled(eroded(dilated(mask, radiusMm), radiusMm));
    }

    private static boolean[] beyond(float[] squared, double radiusMm) {
        boolean[] beyond = new boolean[squared.length];
        for (int i = 0; i < squared.length; i++) {
            beyond[i] = squared[i] > radiusMm * radiusMm;
        }
        return beyond;
    }

    /** The connected part with the most voxels; of equal ones the first. */
    boolean[] largestPart(boolean[] mask) {
        progress.checkCanceled();
        boolean[] rest = mask.clone();
        int[] part = new int[mask.length];
        int[] largest = {};
        for (int i = 0; i < rest.length; i++) {
            if (rest[i]) {
                int size = take(rest, i, part);
                if (size > largest.length) {
                    largest = Arrays.copyOf(part, size);
                }
            }
        }
        boolean[] result = new boolean[mask.length];
        for (int voxel : largest) {
            result[voxel] = true;
        }
        return result;
    }

    /** Holes that are connected to no edge of the images belong to the mask. */
    boolean[] filled(boolean[] mask) {
        progress.checkCanceled();
        boolean[] holes = new boolean[mask.length];
        for (int i = 0; i < mask.length; i++) {
            holes[i] = !mask[i];
        }
        int[] part = new int[mask.length];
        for (int i = 0; i < mask.length; i++) {
            if (holes[i] && atEdge(i)) {
                take(holes, i, part);
            }
        }
        boolean[] filled = mask.clone();
        for (int i = 0; i < filled.length; i++) {
            filled[i] |= holes[i];
        }
        return filled;
    }

    /** In a single slice, the slice itself is no edge. */
    private boolean atEdge(int i) {
        int x = i % grid.nx();
        int y = i / grid.nx() % grid.ny();
        int z = i / grid.sliceVoxels();
        return x == 0
                || x == grid.nx() - 1
                || y == 0
                || y == grid.ny() - 1
                || grid.nz() > 1 && (z == 0 || z == grid.nz() - 1);
    }

    /** Takes the voxels connected to a seed out of a mask and lists them; returns the length of the list. */
    private int take(boolean[] mask, int seed, int[] list) {
        int end = 0;
        mask[seed] = false;
        list[end++] = seed;
        for (int next = 0; next < end; next++) {
            int i = list[next];
            int x = i % grid.nx();
            int y = i / grid.nx() % grid.ny();
            int z = i / grid.sliceVoxels();
            end = take(mask, x > 0, i - 1, list, end);
            end = take(mask, x < grid.nx() - 1, i + 1, list, end);
            end = take(mask, y > 0, i - grid.nx(), list, end);
            end = take(mask, y < grid.ny() - 1, i + grid.nx(), list, end);
            end = take(mask, z > 0, i - grid.sliceVoxels(), list, end);
            end = take(mask, z < grid.nz() - 1, i + grid.sliceVoxels(), list, end);
        }
        return end;
    }

    private static int take(boolean[] mask, boolean inside, int i, int[] list, int end) {
        if (inside && mask[i]) {
            mask[i] = false;
            list[end] = i;
            return end + 1;
        }
        return end;
    }
}

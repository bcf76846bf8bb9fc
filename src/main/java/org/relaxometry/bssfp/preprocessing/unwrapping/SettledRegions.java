package org.relaxometry.bssfp.preprocessing.unwrapping;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.statistics.SortedSamples;

/**
 * The common multiple of every region of an unwrapped map, the largest region first: see {@link FieldUnwrapping}.
 */
final class SettledRegions {

    private final VolumeGrid grid;

    /** ΔB0 in units of 1/TR, NaN outside the map. */
    private final float[] turns;

    private final int reach;

    /** Wraps of every voxel; NaN outside the map and until its region is settled. */
    private final float[] wraps;

    private final List<int[]> regions;
    private int alone;

    SettledRegions(VolumeGrid grid, float[] turns, WrapForest forest, int reach, Progress progress) {
        this.grid = grid;
        this.turns = turns;
        this.reach = reach;
        wraps = new float[turns.length];
        Arrays.fill(wraps, Float.NaN);
        regions = regions(forest);
        for (int[] region : regions) {
            progress.checkCanceled();
            settle(region, forest);
        }
    }

    float[] wraps() {
        return wraps;
    }

    int count() {
        return regions.size();
    }

    /** Voxels of the largest region. */
    int largest() {
        return regions.get(0).length;
    }

    /** Voxels of regions too far from all others. */
    int alone() {
        return alone;
    }

    private List<int[]> regions(WrapForest forest) {
        int[] sizes = new int[turns.length];
        for (int v = 0; v < turns.length; v++) {
            if (!Float.isNaN(turns[v])) {
                sizes[forest.root(v)]++;
            }
        }
        int[][] byRoot = new int[turns.length][];
        for (int v = turns.length - 1; v >= 0; v--) {
            if (!Float.isNaN(turns[v])) {
                int root = forest.root(v);
                if (byRoot[root] == null) {
                    byRoot[root] = new int[sizes[root]];
                }
                byRoot[root][--sizes[root]] = v;
            }
        }
        return IntStream.range(0, turns.length)
                .mapToObj(root -> byRoot[root])
                .filter(region -> region != null)
                .sorted(Comparator.comparingInt(region -> -region.length))
                .toList();
    }

    private void settle(int[] region, WrapForest forest) {
        boolean first = region == regions.get(0);
        float[] differences = first ? new float[0] : toSettledNeighbours(region, forest);
        if (differences.length == 0) {
            alone += first ? 0 : region.length;
            differences = new float[region.length];
            for (int k = 0; k < region.length; k++) {
                differences[k] = -turns[region[k]] - forest.wraps(region[k]);
            }
        }
        float common = (float) Math.rint(SortedSamples.all(differences).median());
        for (int v : region) {
            wraps[v] = forest.wraps(v) + common;
        }
    }

    /** By how much every settled voxel nearby lies above a voxel of the region. */
    private float[] toSettledNeighbours(int[] region, WrapForest forest) {
        float[] differences = new float[16];
        int count = 0;
        for (int v : region) {
            int x = v % grid.nx();
            int y = v / grid.nx() % grid.ny();
            int z = v / grid.sliceVoxels();
            for (int nz = Math.max(0, z - reach); nz <= Math.min(grid.nz() - 1, z + reach); nz++) {
                for (int ny = Math.max(0, y - reach); ny <= Math.min(grid.ny() - 1, y + reach); ny++) {
                    for (int nx = Math.max(0, x - reach); nx <= Math.min(grid.nx() - 1, x + reach); nx++) {
                        int near = grid.index(nx, ny, nz);
                        if (!Float.isNaN(wraps[near])) {
                            differences =
                                    count < differences.length ? differences : Arrays.copyOf(differences, 2 * count);
                            differences[count++] = turns[near] + wraps[near] - turns[v] - forest.wraps(v);
                        }
                    }
                }
            }
        }
        return Arrays.copyOf(differences, count);
    }
}

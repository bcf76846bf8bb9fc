package org.relaxometry.bssfp.followup;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * Voxels side by side that have changed in the same direction.
 *
 * @param voxels their indices
 * @param peak the voxel that strays furthest
 * @param peakZ there, of the neighbourhood
 * @param meanBefore mean over the voxels, before
 * @param meanDifference of them
 * @param sigma of that mean, as if the voxels shared all their noise: never too small
 */
public record ChangeCluster(
        int[] voxels, int peak, double peakZ, double meanBefore, double meanDifference, double sigma) {

    /**
     * All of a comparison, those that stray furthest first.
     *
     * @param before the map of the first examination
     */
    public static List<ChangeCluster> of(Change change, float[] before) {
        boolean[] seen = new boolean[before.length];
        List<ChangeCluster> clusters = new ArrayList<>();
        for (int v = 0; v < before.length; v++) {
            if (change.changed()[v] != 0 && !seen[v]) {
                clusters.add(of(change, before, grow(change, v, seen)));
            }
        }
        clusters.sort(Comparator.comparingDouble((ChangeCluster cluster) -> -Math.abs(cluster.peakZ)));
        return clusters;
    }

    private static ChangeCluster of(Change change, float[] before, int[] voxels) {
        int peak = voxels[0];
        double sumBefore = 0;
        double sum = 0;
        double sigma = 0;
        for (int v : voxels) {
            peak = Math.abs(change.together()[v]) > Math.abs(change.together()[peak]) ? v : peak;
            sumBefore += before[v];
            sum += change.difference()[v];
            sigma += change.sigma()[v];
        }
        int count = voxels.length;
        return new ChangeCluster(voxels, peak, change.together()[peak], sumBefore / count, sum / count, sigma / count);
    }

    /** With all that touch it by a face, an edge or a corner. */
    private static int[] grow(Change change, int seed, boolean[] seen) {
        VolumeGrid grid = change.grid();
        Deque<Integer> open = new ArrayDeque<>(List.of(seed));
        seen[seed] = true;
        List<Integer> found = new ArrayList<>();
        while (!open.isEmpty()) {
            int v = open.pop();
            found.add(v);
            for (int next : around(grid, v)) {
                if (!seen[next] && change.changed()[next] == change.changed()[seed]) {
                    seen[next] = true;
                    open.push(next);
                }
            }
        }
        return found.stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    private static List<Integer> around(VolumeGrid grid, int v) {
        int x = v % grid.nx();
        int y = v / grid.nx() % grid.ny();
        int z = v / grid.sliceVoxels();
        List<Integer> around = new ArrayList<>();
        for (int k = Math.max(0, z - 1); k <= Math.min(grid.nz() - 1, z + 1); k++) {
            for (int j = Math.max(0, y - 1); j <= Math.min(grid.ny() - 1, y + 1); j++) {
                for (int i = Math.max(0, x - 1); i <= Math.min(grid.nx() - 1, x + 1); i++) {
                    around.add(grid.index(i, j, k));
                }
            }
        }
        return around;
    }

    /** Volume in ml. */
    public double volumeMl(VolumeGrid grid) {
        return voxels.length * grid.dxMm() * grid.dyMm() * grid.dzMm() / 1000;
    }
}

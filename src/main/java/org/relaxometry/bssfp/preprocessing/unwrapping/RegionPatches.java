package org.relaxometry.bssfp.preprocessing.unwrapping;

import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * The step of an unwrapped map from one region to another, across voxels without a value: the difference of the means of two
 * patches, less what the slope of both patches together makes of the way between their middles.
 *
 * <p>A patch is what lies within some voxels of a voxel and belongs to its region; its slope along an axis is the mean
 * difference of neighbours. Noise weighs little there: within a region no voxel lies more than half a turn beside its neighbours.
 */
final class RegionPatches {

    /** Differences of 0 that every slope has beside its own, so that some pairs of noisy voxels do not make a slope. */
    private static final int FLAT = 8;

    private final VolumeGrid grid;
    private final int[] labels;
    private final float[] turns;
    private final float[] wraps;
    private final int reach;
    private final Patch own = new Patch();
    private final Patch other = new Patch();

    /** @param wraps may change between two steps */
    RegionPatches(VolumeGrid grid, int[] labels, float[] turns, float[] wraps, int reach) {
        this.grid = grid;
        this.labels = labels;
        this.turns = turns;
        this.wraps = wraps;
        this.reach = reach;
    }

    /** By how many turns the other region lies above the region of {@code voxel}, where they come near one another. */
    float step(int voxel, int otherVoxel) {
        own.read(voxel);
        other.read(otherVoxel);
        double step = other.value / other.count - own.value / own.count;
        for (int axis = 0; axis < 3; axis++) {
            double slope =
                    (own.difference[axis] + other.difference[axis]) / (own.pairs[axis] + other.pairs[axis] + FLAT);
            step -= slope * (other.place[axis] / other.count - own.place[axis] / own.count);
        }
        return (float) step;
    }

    /** Sums over a patch. */
    private final class Patch {

        int count;
        double value;
        final double[] place = new double[3];
        final double[] difference = new double[3];
        final int[] pairs = new int[3];

        void read(int voxel) {
            count = 0;
            value = 0;
            for (int axis = 0; axis < 3; axis++) {
                place[axis] = 0;
                difference[axis] = 0;
                pairs[axis] = 0;
            }
            int x = voxel % grid.nx();
            int y = voxel / grid.nx() % grid.ny();
            int z = voxel / grid.sliceVoxels();
            int x1 = Math.min(grid.nx() - 1, x + reach);
            int y1 = Math.min(grid.ny() - 1, y + reach);
            int z1 = Math.min(grid.nz() - 1, z + reach);
            for (int nz = Math.max(0, z - reach); nz <= z1; nz++) {
                for (int ny = Math.max(0, y - reach); ny <= y1; ny++) {
                    for (int nx = Math.max(0, x - reach); nx <= x1; nx++) {
                        int v = grid.index(nx, ny, nz);
                        if (labels[v] == labels[voxel]) {
                            add(v, nx, ny, nz);
                            pair(v, nx < x1 ? v + 1 : v, 0);
                            pair(v, ny < y1 ? v + grid.nx() : v, 1);
                            pair(v, nz < z1 ? v + grid.sliceVoxels() : v, 2);
                        }
                    }
                }
            }
        }

        private void add(int v, int x, int y, int z) {
            count++;
            value += turns[v] + wraps[v];
            place[0] += x;
            place[1] += y;
            place[2] += z;
        }

        private void pair(int v, int next, int axis) {
            if (next != v && labels[next] == labels[v]) {
                difference[axis] += turns[next] + wraps[next] - turns[v] - wraps[v];
                pairs[axis]++;
            }
        }
    }
}

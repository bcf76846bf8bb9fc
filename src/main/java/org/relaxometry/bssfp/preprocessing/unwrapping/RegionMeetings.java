package org.relaxometry.bssfp.preprocessing.unwrapping;

import java.util.Arrays;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * Where the regions of a map meet when all of them grow at one speed, voxel by voxel along the axes, into the voxels without a
 * value. Every meeting knows the voxel of either region from which it was reached. The time is proportional to the voxels,
 * however far apart the regions are.
 */
final class RegionMeetings {

    /** Label of a voxel without a value. */
    static final int NONE = -1;

    private final VolumeGrid grid;
    private final int[] labels;

    /** The voxel of a region nearest to a voxel. */
    private final int[] nearest;

    private final int[] stepsFrom;

    /** Of every region, the first of its meetings. */
    private final int[] starts;

    /** Pairs (v, neighbour of v along an axis) as 3 v + axis, by region; every pair twice. */
    private final int[] pairs;

    /** @param labels number of its region of every voxel, or {@link #NONE} */
    RegionMeetings(VolumeGrid grid, int[] labels, int regions, Progress progress) {
        this.grid = grid;
        this.labels = labels;
        nearest = new int[labels.length];
        stepsFrom = new int[labels.length];
        fill(progress);
        starts = new int[regions + 2];
        visit((pair, region) -> starts[region + 2]++);
        for (int region = 2; region < starts.length; region++) {
            starts[region] += starts[region - 1];
        }
        pairs = new int[starts[regions + 1]];
        visit((pair, region) -> pairs[starts[region + 1]++] = pair);
    }

    /** The first meeting of a region; that of the next region follows its last. */
    int first(int region) {
        return starts[region];
    }

    /** How many steps the two voxels of a meeting lie apart. */
    int steps(int meeting) {
        int v = pairs[meeting] / 3;
        return stepsFrom[v] + stepsFrom[FieldUnwrapping.neighbour(grid, pairs[meeting])] + 1;
    }

    int otherRegion(int meeting, int region) {
        return labels[otherVoxel(meeting, region)];
    }

    int ownVoxel(int meeting, int region) {
        int a = nearest[pairs[meeting] / 3];
        return labels[a] == region ? a : nearest[FieldUnwrapping.neighbour(grid, pairs[meeting])];
    }

    int otherVoxel(int meeting, int region) {
        int a = nearest[pairs[meeting] / 3];
        return labels[a] == region ? nearest[FieldUnwrapping.neighbour(grid, pairs[meeting])] : a;
    }

    private void fill(Progress progress) {
        Arrays.fill(nearest, NONE);
        int[] queue = new int[labels.length];
        int count = 0;
        for (int v = 0; v < labels.length; v++) {
            if (labels[v] != NONE) {
                nearest[v] = v;
                queue[count++] = v;
            }
        }
        int[] sizes = {grid.nx(), grid.ny(), grid.nz()};
        int[] strides = {1, grid.nx(), grid.sliceVoxels()};
        for (int k = 0; k < count; k++) {
            if (k % grid.sliceVoxels() == 0) {
                progress.checkCanceled();
            }
            int v = queue[k];
            for (int axis = 0; axis < 3; axis++) {
                int at = v / strides[axis] % sizes[axis];
                for (int side = -1; side <= 1; side += 2) {
                    int w = v + side * strides[axis];
                    if (at + side >= 0 && at + side < sizes[axis] && nearest[w] == NONE) {
                        nearest[w] = nearest[v];
                        stepsFrom[w] = stepsFrom[v] + 1;
                        queue[count++] = w;
                    }
                }
            }
        }
    }

    private interface Visitor {
        void visit(int pair, int region);
    }

    private void visit(Visitor visitor) {
        int[] sizes = {grid.nx(), grid.ny(), grid.nz()};
        int[] strides = {1, grid.nx(), grid.sliceVoxels()};
        for (int v = 0; v < labels.length; v++) {
            for (int axis = 0; axis < 3; axis++) {
                if (v / strides[axis] % sizes[axis] < sizes[axis] - 1) {
                    int a = labels[nearest[v]];
                    int b = labels[nearest[v + strides[axis]]];
                    if (a != b) {
                        visitor.visit(3 * v + axis, a);
                        visitor.visit(3 * v + axis, b);
                    }
                }
            }
        }
    }
}

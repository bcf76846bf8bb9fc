package org.relaxometry.bssfp.volume.fat;

import java.util.Arrays;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * Chooses one of a few candidates of ΔB0 in every voxel, so that the field is smooth and the samples are explained: the assignment with the
 * least sum of
 *
 * <pre>
 * −2 ln L of the candidates + Σ over pairs of neighbours {@value #COUPLING} w min(1, |difference| / {@value #FULL_TURNS} turns)
 * </pre>
 *
 * <p>differences brought to within half a turn, for ΔB0 is known modulo 1/TR, and w the smallest voxel size over that along the pair. Differences
 * beyond the limit cost no more: the field may jump at a border. Found by sequential tree-reweighted message passing: Kolmogorov, IEEE Trans.
 * Pattern Anal. Mach. Intell. 28, 1568 (2006), doi:10.1109/TPAMI.2006.200. One thread, so nothing depends on their number.
 */
final class FieldChoice {

    private static final float COUPLING = 10;
    private static final float FULL_TURNS = 0.2f;
    private static final int SWEEPS = 15;

    /** To the neighbours along x, y and z with a higher index; the others are the same seen from there. */
    private static final int AXES = 3;

    private final Candidates candidates;
    private final int most;

    /** Voxel next to a voxel towards higher x, y or z, [axis][voxel]; −1 without one. */
    private final int[][] next = new int[AXES][];

    /** The same towards lower x, y or z. */
    private final int[][] last = new int[AXES][];

    private final float[] weight = new float[AXES];

    /** Message along the edge from a voxel upwards, about the candidates of whichever end it goes to next: [axis][voxel · most + candidate]. */
    private final float[][] messages = new float[AXES][];

    private final float[] belief;
    private final float[] without;

    /**
     * @param positions index in the grid of every voxel, rising
     * @param candidates of the same voxels
     */
    FieldChoice(VolumeGrid grid, int[] positions, Candidates candidates) {
        this.candidates = candidates;
        most = candidates.most();
        belief = new float[most];
        without = new float[most];
        int[] steps = {1, grid.nx(), grid.sliceVoxels()};
        double[] sizes = {grid.dxMm(), grid.dyMm(), grid.dzMm()};
        double smallest = Math.min(sizes[0], Math.min(sizes[1], sizes[2]));
        int[] indexAt = new int[grid.voxels()];
        Arrays.fill(indexAt, -1);
        for (int v = 0; v < positions.length; v++) {
            indexAt[positions[v]] = candidates.count(v) > 0 ? v : -1;
        }
        for (int axis = 0; axis < AXES; axis++) {
            weight[axis] = (float) (smallest / sizes[axis]);
            next[axis] = new int[positions.length];
            last[axis] = new int[positions.length];
            messages[axis] = new float[positions.length * most];
            for (int v = 0; v < positions.length; v++) {
                int along = positions[v] / steps[axis] % (axis == 0 ? grid.nx() : axis == 1 ? grid.ny() : grid.nz());
                int length = axis == 0 ? grid.nx() : axis == 1 ? grid.ny() : grid.nz();
                boolean used = candidates.count(v) > 0;
                next[axis][v] = used && along + 1 < length ? indexAt[positions[v] + steps[axis]] : -1;
                last[axis][v] = used && along > 0 ? indexAt[positions[v] - steps[axis]] : -1;
            }
        }
    }

    /** The candidate chosen in every voxel; 0 where there is none. */
    int[] choose(Progress progress) {
        int voxels = candidates.voxels();
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            progress.checkCanceled();
            for (int v = 0; v < voxels; v++) {
                pass(v, next, last);
            }
            for (int v = voxels - 1; v >= 0; v--) {
                pass(v, last, next);
            }
            progress.update((sweep + 1.0) / SWEEPS);
        }
        int[] chosen = new int[voxels];
        for (int v = 0; v < voxels; v++) {
            chosen[v] = best(v, chosen);
        }
        return chosen;
    }

    /** Sends messages from a voxel to all neighbours ahead, from what it has heard of all. */
    private void pass(int voxel, int[][] ahead, int[][] behind) {
        int count = candidates.count(voxel);
        if (count == 0) {
            return;
        }
        int aheadCount = 0;
        int behindCount = 0;
        for (int k = 0; k < count; k++) {
            belief[k] = candidates.cost(voxel, k);
        }
        for (int axis = 0; axis < AXES; axis++) {
            aheadCount += hear(voxel, axis, ahead) ? 1 : 0;
            behindCount += hear(voxel, axis, behind) ? 1 : 0;
        }
        float share = 1f / Math.max(1, Math.max(aheadCount, behindCount));
        for (int axis = 0; axis < AXES; axis++) {
            int other = ahead[axis][voxel];
            if (other >= 0) {
                send(voxel, other, axis, share);
            }
        }
    }

    /** Adds what a neighbour says to the belief. */
    private boolean hear(int voxel, int axis, int[][] side) {
        int other = side[axis][voxel];
        if (other < 0) {
            return false;
        }
        int edge = Math.min(voxel, other) * most;
        for (int k = 0; k < candidates.count(voxel); k++) {
            belief[k] += messages[axis][edge + k];
        }
        return true;
    }

    private void send(int from, int to, int axis, float share) {
        int edge = Math.min(from, to) * most;
        float[] message = messages[axis];
        int count = candidates.count(from);
        for (int k = 0; k < count; k++) {
            without[k] = share * belief[k] - message[edge + k];
        }
        float least = Float.MAX_VALUE;
        for (int m = 0; m < candidates.count(to); m++) {
            float best = Float.MAX_VALUE;
            for (int k = 0; k < count; k++) {
                best = Math.min(best, without[k] + coupling(from, k, to, m, axis));
            }
            message[edge + m] = best;
            least = Math.min(least, best);
        }
        for (int m = 0; m < candidates.count(to); m++) {
            message[edge + m] -= least;
        }
    }

    private float coupling(int from, int k, int to, int m, int axis) {
        float turns = candidates.turns(from, k) - candidates.turns(to, m);
        float distance = Math.abs(turns - (float) Math.rint(turns));
        return COUPLING * weight[axis] * Math.min(1, distance / FULL_TURNS);
    }

    /** The best candidate given those of the neighbours before, and what those after have said. */
    private int best(int voxel, int[] chosen) {
        int best = 0;
        float least = Float.MAX_VALUE;
        for (int k = 0; k < candidates.count(voxel); k++) {
            float sum = candidates.cost(voxel, k);
            for (int axis = 0; axis < AXES; axis++) {
                int before = last[axis][voxel];
                sum += before >= 0 ? coupling(before, chosen[before], voxel, k, axis) : 0;
                sum += next[axis][voxel] >= 0 ? messages[axis][voxel * most + k] : 0;
            }
            if (sum < least) {
                least = sum;
                best = k;
            }
        }
        return best;
    }
}

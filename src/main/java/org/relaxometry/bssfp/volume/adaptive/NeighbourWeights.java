package org.relaxometry.bssfp.volume.adaptive;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * Which neighbours every voxel of a run was averaged with. Estimates and precisions as they were before the last step are kept, and
 * the weights of a voxel are computed anew from them, by the formula of {@link AdaptiveStep}.
 */
public final class NeighbourWeights {

    private final VolumeGrid grid;
    private VoxelBox box;
    private Neighbourhood near;
    private Step usual;
    private Step odd;

    /**
     * The neighbours of one voxel.
     *
     * @param positions in the series, the voxel itself among them if its own samples count; in no order
     * @param weights above 0, in the same order; that of an own value is 1
     * @param within voxels within reach that could count, the voxel itself among them
     */
    public record Of(int[] positions, float[] weights, int within) {

        /** How many of them are not the voxel at this position itself. */
        public int others(int position) {
            return (int) IntStream.of(positions).filter(p -> p != position).count();
        }

        /** (Σw)² / Σw²: so many voxels of one weight would average the noise as well. */
        public double effectiveNumber() {
            double sum = 0;
            double squares = 0;
            for (float weight : weights) {
                sum += weight;
                squares += weight * weight;
            }
            return sum * sum / squares;
        }
    }

    /**
     * What a step began with.
     *
     * @param voxels in rising order, those that it averages among themselves; null for all
     * @param speaks whether a voxel says anything, by the place among the voxels; the arrays likewise
     */
    private record Step(
            double limit,
            int[] voxels,
            BitSet active,
            BitSet speaks,
            float[] e1,
            float[] e2,
            float[] n11,
            float[] n12,
            float[] n22) {

        /** Where a voxel stands; negative where the step leaves it alone. */
        int place(int voxel) {
            int place = voxels == null ? voxel : Arrays.binarySearch(voxels, voxel);
            return place >= 0 && active.get(place) ? place : -1;
        }

        float weight(int of, int other, float nearness) {
            if (other < 0 || !speaks.get(other)) {
                return 0;
            }
            float perLimit = (float) (1 / limit);
            float alike = AdaptiveStep.alike(
                    perLimit * n11[of],
                    perLimit * 2 * n12[of],
                    perLimit * n22[of],
                    e1[of] - e1[other],
                    e2[of] - e2[other]);
            return Math.max(0, nearness * alike);
        }
    }

    NeighbourWeights(VolumeGrid grid) {
        this.grid = grid;
    }

    /** Keeps what the last step of a round begins with, see {@link AdaptiveLikelihood.Witness}. */
    void remember(LikelihoodField field, Neighbourhood within, double limit, boolean oddOnly) {
        box = field.box;
        near = within;
        int[] chosen = oddOnly
                ? IntStream.range(0, field.odd.length).filter(i -> field.odd[i]).toArray()
                : null;
        BitSet active = new BitSet();
        BitSet speaks = new BitSet();
        for (int k = 0; k < (oddOnly ? chosen.length : field.odd.length); k++) {
            int i = oddOnly ? chosen[k] : k;
            active.set(k, field.active[i]);
            speaks.set(k, field.p11[i] > 0);
        }
        Step step = new Step(
                limit,
                chosen,
                active,
                speaks,
                copy(field.e1, chosen),
                copy(field.e2, chosen),
                copy(field.n11, chosen),
                copy(field.n12, chosen),
                copy(field.n22, chosen));
        if (oddOnly) {
            odd = step;
        } else {
            usual = step;
        }
    }

    private static float[] copy(float[] values, int[] chosen) {
        if (chosen == null) {
            return values.clone();
        }
        float[] copy = new float[chosen.length];
        for (int k = 0; k < copy.length; k++) {
            copy[k] = values[chosen[k]];
        }
        return copy;
    }

    /**
     * The neighbours of a voxel.
     *
     * @param position in the series
     * @return none where the voxel was not averaged, such as outside the mask
     */
    public Of of(int position) {
        int x = position % grid.nx() - box.x0();
        int y = position / grid.nx() % grid.ny() - box.y0();
        int z = position / grid.sliceVoxels() - box.z0();
        int[] positions = new int[near.size()];
        float[] weights = new float[near.size()];
        int count = 0;
        int within = 0;
        int voxel = voxel(x, y, z);
        if (voxel >= 0) {
            Step step = odd.place(voxel) >= 0 ? odd : usual;
            int place = step.place(voxel);
            for (int k = 0; place >= 0 && k < near.size(); k++) {
                int other = voxel(x + near.dx()[k], y + near.dy()[k], z + near.dz()[k]);
                boolean couldCount = other >= 0 && usual.place(other) >= 0;
                within += couldCount ? 1 : 0;
                float weight = couldCount ? step.weight(place, step.place(other), near.weight()[k]) : 0;
                if (weight > 0) {
                    positions[count] =
                            position + near.dx()[k] + grid.nx() * near.dy()[k] + grid.sliceVoxels() * near.dz()[k];
                    weights[count++] = weight;
                }
            }
        }
        return new Of(Arrays.copyOf(positions, count), Arrays.copyOf(weights, count), within);
    }

    /** Index in the box; −1 beyond it. */
    private int voxel(int x, int y, int z) {
        boolean inside = x >= 0 && x < box.nx() && y >= 0 && y < box.ny() && z >= 0 && z < box.nz();
        return inside ? x + box.nx() * (y + box.ny() * z) : -1;
    }
}

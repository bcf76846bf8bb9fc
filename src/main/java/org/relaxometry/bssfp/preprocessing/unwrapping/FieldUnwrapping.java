package org.relaxometry.bssfp.preprocessing.unwrapping;

import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * Unwraps a map of ΔB0 in three dimensions: bSSFP knows ΔB0 modulo 1/TR, and every voxel gets the multiple of 1/TR with which
 * the map is smooth.
 *
 * <p>Pairs of neighbours are joined in the order of their reliability; when two regions meet, all of one are shifted by the
 * multiple that brings the two voxels within half of 1/TR of one another. So errors cannot spread from noisy voxels. It works
 * where the field changes by less than 1/(2 TR) from voxel to voxel.
 *
 * <p>What no method can tell is one common multiple of the whole map: it is chosen so that the median of the largest region is
 * nearest to 0. Every other region (cut off by voxels without a value) then gets the multiple with which the map goes on evenly
 * from what is settled, the nearest region first, at any distance: see {@link RegionMeetings} and {@link RegionPatches}.
 *
 * <p>Source: Abdul-Rahman et al., Appl. Opt. 46, 6623 (2007), doi:10.1364/AO.46.006623, after Herráez et al., Appl. Opt. 41,
 * 7437 (2002), doi:10.1364/AO.41.007437; written from the description. The order of the pairs is our own: {@link
 * ReliabilityOrder}.
 */
public final class FieldUnwrapping {

    /** Voxels to every side of a border voxel that say how the map goes on there. */
    private static final int REACH = 3;

    /**
     * An unwrapped map.
     *
     * @param fieldHz ΔB0 in Hz, NaN where there is none
     * @param wraps multiple of 1/TR that was added, NaN likewise
     * @param voxels number of voxels with a value
     * @param regions number of regions that do not touch; the largest has {@code largest} voxels
     * @param largest voxels of the largest region
     * @param bridged voxels of regions more than {@value #REACH} voxels from all others
     * @param longest how far the farthest of them were, in voxels; 0 without any
     * @param steep pairs of neighbours that still differ by more than 1/(2 TR): there the field is too steep, or noise
     */
    public record Unwrapped(
            ScalarVolume fieldHz,
            ScalarVolume wraps,
            int voxels,
            int regions,
            int largest,
            int bridged,
            int longest,
            long steep) {}

    private FieldUnwrapping() {}

    /**
     * Unwraps a map.
     *
     * @param fieldHz ΔB0 in Hz, not finite where there is none and outside the mask
     * @param periodHz 1/TR
     * @throws IllegalArgumentException if there is no value inside the mask
     */
    public static Unwrapped unwrap(ScalarVolume fieldHz, double periodHz, Progress progress) {
        if (!(periodHz > 0 && periodHz < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("1/TR must be more than 0 Hz, but is " + periodHz + " Hz.");
        }
        VolumeGrid grid = fieldHz.grid();
        float[] turns = new float[grid.voxels()];
        int voxels = 0;
        for (int v = 0; v < turns.length; v++) {
            boolean used = Float.isFinite(fieldHz.values()[v]);
            turns[v] = used ? (float) (fieldHz.values()[v] / periodHz) : Float.NaN;
            voxels += used ? 1 : 0;
        }
        if (voxels == 0) {
            throw new IllegalArgumentException("The map of ΔB0 has no value inside the mask.");
        }
        int[] pairs = new ReliabilityOrder(grid, turns, progress).pairs();
        SettledRegions regions = new SettledRegions(grid, turns, joined(grid, turns, pairs, progress), REACH, progress);
        float[] wraps = regions.wraps();
        float[] unwrapped = new float[turns.length];
        for (int v = 0; v < turns.length; v++) {
            unwrapped[v] = (float) (fieldHz.values()[v] + wraps[v] * periodHz);
        }
        return new Unwrapped(
                new ScalarVolume(grid, unwrapped),
                new ScalarVolume(grid, wraps),
                voxels,
                regions.count(),
                regions.largest(),
                regions.bridged(),
                regions.longest(),
                steep(grid, turns, wraps, pairs));
    }

    /** A difference of turns, brought to within half a turn. */
    static double folded(double turns) {
        return turns - Math.rint(turns);
    }

    private static WrapForest joined(VolumeGrid grid, float[] turns, int[] pairs, Progress progress) {
        WrapForest forest = new WrapForest(turns.length);
        for (int k = 0; k < pairs.length; k++) {
            if (k % grid.sliceVoxels() == 0) {
                progress.checkCanceled();
                progress.update((double) k / pairs.length);
            }
            int a = pairs[k] / 3;
            int b = neighbour(grid, pairs[k]);
            forest.join(a, b, (int) -Math.rint(turns[b] - turns[a]));
        }
        return forest;
    }

    private static long steep(VolumeGrid grid, float[] turns, float[] wraps, int[] pairs) {
        long steep = 0;
        for (int pair : pairs) {
            int a = pair / 3;
            int b = neighbour(grid, pair);
            steep += Math.abs(turns[b] + wraps[b] - turns[a] - wraps[a]) > 0.5 ? 1 : 0;
        }
        return steep;
    }

    /** The second voxel of a pair (v, neighbour of v along an axis), given as 3 v + axis. */
    static int neighbour(VolumeGrid grid, int pair) {
        int axis = pair % 3;
        return pair / 3 + (axis == 0 ? 1 : axis == 1 ? grid.nx() : grid.sliceVoxels());
    }
}

package org.relaxometry.bssfp.montecarlo.phantom;

import java.util.Arrays;
import java.util.List;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * A volume whose every voxel is known. Arrays are by {@link VolumeGrid#index} and not copied; they mean something inside the mask
 * only.
 *
 * @param grid number and size of the voxels
 * @param t1Ms T1 in ms, at least T2
 * @param t2Ms T2 in ms, more than 0
 * @param m0 signal at full recovery, more than 0; the SNR of a study refers to 1
 * @param offResonanceHz ΔB0
 * @param b1Ratio actual over nominal flip angle
 * @param mask voxels that are simulated
 * @param tissues names of the tissues
 * @param tissue which of the tissues, counted from 1; 0 in none
 */
public record PhantomTruth(
        VolumeGrid grid,
        float[] t1Ms,
        float[] t2Ms,
        float[] m0,
        float[] offResonanceHz,
        float[] b1Ratio,
        Mask mask,
        List<String> tissues,
        int[] tissue) {

    /** @throws IllegalArgumentException if a voxel inside the mask cannot be simulated */
    public PhantomTruth {
        tissues = List.copyOf(tissues);
        for (int voxel : mask.voxels()) {
            boolean possible = t2Ms[voxel] > 0
                    && t1Ms[voxel] >= t2Ms[voxel]
                    && t1Ms[voxel] < Float.POSITIVE_INFINITY
                    && m0[voxel] > 0
                    && b1Ratio[voxel] > 0
                    && Float.isFinite(offResonanceHz[voxel]);
            if (!possible) {
                throw new IllegalArgumentException("No tissue has T1 " + t1Ms[voxel] + " ms, T2 " + t2Ms[voxel]
                        + " ms, M0 " + m0[voxel] + " and B1 " + b1Ratio[voxel] + " at " + offResonanceHz[voxel]
                        + " Hz: T1 must be T2 or more, and all but the off-resonance more than 0.");
            }
        }
    }

    /** The same volume, divided into other tissues. */
    public PhantomTruth divided(List<String> otherTissues, int[] otherTissue) {
        return new PhantomTruth(grid, t1Ms, t2Ms, m0, offResonanceHz, b1Ratio, mask, otherTissues, otherTissue);
    }

    /**
     * Some of its slices, and of these the smallest box around the mask.
     *
     * @param first number of the first slice, from 0
     * @param last number of the last slice
     * @throws IllegalArgumentException where the mask is empty there
     */
    public PhantomTruth slices(int first, int last) {
        int[] from = {grid.nx(), grid.ny(), grid.nz()};
        int[] to = {-1, -1, -1};
        for (int voxel : mask.voxels()) {
            int[] at = {voxel % grid.nx(), voxel / grid.nx() % grid.ny(), voxel / grid.sliceVoxels()};
            boolean counts = at[2] >= first && at[2] <= last;
            for (int d = 0; counts && d < 3; d++) {
                from[d] = Math.min(from[d], at[d]);
                to[d] = Math.max(to[d], at[d]);
            }
        }
        if (to[0] < 0) {
            throw new IllegalArgumentException("There is no voxel to simulate in the slices " + (first + 1) + " to "
                    + (last + 1) + ": none inside the mask has T1, T2, M0 and B1.");
        }
        VolumeGrid part = new VolumeGrid(
                to[0] - from[0] + 1, to[1] - from[1] + 1, to[2] - from[2] + 1, grid.dxMm(), grid.dyMm(), grid.dzMm());
        int[] positions = new int[part.voxels()];
        Arrays.setAll(
                positions,
                i -> grid.index(
                        from[0] + i % part.nx(),
                        from[1] + i / part.nx() % part.ny(),
                        from[2] + i / part.sliceVoxels()));
        boolean[] inside = new boolean[positions.length];
        int[] tissueThere = new int[positions.length];
        for (int i = 0; i < positions.length; i++) {
            inside[i] = mask.inside()[positions[i]];
            tissueThere[i] = tissue[positions[i]];
        }
        return new PhantomTruth(
                part,
                at(positions, t1Ms),
                at(positions, t2Ms),
                at(positions, m0),
                at(positions, offResonanceHz),
                at(positions, b1Ratio),
                new Mask(inside),
                tissues,
                tissueThere);
    }

    /**
     * Some of its slices, with the air around.
     *
     * @param first number of the first slice, from 0
     * @param last number of the last slice
     */
    public PhantomTruth wholeSlices(int first, int last) {
        int from = first * grid.sliceVoxels();
        int to = (last + 1) * grid.sliceVoxels();
        return new PhantomTruth(
                new VolumeGrid(grid.nx(), grid.ny(), last - first + 1, grid.dxMm(), grid.dyMm(), grid.dzMm()),
                Arrays.copyOfRange(t1Ms, from, to),
                Arrays.copyOfRange(t2Ms, from, to),
                Arrays.copyOfRange(m0, from, to),
                Arrays.copyOfRange(offResonanceHz, from, to),
                Arrays.copyOfRange(b1Ratio, from, to),
                new Mask(Arrays.copyOfRange(mask.inside(), from, to)),
                tissues,
                Arrays.copyOfRange(tissue, from, to));
    }

    private static float[] at(int[] positions, float[] values) {
        float[] there = new float[positions.length];
        for (int i = 0; i < there.length; i++) {
            there[i] = values[positions[i]];
        }
        return there;
    }
}

package org.relaxometry.bssfp.contrast;

import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * Tissue, voxel by voxel: what synthetic images are made of.
 *
 * @param grid of the maps
 * @param t1Ms NaN where there is none; a bound as the bound
 * @param t2Ms likewise
 * @param m0 likewise
 * @param t1SigmaMs NaN where it is not known, and for a bound; null without such a map
 * @param t2SigmaMs likewise
 */
public record TissueVolume(
        VolumeGrid grid, float[] t1Ms, float[] t2Ms, float[] m0, float[] t1SigmaMs, float[] t2SigmaMs) {

    /** Whether standard deviations can be given. */
    public boolean hasSigma() {
        return t1SigmaMs != null && t2SigmaMs != null;
    }

    /** Fills in the signal of some voxels from {@code first} on. */
    public void fill(SyntheticContrast contrast, int first, float[] into) {
        for (int i = 0; i < into.length; i++) {
            int v = first + i;
            into[i] = (float) contrast.signal(t1Ms[v], t2Ms[v], m0[v]);
        }
    }

    /** The signal of all voxels. */
    public float[] signal(SyntheticContrast contrast) {
        float[] signal = new float[m0.length];
        fill(contrast, 0, signal);
        return signal;
    }

    /** Its standard deviation. */
    public float[] sigma(SyntheticContrast contrast) {
        float[] sigma = new float[m0.length];
        for (int v = 0; v < sigma.length; v++) {
            sigma[v] = (float) contrast.sigma(t1Ms[v], t2Ms[v], m0[v], t1SigmaMs[v], t2SigmaMs[v]);
        }
        return sigma;
    }

    /** The same with another M0. */
    public TissueVolume withM0(float[] other) {
        return new TissueVolume(grid, t1Ms, t2Ms, other, t1SigmaMs, t2SigmaMs);
    }
}

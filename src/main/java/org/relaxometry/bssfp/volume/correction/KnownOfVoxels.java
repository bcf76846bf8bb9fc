package org.relaxometry.bssfp.volume.correction;

import org.relaxometry.bssfp.signal.EllipticalSignal;

/**
 * What is known of the voxels of a series beside their samples. Values are x + width · (y + height · z); an array of one value is
 * that of all voxels; null is not known.
 *
 * @param r2PrimePerS R2' in 1/s, at least 0: half-width of the Lorentzian distribution of off-resonances in a voxel
 * @param t2StarMs T2* in ms, instead of R2' = 1/T2* − 1/T2
 * @param fieldHz ΔB0 in Hz with its whole turns per TR, which the pulse of a protocol depends on
 * @param b1Sigma standard deviation of B1 as a part of it, 0 where it is exact
 */
public record KnownOfVoxels(float[] r2PrimePerS, float[] t2StarMs, float[] fieldHz, double b1Sigma) {

    /** Whether T1 and T2 change by it. */
    boolean corrects(EllipticalSignal signal) {
        return r2PrimePerS != null || t2StarMs != null || fieldHz != null && signal.hasPulse();
    }

    static double at(float[] values, int voxel) {
        return values.length == 1 ? values[0] : values[voxel];
    }
}

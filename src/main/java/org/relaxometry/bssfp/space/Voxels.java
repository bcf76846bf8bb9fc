package org.relaxometry.bssfp.space;

import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.BssfpSignal;

/**
 * The voxels that noise is added to: complex samples and the B1 that the methods are told.
 *
 * @param protocol of the samples
 * @param real real parts, [cycle][voxel], not copied
 * @param imaginary imaginary parts, [cycle][voxel], not copied
 * @param b1Ratio actual over nominal flip angle as the methods see it, [voxel], not copied
 */
public record Voxels(Protocol protocol, float[][] real, float[][] imaginary, float[] b1Ratio) {

    public Voxels {
        if (real.length != protocol.cycles() || imaginary.length != protocol.cycles()) {
            throw new IllegalArgumentException("The protocol has " + protocol.cycles()
                    + " phase cycles, but there are samples of " + real.length + " (real parts) and " + imaginary.length
                    + " (imaginary parts).");
        }
        if (b1Ratio.length == 0) {
            throw new IllegalArgumentException("At least 1 voxel is needed, but there is none.");
        }
        for (int j = 0; j < real.length; j++) {
            if (real[j].length != b1Ratio.length || imaginary[j].length != b1Ratio.length) {
                throw new IllegalArgumentException("There is B1 for " + b1Ratio.length + " voxels, but cycle " + (j + 1)
                        + " has " + real[j].length + " real and " + imaginary[j].length + " imaginary parts.");
            }
        }
    }

    /**
     * Noise-free voxels of M0 = 1 by the signal model. The methods are told the true B1.
     *
     * @param t1Ms T1 in ms, [voxel]
     * @param t2Ms T2 in ms, [voxel]
     * @param thetaRad off-resonance precession per TR, θ, in radians, [voxel]
     * @param b1Ratio actual over nominal flip angle, [voxel]
     */
    public static Voxels simulate(
            Protocol protocol, double[] t1Ms, double[] t2Ms, double[] thetaRad, double[] b1Ratio) {
        BssfpSignal signal = new BssfpSignal(protocol);
        int cycles = protocol.cycles();
        int count = t1Ms.length;
        float[][] real = new float[cycles][count];
        float[][] imaginary = new float[cycles][count];
        float[] b1 = new float[count];
        double[] x = new double[cycles];
        double[] y = new double[cycles];
        for (int v = 0; v < count; v++) {
            signal.simulate(t1Ms[v], t2Ms[v], thetaRad[v], b1Ratio[v], 1, x, y);
            for (int j = 0; j < cycles; j++) {
                real[j][v] = (float) x[j];
                imaginary[j][v] = (float) y[j];
            }
            b1[v] = (float) b1Ratio[v];
        }
        return new Voxels(protocol, real, imaginary, b1);
    }

    /** The same samples with another B1 told to the methods, [voxel]. */
    public Voxels withB1(float[] assumedB1Ratio) {
        return new Voxels(protocol, real, imaginary, assumedB1Ratio);
    }

    /** Mean |F0|, F0 the mean over the cycles: a reference signal for an SNR. */
    public double meanF0() {
        int cycles = protocol.cycles();
        double sum = 0;
        for (int v = 0; v < count(); v++) {
            double x = 0;
            double y = 0;
            for (int j = 0; j < cycles; j++) {
                x += real[j][v];
                y += imaginary[j][v];
            }
            sum += Math.hypot(x, y) / cycles;
        }
        return sum / count();
    }

    /** Number of voxels. */
    public int count() {
        return b1Ratio.length;
    }
}

package org.relaxometry.bssfp.signal;

import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.Tissue;

/**
 * Smallest standard deviations that any unbiased estimator of T1, T2 and off-resonance can reach from one noisy voxel.
 *
 * <p>From the inverse of the 5 × 5 Fisher matrix of the complex samples with (Re M, Im M, a, b, θ) unknown
 * ({@link EllipticalSignal}), mapped to T1 and T2 by the derivatives of the elliptical form; B1 is known, M0 is 1, the
 * noise normal, white and equal on all real and imaginary parts. Compare Björk et al., Magn. Reson. Med. 72, 880 (2014),
 * doi:10.1002/mrm.24986.
 *
 * @param t1Ms standard deviation of T1 in ms
 * @param t2Ms standard deviation of T2 in ms
 * @param thetaRad standard deviation of the precession per TR, θ, in radians
 * @param offResonanceHz the same as ΔB0 in Hz
 */
public record CramerRaoBound(double t1Ms, double t2Ms, double thetaRad, double offResonanceHz) {

    private static final int UNKNOWNS = 5;

    /**
     * The bound of one tissue at one off-resonance.
     *
     * @param thetaRad off-resonance precession per TR, θ, in radians
     * @param b1Ratio actual over nominal flip angle
     * @param standardDeviation σ of the noise on every real and imaginary part, {@link GaussianNoise#standardDeviation}
     */
    public static CramerRaoBound of(
            Tissue tissue, double thetaRad, double b1Ratio, Protocol protocol, double standardDeviation) {
        EllipticalSignal ellipse = new EllipticalSignal(protocol);
        double a = ellipse.a(tissue.t2Ms());
        Excitation pulse = ellipse.excitationAt(b1Ratio, thetaRad);
        double b = pulse.b(tissue.t1Ms(), tissue.t2Ms());
        double magnitude = 1 / pulse.m0(1, a, b, tissue.t1Ms(), tissue.t2Ms());
        double[][] inverse = inverseFisher(ellipse, protocol.cycles(), magnitude, a, b, pulse.thetaRad(thetaRad));
        double t1ByA = pulse.t1ByA(a, b, tissue.t1Ms());
        double t1ByB = pulse.t1ByB(a, b, tissue.t1Ms());
        double t1Variance =
                t1ByA * t1ByA * inverse[2][2] + 2 * t1ByA * t1ByB * inverse[2][3] + t1ByB * t1ByB * inverse[3][3];
        double theta = standardDeviation * Math.sqrt(inverse[4][4]);
        return new CramerRaoBound(
                standardDeviation * Math.sqrt(t1Variance),
                standardDeviation * ellipse.t2ByA(a, tissue.t2Ms()) * Math.sqrt(inverse[2][2]),
                theta,
                ellipse.offResonanceHz(theta));
    }

    /** Correlation of the errors of T1 and T2 that the noise makes at the bound. */
    public static double correlation(Tissue tissue, double thetaRad, double b1Ratio, Protocol protocol) {
        EllipticalSignal ellipse = new EllipticalSignal(protocol);
        double a = ellipse.a(tissue.t2Ms());
        Excitation pulse = ellipse.excitationAt(b1Ratio, thetaRad);
        double b = pulse.b(tissue.t1Ms(), tissue.t2Ms());
        double[][] inverse = inverseFisher(ellipse, protocol.cycles(), 1, a, b, pulse.thetaRad(thetaRad));
        double byA = pulse.t1ByA(a, b, tissue.t1Ms());
        double byB = pulse.t1ByB(a, b, tissue.t1Ms());
        double t1Variance = byA * byA * inverse[2][2] + 2 * byA * byB * inverse[2][3] + byB * byB * inverse[3][3];
        return (byA * inverse[2][2] + byB * inverse[2][3]) / Math.sqrt(t1Variance * inverse[2][2]);
    }

    /** Inverse Fisher matrix for unit noise. The phase of M does not matter, so M is real. */
    private static double[][] inverseFisher(
            EllipticalSignal ellipse, int cycles, double magnitude, double a, double b, double thetaRad) {
        double[][] real = new double[UNKNOWNS][cycles];
        double[][] imaginary = new double[UNKNOWNS][cycles];
        ellipse.derivatives(magnitude, 0, a, b, thetaRad, real, imaginary);
        double[][] fisher = new double[UNKNOWNS][UNKNOWNS];
        for (int row = 0; row < UNKNOWNS; row++) {
            for (int column = 0; column < UNKNOWNS; column++) {
                for (int j = 0; j < cycles; j++) {
                    fisher[row][column] += real[row][j] * real[column][j] + imaginary[row][j] * imaginary[column][j];
                }
            }
        }
        double[][] inverse = new double[UNKNOWNS][UNKNOWNS];
        SymmetricInverse.write(fisher, inverse);
        return inverse;
    }
}

package org.relaxometry.bssfp.estimation.likelihood;

import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.EllipticalSignal;
import org.relaxometry.bssfp.signal.Excitation;

/**
 * The likelihood of T1 and T2 given the samples of one voxel, M0 and ΔB0 eliminated, near values that others propose.
 *
 * <p>ln L(x + δ) ≈ ln L(x) + g·δ − δ·P·δ/2 in x = (ln T1, ln T2), with the gradient g and the Fisher matrix P of
 * {@link ProfileLikelihood}, both for the given noise. So x + P⁻¹g is the voxel's own estimate as far as the likelihood is a
 * parabola. There is an answer for voxels too noisy for an estimate of their own, and it has next to no bias, as P follows the
 * proposed values rather than the noise. An instance serves one thread and holds the result of its latest {@link #evaluate}.
 */
public final class RelaxationLikelihood {

    /** Proposed values are taken into this range, in ms. */
    public static final double SHORTEST_T1_MS = 20;

    public static final double SHORTEST_T2_MS = 2;

    private final double repetitionTimeMs;
    private final EllipticalSignal ellipse;
    private final ProfileLikelihood profile;

    private double a;
    private double b;
    private double t2Ms;
    private double t1Ms;
    private Excitation pulse;
    private double perVariance;
    private double aByT2;
    private double bByT1;
    private double bByT2;

    public RelaxationLikelihood(Protocol protocol) {
        repetitionTimeMs = protocol.repetitionTimeMs();
        ellipse = new EllipticalSignal(protocol);
        profile = new ProfileLikelihood(protocol);
    }

    /**
     * Evaluates the likelihood of one voxel near T1 and T2.
     *
     * @param real real parts, N
     * @param imaginary imaginary parts, N
     * @param t1 in ms; t2 likewise
     * @param b1Ratio actual over nominal flip angle, positive
     * @param thetaRad off-resonance precession per TR to start from; NaN to look all round
     * @param sigma noise of real and imaginary part, positive
     * @return whether the samples say anything: false for no signal and for what is not finite
     */
    public boolean evaluate(
            double[] real, double[] imaginary, double t1, double t2, double b1Ratio, double thetaRad, double sigma) {
        t1Ms = within(t1, SHORTEST_T1_MS);
        t2Ms = within(t2, SHORTEST_T2_MS);
        a = ellipse.a(t2Ms);
        perVariance = 1 / (sigma * sigma);
        // where it is not known, θ is found with a shape that is hardly another
        boolean knows = setPulse(b1Ratio, Double.isNaN(thetaRad) ? 0 : thetaRad)
                && profile.evaluate(real, imaginary, a, b, thetaRad, sigma);
        if (!Double.isNaN(thetaRad) || !ellipse.hasPulse()) {
            return knows;
        }
        return knows
                && setPulse(b1Ratio, profile.thetaRad())
                && profile.evaluate(real, imaginary, a, b, profile.thetaRad(), sigma);
    }

    private boolean setPulse(double b1Ratio, double thetaRad) {
        pulse = ellipse.excitation(b1Ratio, thetaRad);
        b = pulse.b(t1Ms, t2Ms);
        double perT1 = 1 / pulse.t1ByB(a, b, t1Ms);
        aByT2 = -repetitionTimeMs / t2Ms;
        bByT1 = t1Ms * perT1 / b;
        bByT2 = aByT2 * a * pulse.t1ByA(a, b, t1Ms) * perT1 / b;
        return b > 0;
    }

    private static double within(double valueMs, double shortestMs) {
        return Math.min(MaximumLikelihood.MAX_RELAXATION_TIME_MS, Math.max(shortestMs, valueMs));
    }

    /** g₁: derivative of ln L by ln T1. */
    public double gradientT1() {
        return perVariance * bByT1 * profile.gradientB();
    }

    /** g₂: derivative of ln L by ln T2. */
    public double gradientT2() {
        return perVariance * (aByT2 * profile.gradientA() + bByT2 * profile.gradientB());
    }

    /** P₁₁. */
    public double precisionT1() {
        return perVariance * bByT1 * bByT1 * profile.informationB();
    }

    /** P₁₂. */
    public double precisionT1T2() {
        return perVariance * bByT1 * (aByT2 * profile.informationAB() + bByT2 * profile.informationB());
    }

    /** P₂₂. */
    public double precisionT2() {
        return perVariance
                * (aByT2 * aByT2 * profile.informationA()
                        + 2 * aByT2 * bByT2 * profile.informationAB()
                        + bByT2 * bByT2 * profile.informationB());
    }

    /** The θ that fits best, in (−π, π]. */
    public double thetaRad() {
        return profile.thetaRad();
    }

    /** ΔB0 in Hz that fits best. */
    public double offResonanceHz() {
        return ellipse.offResonanceHz(pulse.precessionRad(profile.thetaRad()));
    }

    /**
     * Standard deviation of ΔB0 in Hz.
     *
     * @param t1Variance variance of ln T1; t2Variance of ln T2, covariance of both
     */
    public double offResonanceSigmaHz(double t1Variance, double covariance, double t2Variance) {
        double byT1 = bByT1 * profile.thetaByB();
        double byT2 = aByT2 * profile.thetaByA() + bByT2 * profile.thetaByB();
        double variance = profile.thetaVariance() / perVariance
                + byT1 * byT1 * t1Variance
                + 2 * byT1 * byT2 * covariance
                + byT2 * byT2 * t2Variance;
        return ellipse.offResonanceHz(Math.sqrt(variance));
    }

    /** M0 that fits best, in the units of the samples. */
    public double m0() {
        return pulse.m0(profile.magnitude(), a, b, t1Ms, t2Ms);
    }

    /** Root mean square misfit over root mean square signal. */
    public double residualRatio() {
        return profile.residualRatio();
    }
}

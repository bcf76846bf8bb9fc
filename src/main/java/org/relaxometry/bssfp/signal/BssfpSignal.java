package org.relaxometry.bssfp.signal;

import org.relaxometry.bssfp.protocol.Protocol;

/**
 * Steady-state signal of a phase-cycled bSSFP series for a single-compartment tissue.
 *
 * <pre>
 * S_j = M0 (1 − E1)(1 − E2 e^{−iψ_j}) sin α e^{−TE/T2} e^{iθ TE/TR} / (C cos ψ_j + D),   ψ_j = θ − φ_j
 * E1,2 = e^{−TR/T1,2},  α = B1 α_nominal,  θ = 2π ΔB0 TR
 * C = E2 (E1 − 1)(1 + cos α),  D = (1 − E1 cos α) − (E1 − cos α) E2²
 * </pre>
 *
 * <p>A pulse of some length gives the ellipse of its {@link Excitation}; phases count from its centre.
 *
 * <p>Source: Birk et al., Sci. Rep. 15, 4825 (2025), Eq. 1. Immutable, for any number of threads.
 */
public final class BssfpSignal {

    private final double repetitionTimeMs;
    private final double echoTimeMs;
    private final double flipAngleRad;
    private final EllipticalSignal shape;

    private final double[] cosIncrement;
    private final double[] sinIncrement;

    public BssfpSignal(Protocol protocol) {
        repetitionTimeMs = protocol.repetitionTimeMs();
        echoTimeMs = protocol.echoTimeMs();
        flipAngleRad = protocol.flipAngleRad();
        shape = new EllipticalSignal(protocol);
        double[] increments = protocol.phaseIncrementsRad();
        cosIncrement = new double[increments.length];
        sinIncrement = new double[increments.length];
        for (int j = 0; j < increments.length; j++) {
            cosIncrement[j] = Math.cos(increments[j]);
            sinIncrement[j] = Math.sin(increments[j]);
        }
    }

    /** Number of phase cycles N. */
    public int cycles() {
        return cosIncrement.length;
    }

    /**
     * Writes the N complex samples of one voxel, without receive phase.
     *
     * @param t1Ms T1 in ms, positive
     * @param t2Ms T2 in ms, positive
     * @param thetaRad off-resonance precession per TR, θ, in radians
     * @param b1Ratio actual over nominal flip angle
     * @param m0 equilibrium magnetisation
     * @param real receives N real parts
     * @param imaginary receives N imaginary parts
     */
    public void simulate(
            double t1Ms, double t2Ms, double thetaRad, double b1Ratio, double m0, double[] real, double[] imaginary) {
        double echoPhase = thetaRad * echoTimeMs / repetitionTimeMs;
        double e2 = Math.exp(-repetitionTimeMs / t2Ms);
        if (shape.hasPulse()) {
            Excitation pulse = shape.excitationAt(b1Ratio, thetaRad);
            double b = pulse.b(t1Ms, t2Ms);
            double magnitude = m0 / pulse.m0(1, e2, b, t1Ms, t2Ms);
            ellipse(magnitude, echoPhase, e2, -b, 1, pulse.thetaRad(thetaRad), real, imaginary);
            return;
        }
        double e1 = Math.exp(-repetitionTimeMs / t1Ms);
        double sinAlpha = Math.sin(b1Ratio * flipAngleRad);
        double cosAlpha = Math.cos(b1Ratio * flipAngleRad);
        double c = e2 * (e1 - 1) * (1 + cosAlpha);
        double d = (1 - e1 * cosAlpha) - (e1 - cosAlpha) * e2 * e2;
        double amplitude = m0 * (1 - e1) * sinAlpha * Math.exp(-echoTimeMs / t2Ms);
        ellipse(amplitude, echoPhase, e2, c, d, thetaRad, real, imaginary);
    }

    /** amplitude e^{i phase} (1 − a e^{−iψ}) / (c cos ψ + d). */
    private void ellipse(
            double amplitude,
            double phaseRad,
            double a,
            double c,
            double d,
            double thetaRad,
            double[] real,
            double[] imaginary) {
        double amplitudeReal = amplitude * Math.cos(phaseRad);
        double amplitudeImaginary = amplitude * Math.sin(phaseRad);
        double cosTheta = Math.cos(thetaRad);
        double sinTheta = Math.sin(thetaRad);
        for (int j = 0; j < cosIncrement.length; j++) {
            double cosPsi = cosTheta * cosIncrement[j] + sinTheta * sinIncrement[j];
            double sinPsi = sinTheta * cosIncrement[j] - cosTheta * sinIncrement[j];
            double scale = 1 / (c * cosPsi + d);
            double x = (1 - a * cosPsi) * scale;
            double y = a * sinPsi * scale;
            real[j] = amplitudeReal * x - amplitudeImaginary * y;
            imaginary[j] = amplitudeReal * y + amplitudeImaginary * x;
        }
    }
}

package org.relaxometry.bssfp.signal;

import org.relaxometry.bssfp.protocol.Protocol;

/**
 * The bSSFP signal as a point on an ellipse, and the way between its shape (a, b) and (T1, T2).
 *
 * <pre>
 * S_j = M (1 − a e^{−iψ_j}) / (1 − b cos ψ_j),   ψ_j = θ − φ_j
 * a = E2,   b = E2 (1 − E1)(1 + cos α) / [(1 − cos α)(1 − E2²) + (1 − E1)(cos α + E2²)]
 * </pre>
 *
 * M is complex and takes up M0, the echo phase θ TE/TR and the receive phase. A shape has a T1 where 0 &lt; a &lt; 1 and
 * 0 &lt; b &lt; a (1 + cos α)/(1 + a² cos α). With t = tan²(α/2) the way back is
 *
 * <pre>
 * T2 = −TR / ln a
 * 1 − E1 = 2 t b (1 − a²) / [2a − b (1 − t + a² (1 + t))],   T1 = −TR / ln E1
 * M0 = |M| a e^{TE/T2} / (b tan(α/2))
 * </pre>
 *
 * {@link Excitation} is this way there and back, for a pulse of any length.
 *
 * <p>This is Eq. 1 of Birk et al., Sci. Rep. 15, 4825 (2025), rearranged so that long relaxation times lose no digits;
 * for the ellipse see Shcherbakova et al., Magn. Reson. Med. 79, 711 (2018), doi:10.1002/mrm.26717. Immutable, for any
 * number of threads.
 */
public final class EllipticalSignal {

    private final double repetitionTimeMs;
    private final double echoTimeMs;
    private final double flipAngleRad;
    private final double[] incrementRad;
    /** Null where the pulse takes no time. */
    private final PulseTable table;

    public EllipticalSignal(Protocol protocol) {
        repetitionTimeMs = protocol.repetitionTimeMs();
        echoTimeMs = protocol.echoTimeMs();
        flipAngleRad = protocol.flipAngleRad();
        incrementRad = protocol.phaseIncrementsRad();
        table = protocol.pulse().isInstantaneous() ? null : PulseTable.of(protocol);
    }

    /** Whether the pulse takes time, so that what it does depends on θ. */
    public boolean hasPulse() {
        return table != null;
    }

    /** a = E2 of a tissue. */
    public double a(double t2Ms) {
        return Math.exp(-repetitionTimeMs / t2Ms);
    }

    /**
     * The pulse at one voxel.
     *
     * @param b1Ratio actual over nominal flip angle
     * @param thetaRad θ of the shape; an instantaneous pulse does not need it
     */
    public Excitation excitation(double b1Ratio, double thetaRad) {
        return table == null
                ? new InstantaneousPulse(repetitionTimeMs, echoTimeMs, b1Ratio * flipAngleRad)
                : FinitePulse.ofShape(repetitionTimeMs, echoTimeMs, table, b1Ratio, thetaRad);
    }

    /**
     * The pulse at one voxel whose precession is known.
     *
     * @param precessionRad by the off-resonance, per TR
     */
    public Excitation excitationAt(double b1Ratio, double precessionRad) {
        return table == null
                ? new InstantaneousPulse(repetitionTimeMs, echoTimeMs, b1Ratio * flipAngleRad)
                : new FinitePulse(repetitionTimeMs, echoTimeMs, table, b1Ratio, precessionRad);
    }

    /** T2 in ms from a in (0, 1). */
    public double t2Ms(double a) {
        return -repetitionTimeMs / Math.log(a);
    }

    /** dT2/da in ms. */
    public double t2ByA(double a, double t2Ms) {
        return t2Ms * t2Ms / (repetitionTimeMs * a);
    }

    /** Off-resonance ΔB0 in Hz of a precession per TR of θ radians. */
    public double offResonanceHz(double thetaRad) {
        return thetaRad * 1000 / (2 * Math.PI * repetitionTimeMs);
    }

    /**
     * Derivatives of the signal by (Re M, Im M, a, b, θ).
     *
     * @param mReal Re M
     * @param mImaginary Im M
     * @param real receives real parts, [parameter][cycle], 5 × N
     * @param imaginary receives imaginary parts, [parameter][cycle], 5 × N
     */
    public void derivatives(
            double mReal,
            double mImaginary,
            double a,
            double b,
            double thetaRad,
            double[][] real,
            double[][] imaginary) {
        for (int j = 0; j < incrementRad.length; j++) {
            double cosPsi = Math.cos(thetaRad - incrementRad[j]);
            double sinPsi = Math.sin(thetaRad - incrementRad[j]);
            double d = 1 / (1 - b * cosPsi);
            double x = (1 - a * cosPsi) * d;
            double y = a * sinPsi * d;
            real[0][j] = x;
            imaginary[0][j] = y;
            real[1][j] = -y;
            imaginary[1][j] = x;
            times(mReal, mImaginary, -cosPsi * d, sinPsi * d, 2, j, real, imaginary);
            times(mReal, mImaginary, x * cosPsi * d, y * cosPsi * d, 3, j, real, imaginary);
            times(
                    mReal,
                    mImaginary,
                    (a - b * x) * sinPsi * d,
                    (a * cosPsi - b * sinPsi * y) * d,
                    4,
                    j,
                    real,
                    imaginary);
        }
    }

    private static void times(
            double mReal,
            double mImaginary,
            double x,
            double y,
            int row,
            int j,
            double[][] real,
            double[][] imaginary) {
        real[row][j] = mReal * x - mImaginary * y;
        imaginary[row][j] = mReal * y + mImaginary * x;
    }
}

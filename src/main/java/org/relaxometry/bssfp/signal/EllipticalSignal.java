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
 * <p>This is Eq. 1 of Birk et al., Sci. Rep. 15, 4825 (2025), rearranged so that long relaxation times lose no digits;
 * for the ellipse see Shcherbakova et al., Magn. Reson. Med. 79, 711 (2018), doi:10.1002/mrm.26717. Immutable, for any
 * number of threads.
 */
public final class EllipticalSignal {

    private final double repetitionTimeMs;
    private final double echoTimeMs;
    private final double flipAngleRad;
    private final double[] incrementRad;

    public EllipticalSignal(Protocol protocol) {
        repetitionTimeMs = protocol.repetitionTimeMs();
        echoTimeMs = protocol.echoTimeMs();
        flipAngleRad = protocol.flipAngleRad();
        incrementRad = protocol.phaseIncrementsRad();
    }

    /** a = E2 of a tissue. */
    public double a(double t2Ms) {
        return Math.exp(-repetitionTimeMs / t2Ms);
    }

    /** b of a tissue at a relative B1. */
    public double b(double t1Ms, double t2Ms, double b1Ratio) {
        double cosAlpha = Math.cos(b1Ratio * flipAngleRad);
        double sinHalf = Math.sin(b1Ratio * flipAngleRad / 2);
        double a = a(t2Ms);
        double oneMinusE1 = -Math.expm1(-repetitionTimeMs / t1Ms);
        double oneMinusE2Squared = -Math.expm1(-2 * repetitionTimeMs / t2Ms);
        return a
                * oneMinusE1
                * (1 + cosAlpha)
                / (2 * sinHalf * sinHalf * oneMinusE2Squared + oneMinusE1 * (cosAlpha + a * a));
    }

    /** tan(α/2) at a relative B1: all that {@link #t1Ms} and {@link #m0} need to know of the flip angle. */
    public double tanHalfFlipAngle(double b1Ratio) {
        return Math.tan(b1Ratio * flipAngleRad / 2);
    }

    /** T2 in ms from a in (0, 1). */
    public double t2Ms(double a) {
        return -repetitionTimeMs / Math.log(a);
    }

    /** dT2/da in ms. */
    public double t2ByA(double a, double t2Ms) {
        return t2Ms * t2Ms / (repetitionTimeMs * a);
    }

    /**
     * T1 in ms from the shape, NaN where no positive T1 belongs to it.
     *
     * @param tanHalf {@link #tanHalfFlipAngle}
     */
    public double t1Ms(double a, double b, double tanHalf) {
        double t = tanHalf * tanHalf;
        double oneMinusE1 = 2 * t * b * (1 - a) * (1 + a) / denominator(a, b, t);
        return oneMinusE1 > 0 && oneMinusE1 < 1 ? -repetitionTimeMs / Math.log1p(-oneMinusE1) : Double.NaN;
    }

    /** ∂T1/∂a in ms. */
    public double t1ByA(double a, double b, double tanHalf, double t1Ms) {
        double t = tanHalf * tanHalf;
        double denominator = denominator(a, b, t);
        double numerator = 2 * t * b * (1 - a) * (1 + a);
        double slope =
                (-4 * t * a * b * denominator - numerator * (2 - 2 * a * b * (1 + t))) / (denominator * denominator);
        return t1ByOneMinusE1(t1Ms) * slope;
    }

    /** ∂T1/∂b in ms. */
    public double t1ByB(double a, double b, double tanHalf, double t1Ms) {
        double t = tanHalf * tanHalf;
        double denominator = denominator(a, b, t);
        return t1ByOneMinusE1(t1Ms) * 4 * t * a * (1 - a) * (1 + a) / (denominator * denominator);
    }

    /** M0 from |M| and the shape. */
    public double m0(double magnitude, double a, double b, double t2Ms, double tanHalf) {
        return magnitude * a * Math.exp(echoTimeMs / t2Ms) / (b * tanHalf);
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

    private static double denominator(double a, double b, double t) {
        return 2 * a - b * (1 - t + a * a * (1 + t));
    }

    private double t1ByOneMinusE1(double t1Ms) {
        return -t1Ms * t1Ms * Math.exp(repetitionTimeMs / t1Ms) / repetitionTimeMs;
    }
}

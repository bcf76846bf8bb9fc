package org.relaxometry.bssfp.signal;

/** A pulse that turns in no time: closed forms both ways, {@link EllipticalSignal}. */
final class InstantaneousPulse implements Excitation {

    private final double repetitionTimeMs;
    private final double echoTimeMs;
    private final double flipAngleRad;
    private final double tanHalf;

    InstantaneousPulse(double repetitionTimeMs, double echoTimeMs, double flipAngleRad) {
        this.repetitionTimeMs = repetitionTimeMs;
        this.echoTimeMs = echoTimeMs;
        this.flipAngleRad = flipAngleRad;
        tanHalf = Math.tan(flipAngleRad / 2);
    }

    @Override
    public boolean hasAngle() {
        return tanHalf > 0;
    }

    @Override
    public double b(double t1Ms, double t2Ms) {
        double cosAlpha = Math.cos(flipAngleRad);
        double sinHalf = Math.sin(flipAngleRad / 2);
        double a = Math.exp(-repetitionTimeMs / t2Ms);
        double oneMinusE1 = -Math.expm1(-repetitionTimeMs / t1Ms);
        double oneMinusE2Squared = -Math.expm1(-2 * repetitionTimeMs / t2Ms);
        return a
                * oneMinusE1
                * (1 + cosAlpha)
                / (2 * sinHalf * sinHalf * oneMinusE2Squared + oneMinusE1 * (cosAlpha + a * a));
    }

    @Override
    public double t1Ms(double a, double b) {
        double t = tanHalf * tanHalf;
        double oneMinusE1 = 2 * t * b * (1 - a) * (1 + a) / denominator(a, b, t);
        return oneMinusE1 > 0 && oneMinusE1 < 1 ? -repetitionTimeMs / logOfOneMinus(oneMinusE1) : Double.NaN;
    }

    @Override
    public double t1ByA(double a, double b, double t1Ms) {
        double t = tanHalf * tanHalf;
        double denominator = denominator(a, b, t);
        double numerator = 2 * t * b * (1 - a) * (1 + a);
        return t1ByOneMinusE1(t1Ms, numerator, denominator)
                * (-4 * t * a * b * denominator - numerator * (2 - 2 * a * b * (1 + t)));
    }

    @Override
    public double t1ByB(double a, double b, double t1Ms) {
        double t = tanHalf * tanHalf;
        double denominator = denominator(a, b, t);
        double perB = 2 * t * (1 - a) * (1 + a);
        return t1ByOneMinusE1(t1Ms, perB * b, denominator) * 2 * a * perB;
    }

    @Override
    public double m0(double magnitude, double a, double b, double t1Ms, double t2Ms) {
        return magnitude * a * Math.exp(echoTimeMs / t2Ms) / (b * tanHalf);
    }

    @Override
    public double precessionRad(double thetaRad) {
        return thetaRad;
    }

    @Override
    public double thetaRad(double precessionRad) {
        return precessionRad;
    }

    private static double denominator(double a, double b, double t) {
        return 2 * a - b * (1 - t + a * a * (1 + t));
    }

    /** dT1/d(1 − E1) = −T1²/(TR E1) over the squared denominator of 1 − E1. */
    private double t1ByOneMinusE1(double t1Ms, double numerator, double denominator) {
        return -t1Ms * t1Ms / (repetitionTimeMs * denominator * (denominator - numerator));
    }

    /** ln(1 − x) = −2 artanh(x/(2 − x)) within 4e-16 of it, as the first terms of its series where T1 is longer than some 3 TR. */
    private static double logOfOneMinus(double x) {
        if (x > 0.3) {
            return Math.log1p(-x);
        }
        double s = x / (2 - x);
        double q = s * s;
        double sum = 1.0 / 19;
        sum = sum * q + 1.0 / 17;
        sum = sum * q + 1.0 / 15;
        sum = sum * q + 1.0 / 13;
        sum = sum * q + 1.0 / 11;
        sum = sum * q + 1.0 / 9;
        sum = sum * q + 1.0 / 7;
        sum = sum * q + 1.0 / 5;
        sum = sum * q + 1.0 / 3;
        return -2 * (s + s * q * sum);
    }
}

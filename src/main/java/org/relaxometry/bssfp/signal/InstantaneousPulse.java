package org.relaxometry.bssfp.signal;

/** A pulse that turns in no time: closed forms both ways, {@link EllipticalSignal}. */
final class InstantaneousPulse implements Excitation {

    private final double repetitionTimeMs;
    private final double echoTimeMs;
    private final double flipAngleRad;
    private final double tanHalf;

    /** dT1/d(1 − E1), and where. */
    private double slope;

    private double slopeT1Ms = Double.NaN;

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
        return oneMinusE1 > 0 && oneMinusE1 < 1 ? -repetitionTimeMs / Math.log1p(-oneMinusE1) : Double.NaN;
    }

    @Override
    public double t1ByA(double a, double b, double t1Ms) {
        double t = tanHalf * tanHalf;
        double denominator = denominator(a, b, t);
        double numerator = 2 * t * b * (1 - a) * (1 + a);
        double slope =
                (-4 * t * a * b * denominator - numerator * (2 - 2 * a * b * (1 + t))) / (denominator * denominator);
        return t1ByOneMinusE1(t1Ms) * slope;
    }

    @Override
    public double t1ByB(double a, double b, double t1Ms) {
        double t = tanHalf * tanHalf;
        double denominator = denominator(a, b, t);
        return t1ByOneMinusE1(t1Ms) * 4 * t * a * (1 - a) * (1 + a) / (denominator * denominator);
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

    /** Both derivatives of a shape need it. */
    private double t1ByOneMinusE1(double t1Ms) {
        if (t1Ms != slopeT1Ms) {
            slope = -t1Ms * t1Ms * Math.exp(repetitionTimeMs / t1Ms) / repetitionTimeMs;
            slopeT1Ms = t1Ms;
        }
        return slope;
    }
}

package org.relaxometry.bssfp.estimation.posterior;

/**
 * The way between 1 − E1 and b at one flip angle, as in {@link org.relaxometry.bssfp.signal.EllipticalSignal} but for times
 * whose exponentials are known.
 */
final class TissueShape {

    private double tanHalfSquared;
    private double cosAlpha;
    private double twoSinHalfSquared;

    void setFlipAngle(double flipRad) {
        double sin = Math.sin(flipRad / 2);
        double tan = Math.tan(flipRad / 2);
        tanHalfSquared = tan * tan;
        twoSinHalfSquared = 2 * sin * sin;
        cosAlpha = 1 - twoSinHalfSquared;
    }

    /** b = numerator(a) (1 − E1) / (constant(a) + (1 − E1) slope(a)). */
    double b(double a, double oneMinusE1) {
        return oneMinusE1 * numerator(a) / (constant(a) + oneMinusE1 * slope(a));
    }

    double numerator(double a) {
        return a * (1 + cosAlpha);
    }

    double constant(double a) {
        return twoSinHalfSquared * (1 - a) * (1 + a);
    }

    double slope(double a) {
        return cosAlpha + a * a;
    }

    /** 1 − E1 of a shape; 1 where b is larger than any T1 allows, 0 or less where it is smaller. */
    double oneMinusE1(double a, double b) {
        double denominator = 2 * a - b * (1 - tanHalfSquared + a * a * (1 + tanHalfSquared));
        return denominator > 0 ? 2 * tanHalfSquared * b * (1 - a) * (1 + a) / denominator : 1;
    }

    /** ∂b/∂(1 − E1). */
    double bByOneMinusE1(double a, double oneMinusE1) {
        double denominator = constant(a) + oneMinusE1 * slope(a);
        return numerator(a) * constant(a) / (denominator * denominator);
    }
}

package org.relaxometry.bssfp.signal;

/** The angle of a point in the plane, without branches. */
public final class Angle {

    private Angle() {}

    /**
     * As {@link Math#atan2}, within 2e-9 rad, a thousandth of the rounding of an off-resonance in float; 0 for (0, 0). The
     * arctangent on [0, 1] is x times a Chebyshev interpolant of degree 9 in x².
     */
    public static double of(double y, double x) {
        double alongX = Math.abs(x);
        double alongY = Math.abs(y);
        double ratio = Math.min(alongX, alongY) / Math.max(Math.max(alongX, alongY), Double.MIN_NORMAL);
        double t = ratio * ratio;
        double angle = -0.0017011700594594004;
        angle = angle * t + 0.010487649205242635;
        angle = angle * t - 0.03035186463000627;
        angle = angle * t + 0.05708955569615454;
        angle = angle * t - 0.08349724948663918;
        angle = angle * t + 0.10932341491669251;
        angle = angle * t - 0.14260016080090757;
        angle = angle * t + 0.19998075280734864;
        angle = angle * t - 0.33333276291955194;
        angle = (angle * t + 0.9999999971605416) * ratio;
        // 1 as it is, −1 mirrored; sums with 0 and products with ±1 are exact
        double nearX = Math.copySign(1, alongX - alongY);
        angle = Math.PI / 2 * (0.5 - 0.5 * nearX) + nearX * angle;
        double ahead = Math.copySign(1, x + 0.0);
        angle = Math.PI * (0.5 - 0.5 * ahead) + ahead * angle;
        return Math.copySign(angle, y);
    }
}

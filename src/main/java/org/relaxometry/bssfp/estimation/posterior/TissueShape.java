package org.relaxometry.bssfp.estimation.posterior;

import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.EllipticalSignal;
import org.relaxometry.bssfp.signal.Excitation;

/**
 * The way between 1 − E1 and b at one flip angle: written out, for times whose exponentials are known, where the pulse takes no
 * time; by way of {@link Excitation} where it does.
 */
final class TissueShape {

    /** No tissue relaxes faster, in ms. */
    private static final double SHORTEST_T1_MS = 1;

    private final double repetitionTimeMs;
    private final double nominalFlipRad;
    private final boolean hasPulse;
    private Excitation pulse;
    private double tanHalfSquared;
    private double cosAlpha;
    private double twoSinHalfSquared;

    TissueShape(Protocol protocol) {
        repetitionTimeMs = protocol.repetitionTimeMs();
        nominalFlipRad = protocol.flipAngleRad();
        hasPulse = new EllipticalSignal(protocol).hasPulse();
    }

    /** @param at the pulse at this B1, and at the θ of the voxel */
    void setPulse(double b1Ratio, Excitation at) {
        pulse = at;
        double half = b1Ratio * nominalFlipRad / 2;
        double sin = Math.sin(half);
        double tan = Math.tan(half);
        tanHalfSquared = tan * tan;
        twoSinHalfSquared = 2 * sin * sin;
        cosAlpha = 1 - twoSinHalfSquared;
    }

    /** b at points of the axis of T1, for one T2. */
    interface Row {
        double b(double oneMinusE1);
    }

    /** The row of a T2. */
    Row row(double a) {
        if (hasPulse) {
            return oneMinusE1 -> b(a, oneMinusE1);
        }
        double numerator = numerator(a);
        double constant = constant(a);
        double slope = slope(a);
        return oneMinusE1 -> oneMinusE1 * numerator / (constant + oneMinusE1 * slope);
    }

    double b(double a, double oneMinusE1) {
        return hasPulse
                ? pulse.b(t1Ms(oneMinusE1), t2Ms(a))
                : oneMinusE1 * numerator(a) / (constant(a) + oneMinusE1 * slope(a));
    }

    private double numerator(double a) {
        return a * (1 + cosAlpha);
    }

    private double constant(double a) {
        return twoSinHalfSquared * (1 - a) * (1 + a);
    }

    private double slope(double a) {
        return cosAlpha + a * a;
    }

    /** 1 − E1 of a shape; 1 where b is larger than any T1 allows, 0 or less where it is smaller. */
    double oneMinusE1(double a, double b) {
        if (hasPulse) {
            double t1Ms = pulse.t1Ms(a, b);
            return t1Ms > 0 ? -Math.expm1(-repetitionTimeMs / t1Ms) : b >= pulse.b(SHORTEST_T1_MS, t2Ms(a)) ? 1 : 0;
        }
        double denominator = 2 * a - b * (1 - tanHalfSquared + a * a * (1 + tanHalfSquared));
        return denominator > 0 ? 2 * tanHalfSquared * b * (1 - a) * (1 + a) / denominator : 1;
    }

    /** ∂b/∂(1 − E1). */
    double bByOneMinusE1(double a, double oneMinusE1) {
        if (hasPulse) {
            double t1Ms = t1Ms(oneMinusE1);
            double t1ByOneMinusE1 = -t1Ms * t1Ms / (repetitionTimeMs * (1 - oneMinusE1));
            return t1ByOneMinusE1 / pulse.t1ByB(a, b(a, oneMinusE1), t1Ms);
        }
        double denominator = constant(a) + oneMinusE1 * slope(a);
        return numerator(a) * constant(a) / (denominator * denominator);
    }

    private double t1Ms(double oneMinusE1) {
        return -repetitionTimeMs / Math.log1p(-oneMinusE1);
    }

    private double t2Ms(double a) {
        return -repetitionTimeMs / Math.log(a);
    }
}

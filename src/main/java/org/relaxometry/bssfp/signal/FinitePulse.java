package org.relaxometry.bssfp.signal;

/**
 * A pulse of some length, at one flip angle and off-resonance. With κ and p of {@link PulseTable}, E1,2 over the whole TR and
 * Δ = R2 − R1, the determinant of the steady state is D + Re C e<sup>i(ω TR − φ)</sup>:
 *
 * <pre>
 * D = 1 − E1 E2² − E1 κ(Δ) + E2² κ(−Δ),   C = −E2 [p(Δ) − E1 p(−Δ)],   b = −C / D,   θ = ω TR + arg p(0) − ω T
 * </pre>
 *
 * The numerator of the signal turns with p(0); of C, whose direction is another off resonance by a little, the part along p(0)
 * is what an ellipse shows.
 *
 * The way back to T1 is Newton's. M0 is within 0.5 %, all else exact but for the lattice of the table.
 */
final class FinitePulse implements Excitation {

    /** Least R1 in 1/ms, and how near the answer must be, as logarithms. */
    private static final double LEAST_LN_R1 = Math.log(1e-7);

    /** Largest R1 and R2 times the length of the pulse: beyond, its table says nothing. */
    private static final double MOST_RELAXATION = 0.5;

    private static final double TOLERANCE = 1e-11;
    private static final int MOST_STEPS = 60;

    private final double repetitionTimeMs;
    private final double echoTimeMs;
    private final double durationMs;
    private final double[] at = new double[PulseTable.VALUES];
    private final boolean isKnown;

    // of the latest evaluation: D and −C/E2
    private double d;
    private double along;
    private double lnBByR1;
    private double lnBByR2;

    private FinitePulse(
            double repetitionTimeMs, double echoTimeMs, PulseTable table, double b1Ratio, double precessionRad) {
        this.repetitionTimeMs = repetitionTimeMs;
        this.echoTimeMs = echoTimeMs;
        durationMs = table.durationMs();
        isKnown = table.at(precessionRad / repetitionTimeMs, b1Ratio, at);
    }

    /** Where the precession per TR by the off-resonance is known. */
    static FinitePulse of(
            double repetitionTimeMs, double echoTimeMs, PulseTable table, double b1Ratio, double precessionRad) {
        return new FinitePulse(repetitionTimeMs, echoTimeMs, table, b1Ratio, precessionRad);
    }

    /** Where θ is that of a shape, which has the turn by the pulse in it. */
    static FinitePulse ofShape(
            double repetitionTimeMs, double echoTimeMs, PulseTable table, double b1Ratio, double thetaRad) {
        FinitePulse first = new FinitePulse(repetitionTimeMs, echoTimeMs, table, b1Ratio, thetaRad);
        return new FinitePulse(repetitionTimeMs, echoTimeMs, table, b1Ratio, thetaRad - first.at[PulseTable.ANGLE]);
    }

    @Override
    public boolean hasAngle() {
        return isKnown && at[PulseTable.TURN] > 0 && at[PulseTable.TURN] < 2;
    }

    @Override
    public double b(double t1Ms, double t2Ms) {
        evaluate(1 / t1Ms, 1 / t2Ms);
        return Math.exp(-repetitionTimeMs / t2Ms) * along / d;
    }

    @Override
    public double t1Ms(double a, double b) {
        if (!(isKnown && a > 0 && a < 1 && b > 0)) {
            return Double.NaN;
        }
        double r2 = -Math.log(a) / repetitionTimeMs;
        if (r2 * durationMs > MOST_RELAXATION) {
            return Double.NaN;
        }
        double low = LEAST_LN_R1;
        double high = mostLnR1();
        if (!(lnB(low, a, r2) < Math.log(b) && Math.log(b) < lnB(high, a, r2))) {
            return Double.NaN;
        }
        double x = start(a, b);
        for (int step = 0; step < MOST_STEPS; step++) {
            double error = lnB(x, a, r2) - Math.log(b);
            if (error > 0) {
                high = x;
            } else {
                low = x;
            }
            double next = x - error / (lnBByR1 * Math.exp(x));
            next = next > low && next < high ? next : (low + high) / 2;
            if (Math.abs(next - x) < TOLERANCE) {
                return Math.exp(-next);
            }
            x = next;
        }
        return Math.exp(-x);
    }

    private double mostLnR1() {
        return Math.log(MOST_RELAXATION / durationMs);
    }

    /** ln R1 by a pulse in no time that turns as far. */
    private double start(double a, double b) {
        double t = at[PulseTable.TURN] / (2 - at[PulseTable.TURN]);
        double oneMinusE1 = 2 * t * b * (1 - a) * (1 + a) / (2 * a - b * (1 - t + a * a * (1 + t)));
        double r1 = oneMinusE1 > 0 && oneMinusE1 < 1 ? -Math.log1p(-oneMinusE1) / repetitionTimeMs : 1e-3;
        return Math.max(LEAST_LN_R1, Math.min(mostLnR1(), Math.log(r1)));
    }

    /** Below a least R1, which T2 sets, there is no b. */
    private double lnB(double lnR1, double a, double r2) {
        evaluate(Math.exp(lnR1), r2);
        return along > 0 ? Math.log(a * along / d) : Double.NEGATIVE_INFINITY;
    }

    @Override
    public double t1ByA(double a, double b, double t1Ms) {
        double r2 = -Math.log(a) / repetitionTimeMs;
        evaluate(1 / t1Ms, r2);
        // ln b stays: dR1 = −(∂ln b/∂R2 / ∂ln b/∂R1) dR2, dR2 = −da / (a TR)
        double r1ByA = lnBByR2 / (lnBByR1 * a * repetitionTimeMs);
        return -t1Ms * t1Ms * r1ByA;
    }

    @Override
    public double t1ByB(double a, double b, double t1Ms) {
        evaluate(1 / t1Ms, -Math.log(a) / repetitionTimeMs);
        return -t1Ms * t1Ms / (b * lnBByR1);
    }

    @Override
    public double m0(double magnitude, double a, double b, double t1Ms, double t2Ms) {
        double r1 = 1 / t1Ms;
        double r2 = 1 / t2Ms;
        evaluate(r1, r2);
        double delta = r2 - r1;
        double e1 = Math.exp(-r1 * (repetitionTimeMs - durationMs));
        double e2 = Math.exp(-r2 * durationMs);
        double sine = e2 * (at[PulseTable.SINE] + at[PulseTable.SINE + 1] * delta);
        double cosine = Math.exp(-r1 * durationMs) * (1 - turn(delta) + odd(delta));
        double gain = r1 * durationMs;
        double gainAlong = gain * at[PulseTable.GAIN] * Math.sqrt(Math.sqrt(e2));
        double gainZ = gain * at[PulseTable.GAIN + 1];
        double transverse = (1 - e1) * sine + (1 - e1 * cosine) * gainAlong + e1 * sine * gainZ;
        return magnitude * d * Math.exp(r2 * (echoTimeMs - durationMs / 2)) / transverse;
    }

    @Override
    public double precessionRad(double thetaRad) {
        return thetaRad - at[PulseTable.ANGLE];
    }

    @Override
    public double thetaRad(double precessionRad) {
        return precessionRad + at[PulseTable.ANGLE];
    }

    private double turn(double delta) {
        return at[PulseTable.TURN] + at[PulseTable.TURN + 1] * delta * delta;
    }

    private double odd(double delta) {
        return (at[PulseTable.KAPPA] + at[PulseTable.KAPPA + 1] * delta * delta) * delta;
    }

    private void evaluate(double r1, double r2) {
        double[] p = at;
        double tr = repetitionTimeMs;
        double delta = r2 - r1;
        double squared = delta * delta;
        double m = -Math.expm1(-tr * r1);
        double e1 = 1 - m;
        double e22 = Math.exp(-2 * tr * r2);
        double turn = turn(delta);
        double turnByDelta = 2 * p[PulseTable.TURN + 1] * delta;
        double odd = odd(delta);
        double oddByDelta = p[PulseTable.KAPPA] + 3 * p[PulseTable.KAPPA + 1] * squared;
        double even = p[PulseTable.ALONG] + p[PulseTable.ALONG + 2] * squared;
        double evenByDelta = 2 * p[PulseTable.ALONG + 2] * delta;
        double oddAlong = (p[PulseTable.ALONG + 1] + p[PulseTable.ALONG + 3] * squared) * delta;
        double oddAlongByDelta = p[PulseTable.ALONG + 1] + 3 * p[PulseTable.ALONG + 3] * squared;
        d = m * (1 + e22) + (e1 - e22) * turn - (e1 + e22) * odd;
        along = m * even + (1 + e1) * oddAlong;
        double mByR1 = tr * e1;
        double dByDelta = (e1 - e22) * turnByDelta - (e1 + e22) * oddByDelta;
        double alongByDelta = m * evenByDelta + (1 + e1) * oddAlongByDelta;
        double dByR1 = mByR1 * (1 + e22 - turn + odd) - dByDelta;
        double alongByR1 = mByR1 * (even - oddAlong) - alongByDelta;
        lnBByR1 = alongByR1 / along - dByR1 / d;
        double dByR2 = 2 * tr * e22 * (turn + odd - m) + dByDelta;
        lnBByR2 = -tr + alongByDelta / along - dByR2 / d;
    }
}

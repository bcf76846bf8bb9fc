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

    /** Least R1 in 1/ms: longer T1 are not told apart. */
    private static final double LEAST_R1 = 1e-7;

    /** Largest R1 and R2 times the length of the pulse: beyond, its table says nothing. */
    private static final double MOST_RELAXATION = 0.5;

    /** Newton's steps double the digits, so the last one leaves less than rounding. */
    private static final double SETTLED = 1e-8;

    private static final int NEWTON_STEPS = 8;
    private static final int BISECTIONS = 60;

    private final double repetitionTimeMs;
    private final double echoTimeMs;
    private final double durationMs;
    private final double[] at = new double[PulseTable.VALUES];
    private final boolean isKnown;

    // the latest tissue, and what was evaluated of it: D, −C/E2, and their slopes
    private double a = Double.NaN;
    private double r2;
    private double r1 = Double.NaN;
    private double t1Ms;
    private double d;
    private double along;
    private double dByR1;
    private double alongByR1;
    private double dByR2;
    private double alongByR2;

    /** @param precessionRad per TR by the off-resonance */
    FinitePulse(double repetitionTimeMs, double echoTimeMs, PulseTable table, double b1Ratio, double precessionRad) {
        this.repetitionTimeMs = repetitionTimeMs;
        this.echoTimeMs = echoTimeMs;
        durationMs = table.durationMs();
        isKnown = table.at(precessionRad / repetitionTimeMs, b1Ratio, at) && table.flipAngleRad() * b1Ratio < Math.PI;
    }

    /** Where θ is that of a shape, which has the turn by the pulse in it. */
    static FinitePulse ofShape(
            double repetitionTimeMs, double echoTimeMs, PulseTable table, double b1Ratio, double thetaRad) {
        double turnRad = table.angleAt(thetaRad / repetitionTimeMs, b1Ratio);
        return new FinitePulse(repetitionTimeMs, echoTimeMs, table, b1Ratio, thetaRad - turnRad);
    }

    @Override
    public boolean hasAngle() {
        return isKnown && at[PulseTable.TURN] > 0;
    }

    @Override
    public double b(double t1Ms, double t2Ms) {
        set(Math.exp(-repetitionTimeMs / t2Ms), t1Ms);
        return a * along / d;
    }

    @Override
    public double t1Ms(double shapeA, double b) {
        if (!(isKnown && shapeA > 0 && shapeA < 1 && b > 0)) {
            return Double.NaN;
        }
        setA(shapeA);
        if (r2 * durationMs > MOST_RELAXATION) {
            return Double.NaN;
        }
        double root = newton(b);
        if (Double.isNaN(root)) {
            root = bisection(b);
        }
        t1Ms = 1 / root;
        return t1Ms;
    }

    /** R1 where b D = −C, from that of a pulse in no time that turns as far; NaN where the steps lead nowhere. */
    private double newton(double b) {
        double t = at[PulseTable.TURN] / (2 - at[PulseTable.TURN]);
        double oneMinusE1 = 2 * t * b * (1 - a) * (1 + a) / (2 * a - b * (1 - t + a * a * (1 + t)));
        double x = oneMinusE1 > 0 && oneMinusE1 < 1 ? oneMinusE1 / repetitionTimeMs : 1e-3;
        for (int step = 0; step < NEWTON_STEPS; step++) {
            evaluate(x);
            double change = (b * d - a * along) / (b * dByR1 - a * alongByR1);
            x -= change;
            if (!(x > LEAST_R1 && x * durationMs < MOST_RELAXATION)) {
                return Double.NaN;
            }
            if (Math.abs(change) < SETTLED * x) {
                evaluate(x);
                return along > 0 ? x : Double.NaN;
            }
        }
        return Double.NaN;
    }

    /** The same, slowly; NaN where there is none within the bounds. */
    private double bisection(double b) {
        double low = LEAST_R1;
        double high = MOST_RELAXATION / durationMs;
        if (isBelow(high, b) || !isBelow(low, b)) {
            return Double.NaN;
        }
        for (int step = 0; step < BISECTIONS; step++) {
            double middle = Math.sqrt(low * high);
            boolean isBelow = isBelow(middle, b);
            low = isBelow ? middle : low;
            high = isBelow ? high : middle;
        }
        evaluate(high);
        return high;
    }

    /** Whether the b of an R1 is less: below a least R1, which T2 sets, there is none. */
    private boolean isBelow(double x, double b) {
        evaluate(x);
        return a * along < b * d;
    }

    @Override
    public double t1ByA(double shapeA, double b, double timeMs) {
        set(shapeA, timeMs);
        // ln b stays: dR1 = −(∂ln b/∂R2 / ∂ln b/∂R1) dR2, dR2 = −da / (a TR)
        double lnBByR2 = alongByR2 / along - dByR2 / d - repetitionTimeMs;
        return -timeMs * timeMs * lnBByR2 / (lnBByR1() * a * repetitionTimeMs);
    }

    @Override
    public double t1ByB(double shapeA, double b, double timeMs) {
        set(shapeA, timeMs);
        return -timeMs * timeMs / (b * lnBByR1());
    }

    private double lnBByR1() {
        return alongByR1 / along - dByR1 / d;
    }

    @Override
    public double m0(double magnitude, double shapeA, double b, double timeMs, double t2Ms) {
        set(shapeA, timeMs);
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

    private void setA(double shapeA) {
        if (shapeA != a) {
            a = shapeA;
            r2 = -Math.log(shapeA) / repetitionTimeMs;
            r1 = Double.NaN;
            t1Ms = Double.NaN;
        }
    }

    /** Evaluates a tissue, unless it is the latest. */
    private void set(double shapeA, double timeMs) {
        setA(shapeA);
        if (timeMs != t1Ms) {
            evaluate(1 / timeMs);
            t1Ms = timeMs;
        }
    }

    private void evaluate(double rate) {
        double[] p = at;
        double tr = repetitionTimeMs;
        r1 = rate;
        double delta = r2 - r1;
        double squared = delta * delta;
        double m = -Math.expm1(-tr * r1);
        double e1 = 1 - m;
        double e22 = a * a;
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
        dByR1 = mByR1 * (1 + e22 - turn + odd) - dByDelta;
        alongByR1 = mByR1 * (even - oddAlong) - alongByDelta;
        dByR2 = 2 * tr * e22 * (turn + odd - m) + dByDelta;
        alongByR2 = alongByDelta;
    }
}

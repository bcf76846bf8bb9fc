package org.relaxometry.bssfp.estimation.miracle;

import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.protocol.Protocol;

/**
 * The two ratio equations of MIRACLE for one voxel, and their common root.
 *
 * <pre>
 * p = 1 − E1 c − E2² (E1 − c),  q = E2 (1 − E1)(1 + c),  s = √(p² − q²),  c = cos α,  E1,2 = e^{−TR/T1,2}
 * F0 ∝ 1 − (E1 − c)(1 − E2²)/s,   F1 = F0 (p − s)/q,   F−1 ∝ 1 − (1 − E1 c)(1 − E2²)/s
 *
 * (1)  |F−1| / (|F0| − |F1|) = F−1 / (E2 (F0 − F1))
 * (2)  |F1| / |F0| = F1 / F0
 * </pre>
 *
 * <p>with what was measured on the left; the echo time cancels. Source: Nguyen and Bieri, Magn. Reson. Med. 78, 518
 * (2017), after Heule et al., Magn. Reson. Med. 71, 230 (2014).
 *
 * <p>Equation (2) fixes p/q = (r + 1/r)/2 with r = |F1|/|F0|, which makes E1 an explicit function of E2, and equation (1)
 * becomes one equation in E2 alone. It is written here in x = 1 − E2 and t = tan²(α/2), so that nothing cancels where T2
 * is long or α small, and free of denominators:
 *
 * <pre>
 * 1 − E1 = N/D,   N = 2 r t x (2 − x),   D = (1 − r)² (1 − x) + r t x (2 − x) − r x²
 * s/(1 − E2²)            ∝ S = t (1 − r²)(1 − x)
 * (1 − E1 c)/(1 + c)     ∝ t D + N (1 − t)/2
 * (E1 − c)/(1 + c)       ∝ t D − N (1 + t)/2
 * </pre>
 */
final class MiracleEquations {

    /** Longest T1 and T2 that are searched, as published. */
    static final int LONGEST_MS = 5000;

    /** Where the search for x starts: T2 = 66 ms at TR = 4.8 ms. */
    private static final double START = 0.07;

    /** Change relative to x below which the root is reached; a Newton step squares it. */
    static final double TOLERANCE = 1e-6;

    /** Steps without a bracket: 3 to 5 in tissue. */
    private static final int FREE_STEPS = 8;

    private static final int MAX_STEPS = 100;

    private final double repetitionTimeMs;
    private final double echoTimeMs;
    private final double halfFlipAngleRad;

    private double latestB1Ratio = Double.NaN;
    private double tanHalfFlipAngle;
    private double cosFlipAngle;
    /** t = tan²(α/2) = (1 − c)/(1 + c). */
    private double t;
    /** r = |F1|/|F0|. */
    private double plusRatio;
    /** |F−1|/|F0|. */
    private double minusRatio;

    /** N = n0 x (2 − x). */
    private double n0;
    /** D = d0 + d1 x + d2 x². */
    private double d0;

    private double d1;
    private double d2;
    /** S = s0 (1 − x). */
    private double s0;

    private double x;
    private double residual;
    private double slope;
    private double t1Ms;
    private double t2Ms;

    MiracleEquations(Protocol protocol) {
        repetitionTimeMs = protocol.repetitionTimeMs();
        echoTimeMs = protocol.echoTimeMs();
        halfFlipAngleRad = protocol.flipAngleRad() / 2;
    }

    /**
     * @param minus measured |F−1|
     * @param zero measured |F0|
     * @param plus measured |F1|
     * @param b1Ratio actual over nominal flip angle
     */
    void setVoxel(double minus, double zero, double plus, double b1Ratio) {
        if (b1Ratio != latestB1Ratio) {
            // without a B1 map it is 1 in every voxel
            latestB1Ratio = b1Ratio;
            tanHalfFlipAngle = Math.tan(halfFlipAngleRad * b1Ratio);
            t = tanHalfFlipAngle * tanHalfFlipAngle;
            cosFlipAngle = (1 - t) / (1 + t);
        }
        double r = plus / zero;
        plusRatio = r;
        minusRatio = minus / zero;
        n0 = 2 * r * t;
        d0 = (1 - r) * (1 - r);
        d1 = n0 - d0;
        d2 = -r * (1 + t);
        s0 = t * (1 - r * r);
    }

    /**
     * Finds the T1 and T2 at which both equations hold.
     *
     * @return OK; NO_SOLUTION where no T1, T2 &gt; 0 do; AT_LEAST where one is longer than {@link #LONGEST_MS}
     */
    EstimationStatus solve() {
        // E2 = 1 stands at |F−1| = |F0|, and a steady state has |F1| < |F0|; false for NaN, that is F0 = 0, too
        if (!(plusRatio > 0 && plusRatio < 1 && minusRatio < 1)) {
            return EstimationStatus.NO_SOLUTION;
        }
        if (!findRoot()) {
            return EstimationStatus.NOT_CONVERGED;
        }
        double decay = numerator(x) / (d0 + x * (d1 + x * d2));
        if (!(decay >= 0 && decay < 1)) {
            return EstimationStatus.NO_SOLUTION;
        }
        t1Ms = -repetitionTimeMs / Math.log(1 - decay);
        t2Ms = -repetitionTimeMs / Math.log(1 - x);
        return t1Ms <= LONGEST_MS && t2Ms <= LONGEST_MS ? EstimationStatus.OK : EstimationStatus.AT_LEAST;
    }

    /**
     * Newton steps from {@link #START}, which is near the root in tissue; where they lead astray, again inside a bracket
     * that shrinks with every step. Without the bracket's branches a step takes half as long.
     */
    private boolean findRoot() {
        x = START;
        for (int step = 0; step < FREE_STEPS; step++) {
            evaluate();
            double next = x - residual / slope;
            double change = Math.abs(next - x);
            x = next;
            if (!(slope < 0 && next > 0 && next < 1)) {
                break;
            }
            if (change <= TOLERANCE * next) {
                return true;
            }
        }
        return findRootInBracket();
    }

    /** Where a Newton step would leave the bracket, it is halved instead. */
    private boolean findRootInBracket() {
        double lower = 0;
        double upper = 1;
        x = START;
        for (int step = 0; step < MAX_STEPS; step++) {
            evaluate();
            if (residual > 0) {
                lower = x;
            } else {
                upper = x;
            }
            double next = x - residual / slope;
            if (!(next >= lower && next <= upper)) {
                next = (lower + upper) / 2;
            }
            double change = Math.abs(next - x);
            x = next;
            if (change <= TOLERANCE * x) {
                return true;
            }
        }
        return false;
    }

    /** F−1 − E2 F0 |F−1|/|F0| at x and its derivative: positive at x = 0, negative towards x = 1. */
    private void evaluate() {
        double numerator = numerator(x);
        double minus = s0 * (1 - x) - t * (d0 + x * (d1 + x * d2)) - numerator * (1 - t) / 2;
        double zero = minus + numerator;
        residual = minus - (1 - x) * minusRatio * zero;
        double numeratorSlope = 2 * n0 * (1 - x);
        double minusSlope = -s0 - t * (d1 + 2 * d2 * x) - numeratorSlope * (1 - t) / 2;
        slope = minusSlope - minusRatio * ((1 - x) * (minusSlope + numeratorSlope) - zero);
    }

    private double numerator(double atX) {
        return n0 * atX * (2 - atX);
    }

    /** T1 in ms of the latest solution. */
    double t1Ms() {
        return t1Ms;
    }

    /** T2 in ms of the latest solution. */
    double t2Ms() {
        return t2Ms;
    }

    /** E2 of the latest solution. */
    double e2() {
        return 1 - x;
    }

    /** e^{−TR/T}. */
    double decay(double timeMs) {
        return Math.exp(-repetitionTimeMs / timeMs);
    }

    /** |left − right| of equation (1). */
    double minusMismatch(double e1, double e2) {
        double c = cosFlipAngle;
        double p = 1 - e1 * c - e2 * e2 * (e1 - c);
        double q = e2 * (1 - e1) * (1 + c);
        double s = Math.sqrt((p - q) * (p + q));
        double zero = s - (e1 - c) * (1 - e2 * e2);
        double minus = s - (1 - e1 * c) * (1 - e2 * e2);
        double plus = zero * q / (p + s);
        return Math.abs(minusRatio / (1 - plusRatio) - minus / (e2 * (zero - plus)));
    }

    /** |left − right| of equation (2). */
    double plusMismatch(double e1, double e2) {
        double c = cosFlipAngle;
        double p = 1 - e1 * c - e2 * e2 * (e1 - c);
        double q = e2 * (1 - e1) * (1 + c);
        return Math.abs(plusRatio - q / (p + Math.sqrt((p - q) * (p + q))));
    }

    /**
     * |F0| of a steady state with M0 = 1, this T2 and the measured r: tan(α/2) e^{(TR−TE)/T2} 2r (1 − r E2)/(1 − r²).
     */
    double zeroOfUnitM0(double t2, double e2) {
        double r = plusRatio;
        return Math.abs(tanHalfFlipAngle)
                * Math.exp((repetitionTimeMs - echoTimeMs) / t2)
                * (2 * r * (1 - r * e2))
                / (1 - r * r);
    }
}

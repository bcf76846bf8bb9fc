package org.relaxometry.bssfp.estimation.miracle;

import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.protocol.Protocol;

/**
 * MIRACLE as published: T1 and T2 from |F−1|, |F0| and |F1| by golden-section searches in alternation, in double.
 *
 * <pre>
 * T2 given T1:  |F−1| / (|F0| − |F1|) = F−1 e^{TR/T2} / (F0 − F1)
 * T1 given T2:  |F1| / |F0| = F1 / F0
 * </pre>
 *
 * <p>Each search minimises the absolute difference of the two sides on [0, 5000] ms until the interval is shorter than
 * 1e-3 ms or 500 values have been computed. It starts with T1 = 1000 ms and ends when neither changes by more than
 * 1e-3 ms in a round, or after 200 rounds. This is the reference; {@link FastMiracle} solves the same equations.
 *
 * <p>Samples in any unit; T1 and T2 in ms, more than 0 and at most 5000; ΔB0 in Hz; M0 in the unit of the samples. The
 * published search always returns numbers, from the ends of the interval where there is no solution. Here such a voxel
 * gets {@link EstimationStatus#NO_SOLUTION} or {@link EstimationStatus#AT_LEAST}, as by FastMiracle, and
 * {@link EstimationStatus#NOT_CONVERGED} where there is a solution that the rounds do not reach: with T1 below about
 * 150 ms they may jump to and fro, with T2 above 1000 ms they may crawl.
 *
 * <p>Source: Nguyen and Bieri, Magn. Reson. Med. 78, 518 (2017); settings of Birk et al., Sci. Rep. 15, 4825 (2025).
 */
public final class GoldenSectionMiracle extends MiracleEstimator {

    private static final double SECTION = (Math.sqrt(5) - 1) / 2;
    private static final double START_T1_MS = 1000;
    private static final double TOLERANCE_MS = 1e-3;
    private static final int MAX_EVALUATIONS = 500;
    private static final int MAX_ROUNDS = 200;

    /** After the last round: where the grid of a search keeps T1 and T2 bouncing by some 0.01 ms, they are found. */
    private static final double SETTLED_MS = 0.05;

    /** Of the latest search. */
    int rounds;

    /** @throws IllegalArgumentException where the increments do not divide the circle into N equal parts */
    public GoldenSectionMiracle(Protocol protocol) {
        super(protocol);
    }

    @Override
    public String name() {
        return "MIRACLE";
    }

    @Override
    public String settings() {
        return "golden section on 0 to " + MiracleEquations.LONGEST_MS + " ms, tolerance " + TOLERANCE_MS
                + " ms, T1 starts at " + START_T1_MS + " ms, at most " + MAX_ROUNDS + " rounds";
    }

    @Override
    public RelaxometryEstimator independentCopy() {
        return new GoldenSectionMiracle(protocol);
    }

    @Override
    EstimationStatus solve(double minus, double zero, double plus, double b1Ratio) {
        equations.setVoxel(minus, zero, plus, b1Ratio);
        EstimationStatus status = equations.solve();
        if (status == EstimationStatus.OK) {
            return search();
        }
        t1Ms = equations.t1Ms();
        t2Ms = equations.t2Ms();
        e2 = equations.e2();
        return status;
    }

    private EstimationStatus search() {
        t2Ms = t2Given(START_T1_MS);
        t1Ms = t1Given(t2Ms);
        double change = Math.max(t1Ms, t2Ms);
        for (rounds = 1; rounds < MAX_ROUNDS && change > TOLERANCE_MS; rounds++) {
            double t1BeforeMs = t1Ms;
            double t2BeforeMs = t2Ms;
            t2Ms = t2Given(t1Ms);
            t1Ms = t1Given(t2Ms);
            change = Math.max(Math.abs(t1Ms - t1BeforeMs), Math.abs(t2Ms - t2BeforeMs));
        }
        e2 = equations.decay(t2Ms);
        return change <= SETTLED_MS ? EstimationStatus.OK : EstimationStatus.NOT_CONVERGED;
    }

    private double t1Given(double t2) {
        return minimum(false, t2);
    }

    private double t2Given(double t1) {
        return minimum(true, t1);
    }

    private double minimum(boolean ofT2, double otherMs) {
        double otherDecay = equations.decay(otherMs);
        double a = 0;
        double b = MiracleEquations.LONGEST_MS;
        double left = SECTION * a + (1 - SECTION) * b;
        double right = (1 - SECTION) * a + SECTION * b;
        double atLeft = mismatch(ofT2, left, otherDecay);
        double atRight = mismatch(ofT2, right, otherDecay);
        for (int evaluations = 2; evaluations < MAX_EVALUATIONS && b - a >= TOLERANCE_MS; evaluations++) {
            if (atLeft < atRight) {
                b = right;
                right = left;
                atRight = atLeft;
                left = SECTION * a + (1 - SECTION) * b;
                atLeft = mismatch(ofT2, left, otherDecay);
            } else {
                a = left;
                left = right;
                atLeft = atRight;
                right = (1 - SECTION) * a + SECTION * b;
                atRight = mismatch(ofT2, right, otherDecay);
            }
        }
        return atLeft < atRight ? left : right;
    }

    private double mismatch(boolean ofT2, double timeMs, double otherDecay) {
        double decay = equations.decay(timeMs);
        return ofT2 ? equations.minusMismatch(otherDecay, decay) : equations.plusMismatch(decay, otherDecay);
    }
}

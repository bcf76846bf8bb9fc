package org.relaxometry.bssfp.method;

import org.relaxometry.bssfp.estimation.posterior.Prior;
import org.relaxometry.bssfp.statistics.Range;
import org.relaxometry.bssfp.training.ParameterDistribution;

/** The priors that need no data, and those made of the distributions that networks are trained with. */
public final class Priors {

    public static final String LOG_UNIFORM = "log-uniform";
    public static final String UNIFORM = "uniform";

    /** From short-lived tissue to liquids, in ms. */
    public static final Range T1_MS = new Range(100, 5000);

    /** From short-lived tissue to liquids, in ms. */
    public static final Range T2_MS = new Range(5, 2500);

    /** A smooth density needs few cells. */
    private static final int FEW_CELLS = 12;

    /** Narrower than what maps and published spreads show. */
    private static final double CELL_LN = 0.03;

    private Priors() {}

    /** Every ln T1 and ln T2 alike: says as little as can be said of times whose order of magnitude is open. */
    public static Prior logUniform(Range t1Ms, Range t2Ms) {
        return of(ParameterDistribution.logUniform(LOG_UNIFORM, t1Ms, t2Ms), FEW_CELLS);
    }

    /** Every T1 and T2 alike. */
    public static Prior uniform(Range t1Ms, Range t2Ms) {
        return of(ParameterDistribution.uniform(UNIFORM, t1Ms, t2Ms), FEW_CELLS);
    }

    /** A distribution that samples can be drawn from. */
    public static Prior of(ParameterDistribution distribution) {
        double widest = Math.max(ln(distribution.t1Ms()), ln(distribution.t2Ms()));
        return of(distribution, Math.max(FEW_CELLS, (int) Math.ceil(widest / CELL_LN)));
    }

    private static double ln(Range range) {
        return Math.log(range.max() / range.min());
    }

    /** A density per ms² is so many times T1 T2 per logarithm; T1 ≥ T2 is the business of the posterior. */
    private static Prior of(ParameterDistribution distribution, int cells) {
        return Prior.of(
                distribution.name(),
                distribution.source(),
                distribution.t1Ms(),
                distribution.t2Ms(),
                cells,
                (t1, t2) -> t1 * t2 * distribution.density(Math.max(t1, t2), t2));
    }
}

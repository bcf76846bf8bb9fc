package org.relaxometry.bssfp.followup;

import org.apache.commons.statistics.distribution.TDistribution;
import org.relaxometry.bssfp.statistics.SortedSamples;

/**
 * How far values stray where nothing has changed, as most of them show it: scale times a Student t, which has the median and the 95th
 * percentile of their sizes. Standard deviations that are a little too small everywhere, neighbours that share their noise, and tails that
 * are heavier than normal ones are all in it. Where more than a few percent have changed it is too wide, and finds less.
 *
 * <p>Source of the idea: Efron, J. Am. Stat. Assoc. 99, 96 (2004), doi:10.1198/016214504000000089.
 *
 * @param scale what stands for one standard deviation
 * @param degreesOfFreedom of the t
 */
record EmpiricalNull(double scale, double degreesOfFreedom) {

    private static final double MIDDLE = 0.5;
    private static final double OUTER = 0.95;

    private static final double FEWEST_DEGREES = 2;

    /** Tails are never taken for lighter, whatever the ratio says: it sees little of the few voxels that make false discoveries. */
    private static final double MOST_DEGREES = 12;

    private static final int HALVINGS = 40;

    /** Of values about 0, at least one of them finite. */
    static EmpiricalNull of(float[] values) {
        float[] sizes = values.clone();
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Math.abs(sizes[i]);
        }
        SortedSamples sorted = SortedSamples.finite(sizes);
        double middle = sorted.quantile(MIDDLE);
        double ratio = sorted.quantile(OUTER) / middle;
        // the ratio falls with the degrees of freedom
        double few = FEWEST_DEGREES;
        double many = MOST_DEGREES;
        for (int i = 0; i < HALVINGS; i++) {
            double between = (few + many) / 2;
            if (size(between, OUTER) / size(between, MIDDLE) > ratio) {
                few = between;
            } else {
                many = between;
            }
        }
        return new EmpiricalNull(middle / size(many, MIDDLE), many);
    }

    /** The size below which this part of a t lies. */
    private static double size(double degrees, double part) {
        return TDistribution.of(degrees).inverseCumulativeProbability((1 + part) / 2);
    }

    /** Probability of a value of at least this size, of either sign. */
    double probability(double value) {
        return 2 * TDistribution.of(degreesOfFreedom).survivalProbability(Math.abs(value) / scale);
    }
}

package org.relaxometry.bssfp.cohort;

import java.util.Collection;
import java.util.Optional;
import org.relaxometry.bssfp.statistics.SortedSamples;

/**
 * What is usual in a group, whatever a minority of it is like: median and median absolute deviation.
 *
 * @param median of the values
 * @param spread standard deviation that a normal distribution with this median absolute deviation has, 1.4826 times it; at least
 *     what is negligible
 */
public record Usual(double median, double spread) {

    /** Of a normal distribution. */
    private static final double SIGMA_PER_MAD = 1.4826;

    /** With fewer, hardly anything can be called unusual. */
    public static final int FEWEST = 5;

    /** Iglewicz and Hoaglin 1993. */
    public static final double UNUSUAL_Z = 3.5;

    /**
     * Of a group.
     *
     * @param values those that are not finite do not count
     * @param negligible see {@link Measure}
     * @return empty where there are fewer than {@value #FEWEST}
     */
    public static Optional<Usual> of(Collection<Double> values, double negligible) {
        double[] finite = values.stream()
                .mapToDouble(value -> value)
                .filter(Double::isFinite)
                .toArray();
        if (finite.length < FEWEST) {
            return Optional.empty();
        }
        double median = SortedSamples.all(finite).median();
        double[] deviations = finite.clone();
        for (int i = 0; i < deviations.length; i++) {
            deviations[i] = Math.abs(deviations[i] - median);
        }
        double spread = SIGMA_PER_MAD * SortedSamples.all(deviations).median();
        return Optional.of(new Usual(median, Math.max(spread, negligible)));
    }

    /** Robust z of a value: its distance from the median in units of the spread. */
    public double z(double value) {
        return (value - median) / spread;
    }
}

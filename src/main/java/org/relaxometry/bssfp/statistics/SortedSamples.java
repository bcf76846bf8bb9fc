package org.relaxometry.bssfp.statistics;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Samples in rising order: their quantiles, and the density they were drawn from.
 *
 * <p>Quantiles that are shown or drawn lie linearly between samples. Thresholds are samples themselves: a rank is rounded.
 */
public final class SortedSamples {

    private static final int DENSITY_POINTS = 200;

    /** A Gaussian kernel is negligible beyond. */
    private static final double KERNEL_REACH = 4;

    /** Samples beyond these quantiles do not stretch a density or an axis. */
    private static final double TAIL = 0.005;

    private final double[] values;

    private SortedSamples(DoubleStream samples) {
        values = samples.sorted().toArray();
    }

    /** The finite ones. */
    public static SortedSamples finite(double[] samples) {
        return new SortedSamples(Arrays.stream(samples).filter(Double::isFinite));
    }

    /** The finite ones. */
    public static SortedSamples finite(float[] samples) {
        return new SortedSamples(doubles(samples).filter(Double::isFinite));
    }

    /** All; infinite ones at the ends, those that are not a number last. */
    public static SortedSamples all(double[] samples) {
        return new SortedSamples(Arrays.stream(samples));
    }

    /** All; infinite ones at the ends, those that are not a number last. */
    public static SortedSamples all(float[] samples) {
        return new SortedSamples(doubles(samples));
    }

    private static DoubleStream doubles(float[] samples) {
        return IntStream.range(0, samples.length).mapToDouble(i -> samples[i]);
    }

    public boolean isEmpty() {
        return values.length == 0;
    }

    public int size() {
        return values.length;
    }

    /** The sample of a rank, from 0. */
    public double at(int rank) {
        return values[rank];
    }

    /** The sample of rank fraction (n − 1), rounded down; there must be some. */
    public double below(double fraction) {
        return values[(int) (fraction * (values.length - 1))];
    }

    /** The sample in the middle, the upper one of two; NaN where there is none. */
    public double median() {
        return isEmpty() ? Double.NaN : values[values.length / 2];
    }

    /** Fraction of the samples in a closed interval; there must be some. */
    public double fractionWithin(double lower, double upper) {
        return (double) Arrays.stream(values)
                        .filter(value -> value >= lower && value <= upper)
                        .count()
                / values.length;
    }

    /** Linear between the samples; there must be some. */
    public double quantile(double fraction) {
        double place = fraction * (values.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, values.length - 1);
        return values[below] + (place - below) * (values[above] - values[below]);
    }

    /** Where almost all samples lie, {lower, upper}; there must be some. */
    public double[] core() {
        return new double[] {quantile(TAIL), quantile(1 - TAIL)};
    }

    /**
     * Kernel density estimate {positions, densities}: Gaussian kernel, bandwidth 0.9 min(s, IQR / 1.34) n<sup>−1/5</sup>
     * (Silverman 1986, Density Estimation, equation 3.31). The densities are those of all samples, over their
     * {@link #core()}. Samples that are all equal give one spike.
     */
    public double[][] density() {
        double[] core = core();
        double width = bandwidth();
        if (!(width > 0)) {
            return new double[][] {{core[0], core[1]}, {1, 1}};
        }
        double[] counts = new double[DENSITY_POINTS];
        double step = (core[1] - core[0] + 2 * width) / (DENSITY_POINTS - 1);
        double start = core[0] - width;
        for (double value : values) {
            double place = (value - start) / step;
            int left = (int) Math.floor(place);
            if (left >= 0 && left < DENSITY_POINTS - 1) {
                // shared between the two nearest points, which keeps the mean
                counts[left] += 1 - (place - left);
                counts[left + 1] += place - left;
            }
        }
        double[] positions = new double[DENSITY_POINTS];
        double[] densities = new double[DENSITY_POINTS];
        int reach = (int) Math.ceil(KERNEL_REACH * width / step);
        double norm = 1 / (values.length * width * Math.sqrt(2 * Math.PI));
        for (int i = 0; i < DENSITY_POINTS; i++) {
            positions[i] = start + i * step;
            for (int j = Math.max(0, i - reach); j <= Math.min(DENSITY_POINTS - 1, i + reach); j++) {
                double distance = (i - j) * step / width;
                densities[i] += norm * counts[j] * Math.exp(-distance * distance / 2);
            }
        }
        return new double[][] {positions, densities};
    }

    private double bandwidth() {
        double mean = Arrays.stream(values).average().orElse(0);
        double variance =
                Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / Math.max(1, values.length - 1);
        double spread = Math.sqrt(variance);
        double robust = (quantile(0.75) - quantile(0.25)) / 1.34;
        return 0.9 * (robust > 0 ? Math.min(spread, robust) : spread) * Math.pow(values.length, -0.2);
    }
}

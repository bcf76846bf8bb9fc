package org.relaxometry.bssfp.montecarlo;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.space.Voxels;
import org.relaxometry.bssfp.statistics.Range;

/**
 * What one method made of the samples of every voxel: number, mean and standard deviation of the estimates, failed fits by
 * status, the estimate without added noise, and the first samples as they are.
 *
 * <p>Samples whose status has no values ({@link EstimationStatus#hasValues()}) are counted by their status and have no part in
 * mean and standard deviation. A value that is a lower bound ({@link EstimationStatus#AT_LEAST}) has none either, as no mean is known
 * of it, but the share of such samples ({@link #beyondRatio}), and a median counts it. Where a parameter has a limit, a bound counts as
 * its upper end: a method that stops there must not look better than one that says "very long".
 *
 * <p>Means and sums of squares are updated in double precision by Welford's recurrence, sample after
 * sample. ΔB0 is known modulo its period, so the next sample counts as the equivalent nearest to the mean so far.
 */
public final class SampleStatistics {

    private static final boolean[] IS_FIT = new boolean[EstimationStatus.values().length];

    static {
        for (EstimationStatus status : EstimationStatus.values()) {
            IS_FIT[status.code()] = status.isEstimate();
        }
    }

    private final String method;
    private final double offResonancePeriodHz;
    private final Map<Parameter, Range> limits;
    private final int[] fits;
    private final int[][] byStatus;
    private final byte[] unperturbedStatus;
    private final Map<Parameter, Series> series = new EnumMap<>(Parameter.class);

    /** One parameter: number of values, mean and sum of squared deviations [voxel], retained samples [sample][voxel]. */
    private record Series(int[] count, double[] mean, double[] squares, float[] unperturbed, float[][] retained) {}

    SampleStatistics(String method, Set<Parameter> outputs, Voxels voxels, SamplingSettings settings) {
        this.method = method;
        offResonancePeriodHz = voxels.protocol().offResonancePeriodHz();
        limits = settings.limits();
        int count = voxels.count();
        fits = new int[count];
        byStatus = new int[IS_FIT.length][count];
        unperturbedStatus = new byte[count];
        Set<Parameter> kept = EnumSet.copyOf(outputs);
        kept.retainAll(settings.parameters());
        int retained = Math.min(settings.retained(), settings.samplesToDraw());
        for (Parameter parameter : kept) {
            series.put(
                    parameter,
                    new Series(
                            new int[count],
                            new double[count],
                            new double[count],
                            new float[count],
                            new float[retained][count]));
        }
    }

    /** Takes the estimates without added noise from the first sample of a round. */
    void setUnperturbed(SampleRound round) {
        System.arraycopy(round.status()[0], 0, unperturbedStatus, 0, unperturbedStatus.length);
        series.forEach((parameter, s) -> {
            for (int v = 0; v < unperturbedStatus.length; v++) {
                s.unperturbed()[v] = value(parameter, round, 0, v);
            }
        });
    }

    /** Adds the samples of a round in their order, for voxels {@code from} to {@code to − 1}. */
    void add(SampleRound round, int from, int to) {
        for (int k = 0; k < round.samples(); k++) {
            byte[] status = round.status()[k];
            for (int v = from; v < to; v++) {
                byStatus[status[v]][v]++;
                fits[v] += IS_FIT[status[v]] ? 1 : 0;
            }
            for (Map.Entry<Parameter, Series> entry : series.entrySet()) {
                add(entry.getKey(), entry.getValue(), round, k, from, to);
            }
        }
    }

    private void add(Parameter parameter, Series s, SampleRound round, int k, int from, int to) {
        int sample = round.firstSample() + k;
        for (int v = from; v < to; v++) {
            float value = value(parameter, round, k, v);
            if (!Float.isNaN(value) && isAveraged(parameter, round.status()[k][v])) {
                double delta = difference(parameter, value, s.mean()[v]);
                double step = delta / ++s.count()[v];
                s.mean()[v] += step;
                s.squares()[v] += delta * (delta - step);
            }
            if (sample < s.retained().length) {
                s.retained()[sample][v] = value;
            }
        }
    }

    /** What a sample counts as; NaN where there is none. */
    private float value(Parameter parameter, SampleRound round, int k, int voxel) {
        float value = round.of(parameter)[k][voxel];
        Range range = limits.get(parameter);
        // a NaN stays one
        return range == null ? value : (float) Math.max(range.min(), Math.min(range.max(), value));
    }

    /** Whether a value has a part in means: a lower bound has, where there is a limit that it comes to. */
    private boolean isAveraged(Parameter parameter, int status) {
        return IS_FIT[status] || limits.containsKey(parameter);
    }

    /** Value minus another; of ΔB0 the smallest of all equivalents. */
    public double difference(Parameter parameter, double value, double from) {
        return parameter == Parameter.OFF_RESONANCE
                ? Math.IEEEremainder(value - from, offResonancePeriodHz)
                : value - from;
    }

    /** Name of the method. */
    public String method() {
        return method;
    }

    /** The parameters there are statistics of. */
    public Set<Parameter> parameters() {
        return Collections.unmodifiableSet(series.keySet());
    }

    /** Number of voxels. */
    public int voxels() {
        return fits.length;
    }

    /** Number of samples of a voxel that got this status. */
    public int count(EstimationStatus status, int voxel) {
        return byStatus[status.code()][voxel];
    }

    /** Part of the samples of a voxel that have no estimate, as the fit failed or lies beyond the range of the method, 0 to 1. */
    public double failedRatio(int voxel) {
        int samples = samples(voxel);
        return (double) (samples - fits[voxel]) / samples;
    }

    /** Number of samples of every voxel. */
    public int samples() {
        return samples(0);
    }

    private int samples(int voxel) {
        int samples = 0;
        for (int[] counts : byStatus) {
            samples += counts[voxel];
        }
        return samples;
    }

    /** Part of the samples of a voxel whose times are lower bounds, 0 to 1. */
    public double beyondRatio(int voxel) {
        return (double) count(EstimationStatus.AT_LEAST, voxel) / samples(voxel);
    }

    /** Part of the samples of all voxels that have no estimate, 0 to 1. */
    public double failedRatio() {
        return IntStream.range(0, fits.length)
                .mapToDouble(this::failedRatio)
                .average()
                .orElseThrow();
    }

    /** Number of samples of a voxel that mean and standard deviation rest on. */
    public int count(Parameter parameter, int voxel) {
        return of(parameter).count()[voxel];
    }

    /** Mean of the estimates of a voxel, in the parameter's unit; NaN where there is none. */
    public double mean(Parameter parameter, int voxel) {
        Series s = of(parameter);
        return s.count()[voxel] == 0 ? Double.NaN : difference(parameter, s.mean()[voxel], 0);
    }

    /** Standard deviation (n − 1) of the estimates of a voxel, in the parameter's unit; NaN where there are fewer than two. */
    public double sigma(Parameter parameter, int voxel) {
        Series s = of(parameter);
        return s.count()[voxel] < 2 ? Double.NaN : Math.sqrt(s.squares()[voxel] / (s.count()[voxel] - 1));
    }

    /** Mean squared difference of the estimates of a voxel from a value; NaN where there is none. */
    public double meanSquaredError(Parameter parameter, int voxel, double truth) {
        Series s = of(parameter);
        double bias = difference(parameter, mean(parameter, voxel), truth);
        return bias * bias + s.squares()[voxel] / s.count()[voxel];
    }

    /**
     * All samples of several voxels together.
     *
     * @param count number of samples
     * @param mean of them, in the parameter's unit; NaN where there is none
     * @param sigma standard deviation (n − 1), in the parameter's unit; NaN where there are fewer than two
     */
    public record Pooled(long count, double mean, double sigma) {}

    /**
     * All samples of the voxels together: their spread is that between voxels and that by noise. ΔB0 counts as the equivalent
     * nearest to its circular mean over the voxels.
     */
    public Pooled pooled(Parameter parameter, int[] voxels) {
        Series s = of(parameter);
        double centre = parameter == Parameter.OFF_RESONANCE ? circularMean(s, voxels) : 0;
        long count = 0;
        double mean = 0;
        double squares = 0;
        for (int v : voxels) {
            int more = s.count()[v];
            if (more > 0) {
                // Chan, Golub and LeVeque, Am. Stat. 37, 242 (1983)
                double delta = difference(parameter, s.mean()[v], centre) - mean;
                mean += delta * more / (count + more);
                squares += s.squares()[v] + delta * delta * count * more / (count + more);
                count += more;
            }
        }
        return new Pooled(
                count,
                count == 0 ? Double.NaN : difference(parameter, centre + mean, 0),
                count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1)));
    }

    private double circularMean(Series s, int[] voxels) {
        double scale = 2 * Math.PI / offResonancePeriodHz;
        double cos = 0;
        double sin = 0;
        for (int v : voxels) {
            cos += s.count()[v] * Math.cos(scale * s.mean()[v]);
            sin += s.count()[v] * Math.sin(scale * s.mean()[v]);
        }
        return Math.atan2(sin, cos) / scale;
    }

    /** Estimate of a voxel without added noise, in the parameter's unit; NaN where there is none, or a bound only. */
    public double unperturbed(Parameter parameter, int voxel) {
        return isAveraged(parameter, unperturbedStatus[voxel]) ? unperturbedOrBound(parameter, voxel) : Double.NaN;
    }

    /** As {@link #unperturbed}, but also the lower bound where there is only that; what a median takes. */
    public double unperturbedOrBound(Parameter parameter, int voxel) {
        return of(parameter).unperturbed()[voxel];
    }

    /** Status of a voxel without added noise. */
    public EstimationStatus unperturbedStatus(int voxel) {
        return EstimationStatus.ofCode(unperturbedStatus[voxel]);
    }

    /** Mean minus the estimate without added noise, ΔB0 on its circle; NaN where one of them is missing. */
    public double shift(Parameter parameter, int voxel) {
        return difference(parameter, mean(parameter, voxel), unperturbed(parameter, voxel));
    }

    /**
     * Retained samples, [sample][voxel], lower bounds as such, NaN where the fit failed; not a copy. Only the first {@link MonteCarloResult#samples()}
     * were made where it was cancelled.
     */
    public float[][] retained(Parameter parameter) {
        return of(parameter).retained();
    }

    private Series of(Parameter parameter) {
        Series s = series.get(parameter);
        if (s == null) {
            throw new IllegalArgumentException(
                    method + " has no statistics of " + parameter.symbol() + ", only of " + series.keySet() + ".");
        }
        return s;
    }
}

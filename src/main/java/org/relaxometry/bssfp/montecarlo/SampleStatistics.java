package org.relaxometry.bssfp.montecarlo;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.network.Range;

/**
 * What one method made of the samples of every voxel: number, mean and standard deviation of the estimates, failed fits by
 * status, the estimate without added noise, and the first samples as they are.
 *
 * <p>Samples whose status has no values ({@link EstimationStatus#hasValues()}) are counted by their status and have no part in
 * mean and standard deviation. Means and sums of squares are updated in double precision by Welford's recurrence, sample after
 * sample. ΔB0 is known modulo its period, so the next sample counts as the equivalent nearest to the mean so far.
 */
public final class SampleStatistics {

    private static final boolean[] HAS_VALUES = new boolean[EstimationStatus.values().length];

    static {
        for (EstimationStatus status : EstimationStatus.values()) {
            HAS_VALUES[status.code()] = status.hasValues();
        }
    }

    private final String method;
    private final double offResonancePeriodHz;
    private final Map<Parameter, Range> limits;
    private final int[] estimates;
    private final int[][] byStatus;
    private final byte[] unperturbedStatus;
    private final Map<Parameter, Series> series = new EnumMap<>(Parameter.class);

    /** One parameter: mean and sum of squared deviations [voxel], retained samples [sample][voxel]. */
    private record Series(double[] mean, double[] squares, float[] unperturbed, float[][] retained) {}

    SampleStatistics(String method, Set<Parameter> outputs, Voxels voxels, SamplingSettings settings) {
        this.method = method;
        offResonancePeriodHz = voxels.protocol().offResonancePeriodHz();
        limits = settings.limits();
        int count = voxels.count();
        estimates = new int[count];
        byStatus = new int[HAS_VALUES.length][count];
        unperturbedStatus = new byte[count];
        Set<Parameter> kept = EnumSet.copyOf(outputs);
        kept.retainAll(settings.parameters());
        int retained = Math.min(settings.retained(), settings.samplesToDraw());
        for (Parameter parameter : kept) {
            series.put(
                    parameter,
                    new Series(new double[count], new double[count], new float[count], new float[retained][count]));
        }
    }

    /** Takes the estimates without added noise from the first sample of a round. */
    void setUnperturbed(SampleRound round) {
        System.arraycopy(round.status()[0], 0, unperturbedStatus, 0, unperturbedStatus.length);
        series.forEach((parameter, s) -> {
            float[] values = round.of(parameter)[0];
            for (int v = 0; v < values.length; v++) {
                s.unperturbed()[v] = limited(parameter, values[v]);
            }
        });
    }

    /** Adds the samples of a round in their order, for voxels {@code from} to {@code to − 1}. */
    void add(SampleRound round, int from, int to) {
        for (int k = 0; k < round.samples(); k++) {
            byte[] status = round.status()[k];
            for (int v = from; v < to; v++) {
                byStatus[status[v]][v]++;
                estimates[v] += HAS_VALUES[status[v]] ? 1 : 0;
            }
            for (Map.Entry<Parameter, Series> entry : series.entrySet()) {
                add(entry.getKey(), entry.getValue(), round.of(entry.getKey())[k], status, from, to);
                float[][] retained = entry.getValue().retained();
                int sample = round.firstSample() + k;
                if (sample < retained.length) {
                    for (int v = from; v < to; v++) {
                        retained[sample][v] = limited(entry.getKey(), round.of(entry.getKey())[k][v]);
                    }
                }
            }
        }
    }

    private void add(Parameter parameter, Series s, float[] values, byte[] status, int from, int to) {
        for (int v = from; v < to; v++) {
            if (HAS_VALUES[status[v]]) {
                double delta = difference(parameter, limited(parameter, values[v]), s.mean()[v]);
                double step = delta / estimates[v];
                s.mean()[v] += step;
                s.squares()[v] += delta * (delta - step);
            }
        }
    }

    /** A NaN stays one. */
    private float limited(Parameter parameter, float value) {
        Range range = limits.get(parameter);
        return range == null ? value : (float) Math.max(range.min(), Math.min(range.max(), value));
    }

    private double difference(Parameter parameter, double value, double from) {
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
        return estimates.length;
    }

    /** Number of samples of a voxel that gave an estimate. */
    public int estimates(int voxel) {
        return estimates[voxel];
    }

    /** Number of samples of a voxel that got this status. */
    public int count(EstimationStatus status, int voxel) {
        return byStatus[status.code()][voxel];
    }

    /** Part of the samples of a voxel that gave no estimate, 0 to 1. */
    public double failedRatio(int voxel) {
        int samples = 0;
        for (int[] counts : byStatus) {
            samples += counts[voxel];
        }
        return (double) (samples - estimates[voxel]) / samples;
    }

    /** Mean of the estimates of a voxel, in the parameter's unit; NaN where there is none. */
    public double mean(Parameter parameter, int voxel) {
        return estimates[voxel] == 0 ? Double.NaN : difference(parameter, of(parameter).mean()[voxel], 0);
    }

    /** Standard deviation (n − 1) of the estimates of a voxel, in the parameter's unit; NaN where there are fewer than two. */
    public double sigma(Parameter parameter, int voxel) {
        return estimates[voxel] < 2
                ? Double.NaN
                : Math.sqrt(of(parameter).squares()[voxel] / (estimates[voxel] - 1));
    }

    /** Mean squared difference of the estimates of a voxel from a value; NaN where there is none. */
    public double meanSquaredError(Parameter parameter, int voxel, double truth) {
        double bias = difference(parameter, mean(parameter, voxel), truth);
        return bias * bias + of(parameter).squares()[voxel] / estimates[voxel];
    }

    /** Estimate of a voxel without added noise, in the parameter's unit; NaN where there is none. */
    public double unperturbed(Parameter parameter, int voxel) {
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

    /** Retained samples, [sample][voxel], NaN where the fit failed; not a copy. */
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

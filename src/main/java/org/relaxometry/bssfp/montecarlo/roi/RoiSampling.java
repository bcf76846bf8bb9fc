package org.relaxometry.bssfp.montecarlo.roi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.estimation.StudyMethod;
import org.relaxometry.bssfp.estimation.likelihood.MaximumLikelihood;
import org.relaxometry.bssfp.montecarlo.MonteCarlo;
import org.relaxometry.bssfp.montecarlo.MonteCarloResult;
import org.relaxometry.bssfp.montecarlo.SampleStatistics;
import org.relaxometry.bssfp.montecarlo.SamplingSettings;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.space.RegionOfInterest;
import org.relaxometry.bssfp.space.Voxels;
import org.relaxometry.bssfp.statistics.SortedSamples;
import org.relaxometry.bssfp.statistics.StudyTable;

/**
 * Monte Carlo sampling of regions of interest in measured data (Birk et al., Sci. Rep. 15, 4825 (2025), S5–S7): what added noise
 * does to the estimates of every method, and the Cramér–Rao bound beside it.
 *
 * <p>The bound is that of the added noise at the parameters that maximum likelihood finds without it, the same for all methods
 * ({@link org.relaxometry.bssfp.signal.CramerRaoBound} gives the same numbers at these parameters). Noise that the data hold
 * already has no part in it, nor in the standard deviations within voxels.
 */
public final class RoiSampling {

    private static final Map<Parameter, Parameter> BOUND_OF = Map.of(
            Parameter.T1, Parameter.T1_SIGMA,
            Parameter.T2, Parameter.T2_SIGMA,
            Parameter.OFF_RESONANCE, Parameter.OFF_RESONANCE_SIGMA);

    /** A mean that leaves out more than this is too short to be shown without a word. */
    private static final double MANY_BEYOND = 0.02;

    /**
     * One region, method and parameter, in the parameter's unit. NaN where there is nothing to tell.
     *
     * @param roi name
     * @param method label
     * @param parameter which
     * @param voxels in the region
     * @param unperturbed mean of the estimates without added noise
     * @param median of the voxels without added noise; a lower bound ({@link
     *     org.relaxometry.bssfp.estimation.EstimationStatus#AT_LEAST}) counts as one
     * @param mean of all samples of all voxels
     * @param sigma standard deviation of all samples of all voxels together, as in the paper: by noise and between voxels
     * @param sigmaWithinVoxels root mean square over the voxels of the standard deviation of a voxel's samples: by noise alone
     * @param relativeSigmaPercent sigma / mean in %; NaN for ΔB0, whose zero is arbitrary
     * @param shift mean over the voxels of the mean of the samples minus the estimate without added noise
     * @param failedRatio part of the samples without an estimate, 0 to 1; they have no part in means and standard deviations
     * @param beyondRatio part of the samples that are known to be long only, and among those without an estimate
     * @param bound root mean square over the voxels of the Cramér–Rao bound, to compare with {@code sigmaWithinVoxels}
     */
    public record Row(
            String roi,
            String method,
            Parameter parameter,
            int voxels,
            double unperturbed,
            double median,
            double mean,
            double sigma,
            double sigmaWithinVoxels,
            double relativeSigmaPercent,
            double shift,
            double failedRatio,
            double beyondRatio,
            double bound) {}

    /**
     * What came of it.
     *
     * @param sampling the samples of every voxel, for maps and histograms
     * @param regions as given
     * @param rows region by region
     */
    public record Result(MonteCarloResult sampling, List<RegionOfInterest> regions, List<Row> rows) {

        /** Retained samples of a region's voxels, without failed fits. */
        public double[] retained(RegionOfInterest region, SampleStatistics statistics, Parameter parameter) {
            float[][] samples = statistics.retained(parameter);
            // where it was cancelled, fewer samples than wanted were made
            return IntStream.range(0, Math.min(samples.length, sampling.samples()))
                    .boxed()
                    .flatMapToDouble(k -> IntStream.of(region.voxels()).mapToDouble(v -> samples[k][v]))
                    .filter(value -> !Double.isNaN(value))
                    .toArray();
        }

        /** What to say of regions and methods whose means leave out many lower bounds. */
        public List<String> warnings() {
            return rows.stream()
                    .filter(row -> row.parameter() == Parameter.T1 && row.beyondRatio() > MANY_BEYOND)
                    .map(row -> String.format(
                            Locale.ROOT,
                            "%s, %s: in %.0f %% of the samples T1, T2 or both are only known to be long. Means leave them out and are too"
                                    + " short; take the median.",
                            row.roi(),
                            row.method(),
                            100 * row.beyondRatio()))
                    .toList();
        }

        /** One row per region, method and parameter. */
        public StudyTable table() {
            return new StudyTable(
                    List.of(
                            "ROI",
                            "method",
                            "parameter",
                            "unit",
                            "voxels",
                            "samples",
                            "without added noise",
                            "mean",
                            "sigma (pooled)",
                            "sigma (within voxels)",
                            "relative sigma (pooled) [%]",
                            "shift",
                            "failed [fraction]",
                            "Cramer-Rao bound",
                            "median without added noise",
                            "beyond range [fraction]"),
                    rows.stream()
                            .map(row -> List.<Object>of(
                                    row.roi(),
                                    row.method(),
                                    row.parameter().symbol(),
                                    row.parameter().unit(),
                                    row.voxels(),
                                    sampling.samples(),
                                    row.unperturbed(),
                                    row.mean(),
                                    row.sigma(),
                                    row.sigmaWithinVoxels(),
                                    row.relativeSigmaPercent(),
                                    row.shift(),
                                    row.failedRatio(),
                                    row.bound(),
                                    row.median(),
                                    row.beyondRatio()))
                            .toList());
        }
    }

    private RoiSampling() {}

    /**
     * Samples all voxels and sums up every region. Who cancels keeps what is complete.
     *
     * @param regions at least one, within the voxels
     * @param methods of the protocol of the voxels, told the added noise; where a method wants to know all noise, its factory adds
     *     what the data hold already
     * @throws java.util.concurrent.CancellationException if cancelled before there is anything
     */
    public static Result run(
            Voxels voxels,
            List<RegionOfInterest> regions,
            List<StudyMethod> methods,
            SamplingSettings settings,
            int threads,
            Progress progress) {
        if (regions.isEmpty()) {
            throw new IllegalArgumentException("At least 1 region of interest is needed, but there is none.");
        }
        regions.forEach(region -> region.requireWithin(voxels));
        StudyMethod.requireDistinct(methods);
        for (StudyMethod method : methods) {
            if (!method.protocol().equals(voxels.protocol())) {
                throw new IllegalArgumentException(method.label() + " is made for another protocol ("
                        + method.protocol().describe() + ") than that of the images ("
                        + voxels.protocol().describe() + ").");
            }
        }
        List<RelaxometryEstimator> estimators = methods.stream()
                .map(method -> method.atNoise().apply(settings.noise()))
                .toList();
        SampleStatistics bounds = settings.noise().isNone() ? null : bounds(voxels, settings.noise(), threads);
        MonteCarloResult sampling = MonteCarlo.run(voxels, estimators, settings, threads, progress);
        List<Row> rows = new ArrayList<>();
        for (RegionOfInterest region : regions) {
            for (int m = 0; m < methods.size(); m++) {
                SampleStatistics statistics = sampling.statistics().get(m);
                for (Parameter parameter : statistics.parameters()) {
                    rows.add(row(region, methods.get(m).label(), statistics, parameter, bounds));
                }
            }
        }
        return new Result(sampling, List.copyOf(regions), rows);
    }

    /** The inverse Fisher matrix at the estimates without added noise. */
    private static SampleStatistics bounds(Voxels voxels, NoiseLevel noise, int threads) {
        SamplingSettings once = new SamplingSettings(1, NoiseLevel.NONE, 0, Set.copyOf(BOUND_OF.values()), Map.of(), 0);
        MaximumLikelihood likelihood = new MaximumLikelihood(voxels.protocol(), noise);
        return MonteCarlo.run(voxels, List.of(likelihood), once, threads, Progress.NONE)
                .statistics()
                .get(0);
    }

    private static Row row(
            RegionOfInterest region,
            String method,
            SampleStatistics statistics,
            Parameter parameter,
            SampleStatistics bounds) {
        SampleStatistics.Pooled pooled = statistics.pooled(parameter, region.voxels());
        Parameter bound = BOUND_OF.get(parameter);
        return new Row(
                region.name(),
                method,
                parameter,
                region.voxels().length,
                mean(region, v -> statistics.unperturbed(parameter, v)),
                median(region, statistics, parameter),
                pooled.mean(),
                pooled.sigma(),
                rootMeanSquare(region, v -> statistics.sigma(parameter, v)),
                parameter == Parameter.OFF_RESONANCE ? Double.NaN : 100 * pooled.sigma() / pooled.mean(),
                mean(region, v -> statistics.shift(parameter, v)),
                mean(region, statistics::failedRatio),
                mean(region, statistics::beyondRatio),
                bounds == null || bound == null
                        ? Double.NaN
                        : rootMeanSquare(region, v -> bounds.unperturbed(bound, v)));
    }

    /** ΔB0 has no order on its circle, so no median. */
    private static double median(RegionOfInterest region, SampleStatistics statistics, Parameter parameter) {
        if (parameter == Parameter.OFF_RESONANCE) {
            return Double.NaN;
        }
        return SortedSamples.finite(IntStream.of(region.voxels())
                        .mapToDouble(v -> statistics.unperturbedOrBound(parameter, v))
                        .toArray())
                .median();
    }

    private static double rootMeanSquare(RegionOfInterest region, IntToDoubleFunction value) {
        return Math.sqrt(mean(region, v -> value.applyAsDouble(v) * value.applyAsDouble(v)));
    }

    /** Over the voxels that have a value; NaN where none has. */
    private static double mean(RegionOfInterest region, IntToDoubleFunction value) {
        return IntStream.of(region.voxels())
                .mapToDouble(value)
                .filter(x -> !Double.isNaN(x))
                .average()
                .orElse(Double.NaN);
    }
}

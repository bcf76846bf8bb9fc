package org.relaxometry.bssfp.montecarlo.roi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.estimation.StudyMethod;
import org.relaxometry.bssfp.montecarlo.MonteCarlo;
import org.relaxometry.bssfp.montecarlo.MonteCarloResult;
import org.relaxometry.bssfp.montecarlo.SampleStatistics;
import org.relaxometry.bssfp.montecarlo.SamplingSettings;
import org.relaxometry.bssfp.montecarlo.VolumeMonteCarlo;
import org.relaxometry.bssfp.space.RegionOfInterest;
import org.relaxometry.bssfp.space.Voxels;
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

    /** A mean that leaves out more than this is too short to be shown without a word. */
    private static final double MANY_BEYOND = 0.02;

    /** Voxels one by one take the first of so many parts of the progress, neighbours the others. */
    private static final int PARTS = 10;

    /**
     * One region, method and parameter, in the parameter's unit. NaN where there is nothing to tell.
     *
     * @param roi name
     * @param method label
     * @param parameter which
     * @param voxels in the region
     * @param samples noise realisations of every voxel
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
            int samples,
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
     * @param methods labels of those that have samples, in the order of the statistics
     * @param regions as given
     * @param rows region by region
     * @param isComplete whether all samples asked for were made, of all methods
     */
    public record Result(
            MonteCarloResult sampling,
            List<String> methods,
            List<RegionOfInterest> regions,
            List<Row> rows,
            boolean isComplete) {

        /** Retained samples of a region's voxels, without failed fits. */
        public double[] retained(RegionOfInterest region, SampleStatistics statistics, Parameter parameter) {
            float[][] samples = statistics.retained(parameter);
            // where it was cancelled, fewer samples than wanted were made
            return IntStream.range(0, Math.min(samples.length, statistics.samples()))
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
                                    row.samples(),
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
     * A method that looks at neighbours, among others that take voxels one by one.
     *
     * @param place its place among all methods, 0 for the first
     * @param sampling of the same voxels
     * @param secondsToTake told before its noise is added how long it will take
     */
    public record AmongOthers(int place, VolumeMonteCarlo sampling, DoubleConsumer secondsToTake) {}

    /** As below, without a method that looks at neighbours. */
    public static Result run(
            Voxels voxels,
            List<RegionOfInterest> regions,
            List<StudyMethod> methods,
            SamplingSettings settings,
            int threads,
            Progress progress) {
        return run(voxels, regions, methods, Optional.empty(), settings, threads, progress);
    }

    /**
     * Samples all voxels and sums up every region. Who cancels keeps what is complete.
     *
     * @param regions at least one, within the voxels
     * @param methods of the protocol of the voxels, told the added noise; where a method wants to know all noise, its factory adds
     *     what the data hold already
     * @param neighbours sampled after all others; where that is cancelled before its first sample, the others are kept
     * @throws java.util.concurrent.CancellationException if cancelled before there is anything
     */
    public static Result run(
            Voxels voxels,
            List<RegionOfInterest> regions,
            List<StudyMethod> methods,
            Optional<AmongOthers> neighbours,
            SamplingSettings settings,
            int threads,
            Progress progress) {
        if (regions.isEmpty()) {
            throw new IllegalArgumentException("At least 1 region of interest is needed, but there is none.");
        }
        regions.forEach(region -> region.requireWithin(voxels));
        if (neighbours.isEmpty() || !methods.isEmpty()) {
            StudyMethod.requireDistinct(methods);
        }
        for (StudyMethod method : methods) {
            if (!method.protocol().equals(voxels.protocol())) {
                throw new IllegalArgumentException(method.label() + " is made for another protocol ("
                        + method.protocol().describe() + ") than that of the images ("
                        + voxels.protocol().describe() + ").");
            }
        }
        // before all else: a thread that was interrupted, as hosts cancel, does no more work
        RoiRows rows =
                new RoiRows(settings.noise().isNone() ? null : RoiRows.bounds(voxels, settings.noise(), threads));
        List<String> labels =
                new ArrayList<>(methods.stream().map(StudyMethod::label).toList());
        MonteCarloResult sampling = null;
        if (!methods.isEmpty()) {
            List<RelaxometryEstimator> estimators = methods.stream()
                    .map(method -> method.atNoise().apply(settings.noise()))
                    .toList();
            Progress own = neighbours.isEmpty() ? progress : progress.part(0, PARTS);
            sampling = MonteCarlo.run(voxels, estimators, settings, threads, own);
        }
        boolean isComplete = sampling == null || sampling.isComplete();
        if (neighbours.isPresent() && isComplete) {
            AmongOthers those = neighbours.get();
            Progress rest =
                    Progress.of(done -> progress.update((1 + (PARTS - 1) * done) / PARTS), progress::isCanceled);
            try {
                MonteCarloResult more = those.sampling.run(settings, threads, those.secondsToTake, rest);
                isComplete = more.isComplete();
                sampling = sampling == null ? more : sampling.with(those.place, more);
                labels.add(those.place, those.sampling.method());
            } catch (CancellationException e) {
                if (sampling == null) {
                    throw e;
                }
                isComplete = false;
            }
        } else if (neighbours.isPresent()) {
            isComplete = false;
        }
        return new Result(
                sampling,
                List.copyOf(labels),
                List.copyOf(regions),
                rows.of(regions, labels, sampling.statistics()),
                isComplete);
    }
}

package org.relaxometry.bssfp.montecarlo.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.StudyMethod;
import org.relaxometry.bssfp.montecarlo.SampleStatistics;
import org.relaxometry.bssfp.montecarlo.SamplingSettings;
import org.relaxometry.bssfp.montecarlo.StudyRun;
import org.relaxometry.bssfp.montecarlo.TestPoints;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.statistics.CoefficientOfDetermination;
import org.relaxometry.bssfp.statistics.Range;
import org.relaxometry.bssfp.statistics.StudyTable;

/**
 * Coefficient of determination against SNR (Birk et al., Sci. Rep. 15, 4825 (2025), Eq. 2 and Fig. 3), of the Monte Carlo mean
 * as in the paper and of single samples. The former hides variance: a mean of many samples is good where a single voxel is
 * lost. It still holds the variance of that mean, (1 − CoD of single samples) / samples.
 *
 * <p>A point's failed fits are left out of its estimates, but a fit beyond the range of its method counts as the upper end where
 * T1 has a limit ({@link SampleStatistics}). Points without any estimate are left out and counted.
 */
public final class SnrStudy {

    /**
     * What to simulate.
     *
     * @param points true parameters
     * @param levels of noise, in the order of the result
     * @param samples of every point
     * @param seed of the noise
     * @param limits as in {@link SamplingSettings}; methods compare only within the same limits
     */
    public record Settings(
            TestPoints points, List<NoiseLevel.Snr> levels, int samples, long seed, Map<Parameter, Range> limits) {}

    /**
     * One method, parameter and level.
     *
     * @param method label
     * @param parameter T1 or T2
     * @param noise level
     * @param samples every point rests on
     * @param codOfMean coefficient of determination of the mean of the samples
     * @param codOfSingleSample coefficient of determination of single samples
     * @param failedRatio part of the fits that failed, 0 to 1
     * @param pointsLeftOut points without any estimate
     */
    public record Row(
            String method,
            Parameter parameter,
            NoiseLevel.Snr noise,
            int samples,
            double codOfMean,
            double codOfSingleSample,
            double failedRatio,
            int pointsLeftOut) {}

    /**
     * What came of it.
     *
     * @param settings what was asked for
     * @param rows level by level; fewer levels where it was cancelled
     */
    public record Result(Settings settings, List<Row> rows) {

        /** One row per method, parameter and level. */
        public StudyTable table() {
            return new StudyTable(
                    List.of(
                            "points",
                            "method",
                            "parameter",
                            "noise",
                            "noise level",
                            "samples",
                            "CoD of mean",
                            "CoD of single samples",
                            "failed [fraction]",
                            "points left out"),
                    rows.stream()
                            .map(row -> List.<Object>of(
                                    settings.points().name(),
                                    row.method(),
                                    row.parameter().symbol(),
                                    row.noise().of().label(),
                                    row.noise().value(),
                                    row.samples(),
                                    row.codOfMean(),
                                    row.codOfSingleSample(),
                                    row.failedRatio(),
                                    row.pointsLeftOut()))
                            .toList());
        }
    }

    private SnrStudy() {}

    /**
     * Runs it. Who cancels keeps what is complete.
     *
     * @throws java.util.concurrent.CancellationException if cancelled before there is anything
     */
    public static Result run(Settings settings, List<StudyMethod> methods, int threads, Progress progress) {
        List<Row> rows = new ArrayList<>();
        Progress.forEach(settings.levels(), progress, (level, part) -> {
            for (StudyRun run : StudyRun.of(
                    methods,
                    settings.points()::simulate,
                    level,
                    settings.samples(),
                    settings.seed(),
                    settings.limits(),
                    threads,
                    part)) {
                rows.add(row(run, Parameter.T1, settings.points().t1Ms(), level));
                rows.add(row(run, Parameter.T2, settings.points().t2Ms(), level));
            }
        });
        return new Result(settings, rows);
    }

    private static Row row(StudyRun run, Parameter parameter, double[] truth, NoiseLevel.Snr level) {
        SampleStatistics statistics = run.statistics();
        CoefficientOfDetermination ofMean = new CoefficientOfDetermination();
        CoefficientOfDetermination ofSingle = new CoefficientOfDetermination();
        for (int v = 0; v < truth.length; v++) {
            if (statistics.count(parameter, v) > 0) {
                double bias = statistics.mean(parameter, v) - truth[v];
                ofMean.add(truth[v], bias * bias);
                ofSingle.add(truth[v], statistics.meanSquaredError(parameter, v, truth[v]));
            }
        }
        return new Row(
                run.method().label(),
                parameter,
                level,
                run.sampling().samples(),
                ofMean.value(),
                ofSingle.value(),
                statistics.failedRatio(),
                truth.length - ofMean.count());
    }
}

package org.relaxometry.bssfp.montecarlo.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.StudyMethod;
import org.relaxometry.bssfp.montecarlo.SamplingSettings;
import org.relaxometry.bssfp.montecarlo.StudyRun;
import org.relaxometry.bssfp.montecarlo.TestPoints;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.statistics.Range;
import org.relaxometry.bssfp.statistics.StudyTable;

/**
 * Accuracy and precision on a grid of T1 × T2, on resonance with B1 = 1: relative error of the Monte Carlo mean and relative
 * standard deviation (Birk et al., Sci. Rep. 15, 4825 (2025), Fig. 2, S3 and S4).
 */
public final class GridStudy {

    /**
     * What to simulate.
     *
     * @param t1AxisMs T1 of the columns in ms
     * @param t2AxisMs T2 of the rows in ms
     * @param noise of the samples
     * @param samples of every point
     * @param seed of the noise
     * @param limits as in {@link SamplingSettings}
     */
    public record Settings(
            double[] t1AxisMs,
            double[] t2AxisMs,
            NoiseLevel.Known noise,
            int samples,
            long seed,
            Map<Parameter, Range> limits) {}

    /**
     * One method's grid of one parameter. Arrays are [T2][T1]; NaN where no fit succeeded.
     *
     * @param method label
     * @param parameter T1 or T2
     * @param samples every point rests on
     * @param mean of the estimates in ms
     * @param sigma standard deviation of the estimates in ms
     * @param relativeErrorPercent (mean − truth) / truth in %
     * @param relativeSigmaPercent sigma / mean in %
     * @param failedRatio part of the fits that failed, 0 to 1
     */
    public record Grid(
            String method,
            Parameter parameter,
            int samples,
            double[][] mean,
            double[][] sigma,
            double[][] relativeErrorPercent,
            double[][] relativeSigmaPercent,
            double[][] failedRatio) {}

    /**
     * What came of it.
     *
     * @param settings what was asked for
     * @param grids T1 and T2 of every method
     */
    public record Result(Settings settings, List<Grid> grids) {

        /** One row per method, parameter and point. */
        public StudyTable table() {
            List<List<Object>> rows = new ArrayList<>();
            for (Grid grid : grids) {
                for (int y = 0; y < settings.t2AxisMs().length; y++) {
                    for (int x = 0; x < settings.t1AxisMs().length; x++) {
                        rows.add(List.of(
                                grid.method(),
                                grid.parameter().symbol(),
                                settings.t1AxisMs()[x],
                                settings.t2AxisMs()[y],
                                grid.samples(),
                                grid.mean()[y][x],
                                grid.sigma()[y][x],
                                grid.relativeErrorPercent()[y][x],
                                grid.relativeSigmaPercent()[y][x],
                                grid.failedRatio()[y][x]));
                    }
                }
            }
            return new StudyTable(
                    List.of(
                            "method",
                            "parameter",
                            "T1 [ms]",
                            "T2 [ms]",
                            "samples",
                            "mean [ms]",
                            "sigma [ms]",
                            "relative error [%]",
                            "relative sigma [%]",
                            "failed [fraction]"),
                    rows);
        }
    }

    private GridStudy() {}

    /**
     * Runs it. Who cancels keeps what is complete.
     *
     * @throws java.util.concurrent.CancellationException if cancelled before there is anything
     */
    public static Result run(Settings settings, List<StudyMethod> methods, int threads, Progress progress) {
        TestPoints points = TestPoints.grid(settings.t1AxisMs(), settings.t2AxisMs());
        List<Grid> grids = new ArrayList<>();
        for (StudyRun run : StudyRun.of(
                methods,
                points::simulate,
                settings.noise(),
                settings.samples(),
                settings.seed(),
                settings.limits(),
                threads,
                progress)) {
            grids.add(grid(run, Parameter.T1, points.t1Ms(), settings));
            grids.add(grid(run, Parameter.T2, points.t2Ms(), settings));
        }
        return new Result(settings, grids);
    }

    private static Grid grid(StudyRun run, Parameter parameter, double[] truth, Settings settings) {
        int width = settings.t1AxisMs().length;
        int height = settings.t2AxisMs().length;
        Grid grid = new Grid(
                run.method().label(),
                parameter,
                run.sampling().samples(),
                new double[height][width],
                new double[height][width],
                new double[height][width],
                new double[height][width],
                new double[height][width]);
        for (int v = 0; v < truth.length; v++) {
            int x = v % width;
            int y = v / width;
            double mean = run.statistics().mean(parameter, v);
            double sigma = run.statistics().sigma(parameter, v);
            grid.mean()[y][x] = mean;
            grid.sigma()[y][x] = sigma;
            grid.relativeErrorPercent()[y][x] = 100 * (mean - truth[v]) / truth[v];
            grid.relativeSigmaPercent()[y][x] = 100 * sigma / mean;
            grid.failedRatio()[y][x] = run.statistics().failedRatio(v);
        }
        return grid;
    }
}

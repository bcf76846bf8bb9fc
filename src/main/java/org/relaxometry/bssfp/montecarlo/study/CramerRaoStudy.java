package org.relaxometry.bssfp.montecarlo.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.StudyMethod;
import org.relaxometry.bssfp.montecarlo.SampleStatistics;
import org.relaxometry.bssfp.montecarlo.StudyRun;
import org.relaxometry.bssfp.montecarlo.TestPoints;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.CramerRaoBound;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.statistics.StudyTable;

/**
 * Errors under noise against the Cramér–Rao bound, the least that an unbiased method can reach: root mean square error over the
 * bound, per tissue and method, over off-resonances all around the circle (few cycles make both depend on it), B1 = 1. A ratio
 * below 1 tells of a method that is biased towards what it was trained on, or bounded.
 */
public final class CramerRaoStudy {

    /**
     * What to simulate.
     *
     * @param tissues one after the other
     * @param angles number of off-resonances, which divide the circle
     * @param noise of the samples, more than none
     * @param samples of every angle
     * @param seed of the noise
     */
    public record Settings(List<Tissue> tissues, int angles, NoiseLevel.Known noise, int samples, long seed) {

        public Settings {
            tissues = List.copyOf(tissues);
            if (angles < 1) {
                throw new IllegalArgumentException(
                        "At least 1 off-resonance is needed, but " + angles + " were given.");
            }
            if (noise.isNone()) {
                throw new IllegalArgumentException("Without noise there is no bound: choose a finite SNR.");
            }
        }
    }

    /**
     * One method, tissue and parameter, in the parameter's unit; all angles count alike.
     *
     * @param method label
     * @param cycles N of its protocol
     * @param tissue truth
     * @param parameter T1, T2 or ΔB0
     * @param samples of every angle
     * @param bias mean over the angles of mean − truth
     * @param sigma root mean square over the angles of the standard deviation
     * @param rmse root mean square error
     * @param bound root mean square over the angles of the Cramér–Rao bound
     * @param failedRatio part of the fits that failed, 0 to 1; they have no part in the errors
     */
    public record Row(
            String method,
            int cycles,
            Tissue tissue,
            Parameter parameter,
            int samples,
            double bias,
            double sigma,
            double rmse,
            double bound,
            double failedRatio) {

        /** Root mean square error over the bound. */
        public double rmseOverBound() {
            return rmse / bound;
        }
    }

    /**
     * What came of it.
     *
     * @param settings what was asked for
     * @param rows tissue by tissue
     */
    public record Result(Settings settings, List<Row> rows) {

        /** One row per tissue, method and parameter. */
        public StudyTable table() {
            return new StudyTable(
                    List.of(
                            "method",
                            "cycles",
                            "T1 [ms]",
                            "T2 [ms]",
                            "parameter",
                            "unit",
                            "samples per angle",
                            "bias",
                            "sigma",
                            "RMSE",
                            "Cramer-Rao bound",
                            "RMSE / bound",
                            "failed [fraction]"),
                    rows.stream()
                            .map(row -> List.<Object>of(
                                    row.method(),
                                    row.cycles(),
                                    row.tissue().t1Ms(),
                                    row.tissue().t2Ms(),
                                    row.parameter().symbol(),
                                    row.parameter().unit(),
                                    row.samples(),
                                    row.bias(),
                                    row.sigma(),
                                    row.rmse(),
                                    row.bound(),
                                    row.rmseOverBound(),
                                    row.failedRatio()))
                            .toList());
        }
    }

    private CramerRaoStudy() {}

    /**
     * Runs it. Who cancels keeps what is complete.
     *
     * @throws java.util.concurrent.CancellationException if cancelled before there is anything
     */
    public static Result run(Settings settings, List<StudyMethod> methods, int threads, Progress progress) {
        double[] theta = TestPoints.circleRad(settings.angles());
        List<Row> rows = new ArrayList<>();
        Progress.forEach(settings.tissues(), progress, (tissue, part) -> {
            for (StudyRun run : StudyRun.of(
                    methods,
                    TestPoints.ofTissue(tissue, theta)::simulate,
                    settings.noise(),
                    settings.samples(),
                    settings.seed(),
                    Map.of(),
                    threads,
                    part)) {
                for (Parameter parameter : run.statistics().parameters()) {
                    rows.add(row(run, parameter, tissue, theta));
                }
            }
        });
        return new Result(settings, rows);
    }

    private static Row row(StudyRun run, Parameter parameter, Tissue tissue, double[] theta) {
        SampleStatistics statistics = run.statistics();
        Protocol protocol = run.method().protocol();
        double noise = run.sampling().settings().noise().sigma(protocol.cycles());
        double bias = 0;
        double variance = 0;
        double squaredError = 0;
        double squaredBound = 0;
        int angles = 0;
        for (int v = 0; v < theta.length; v++) {
            squaredBound += square(bound(parameter, CramerRaoBound.of(tissue, theta[v], 1, protocol, noise)));
            if (statistics.count(parameter, v) > 1) {
                double truth = TissueSweep.trueValue(parameter, tissue, theta[v], protocol);
                bias += statistics.difference(parameter, statistics.mean(parameter, v), truth);
                variance += square(statistics.sigma(parameter, v));
                squaredError += statistics.meanSquaredError(parameter, v, truth);
                angles++;
            }
        }
        return new Row(
                run.method().label(),
                protocol.cycles(),
                tissue,
                parameter,
                run.sampling().samples(),
                bias / angles,
                Math.sqrt(variance / angles),
                Math.sqrt(squaredError / angles),
                Math.sqrt(squaredBound / theta.length),
                statistics.failedRatio());
    }

    private static double bound(Parameter parameter, CramerRaoBound bound) {
        return switch (parameter) {
            case T1 -> bound.t1Ms();
            case T2 -> bound.t2Ms();
            case OFF_RESONANCE -> bound.offResonanceHz();
            default -> throw new IllegalArgumentException("There is no bound of " + parameter.symbol() + ".");
        };
    }

    private static double square(double x) {
        return x * x;
    }
}

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
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.space.Voxels;
import org.relaxometry.bssfp.statistics.Range;
import org.relaxometry.bssfp.statistics.StudyTable;

/**
 * Errors of one tissue along off-resonance (Birk et al., Sci. Rep. 15, 4825 (2025), Fig. 5) or along the B1 that the methods are
 * told, where the true one is 1 (Fig. S10), without noise and with it.
 */
public final class TissueSweep {

    /** What varies. */
    public enum Axis {
        /** Off-resonance precession per TR, θ. */
        OFF_RESONANCE("theta [rad]"),
        /** B1 told to the methods over the true one. */
        ASSUMED_B1("assumed B1 / true B1");

        private final String label;

        Axis(String label) {
            this.label = label;
        }

        /** With unit. */
        public String label() {
            return label;
        }
    }

    /**
     * What to simulate.
     *
     * @param axis what varies
     * @param values along the axis
     * @param tissue T1 and T2
     * @param thetaRad θ where it does not vary
     * @param noise of the samples; without noise only the noise-free errors mean anything
     * @param samples of every point
     * @param seed of the noise
     */
    public record Settings(
            Axis axis,
            double[] values,
            Tissue tissue,
            double thetaRad,
            NoiseLevel.Known noise,
            int samples,
            long seed) {

        /** Off-resonance over −π to π with B1 = 1. */
        public static Settings offResonance(Tissue tissue, int points, NoiseLevel.Known noise, int samples, long seed) {
            double[] axis = TestPoints.axis(new Range(-Math.PI, Math.PI), points);
            return new Settings(Axis.OFF_RESONANCE, axis, tissue, 0, noise, samples, seed);
        }

        /** The assumed B1 over a range, the true one being 1, on resonance. */
        public static Settings assumedB1(
                Tissue tissue, Range b1Ratio, int points, NoiseLevel.Known noise, int samples, long seed) {
            return new Settings(Axis.ASSUMED_B1, TestPoints.axis(b1Ratio, points), tissue, 0, noise, samples, seed);
        }
    }

    /**
     * One method's errors of one parameter, [point]: for T1 and T2 in % of the truth, for ΔB0 in Hz. NaN where no fit succeeded.
     *
     * @param method label
     * @param cycles N of its protocol
     * @param parameter T1, T2 or ΔB0
     * @param samples every point rests on
     * @param noiseFreeError of the estimate without noise
     * @param meanError of the mean of the samples
     * @param sigma standard deviation of the samples
     * @param failedRatio part of the fits that failed, 0 to 1
     */
    public record Curve(
            String method,
            int cycles,
            Parameter parameter,
            int samples,
            double[] noiseFreeError,
            double[] meanError,
            double[] sigma,
            double[] failedRatio) {

        /** Unit of errors and standard deviation. */
        public String unit() {
            return parameter == Parameter.OFF_RESONANCE ? "Hz" : "%";
        }
    }

    /**
     * What came of it.
     *
     * @param settings what was asked for
     * @param curves every parameter of every method
     */
    public record Result(Settings settings, List<Curve> curves) {

        /** One row per method, parameter and point. */
        public StudyTable table() {
            List<List<Object>> rows = new ArrayList<>();
            for (Curve curve : curves) {
                for (int i = 0; i < settings.values().length; i++) {
                    rows.add(List.of(
                            curve.method(),
                            curve.cycles(),
                            curve.parameter().symbol(),
                            settings.values()[i],
                            curve.unit(),
                            curve.noiseFreeError()[i],
                            curve.samples(),
                            curve.meanError()[i],
                            curve.sigma()[i],
                            curve.failedRatio()[i]));
                }
            }
            return new StudyTable(
                    List.of(
                            "method",
                            "cycles",
                            "parameter",
                            settings.axis().label(),
                            "unit",
                            "noise-free error",
                            "samples",
                            "error of mean",
                            "sigma",
                            "failed [fraction]"),
                    rows);
        }
    }

    private TissueSweep() {}

    /**
     * Runs it. Who cancels keeps what is complete.
     *
     * @throws java.util.concurrent.CancellationException if cancelled before there is anything
     */
    public static Result run(Settings settings, List<StudyMethod> methods, int threads, Progress progress) {
        boolean alongTheta = settings.axis() == Axis.OFF_RESONANCE;
        double[] theta =
                alongTheta ? settings.values() : TestPoints.constant(settings.thetaRad(), settings.values().length);
        List<Curve> curves = new ArrayList<>();
        for (StudyRun run : StudyRun.of(
                methods,
                protocol -> voxels(settings, theta, protocol),
                settings.noise(),
                settings.samples(),
                settings.seed(),
                Map.of(),
                threads,
                progress)) {
            for (Parameter parameter : run.statistics().parameters()) {
                curves.add(curve(run, parameter, settings.tissue(), theta));
            }
        }
        return new Result(settings, curves);
    }

    private static Voxels voxels(Settings settings, double[] theta, Protocol protocol) {
        Voxels voxels = TestPoints.ofTissue(settings.tissue(), theta).simulate(protocol);
        if (settings.axis() == Axis.OFF_RESONANCE) {
            return voxels;
        }
        float[] assumed = new float[theta.length];
        for (int i = 0; i < assumed.length; i++) {
            assumed[i] = (float) settings.values()[i];
        }
        return voxels.withB1(assumed);
    }

    private static Curve curve(StudyRun run, Parameter parameter, Tissue tissue, double[] theta) {
        SampleStatistics statistics = run.statistics();
        Protocol protocol = run.method().protocol();
        int points = theta.length;
        Curve curve = new Curve(
                run.method().label(),
                protocol.cycles(),
                parameter,
                run.sampling().samples(),
                new double[points],
                new double[points],
                new double[points],
                new double[points]);
        for (int i = 0; i < points; i++) {
            double truth = trueValue(parameter, tissue, theta[i], protocol);
            double unit = parameter == Parameter.OFF_RESONANCE ? 1 : truth / 100;
            curve.noiseFreeError()[i] =
                    statistics.difference(parameter, statistics.unperturbed(parameter, i), truth) / unit;
            curve.meanError()[i] = statistics.difference(parameter, statistics.mean(parameter, i), truth) / unit;
            curve.sigma()[i] = statistics.sigma(parameter, i) / unit;
            curve.failedRatio()[i] = statistics.failedRatio(i);
        }
        return curve;
    }

    /** In the parameter's unit; ΔB0 in any of its equivalents. */
    static double trueValue(Parameter parameter, Tissue tissue, double thetaRad, Protocol protocol) {
        return switch (parameter) {
            case T1 -> tissue.t1Ms();
            case T2 -> tissue.t2Ms();
            case OFF_RESONANCE -> thetaRad / (2 * Math.PI) * protocol.offResonancePeriodHz();
            default -> throw new IllegalArgumentException("A tissue has no " + parameter.symbol() + ".");
        };
    }
}

package org.relaxometry.bssfp.estimation.posterior;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.ParameterBlock;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.EllipticalSignal;
import org.relaxometry.bssfp.signal.Excitation;

/** Writes what is told of a voxel. */
final class PosteriorOutput {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final PosteriorValues values;
    private final EllipticalSignal ellipse;
    private final double[] cosIncrement;
    private final double[] sinIncrement;

    PosteriorOutput(Protocol protocol, PosteriorValues values) {
        this.values = values;
        ellipse = new EllipticalSignal(protocol);
        double[] increments = protocol.phaseIncrementsRad();
        cosIncrement = Arrays.stream(increments).map(Math::cos).toArray();
        sinIncrement = Arrays.stream(increments).map(Math::sin).toArray();
    }

    /** T1 and T2 with their standard deviations, and what else was asked for. */
    void summary(PosteriorSummary summary, ParameterBlock out, int voxel) {
        times(summary.t1Ms, summary.t2Ms, summary.t1SigmaMs, summary.t2SigmaMs, out, voxel);
        values.percentiles().ifPresent(range -> {
            double[] low = summary.percentilesMs(range.min());
            double[] high = summary.percentilesMs(range.max());
            out.of(Parameter.T1_LOW)[voxel] = (float) low[0];
            out.of(Parameter.T2_LOW)[voxel] = (float) low[1];
            out.of(Parameter.T1_HIGH)[voxel] = (float) high[0];
            out.of(Parameter.T2_HIGH)[voxel] = (float) high[1];
        });
        values.t1AboveMs().ifPresent(limit -> out.of(Parameter.T1_ABOVE)[voxel] = (float) summary.t1Above(limit));
        values.t2AboveMs().ifPresent(limit -> out.of(Parameter.T2_ABOVE)[voxel] = (float) summary.t2Above(limit));
    }

    /** The same of a normal density. */
    void normal(double t1Ms, double t2Ms, double t1Sigma, double t2Sigma, ParameterBlock out, int voxel) {
        times(t1Ms, t2Ms, t1Sigma, t2Sigma, out, voxel);
        values.percentiles().ifPresent(range -> {
            double low = NORMAL.inverseCumulativeProbability(range.min());
            double high = NORMAL.inverseCumulativeProbability(range.max());
            out.of(Parameter.T1_LOW)[voxel] = (float) (t1Ms + low * t1Sigma);
            out.of(Parameter.T1_HIGH)[voxel] = (float) (t1Ms + high * t1Sigma);
            out.of(Parameter.T2_LOW)[voxel] = (float) (t2Ms + low * t2Sigma);
            out.of(Parameter.T2_HIGH)[voxel] = (float) (t2Ms + high * t2Sigma);
        });
        values.t1AboveMs()
                .ifPresent(limit -> out.of(Parameter.T1_ABOVE)[voxel] =
                        (float) NORMAL.survivalProbability((limit - t1Ms) / t1Sigma));
        values.t2AboveMs()
                .ifPresent(limit -> out.of(Parameter.T2_ABOVE)[voxel] =
                        (float) NORMAL.survivalProbability((limit - t2Ms) / t2Sigma));
    }

    private static void times(
            double t1Ms, double t2Ms, double t1SigmaMs, double t2SigmaMs, ParameterBlock out, int voxel) {
        out.of(Parameter.T1)[voxel] = (float) t1Ms;
        out.of(Parameter.T2)[voxel] = (float) t2Ms;
        out.of(Parameter.T1_SIGMA)[voxel] = (float) t1SigmaMs;
        out.of(Parameter.T2_SIGMA)[voxel] = (float) t2SigmaMs;
    }

    /** ΔB0, M0 and the misfit of the signal that T1, T2 and θ give, M fitted to it. */
    void signal(
            double[] real,
            double[] imaginary,
            double t1Ms,
            double a,
            double b,
            double theta,
            double thetaSigma,
            double b1Ratio,
            ParameterBlock out,
            int voxel) {
        double power = 0;
        double signalPower = 0;
        double fitReal = 0;
        double fitImaginary = 0;
        double cosTheta = Math.cos(theta);
        double sinTheta = Math.sin(theta);
        for (int j = 0; j < real.length; j++) {
            double cos = cosTheta * cosIncrement[j] + sinTheta * sinIncrement[j];
            double sin = sinTheta * cosIncrement[j] - cosTheta * sinIncrement[j];
            double d = 1 / (1 - b * cos);
            double x = (1 - a * cos) * d;
            double y = a * sin * d;
            power += x * x + y * y;
            fitReal += x * real[j] + y * imaginary[j];
            fitImaginary += x * imaginary[j] - y * real[j];
            signalPower += real[j] * real[j] + imaginary[j] * imaginary[j];
        }
        double explained = (fitReal * fitReal + fitImaginary * fitImaginary) / power;
        double magnitude = Math.sqrt(explained / power);
        Excitation pulse = ellipse.excitation(b1Ratio, theta);
        double t2Ms = ellipse.t2Ms(a);
        out.of(Parameter.OFF_RESONANCE)[voxel] = (float) ellipse.offResonanceHz(pulse.precessionRad(theta));
        out.of(Parameter.OFF_RESONANCE_SIGMA)[voxel] = (float) ellipse.offResonanceHz(thetaSigma);
        out.of(Parameter.M0)[voxel] = (float) pulse.m0(magnitude, a, b, t1Ms, t2Ms);
        out.of(Parameter.RESIDUAL)[voxel] = (float) Math.sqrt(Math.max(0, 1 - explained / signalPower));
    }
}

package org.relaxometry.bssfp.montecarlo.inspect;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.BssfpSignal;

/**
 * The signal of the model at given T1, T2 and ΔB0, scaled and turned to lie upon samples: the complex factor that takes up M0 and
 * the receive phase is the least squares one, c = Σ m̄_j s_j / Σ |m_j|².
 */
final class FittedSignal {

    private static final double STEP_DEG = 3;

    /** A start from every few degrees finds the one best θ: the misfit has at most a few minima over the circle. */
    private static final int STARTS = 72;

    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final double TOLERANCE_RAD = 1e-5;

    private final BssfpSignal atSamples;
    private final BssfpSignal atCurve;
    private final double[] incrementsDeg;
    private final double periodHz;
    private final double[] modelReal;
    private final double[] modelImaginary;

    /** A fitted signal; without one, empty arrays and NaN. */
    record Curve(double[] real, double[] imaginary, double misfitRatio) {

        private static final Curve NONE = new Curve(new double[0], new double[0], Double.NaN);
    }

    FittedSignal(Protocol protocol) {
        atSamples = new BssfpSignal(protocol);
        incrementsDeg = IntStream.rangeClosed(0, (int) (360 / STEP_DEG))
                .mapToDouble(i -> i * STEP_DEG)
                .toArray();
        atCurve = new BssfpSignal(
                protocol.withIncrements(DoubleStream.of(incrementsDeg).boxed().toList()));
        periodHz = protocol.offResonancePeriodHz();
        modelReal = new double[protocol.cycles()];
        modelImaginary = new double[protocol.cycles()];
    }

    /** Phase increments of the curves, from 0 to 360°. */
    double[] incrementsDeg() {
        return incrementsDeg;
    }

    /**
     * @param offResonanceHz NaN where the method does not give it; then it is the one that fits best
     * @param real real parts of the samples, [cycle]
     * @param imaginary imaginary parts
     */
    Curve at(double t1Ms, double t2Ms, double offResonanceHz, double b1Ratio, double[] real, double[] imaginary) {
        double power = Arrays.stream(real).map(x -> x * x).sum()
                + Arrays.stream(imaginary).map(y -> y * y).sum();
        if (!(t1Ms > 0 && t2Ms > 0 && b1Ratio > 0 && power > 0)) {
            return Curve.NONE;
        }
        double thetaRad = Double.isNaN(offResonanceHz)
                ? bestTheta(t1Ms, t2Ms, b1Ratio, real, imaginary)
                : 2 * Math.PI * offResonanceHz / periodHz;
        double[] factor = factor(t1Ms, t2Ms, thetaRad, b1Ratio, real, imaginary);
        double explained = explained(factor);
        double[] x = new double[incrementsDeg.length];
        double[] y = new double[incrementsDeg.length];
        atCurve.simulate(t1Ms, t2Ms, thetaRad, b1Ratio, 1, x, y);
        for (int i = 0; i < x.length; i++) {
            double re = factor[0] * x[i] - factor[1] * y[i];
            y[i] = factor[0] * y[i] + factor[1] * x[i];
            x[i] = re;
        }
        return new Curve(x, y, Math.sqrt(Math.max(0, 1 - explained / power)));
    }

    /** Re c, Im c and Σ |m_j|². */
    private double[] factor(
            double t1Ms, double t2Ms, double thetaRad, double b1Ratio, double[] real, double[] imaginary) {
        atSamples.simulate(t1Ms, t2Ms, thetaRad, b1Ratio, 1, modelReal, modelImaginary);
        double re = 0;
        double im = 0;
        double norm = 0;
        for (int j = 0; j < real.length; j++) {
            re += modelReal[j] * real[j] + modelImaginary[j] * imaginary[j];
            im += modelReal[j] * imaginary[j] - modelImaginary[j] * real[j];
            norm += modelReal[j] * modelReal[j] + modelImaginary[j] * modelImaginary[j];
        }
        return new double[] {re / norm, im / norm, norm};
    }

    /** Σ |c m_j|²: what the model explains of Σ |s_j|². */
    private static double explained(double[] factor) {
        return (factor[0] * factor[0] + factor[1] * factor[1]) * factor[2];
    }

    private double bestTheta(double t1Ms, double t2Ms, double b1Ratio, double[] real, double[] imaginary) {
        double step = 2 * Math.PI / STARTS;
        double best = 0;
        double most = -1;
        for (int i = 0; i < STARTS; i++) {
            double start = Math.IEEEremainder(i * step, 2 * Math.PI);
            double found = explained(factor(t1Ms, t2Ms, start, b1Ratio, real, imaginary));
            if (found > most) {
                most = found;
                best = start;
            }
        }
        double lower = best - step;
        double upper = best + step;
        while (upper - lower > TOLERANCE_RAD) {
            double left = upper - GOLDEN * (upper - lower);
            double right = lower + GOLDEN * (upper - lower);
            boolean leftIsBetter = explained(factor(t1Ms, t2Ms, left, b1Ratio, real, imaginary))
                    > explained(factor(t1Ms, t2Ms, right, b1Ratio, real, imaginary));
            lower = leftIsBetter ? lower : left;
            upper = leftIsBetter ? right : upper;
        }
        return (lower + upper) / 2;
    }
}

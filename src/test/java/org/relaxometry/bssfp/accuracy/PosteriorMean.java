package org.relaxometry.bssfp.accuracy;

import java.util.EnumSet;
import java.util.Set;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.ParameterBlock;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.BssfpSignal;

/**
 * The smallest mean square error that any method can have: the mean of T1 and T2 under their posterior distribution, by sums over
 * a grid. A priori T1 and T2 are uniform over tissue, θ is uniform around 0, the phase is uniform and the logarithm of the
 * amplitude too; B1 = 1. With samples x of noise σ and a signal s of unit amplitude, phase and amplitude integrate to
 * exp(q/2)/q, q = |s*x|²/(|s|²σ²).
 */
final class PosteriorMean implements RelaxometryEstimator {

    private static final int T1_STEPS = 60;
    private static final int T2_STEPS = 50;
    private static final int THETA_STEPS = 41;

    private final double sigma;
    private final double[] t1Ms = new double[T1_STEPS * T2_STEPS * THETA_STEPS];
    private final double[] t2Ms = new double[t1Ms.length];
    /** Signals of amplitude 1, [combination][cycle]. */
    private final float[][] real = new float[t1Ms.length][];

    private final float[][] imaginary = new float[t1Ms.length][];

    /**
     * @param sigma standard deviation of the noise of each real and imaginary part
     * @param thetaRad θ is known to lie within this of 0; several times what the noise leaves open
     */
    PosteriorMean(Protocol protocol, double sigma, double thetaRad) {
        this.sigma = sigma;
        BssfpSignal signal = new BssfpSignal(protocol);
        int cycles = protocol.cycles();
        double[] x = new double[cycles];
        double[] y = new double[cycles];
        for (int k = 0; k < t1Ms.length; k++) {
            t1Ms[k] = GridErrors.T1_MS.min() + (k % T1_STEPS + 0.5) / T1_STEPS * GridErrors.T1_MS.width();
            t2Ms[k] = GridErrors.T2_MS.min() + (k / T1_STEPS % T2_STEPS + 0.5) / T2_STEPS * GridErrors.T2_MS.width();
            double theta = thetaRad * (2.0 * (k / T1_STEPS / T2_STEPS) / (THETA_STEPS - 1) - 1);
            signal.simulate(t1Ms[k], t2Ms[k], theta, 1, 1, x, y);
            double power = 0;
            for (int j = 0; j < cycles; j++) {
                power += x[j] * x[j] + y[j] * y[j];
            }
            real[k] = new float[cycles];
            imaginary[k] = new float[cycles];
            for (int j = 0; j < cycles; j++) {
                real[k][j] = (float) (x[j] / Math.sqrt(power));
                imaginary[k][j] = (float) (y[j] / Math.sqrt(power));
            }
        }
    }

    @Override
    public String name() {
        return "posterior mean";
    }

    @Override
    public String settings() {
        return "";
    }

    @Override
    public Set<Parameter> outputs() {
        return EnumSet.of(Parameter.T1, Parameter.T2);
    }

    @Override
    public RelaxometryEstimator independentCopy() {
        return this;
    }

    @Override
    public void estimate(SeriesBlock in, ParameterBlock out) {
        double[] logarithm = new double[t1Ms.length];
        float[] x = new float[in.cycles()];
        float[] y = new float[in.cycles()];
        for (int v = 0; v < in.size(); v++) {
            for (int j = 0; j < x.length; j++) {
                x[j] = (float) (in.real()[j][v] / sigma);
                y[j] = (float) (in.imaginary()[j][v] / sigma);
            }
            double highest = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < logarithm.length; k++) {
                double q = power(real[k], imaginary[k], x, y);
                logarithm[k] = q / 2 - Math.log(q);
                highest = Math.max(highest, logarithm[k]);
            }
            double sum = 0;
            double t1 = 0;
            double t2 = 0;
            for (int k = 0; k < logarithm.length; k++) {
                double weight = Math.exp(logarithm[k] - highest);
                sum += weight;
                t1 += weight * t1Ms[k];
                t2 += weight * t2Ms[k];
            }
            out.of(Parameter.T1)[v] = (float) (t1 / sum);
            out.of(Parameter.T2)[v] = (float) (t2 / sum);
        }
    }

    /** |s*x|². */
    private static float power(float[] real, float[] imaginary, float[] x, float[] y) {
        float sumReal = 0;
        float sumImaginary = 0;
        for (int j = 0; j < x.length; j++) {
            sumReal += real[j] * x[j] + imaginary[j] * y[j];
            sumImaginary += real[j] * y[j] - imaginary[j] * x[j];
        }
        return sumReal * sumReal + sumImaginary * sumImaginary;
    }
}

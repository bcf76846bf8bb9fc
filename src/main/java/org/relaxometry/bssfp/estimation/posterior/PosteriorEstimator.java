package org.relaxometry.bssfp.estimation.posterior;

import java.util.Set;
import java.util.function.Consumer;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.ParameterBlock;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.estimation.likelihood.EllipseFit;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.EllipticalSignal;
import org.relaxometry.bssfp.signal.Excitation;
import org.relaxometry.bssfp.signal.NoiseLevel;

/**
 * T1 and T2 as what the samples and a {@link Prior} together make of them: mean, median or mode of the posterior density, its
 * standard deviations, percentiles and probabilities.
 *
 * <p>The likelihood is a normal density of the shape (a, b) around {@link EllipseFit}'s, as long as the noise is low enough for
 * that; else that of the samples, with θ and the complex M integrated out, of which every value is alike beforehand. ΔB0 is
 * that of the fit, M0 the least-squares one at the T1 and T2 given.
 */
public final class PosteriorEstimator implements RelaxometryEstimator {

    /** Name of the method as users choose it. */
    public static final String NAME = "Posterior";

    /**
     * The normal density does where the relative standard deviations of T1 and T2 are less than this times 1 − 2/(2N − 5): then
     * the mean is within 0.1 standard deviations of that of the samples' likelihood ({@code PosteriorAccuracyTest}).
     */
    private static final double NORMAL_SIGMA = 0.2;

    /** The same for θ in radians. */
    private static final double NORMAL_THETA_SIGMA = 0.08;

    /** A fit that knows θ worse than this may have settled on another one than the likelihood would. */
    private static final double KNOWN_THETA_SIGMA = 0.25;

    /** So well known that no prior matters: the value of the fit is the answer. */
    private static final double EXACT_SIGMA = 0.004;

    /** No tissue within the ranges explains samples that another explains e to this power better: that is 4 standard deviations. */
    private static final double OUT_OF_RANGE_LN = -8;

    /** A voxel whose times are hardly better known than beforehand, by this part of the prior's standard deviation. */
    private static final double MOSTLY_PRIOR = 0.9;

    /** A misfit so much larger than the noise, of more than half the signal, is no solution. */
    private static final double MAX_RESIDUAL_RATIO = 0.5;

    private static final double MISFIT_SIGMA = 6;

    /** Of voxels of noise alone, one in a thousand is taken for signal; a signal of twice its noise is not noise. */
    private static final double NOISE_SIGMA = 3;

    private final Protocol protocol;
    private final NoiseLevel noise;
    private final Prior prior;
    private final PosteriorValues values;
    private final EllipticalSignal ellipse;
    private final EllipseFit fit;
    private final TissuePosterior posterior;
    private final PosteriorSummary summary;
    private final GaussianShape gaussian = new GaussianShape();
    private final SampleLikelihood samples;
    private final double normalSigma;
    private final double[] priorSigmaLn;
    private final double[] covariance = new double[4];
    private final PosteriorOutput output;
    private final double[] real;
    private final double[] imaginary;

    /**
     * @param noise of the images, in their units; each voxel's own residual where it is not known, which says little at N = 3
     * @throws IllegalArgumentException where there is none
     */
    public PosteriorEstimator(Protocol protocol, NoiseLevel noise, Prior prior, PosteriorValues values) {
        if (noise instanceof NoiseLevel.Known known && known.isNone()) {
            throw new IllegalArgumentException("The noise level must be more than 0, but is " + known.describe() + ".");
        }
        this.protocol = protocol;
        this.noise = noise;
        this.prior = prior;
        this.values = values;
        ellipse = new EllipticalSignal(protocol);
        fit = new EllipseFit(protocol);
        posterior = new TissuePosterior(protocol, prior.independentCopy(), values.needsMargins());
        summary = new PosteriorSummary(values, posterior);
        samples = new SampleLikelihood(protocol);
        normalSigma = NORMAL_SIGMA * (1 - 2.0 / fit.degreesOfFreedom());
        priorSigmaLn = PosteriorSummary.priorSigmaLn(prior);
        output = new PosteriorOutput(protocol, values);
        real = new double[protocol.cycles()];
        imaginary = new double[protocol.cycles()];
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String settings() {
        return values.describe()
                + "; prior "
                + prior.describe()
                + "; noise level "
                + (noise instanceof NoiseLevel.Known known
                        ? known.sigma(protocol.cycles()) + " per real and imaginary part"
                        : "from each voxel's residual");
    }

    Protocol protocol() {
        return protocol;
    }

    NoiseLevel noise() {
        return noise;
    }

    Prior prior() {
        return prior;
    }

    @Override
    public Set<Parameter> outputs() {
        return values.outputs();
    }

    @Override
    public RelaxometryEstimator independentCopy() {
        return new PosteriorEstimator(protocol, noise, prior, values);
    }

    @Override
    public void estimate(SeriesBlock in, ParameterBlock out) {
        estimate(in, out, density -> {});
    }

    /** Estimates, and shows the posterior of every voxel that the samples say something of. */
    void estimate(SeriesBlock in, ParameterBlock out, Consumer<TissuePosterior> densities) {
        float[][] inReal = in.real();
        float[][] inImaginary = in.imaginary();
        for (int voxel = 0; voxel < in.size(); voxel++) {
            for (int j = 0; j < real.length; j++) {
                real[j] = inReal[j][voxel];
                imaginary[j] = inImaginary[j][voxel];
            }
            EstimationStatus status = estimate(in.b1Ratio()[voxel], out, voxel);
            if (status.hasValues()) {
                out.status()[voxel] = status.code();
                if (status == EstimationStatus.OK) {
                    densities.accept(posterior);
                }
            } else {
                out.reject(voxel, status);
            }
        }
    }

    private EstimationStatus estimate(double b1Ratio, ParameterBlock out, int voxel) {
        EstimationStatus status = fit.fit(real, imaginary);
        if (status == EstimationStatus.NO_SIGNAL || status == EstimationStatus.NOT_FINITE) {
            return status;
        }
        if (!(b1Ratio > 0 && b1Ratio < Double.POSITIVE_INFINITY)) {
            return EstimationStatus.NO_B1;
        }
        double sigma = noise instanceof NoiseLevel.Known known
                ? known.sigma(protocol.cycles())
                : Math.sqrt(fit.residualPower() / fit.degreesOfFreedom());
        if (isNoise(sigma)) {
            return EstimationStatus.NOISE_ONLY;
        }
        if (isUnexplained(sigma)) {
            return EstimationStatus.NO_SOLUTION;
        }
        Excitation pulse = ellipse.excitation(b1Ratio, fit.thetaRad());
        if (!pulse.hasAngle()) {
            return EstimationStatus.NO_SOLUTION;
        }
        posterior.setPulse(b1Ratio, pulse);
        return status == EstimationStatus.OK && pulse.t1Ms(fit.a(), fit.b()) > 0
                ? estimateAtFit(sigma, b1Ratio, pulse, out, voxel)
                : estimateAnywhere(sigma, b1Ratio, out, voxel);
    }

    /** Noise alone has a power of 2N σ², with a standard deviation of 2√N σ². */
    private boolean isNoise(double sigma) {
        int cycles = protocol.cycles();
        return fit.signalPower() < (2 * cycles + NOISE_SIGMA * 2 * Math.sqrt(cycles)) * sigma * sigma;
    }

    private boolean isUnexplained(double sigma) {
        double excess = fit.residualPower() / (sigma * sigma) - fit.degreesOfFreedom();
        return fit.residualRatio() > MAX_RESIDUAL_RATIO
                && excess > MISFIT_SIGMA * Math.sqrt(2.0 * fit.degreesOfFreedom());
    }

    private EstimationStatus estimateAtFit(
            double sigma, double b1Ratio, Excitation pulse, ParameterBlock out, int voxel) {
        double a = fit.a();
        double b = fit.b();
        fit.covariance(covariance);
        double variance = sigma * sigma;
        double t1Ms = pulse.t1Ms(a, b);
        double t2Ms = ellipse.t2Ms(a);
        double t1ByA = a * pulse.t1ByA(a, b, t1Ms);
        double t1ByB = b * pulse.t1ByB(a, b, t1Ms);
        double t1Sigma = sigma
                * Math.sqrt(t1ByA * t1ByA * covariance[0]
                        + 2 * t1ByA * t1ByB * covariance[1]
                        + t1ByB * t1ByB * covariance[2]);
        double t2Sigma = sigma * a * ellipse.t2ByA(a, t2Ms) * Math.sqrt(covariance[0]);
        double thetaSigma = sigma * Math.sqrt(covariance[3]);
        boolean isInRange = prior.t1Ms().contains(t1Ms) && prior.t2Ms().contains(t2Ms) && t1Ms >= t2Ms;
        double relative = Math.max(t1Sigma / t1Ms, t2Sigma / t2Ms);
        if (isInRange && relative < EXACT_SIGMA) {
            // so well known that no prior matters: normal, around the fit
            output.normal(t1Ms, t2Ms, t1Sigma, t2Sigma, out, voxel);
            output.signal(real, imaginary, t1Ms, a, b, fit.thetaRad(), thetaSigma, b1Ratio, out, voxel);
            return EstimationStatus.OK;
        }
        if (thetaSigma > KNOWN_THETA_SIGMA || protocol.cycles() == Protocol.MIN_CYCLES || !(relative < 1)) {
            return estimateAnywhere(sigma, b1Ratio, out, voxel);
        }
        gaussian.set(
                a,
                b,
                variance * a * a * covariance[0],
                variance * a * b * covariance[1],
                variance * b * b * covariance[2]);
        ShapeLikelihood likelihood = gaussian;
        if (relative < normalSigma && thetaSigma < NORMAL_THETA_SIGMA) {
            if (isInRange) {
                posterior.sum(gaussian);
            } else {
                posterior.sumAround(gaussian, gaussian);
            }
        } else {
            samples.setNear(real, imaginary, sigma, fit);
            posterior.sumAround(gaussian, samples);
            likelihood = samples;
        }
        return write(likelihood, fit.thetaRad(), thetaSigma, b1Ratio, out, voxel);
    }

    private EstimationStatus estimateAnywhere(double sigma, double b1Ratio, ParameterBlock out, int voxel) {
        samples.setAnywhere(real, imaginary, sigma);
        posterior.sumEverywhere(samples);
        return write(samples, Double.NaN, Double.NaN, b1Ratio, out, voxel);
    }

    /** @param theta of the fit; NaN where the samples' likelihood says it */
    private EstimationStatus write(
            ShapeLikelihood likelihood,
            double theta,
            double thetaSigma,
            double b1Ratio,
            ParameterBlock out,
            int voxel) {
        likelihood.row(fit.a());
        if (!summary.take(likelihood) || posterior.greatestLikelihood() < likelihood.ln(fit.b()) + OUT_OF_RANGE_LN) {
            return EstimationStatus.OUT_OF_RANGE;
        }
        double a = ellipse.a(summary.t2Ms);
        double b = posterior.shape().b(a, posterior.t1().oneMinusE(summary.t1Ms));
        double[] known = Double.isNaN(theta) ? samples.theta(a, b) : new double[] {theta, thetaSigma};
        output.summary(summary, out, voxel);
        output.signal(real, imaginary, summary.t1Ms, a, b, known[0], known[1], b1Ratio, out, voxel);
        boolean isMostlyPrior = summary.t1SigmaLn() > MOSTLY_PRIOR * priorSigmaLn[0]
                && summary.t2SigmaLn() > MOSTLY_PRIOR * priorSigmaLn[1];
        return isMostlyPrior ? EstimationStatus.MOSTLY_PRIOR : EstimationStatus.OK;
    }
}

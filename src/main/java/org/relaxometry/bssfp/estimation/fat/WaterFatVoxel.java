package org.relaxometry.bssfp.estimation.fat;

import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.FatSpectrum;

/**
 * Fat fraction, T1, T2 and ΔB0 of the water of one voxel with their standard deviations: {@link WaterFatFit} in quantities of use.
 *
 * <p>Where the samples leave ln T1 or ln T2 of water open by more than {@value #MOST_OPEN}, as where there is hardly any water, that time is NaN,
 * for it would be the prior's; the fat fraction is known there all the same. An instance serves one thread and holds the result of its
 * latest {@link #estimate}.
 */
public final class WaterFatVoxel {

    private static final double MOST_OPEN = 0.2;

    /** A misfit of more than half the signal is no solution. */
    private static final double MAX_RESIDUAL_RATIO = 0.5;

    private final double repetitionTimeMs;
    private final double sigma;
    private final WaterPrior prior;
    private final WaterFatFit fit;

    private double lnT1Sigma;
    private double lnT2Sigma;
    private double thetaSigma;
    private double fractionSigma;

    /** @param sigma noise of real and imaginary part; NaN where the residual shall tell it */
    public WaterFatVoxel(Protocol protocol, FatSpectrum spectrum, WaterPrior prior, double sigma) {
        repetitionTimeMs = protocol.repetitionTimeMs();
        this.prior = prior;
        this.sigma = sigma;
        fit = new WaterFatFit(protocol, spectrum, prior);
    }

    /** OK where the samples and B1 can be used, else what is wrong with them. */
    public static EstimationStatus unusable(double[] real, double[] imaginary, double b1Ratio) {
        double power = 0;
        for (int j = 0; j < real.length; j++) {
            power += real[j] * real[j] + imaginary[j] * imaginary[j];
        }
        if (!(power < Double.POSITIVE_INFINITY)) {
            return EstimationStatus.NOT_FINITE;
        }
        if (power == 0) {
            return EstimationStatus.NO_SIGNAL;
        }
        return b1Ratio > 0 && b1Ratio < Double.POSITIVE_INFINITY ? EstimationStatus.OK : EstimationStatus.NO_B1;
    }

    /**
     * Estimates the voxel near a candidate of ΔB0.
     *
     * @return {@link EstimationStatus#OK}; HARDLY_WATER where T1 or T2 of water is not told; NO_SOLUTION
     */
    public EstimationStatus estimate(
            double[] real, double[] imaginary, double b1Ratio, double thetaRad, double t1Ms, double t2Ms) {
        fit.setVoxel(real, imaginary, b1Ratio, sigma);
        fit.refine(thetaRad, t1Ms, t2Ms);
        if (!(fit.residualRatio() <= MAX_RESIDUAL_RATIO && fit.water() + fit.fat() > 0)) {
            return EstimationStatus.NO_SOLUTION;
        }
        double[][] covariance = fit.covariance();
        fractionSigma = Math.sqrt(WaterFatBound.fractionVariance(fit.water(), fit.fat(), covariance));
        thetaSigma = Math.sqrt(covariance[3][3]);
        lnT1Sigma = prior.knowsT1() ? 0 : Math.sqrt(covariance[4][4]);
        lnT2Sigma = Math.sqrt(covariance[5][5]);
        if (Double.isNaN(fractionSigma)) {
            return EstimationStatus.NO_SOLUTION;
        }
        return lnT1Sigma <= MOST_OPEN && lnT2Sigma <= MOST_OPEN ? EstimationStatus.OK : EstimationStatus.HARDLY_WATER;
    }

    /** F / (W + F) in %. */
    public double fatPercent() {
        return 100 * fit.fat() / (fit.water() + fit.fat());
    }

    /** Its standard deviation in %. */
    public double fatPercentSigma() {
        return 100 * fractionSigma;
    }

    /** T1 of water in ms, NaN where the samples do not tell it; T2 likewise. */
    public double t1Ms() {
        return lnT1Sigma <= MOST_OPEN ? fit.t1Ms() : Double.NaN;
    }

    public double t2Ms() {
        return lnT2Sigma <= MOST_OPEN ? fit.t2Ms() : Double.NaN;
    }

    /** Standard deviation of T1 in ms; of T2 likewise. */
    public double t1SigmaMs() {
        return lnT1Sigma * t1Ms();
    }

    public double t2SigmaMs() {
        return lnT2Sigma * t2Ms();
    }

    /** ΔB0 of water in Hz within ±1/(2 TR). */
    public double offResonanceHz() {
        return hz(Math.IEEEremainder(fit.thetaRad(), 2 * Math.PI));
    }

    /** Its standard deviation in Hz. */
    public double offResonanceSigmaHz() {
        return hz(thetaSigma);
    }

    private double hz(double rad) {
        return rad * 1000 / (2 * Math.PI * repetitionTimeMs);
    }

    /** Equilibrium magnetisation of water in the units of the samples; of fat likewise. */
    public double water() {
        return fit.water();
    }

    public double fat() {
        return fit.fat();
    }

    /** Root mean square misfit over root mean square signal. */
    public double residualRatio() {
        return fit.residualRatio();
    }
}

package org.relaxometry.bssfp.preprocessing.check;

import java.util.Locale;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.statistics.SortedSamples;

/**
 * Noise level of a series from what the elliptical signal model leaves of bright voxels.
 *
 * <p>Σ|S − Ŝ|²/σ² follows a χ² distribution of 2N − 5 degrees of freedom, so σ² = median(Σ|S − Ŝ|²) / median(χ²). The median
 * keeps out the voxels that the model does not describe, such as flowing blood. All misfit counts as noise, so where something
 * else misfits everywhere (motion, rounding, halved phases) the estimate is too high. One level is assumed for the whole
 * series; parallel imaging makes the noise of real series vary over the image.
 *
 * @param sigma standard deviation of each real and imaginary part, in image units; above 0
 * @param signalFraction the same as a fraction of the r.m.s. signal of the sample
 * @param voxels number of voxels it rests on
 */
public record NoiseEstimate(double sigma, double signalFraction, int voxels) {

    private static final int MIN_VOXELS = 20;

    /** A few hundred voxels give the level to 2 % (12 cycles) or 4 % (4 cycles). */
    private static final int PAIRS = 250;

    /** The residual itself is exact to 1e-7. */
    private static final double MIN_RESIDUAL_RATIO = 1e-6;

    /** Estimates the noise level of a series, as {@link #of(SeriesBlock, Protocol)} of its bright voxels. */
    public static NoiseEstimate of(PhaseCycledSeries series) {
        return of(BrightVoxels.sample(series, PAIRS), series.protocol());
    }

    /**
     * Estimates the noise level of a sample of voxels.
     *
     * @param sample some hundred bright voxels
     * @param protocol increments in the order of the cycles, of the handedness of the samples
     * @throws IllegalArgumentException where there are too few voxels with signal, or no noise
     */
    public static NoiseEstimate of(SeriesBlock sample, Protocol protocol) {
        EllipseSample fits = EllipseSample.of(sample, protocol);
        if (fits.fitted() < MIN_VOXELS) {
            throw new IllegalArgumentException("The noise level cannot be estimated: there are " + fits.fitted()
                    + " bright voxels, at least " + MIN_VOXELS + " are needed.");
        }
        double ratio = fits.medianResidualRatio();
        if (ratio < MIN_RESIDUAL_RATIO) {
            throw new IllegalArgumentException(
                    "The noise level cannot be estimated: the series follows the signal model" + " to "
                            + String.format(Locale.ROOT, "%.1g", ratio) + " of the signal, so it holds no noise.");
        }
        double medianChiSquared =
                ChiSquaredDistribution.of(2 * protocol.cycles() - 5).inverseCumulativeProbability(0.5);
        return new NoiseEstimate(
                Math.sqrt(SortedSamples.finite(fits.residualPower()).median() / medianChiSquared),
                ratio * Math.sqrt(protocol.cycles() / medianChiSquared),
                fits.fitted());
    }

    /** The level, and in words where it comes from. */
    public NoiseLevel.Sigma level() {
        return new NoiseLevel.Sigma(
                sigma,
                String.format(
                        Locale.ROOT,
                        "estimated from the misfit of the signal model in %d bright voxels, %.2g %% of their signal",
                        voxels,
                        100 * signalFraction));
    }
}

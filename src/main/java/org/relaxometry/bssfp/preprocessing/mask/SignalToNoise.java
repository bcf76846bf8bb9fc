package org.relaxometry.bssfp.preprocessing.mask;

import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.preprocessing.check.NoiseEstimate;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.ComplexVolume;
import org.relaxometry.bssfp.space.Mask;

/**
 * Signal-to-noise ratio of a phase-cycled series, stated for |F0| and for the single cycle.
 *
 * <pre>
 * F0 = 1/N Σ_j S_j
 * SNR of |F0|      = mean |F0| in the signal mask / (√2 σ(F0))
 * SNR of a cycle   = mean |F0| in the signal mask / (√2 η)
 * </pre>
 *
 * σ(F0) and η are standard deviations of each real and imaginary part, of F0 and of a cycle, so √2 times them is the standard
 * deviation of the complex value. The second ratio is the SNR of the networks' noise, η = 0.074/(√2 SNR) (Birk et al., Sci. Rep.
 * 15, 4825 (2025)), and √N lower than the first where noise is white. Both σ come from the air, √(mean |·|²/2), which the Rayleigh
 * distribution of magnitudes does not bias; the standard deviation of |F0| itself is only 0.655 σ(F0) there, and the ratio of
 * the mean to it is in {@link #magnitudeF0}. Where there is no air, η is that of {@link NoiseEstimate} and σ(F0) = η/√N.
 *
 * @param meanF0 mean |F0| in the signal mask
 * @param cycleSigma η, in image units
 * @param f0Sigma σ(F0)
 * @param magnitudeSigma standard deviation of |F0| in the air; NaN without air
 * @param airVoxels number of voxels that the noise was measured in; 0 where it comes from the misfit of the signal model
 */
public record SignalToNoise(double meanF0, double cycleSigma, double f0Sigma, double magnitudeSigma, int airVoxels) {

    private static final int FITTED_VOXELS = 2000;

    /**
     * Measures it.
     *
     * @param signal mask of the brain, or of an object
     * @param air mask of the noise; empty where there is none
     * @throws IllegalArgumentException if the signal mask is empty, or there is neither air nor noise
     */
    public static SignalToNoise of(ComplexSeries series, Mask signal, Mask air) {
        double sumF0 = 0;
        double airF0 = 0;
        double airPowerF0 = 0;
        double airPower = 0;
        int signalVoxels = 0;
        int airVoxels = 0;
        double cycles = series.cycles().size();
        for (int i = 0; i < signal.inside().length; i++) {
            if (!signal.inside()[i] && !air.inside()[i]) {
                continue;
            }
            double re = 0;
            double im = 0;
            double power = 0;
            for (ComplexVolume cycle : series.cycles()) {
                double x = cycle.real()[i];
                double y = cycle.imaginary()[i];
                re += x / cycles;
                im += y / cycles;
                power += (x * x + y * y) / cycles;
            }
            double f0 = Math.sqrt(re * re + im * im);
            if (signal.inside()[i]) {
                signalVoxels++;
                sumF0 += f0;
            } else {
                airVoxels++;
                airF0 += f0;
                airPowerF0 += f0 * f0;
                airPower += power;
            }
        }
        if (signalVoxels == 0) {
            throw new IllegalArgumentException("There is no voxel to measure the signal in.");
        }
        double meanF0 = sumF0 / signalVoxels;
        if (airVoxels == 0) {
            double sigma = NoiseEstimate.of(sample(series, signal, signalVoxels), series.protocol())
                    .sigma();
            return new SignalToNoise(meanF0, sigma, sigma / Math.sqrt(cycles), Double.NaN, 0);
        }
        double mean = airF0 / airVoxels;
        return new SignalToNoise(
                meanF0,
                Math.sqrt(airPower / airVoxels / 2),
                Math.sqrt(airPowerF0 / airVoxels / 2),
                Math.sqrt(airPowerF0 / airVoxels - mean * mean),
                airVoxels);
    }

    /** Mean |F0| over the standard deviation of the complex F0. */
    public double f0() {
        return meanF0 / (Math.sqrt(2) * f0Sigma);
    }

    /** Mean |F0| over the standard deviation of a complex cycle. */
    public double cycle() {
        return meanF0 / (Math.sqrt(2) * cycleSigma);
    }

    /** Mean |F0| over the standard deviation of |F0| in the air, 2.16 times {@link #f0}; NaN without air. */
    public double magnitudeF0() {
        return meanF0 / magnitudeSigma;
    }

    private static SeriesBlock sample(ComplexSeries series, Mask mask, int voxels) {
        int size = Math.min(FITTED_VOXELS, voxels);
        SeriesBlock sample = new SeriesBlock(series.cycles().size(), size);
        sample.setSize(size);
        int taken = 0;
        int seen = 0;
        for (int i = 0; i < mask.inside().length && taken < size; i++) {
            if (mask.inside()[i] && (long) seen++ * size / voxels >= taken) {
                for (int j = 0; j < sample.cycles(); j++) {
                    sample.real()[j][taken] = series.cycles().get(j).real()[i];
                    sample.imaginary()[j][taken] = series.cycles().get(j).imaginary()[i];
                }
                taken++;
            }
        }
        return sample;
    }
}

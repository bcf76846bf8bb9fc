package org.relaxometry.bssfp.montecarlo;

import java.util.Locale;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.space.Voxels;

/**
 * How much noise is added, as the user says it.
 *
 * @param definition what the value means
 * @param value SNR, or σ in the units of the images; more than 0. An infinite SNR, or σ = 0, is no noise
 * @param referenceSignal the signal an SNR refers to, in the units of the images, more than 0; not used by
 *     {@link Definition#SIGMA}
 */
public record NoiseLevel(Definition definition, double value, double referenceSignal) {

    /** What a number says about noise of standard deviation σ on every real and imaginary part of N phase-cycle images. */
    public enum Definition {
        /** SNR = reference / (√2 σ), the definition of Birk et al. 2025: of one phase-cycle image. */
        PHASE_CYCLE("SNR of each phase-cycle image"),
        /** SNR = reference √N / (√2 σ): of |F0|, the mean over the cycles, √N higher at the same noise. */
        F0("SNR of |F0|"),
        /** σ itself, in the units of the images. */
        SIGMA("sigma of each real and imaginary part");

        private final String label;

        Definition(String label) {
            this.label = label;
        }

        /** As users choose it. */
        public String label() {
            return label;
        }
    }

    /** No noise. */
    public static final NoiseLevel NONE = snr(Double.POSITIVE_INFINITY);

    public NoiseLevel {
        if (definition == Definition.SIGMA) {
            require(
                    value >= 0 && Double.isFinite(value),
                    "The standard deviation of the noise must be a number, 0 or more, but is " + value + ".");
        } else {
            require(value > 0, "The SNR must be more than 0, but is " + value + ".");
            require(
                    referenceSignal > 0 && Double.isFinite(referenceSignal),
                    "The signal that an SNR refers to must be more than 0, but is " + referenceSignal + ".");
        }
    }

    /** SNR of a phase-cycle image of simulated tissue (M0 = 1), against its mean |F0|, 0.074: that of Birk et al. 2025. */
    public static NoiseLevel snr(double snr) {
        return new NoiseLevel(Definition.PHASE_CYCLE, snr, GaussianNoise.REFERENCE_SIGNAL);
    }

    /** σ on every real and imaginary part, in the units of the images. */
    public static NoiseLevel absolute(double sigma) {
        return new NoiseLevel(Definition.SIGMA, sigma, Double.NaN);
    }

    /**
     * Mean |F0| of voxels, a reference signal for an SNR. F0 is the mean over the cycles.
     *
     * @param chosen indices of voxels inside a mask
     */
    public static double meanF0(Voxels voxels, int[] chosen) {
        require(chosen.length > 0, "The reference signal is a mean over voxels, but none was chosen.");
        int cycles = voxels.protocol().cycles();
        double sum = 0;
        for (int v : chosen) {
            double x = 0;
            double y = 0;
            for (int j = 0; j < cycles; j++) {
                x += voxels.real()[j][v];
                y += voxels.imaginary()[j][v];
            }
            sum += Math.hypot(x, y) / cycles;
        }
        return sum / chosen.length;
    }

    /** σ on every real and imaginary part of a series of so many cycles. */
    public double sigma(int cycles) {
        return switch (definition) {
            case PHASE_CYCLE -> referenceSignal / (Math.sqrt(2) * value);
            case F0 -> referenceSignal * Math.sqrt(cycles) / (Math.sqrt(2) * value);
            case SIGMA -> value;
        };
    }

    /** In words, such as {@code SNR of each phase-cycle image 25.0, reference signal 0.07400}. */
    public String describe() {
        return definition.label() + " " + value
                + (definition == Definition.SIGMA
                        ? ""
                        : String.format(Locale.ROOT, ", reference signal %.4g", referenceSignal));
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}

package org.relaxometry.bssfp.signal;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How noisy samples are, or shall be made: white normal noise of standard deviation σ on the real and on the imaginary part of
 * every phase-cycle image.
 */
public sealed interface NoiseLevel {

    /** Not known: who needs it takes it from what the signal model leaves of the data. */
    NoiseLevel FROM_RESIDUAL = new FromResidual();

    /** No noise. */
    Snr NONE = snr(Double.POSITIVE_INFINITY);

    /** SNR of a phase-cycle image of simulated tissue, against {@link GaussianNoise#REFERENCE_SIGNAL}. */
    static Snr snr(double snr) {
        return new Snr(SnrOf.PHASE_CYCLE, snr, GaussianNoise.REFERENCE_SIGNAL);
    }

    /** σ as somebody who knows it says, in the units of the images. */
    static Sigma given(double sigma) {
        return new Sigma(sigma, "given");
    }

    /** This noise and more of it, independent of it, in a series of so many cycles: √(σ² + σ'²); not known where this is not. */
    default NoiseLevel with(Known added, int cycles) {
        return this instanceof Known known ? given(Math.hypot(known.sigma(cycles), added.sigma(cycles))) : this;
    }

    /** A level that gives σ. */
    sealed interface Known extends NoiseLevel {

        /** σ in the units of the images, at least 0, for a series of so many cycles. */
        double sigma(int cycles);

        /** Whether there is none. */
        boolean isNone();

        /** In words, such as {@code SNR of each phase-cycle image 25.0, reference signal 0.07400}. */
        String describe();
    }

    /** A level that nobody stated. */
    record FromResidual() implements NoiseLevel {}

    /**
     * σ itself.
     *
     * @param value in the units of the images, a number of at least 0
     * @param source where it comes from, in the user's terms
     */
    record Sigma(double value, String source) implements Known {

        public Sigma {
            require(
                    value >= 0 && Double.isFinite(value),
                    "The standard deviation of the noise must be a number, 0 or more, but is " + value + ".");
        }

        @Override
        public double sigma(int cycles) {
            return value;
        }

        @Override
        public boolean isNone() {
            return value == 0;
        }

        @Override
        public String describe() {
            return "sigma of each real and imaginary part " + value;
        }

        /** One line for the log. */
        public String report() {
            return String.format(
                    Locale.ROOT, "Noise level: sigma %.4g per real and imaginary part (%s).", value, source);
        }

        /** For the record of a run. */
        public Map<String, Object> record() {
            Map<String, Object> record = new LinkedHashMap<>();
            record.put("Sigma", value);
            record.put("Source", source);
            return record;
        }
    }

    /** What an SNR is of. */
    enum SnrOf {
        /** SNR = reference / (√2 σ), the definition of Birk et al. 2025: of one phase-cycle image. */
        PHASE_CYCLE("SNR of each phase-cycle image"),
        /** SNR = reference √N / (√2 σ): of |F0|, the mean over the N cycles, √N higher at the same noise. */
        F0("SNR of |F0|");

        private final String label;

        SnrOf(String label) {
            this.label = label;
        }

        /** As users read it. */
        public String label() {
            return label;
        }
    }

    /**
     * σ by the ratio of a signal to it.
     *
     * @param of which signal
     * @param value more than 0; infinite for no noise
     * @param referenceSignal mean |F0| in the units of the images, more than 0
     */
    record Snr(SnrOf of, double value, double referenceSignal) implements Known {

        public Snr {
            require(value > 0, "The SNR must be more than 0, but is " + value + ".");
            require(
                    referenceSignal > 0 && Double.isFinite(referenceSignal),
                    "The signal that an SNR refers to must be more than 0, but is " + referenceSignal + ".");
        }

        /** Of the signal of simulated tissue, until {@link #referringTo} names that of the images. */
        public Snr(SnrOf of, double value) {
            this(of, value, GaussianNoise.REFERENCE_SIGNAL);
        }

        /** The same ratio of another signal, mean |F0| in the units of the images. */
        public Snr referringTo(double meanF0) {
            return new Snr(of, value, meanF0);
        }

        @Override
        public double sigma(int cycles) {
            double reference = of == SnrOf.F0 ? referenceSignal * Math.sqrt(cycles) : referenceSignal;
            return reference / (Math.sqrt(2) * value);
        }

        @Override
        public boolean isNone() {
            return Double.isInfinite(value);
        }

        @Override
        public String describe() {
            return of.label() + " " + value + String.format(Locale.ROOT, ", reference signal %.4g", referenceSignal);
        }
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}

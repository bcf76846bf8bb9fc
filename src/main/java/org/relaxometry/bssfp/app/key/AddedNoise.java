package org.relaxometry.bssfp.app.key;

import org.relaxometry.bssfp.montecarlo.NoiseLevel;
import org.relaxometry.bssfp.montecarlo.NoiseLevel.Definition;

/**
 * How much noise a user wants to add.
 *
 * @param definition what the value means
 * @param value SNR, or standard deviation in image units
 */
public record AddedNoise(Definition definition, double value) {

    public static final String PHASE_CYCLE = "phase cycle";
    public static final String F0 = "F0";

    /** That of the brain scans of Birk et al. 2025. */
    private static final double USUAL_SNR = 25;

    /**
     * @param sigma standard deviation of real and imaginary part in image units, or blank
     * @param snr SNR, or blank
     * @param snrOf {@link #PHASE_CYCLE} or {@link #F0}
     * @throws IllegalArgumentException where both are given, or one is no such number
     */
    public static AddedNoise parse(String sigma, String snr, String snrOf) {
        boolean hasSigma = sigma != null && !sigma.isBlank();
        boolean hasSnr = snr != null && !snr.isBlank();
        if (hasSigma && hasSnr) {
            throw new IllegalArgumentException("The noise is given twice, noise=" + sigma.strip() + " and snr="
                    + snr.strip() + ". Give one of them.");
        }
        Definition definition = hasSigma ? Definition.SIGMA : snrOf.equals(F0) ? Definition.F0 : Definition.PHASE_CYCLE;
        double value = hasSigma ? number("noise", sigma) : hasSnr ? number("snr", snr) : USUAL_SNR;
        // with any reference signal, so that a wrong value is refused before anything is read
        new NoiseLevel(definition, value, 1);
        return new AddedNoise(definition, value);
    }

    /** @param referenceSignal the signal that an SNR refers to, in image units; not used where the value is none */
    public NoiseLevel level(double referenceSignal) {
        return new NoiseLevel(definition, value, referenceSignal);
    }

    public boolean isSnr() {
        return definition != Definition.SIGMA;
    }

    private static double number(String key, String text) {
        String bare = text.strip();
        try {
            return bare.equalsIgnoreCase("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bare);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + " must be a number, but is \"" + bare + "\".", e);
        }
    }
}

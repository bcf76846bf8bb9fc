package org.relaxometry.bssfp.app.key;

import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.signal.NoiseLevel.SnrOf;

/** Reads noise levels as users type them. */
public final class TypedNoise {

    public static final String PHASE_CYCLE = "phase cycle";
    public static final String F0 = "F0";

    /** That of the brain scans of Birk et al. 2025. */
    private static final double USUAL_SNR = 25;

    private TypedNoise() {}

    /**
     * The noise that a series has.
     *
     * @param sigma standard deviation of real and imaginary part in image units, or blank: from the residual
     * @throws IllegalArgumentException where it is no positive number
     */
    public static NoiseLevel ofSeries(String sigma) {
        if (isBlank(sigma)) {
            return NoiseLevel.FROM_RESIDUAL;
        }
        try {
            double number = Double.parseDouble(sigma.strip());
            if (number > 0 && number < Double.POSITIVE_INFINITY) {
                return NoiseLevel.given(number);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(
                "noise must be a positive number in the units of the images, but is \"" + sigma + "\".");
    }

    /**
     * The noise that shall be added.
     *
     * @param sigma standard deviation of real and imaginary part in image units, or blank
     * @param snr SNR, or blank
     * @param snrOf {@link #PHASE_CYCLE} or {@link #F0}
     * @throws IllegalArgumentException where both are given, or one is no such number
     */
    public static NoiseLevel.Known added(String sigma, String snr, String snrOf) {
        if (!isBlank(sigma) && !isBlank(snr)) {
            throw new IllegalArgumentException("The noise is given twice, noise=" + sigma.strip() + " and snr="
                    + snr.strip() + ". Give one of them.");
        }
        return isBlank(sigma)
                ? new NoiseLevel.Snr(
                        snrOf.equals(F0) ? SnrOf.F0 : SnrOf.PHASE_CYCLE, isBlank(snr) ? USUAL_SNR : number("snr", snr))
                : NoiseLevel.given(number("noise", sigma));
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
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

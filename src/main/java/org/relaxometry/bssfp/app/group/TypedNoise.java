package org.relaxometry.bssfp.app.group;

import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.signal.NoiseLevel.SnrOf;
import org.relaxometry.bssfp.text.TypedNumber;

/** Reads noise levels as users type them. */
public final class TypedNoise {

    public static final String PHASE_CYCLE = "phase cycle";
    public static final String F0 = "F0";

    /** That of the brain scans of Birk et al. 2025. */
    private static final double USUAL_SNR = 25;

    private static final String POSITIVE = "a positive number in the units of the images";

    private TypedNoise() {}

    /**
     * The noise that a series has.
     *
     * @param sigma standard deviation of real and imaginary part in image units, or blank: from the residual
     * @throws IllegalArgumentException where it is no positive number
     */
    public static NoiseLevel ofSeries(String sigma) {
        if (sigma.isBlank()) {
            return NoiseLevel.FROM_RESIDUAL;
        }
        double number = TypedNumber.number("noise", sigma, POSITIVE);
        if (number > 0 && number < Double.POSITIVE_INFINITY) {
            return NoiseLevel.given(number);
        }
        throw TypedNumber.wrong("noise", POSITIVE, sigma);
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
        if (!sigma.isBlank() && !snr.isBlank()) {
            throw new IllegalArgumentException("The noise is given twice, noise=" + sigma.strip() + " and snr="
                    + snr.strip() + ". Give one of them.");
        }
        return sigma.isBlank()
                ? new NoiseLevel.Snr(
                        snrOf.equals(F0) ? SnrOf.F0 : SnrOf.PHASE_CYCLE,
                        snr.isBlank() ? USUAL_SNR : TypedNumber.number("snr", snr, "a number"))
                : NoiseLevel.given(TypedNumber.number("noise", sigma, "a number"));
    }
}

package org.relaxometry.bssfp.signal;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Fat as bSSFP sees it: six resonances relative to water, all with the same T1 and T2.
 *
 * <p>Frequencies and weights as in Hamilton et al., NMR Biomed. 24, 784 (2011), doi:10.1002/nbm.1622, with water at 4.70 ppm.
 *
 * @param fieldTesla B0 in T, 0.05 to 15
 * @param t1Ms T1 of fat in ms
 * @param t2Ms T2 of fat in ms
 */
public record FatSpectrum(double fieldTesla, double t1Ms, double t2Ms) {

    private static final double[] SHIFT_PPM = {-3.80, -3.40, -2.60, -1.94, -0.39, 0.60};
    private static final double[] WEIGHT = {0.087, 0.693, 0.128, 0.004, 0.039, 0.048};

    /** The largest of the six. */
    private static final int METHYLENE = 1;

    private static final double HZ_PER_TESLA_PER_PPM = 42.577;

    public FatSpectrum {
        requireField(fieldTesla);
        if (!(t1Ms > 0 && t2Ms > 0 && t2Ms <= t1Ms && t1Ms < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "T1 and T2 of fat must be positive times in ms, T2 no longer than T1, but are " + t1Ms + " and "
                            + t2Ms + ".");
        }
    }

    /** @throws IllegalArgumentException if it cannot be B0 of a scanner in T */
    public static void requireField(double fieldTesla) {
        if (!(fieldTesla >= 0.05 && fieldTesla <= 15)) {
            throw new IllegalArgumentException("The field strength must be between 0.05 and 15 T, but is " + fieldTesla
                    + " T."
                    + (fieldTesla >= 500 && fieldTesla <= 150_000 ? " Is it in millitesla or gauss?" : ""));
        }
    }

    /**
     * Fat of the usual relaxation times: T1 = 370 ms (B0 / 3 T)<sup>0.13</sup>, T2 = 60 ms, between what de Bazelaire et al.,
     * Radiology 230, 652 (2004), doi:10.1148/radiol.2303021331, found at 1.5 T (343/58 ms) and 3 T (382/68 ms).
     */
    public static FatSpectrum at(double fieldTesla) {
        requireField(fieldTesla);
        return new FatSpectrum(fieldTesla, usualT1Ms(fieldTesla), 60);
    }

    private static double usualT1Ms(double fieldTesla) {
        return Math.rint(370 * Math.pow(fieldTesla / 3, 0.13));
    }

    /** Number of resonances. */
    public int peaks() {
        return SHIFT_PPM.length;
    }

    /** Share of a resonance in all fat protons; they add up to 0.999. */
    public double weight(int peak) {
        return WEIGHT[peak];
    }

    /** Frequency less that of water, in Hz. */
    public double shiftHz(int peak) {
        return SHIFT_PPM[peak] * HZ_PER_TESLA_PER_PPM * fieldTesla;
    }

    /** Frequency of the largest resonance less that of water, in Hz: −434 Hz at 3 T. */
    public double mainShiftHz() {
        return shiftHz(METHYLENE);
    }

    /** Turns of the largest resonance against water in one TR: where they are nearly whole, fat looks like water. */
    public double mainTurns(double repetitionTimeMs) {
        return Math.abs(mainShiftHz()) * repetitionTimeMs / 1000;
    }

    /** One line for records. */
    public String describe() {
        return IntStream.range(0, peaks())
                        .mapToObj(k -> SHIFT_PPM[k] + " ppm: " + WEIGHT[k])
                        .collect(Collectors.joining(", "))
                + "; T1 " + t1Ms + " ms, T2 " + t2Ms + " ms at " + fieldTesla + " T";
    }
}

package org.relaxometry.bssfp.montecarlo.phantom;

import java.util.Arrays;
import org.relaxometry.bssfp.signal.GaussianNoise;

/**
 * How one subject differs from another: its times and its signal by a factor, its field by an offset and a slope along x.
 *
 * @param t1Factor what T1 is multiplied by, more than 0; t2Factor and m0Factor likewise
 * @param offsetHz what is added to ΔB0 in the middle of the volume
 * @param slopeHz what is added at the last column beside that; at the first it is taken away
 */
public record Variation(double t1Factor, double t2Factor, double m0Factor, double offsetHz, double slopeHz) {

    private static final double T1_SPREAD = 0.03;
    private static final double T2_SPREAD = 0.05;
    private static final double M0_SPREAD = 0.05;
    private static final double OFFSET_HZ = 10;
    private static final double SLOPE_HZ = 5;

    /** Healthy subjects are no farther apart than that, in standard deviations. */
    private static final double FARTHEST = 2;

    /** One at random: standard deviations 3 % of T1, 5 % of T2 and M0, 10 Hz and 5 Hz of the field, and none beyond two of them. */
    public static Variation random(GaussianNoise random) {
        return new Variation(
                1 + T1_SPREAD * deviation(random),
                1 + T2_SPREAD * deviation(random),
                1 + M0_SPREAD * deviation(random),
                OFFSET_HZ * deviation(random),
                SLOPE_HZ * deviation(random));
    }

    private static double deviation(GaussianNoise random) {
        return Math.max(-FARTHEST, Math.min(FARTHEST, random.next()));
    }

    /** The volume of the subject. */
    public PhantomTruth of(PhantomTruth truth) {
        int nx = truth.grid().nx();
        float[] offResonanceHz = truth.offResonanceHz().clone();
        for (int i = 0; i < offResonanceHz.length; i++) {
            offResonanceHz[i] += (float) (offsetHz + slopeHz * (2 * (i % nx + 0.5) / nx - 1));
        }
        return new PhantomTruth(
                truth.grid(),
                times(truth.t1Ms(), t1Factor),
                times(truth.t2Ms(), t2Factor),
                times(truth.m0(), m0Factor),
                offResonanceHz,
                truth.b1Ratio(),
                truth.mask(),
                truth.tissues(),
                truth.tissue());
    }

    private static float[] times(float[] values, double factor) {
        float[] product = Arrays.copyOf(values, values.length);
        for (int i = 0; i < product.length; i++) {
            product[i] *= (float) factor;
        }
        return product;
    }
}

package org.relaxometry.bssfp.protocol;

/**
 * Relaxation times of a single-compartment tissue.
 *
 * @param t1Ms longitudinal relaxation time in ms, positive
 * @param t2Ms transverse relaxation time in ms, positive
 */
public record Tissue(double t1Ms, double t2Ms) {

    /** White matter at 3 T, the field's usual test tissue: 939 / 62 ms. */
    public static final Tissue WHITE_MATTER = new Tissue(939, 62);

    /** Grey matter at 3 T: 1400 / 75 ms. */
    public static final Tissue GREY_MATTER = new Tissue(1400, 75);

    public Tissue {
        if (!(t1Ms > 0 && t2Ms > 0) || Double.isInfinite(t1Ms) || Double.isInfinite(t2Ms)) {
            throw new IllegalArgumentException(
                    "T1 and T2 must be positive times in ms, but were " + t1Ms + " and " + t2Ms + ".");
        }
    }
}

package org.relaxometry.bssfp.estimation.fat;

/**
 * What is known of the water of tissue with fat before anything is measured: ln T1 and ln T2 about those of
 * muscle and liver. Where a voxel holds
 * enough water it plays next to no part; where it holds hardly any, it keeps T1 and T2, which then nothing else tells, within reason, and with
 * them the fat fraction.
 *
 * @param t1Ms middle of T1
 * @param t2Ms middle of T2
 * @param lnT1Spread standard deviation of ln T1; 0 where T1 is known
 * @param lnT2Spread standard deviation of ln T2
 */
public record WaterPrior(double t1Ms, double t2Ms, double lnT1Spread, double lnT2Spread) {

    /** T1 at 3 T, between muscle (1400 ms) and liver (800 ms), and how it grows with the field; T2 is that of both at any field. */
    private static final double T1_MS = 1120;

    private static final double GROWTH = 0.4;
    private static final double T2_MS = 40;

    /** A factor of 1.6 either way is one standard deviation. */
    private static final double SPREAD = 0.5;

    /** Muscle and liver at this field, wide enough for other tissue. */
    public static WaterPrior at(double fieldTesla) {
        return new WaterPrior(Math.rint(T1_MS * Math.pow(fieldTesla / 3, GROWTH)), T2_MS, SPREAD, SPREAD);
    }

    /** The same with a known T1 in ms. */
    public WaterPrior withT1(double knownMs) {
        return new WaterPrior(knownMs, t2Ms, 0, lnT2Spread);
    }

    /** One line for records. */
    public String describe() {
        return "T1 "
                + (knowsT1()
                        ? "known, " + t1Ms + " ms"
                        : "about " + t1Ms + " ms, standard deviation of its logarithm " + lnT1Spread)
                + "; T2 about " + t2Ms + " ms, " + lnT2Spread;
    }

    boolean knowsT1() {
        return lnT1Spread == 0;
    }
}

package org.relaxometry.bssfp.preprocessing.consistency;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Warnings of results that no tissue has, with their likely causes. */
final class OutcomeText {

    /** From fat and short-lived liver to water, with a wide margin. */
    private static final double MIN_T1_MS = 100;

    private static final double MAX_T1_MS = 6000;
    private static final double MIN_T2_MS = 5;

    /** T2 does not exceed T1; noise and a rough B1 may make it seem so by this much. */
    private static final double MAX_T2_PER_T1 = 1.3;

    /** Whole-head medians of measured B1 maps at 7 T reach 0.7; calibration keeps them near 1 at lower fields. */
    private static final double MIN_B1 = 0.7;

    private static final double MAX_B1 = 1.4;

    private OutcomeText() {}

    static Finding unsolved(double share, int voxels, double misfit) {
        return Finding.warning(String.format(
                Locale.ROOT,
                "%.0f %% of %d bright voxels have no T1 and T2. Either the noise is too strong (the images miss the signal model"
                        + " by %.1f %% of the signal), or TR, flip angle, phase increments, the unit of the phase images or B1 are"
                        + " not what they are taken for.",
                100 * share,
                voxels,
                100 * misfit));
    }

    /** Medians over bright voxels; NaN where there are none, of which nothing is said. */
    static List<Finding> implausible(double t1Ms, double t2Ms, double b1Ratio) {
        List<Finding> findings = new ArrayList<>();
        if (b1Ratio < MIN_B1 || b1Ratio > MAX_B1) {
            findings.add(Finding.warning(String.format(
                    Locale.ROOT,
                    "The median of B1 over bright voxels is %.2f of the nominal flip angle. T1 goes with its square: look at the"
                            + " unit of the B1 map (b1unit=…) and at the nominal flip angle.",
                    b1Ratio)));
        }
        if (t1Ms < MIN_T1_MS || t1Ms > MAX_T1_MS || t2Ms < MIN_T2_MS) {
            findings.add(Finding.warning(String.format(
                    Locale.ROOT,
                    "The medians over bright voxels are T1 %.0f ms and T2 %.1f ms, as hardly any tissue has. TR (in ms), flip"
                            + " angle (in degrees), phase increments, B1 or the images are not what they are taken for.",
                    t1Ms,
                    t2Ms)));
        } else if (t2Ms > MAX_T2_PER_T1 * t1Ms) {
            findings.add(Finding.warning(String.format(
                    Locale.ROOT,
                    "The median T2 over bright voxels, %.0f ms, is longer than T1, %.0f ms, which nothing has. The flip angle"
                            + " or B1 is stated too low, or the images are not what they are taken for.",
                    t2Ms,
                    t1Ms)));
        }
        return findings;
    }
}

package org.relaxometry.bssfp.preprocessing.consistency;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cycles that hold the same samples twice, none at all, or none in a part of the images. */
final class SampleIntegrity {

    /** Copies agree in every sample; noise lets two measured cycles agree in none. */
    private static final double COPIED = 0.99;

    /** Of the bright voxels a measured magnitude is exactly 0 in fewer than one of a thousand, even as an integer. */
    private static final double ZERO = 0.01;

    private SampleIntegrity() {}

    static List<Finding> findings(VoxelSamples samples) {
        List<Finding> findings = new ArrayList<>();
        int cycles = samples.cycles();
        for (int i = 0; i < cycles; i++) {
            for (int j = 0; j < i; j++) {
                if (equal(samples, j, i) >= COPIED) {
                    findings.add(Finding.refusal("Cycles " + (j + 1) + " and " + (i + 1)
                            + " hold the same images: one of them is a copy. Read the right file for it, or leave the copy"
                            + " out together with its phase increment."));
                }
            }
        }
        for (int j = 0; j < cycles; j++) {
            double zero = missing(samples, j, false);
            if (zero > ZERO) {
                findings.add(Finding.refusal(String.format(
                        Locale.ROOT,
                        "Cycle %d is exactly 0 in %.0f %% of the bright voxels, where the other cycles have signal: a part of"
                                + " it is missing. Read the images of that cycle again, or leave the cycle out together with"
                                + " its phase increment.",
                        j + 1,
                        100 * zero)));
            }
        }
        return findings;
    }

    /** Cycles that hold no numbers where others do. */
    static List<Finding> notFinite(VoxelSamples samples) {
        List<Finding> findings = new ArrayList<>();
        for (int j = 0; j < samples.cycles(); j++) {
            double missing = missing(samples, j, true);
            if (missing > ZERO) {
                findings.add(Finding.refusal(String.format(
                        Locale.ROOT,
                        "Cycle %d holds no numbers (NaN or infinite) in %.0f %% of the voxels looked at. Every voxel needs all of"
                                + " its cycles: read the images of that cycle again, or leave the cycle out together with its"
                                + " phase increment.",
                        j + 1,
                        100 * missing)));
            }
        }
        return findings;
    }

    private static double equal(VoxelSamples samples, int i, int j) {
        int same = 0;
        int counted = 0;
        for (int k = 0; k < samples.size(); k++) {
            float x = samples.real()[i][k];
            float y = samples.imaginary()[i][k];
            if (x != 0 || y != 0) {
                counted++;
                same += x == samples.real()[j][k] && y == samples.imaginary()[j][k] ? 1 : 0;
            }
        }
        return counted == 0 ? 0 : (double) same / counted;
    }

    /** Share of the voxels in which a cycle is no number, or else 0, where the other cycles are not all so. */
    private static double missing(VoxelSamples samples, int cycle, boolean notFinite) {
        int missing = 0;
        int counted = 0;
        for (int k = 0; k < samples.size(); k++) {
            boolean others = false;
            for (int j = 0; j < samples.cycles(); j++) {
                others |= j != cycle && !isMissing(samples, j, k, notFinite);
            }
            if (others) {
                counted++;
                missing += isMissing(samples, cycle, k, notFinite) ? 1 : 0;
            }
        }
        return counted == 0 ? 0 : (double) missing / counted;
    }

    private static boolean isMissing(VoxelSamples samples, int cycle, int k, boolean notFinite) {
        float x = samples.real()[cycle][k];
        float y = samples.imaginary()[cycle][k];
        return notFinite ? !Float.isFinite(x) || !Float.isFinite(y) : x == 0 && y == 0;
    }
}

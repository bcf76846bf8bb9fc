package org.relaxometry.bssfp.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.volume.ParameterMaps;
import org.relaxometry.bssfp.volume.adaptive.AdaptiveLikelihood;
import org.relaxometry.bssfp.volume.adaptive.AdaptiveSettings;
import org.relaxometry.bssfp.volume.adaptive.VoxelNoise;

/**
 * From which size and contrast planted tissue is kept: the part of the contrast of T1, in percent of the true one, that the mean over a
 * planted single voxel or ball in white matter of the brain of known truth keeps.
 *
 * <p>Arguments: folder of the truth, cycles, SNR, and as far as it shall differ strength.
 */
public final class PlantedStudy {

    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final double[] RADII = {0.5, 1, 1.5, 2.5};
    private static final double[] CONTRASTS = {1.2, 1.4, 1.6, 2, 3, 5};
    private static final int LESIONS = 60;

    private PlantedStudy() {}

    public static void main(String[] arguments) throws IOException {
        int cycles = Integer.parseInt(arguments[1]);
        double snr = Double.parseDouble(arguments[2]);
        double strength = arguments.length > 3 ? Double.parseDouble(arguments[3]) : AdaptiveSettings.USUAL_STRENGTH;
        OUT.printf("%-24s", "T1 and T2 times");
        for (double contrast : CONTRASTS) {
            OUT.printf(Locale.ROOT, "%9.1f", contrast);
        }
        OUT.println();
        for (double radius : RADII) {
            String row = String.format(Locale.ROOT, "%-24s", "radius " + radius);
            for (double contrast : CONTRASTS) {
                LesionPhantom phantom =
                        new LesionPhantom(Path.of(arguments[0]), new int[] {40, 30, 60}, new int[] {96, 116, 20});
                float[] before = Arrays.copyOf(phantom.t1Ms, phantom.t1Ms.length);
                phantom.plant(LESIONS, contrast, contrast, 1, radius, radius);
                double kept = kept(phantom, before, cycles, snr, strength);
                row += String.format(Locale.ROOT, "%9.0f", 100 * kept);
            }
            OUT.println(row);
        }
    }

    /** The mean part of the contrast that is kept. */
    private static double kept(LesionPhantom phantom, float[] before, int cycles, double snr, double strength) {
        PhaseCycledSeries series = phantom.simulate(cycles, snr, 1);
        ParameterMaps maps = new AdaptiveLikelihood(
                        new AdaptiveSettings(strength, AdaptiveSettings.usualReachMm(phantom.grid)),
                        VoxelNoise.uniform(LesionPhantom.sigma(snr)))
                .map(series, 2, Progress.NONE);
        double sum = 0;
        int count = 0;
        int slice = phantom.grid.sliceVoxels();
        for (int i = 0; i < before.length; i++) {
            if (phantom.lesion[i] > 0) {
                double found = maps.map(Parameter.T1).getPlane(i / slice).getCurrentStorageArray()[i % slice];
                if (Double.isFinite(found)) {
                    sum += (found - before[i]) / (phantom.t1Ms[i] - before[i]);
                    count++;
                }
            }
        }
        return sum / count;
    }
}

package org.relaxometry.bssfp.montecarlo.phantom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.relaxometry.bssfp.statistics.SortedSamples;

/** Errors of one parameter in one tissue, voxel after voxel, in percent of the truth. */
final class TissueErrors {

    /** Errors of more than the whole value count as that much: how far beyond says nothing. */
    private static final double LARGEST_PERCENT = 99;

    private final List<float[]> errors = new ArrayList<>();
    private final List<float[]> sigmas = new ArrayList<>();
    private int voxels;
    private double contrastKept;
    private int contrasts;

    /**
     * Takes the voxels of a map.
     *
     * @param chosen where they lie, by index of the volume
     * @param found value of a voxel; NaN where the method has none, infinite where it has a lower bound only
     * @param sigma as stated; NaN where the method states none
     * @param truth of the same volume
     * @param before the truth before lesions were planted
     */
    void add(int[] chosen, Values found, Values sigma, float[] truth, float[] before) {
        float[] error = new float[chosen.length];
        float[] stated = new float[chosen.length];
        int next = 0;
        for (int voxel : chosen) {
            double value = found.at(voxel);
            if (!Double.isNaN(value)) {
                error[next] = (float) (100 * (value / truth[voxel] - 1));
                stated[next++] = (float) (100 * sigma.at(voxel) / truth[voxel]);
                double contrast = truth[voxel] - before[voxel];
                if (contrast != 0 && Double.isFinite(value)) {
                    contrastKept += (value - before[voxel]) / contrast;
                    contrasts++;
                }
            }
        }
        errors.add(Arrays.copyOf(error, next));
        sigmas.add(Arrays.copyOf(stated, next));
        voxels += chosen.length;
    }

    /** By index of the volume. */
    @FunctionalInterface
    interface Values {
        double at(int voxel);
    }

    /** What they come to. */
    PhantomStudy.Errors summary() {
        float[] error = joined(errors);
        float[] sigma = joined(sigmas);
        double squares = 0;
        double sigmaSquares = 0;
        int known = 0;
        int within = 0;
        int stated = 0;
        for (int i = 0; i < error.length; i++) {
            if (!Float.isFinite(error[i])) {
                continue;
            }
            known++;
            double counted = Math.min(LARGEST_PERCENT, Math.abs(error[i]));
            squares += counted * counted;
            if (Float.isFinite(sigma[i])) {
                sigmaSquares += (double) sigma[i] * sigma[i];
                within += Math.abs(error[i]) <= sigma[i] ? 1 : 0;
                stated++;
            }
        }
        return new PhantomStudy.Errors(
                voxels,
                percent(known, voxels),
                Math.sqrt(squares / known),
                SortedSamples.all(error).median(),
                Math.sqrt(sigmaSquares / stated),
                percent(within, stated),
                100 * contrastKept / contrasts);
    }

    private static double percent(int part, int whole) {
        return 100.0 * part / whole;
    }

    private static float[] joined(List<float[]> parts) {
        float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int next = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, next, part.length);
            next += part.length;
        }
        return all;
    }
}

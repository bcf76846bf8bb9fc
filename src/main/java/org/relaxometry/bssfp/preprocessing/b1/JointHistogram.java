package org.relaxometry.bssfp.preprocessing.b1;

import java.util.Arrays;
import org.relaxometry.bssfp.space.Affine;
import org.relaxometry.bssfp.space.PlacedVolume;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.statistics.SortedSamples;

/**
 * Joint histogram of the intensities of two images at points of the first, and the normalised mutual information it gives. An
 * instance serves one thread.
 */
final class JointHistogram {

    private static final int BINS = 48;

    /** Part of the voxels that are darker than the top bin; the brightest few must not squeeze the rest. */
    private static final double BRIGHT = 0.995;

    /** Least part of the points that must lie in the second image. */
    private static final double MIN_OVERLAP = 0.3;

    /** Powers of the root of x⁴ = x + 1: points spread evenly over a cube (Roberts, 2018, R3 sequence). */
    private static final double ROOT = 1.2207440846057596;

    private final PlacedVolume moving;
    private final Affine movingFromMm;
    private final double movingScale;
    private final double[] pointsMm;
    private final float[] fixedBins;
    private final double[] counts = new double[BINS * BINS];

    JointHistogram(PlacedVolume fixed, PlacedVolume moving, int points) {
        this.moving = moving;
        movingFromMm = moving.toMm().inverse();
        movingScale = (BINS - 1) / bright(moving.volume().values());
        double fixedScale = (BINS - 1) / bright(fixed.volume().values());
        VolumeGrid grid = fixed.volume().grid();
        pointsMm = new double[3 * points];
        fixedBins = new float[points];
        for (int k = 0; k < points; k++) {
            double x = (0.5 + (k + 1) / ROOT) % 1 * grid.nx() - 0.5;
            double y = (0.5 + (k + 1) / (ROOT * ROOT)) % 1 * grid.ny() - 0.5;
            double z = (0.5 + (k + 1) / (ROOT * ROOT * ROOT)) % 1 * grid.nz() - 0.5;
            pointsMm[3 * k] = fixed.toMm().x(x, y, z);
            pointsMm[3 * k + 1] = fixed.toMm().y(x, y, z);
            pointsMm[3 * k + 2] = fixed.toMm().z(x, y, z);
            fixedBins[k] = (float)
                    bin(fixedScale * Interpolation.linear(grid, fixed.volume().values(), x, y, z));
        }
    }

    /** NMI where a transform takes the points of the first image to the second, 1 to 2; 0 where they hardly overlap. */
    double similarity(Affine fixedToMoving) {
        Affine toMoving = movingFromMm.after(fixedToMoving);
        VolumeGrid grid = moving.volume().grid();
        float[] values = moving.volume().values();
        Arrays.fill(counts, 0);
        int inside = 0;
        for (int k = 0; k < fixedBins.length; k++) {
            double px = pointsMm[3 * k];
            double py = pointsMm[3 * k + 1];
            double pz = pointsMm[3 * k + 2];
            double x = toMoving.x(px, py, pz);
            double y = toMoving.y(px, py, pz);
            double z = toMoving.z(px, py, pz);
            if (Interpolation.covers(grid, x, y, z)) {
                inside++;
                count(fixedBins[k], bin(movingScale * Interpolation.linear(grid, values, x, y, z)));
            }
        }
        return inside < MIN_OVERLAP * fixedBins.length ? 0 : normalised(inside);
    }

    /** A count shared linearly between the bins on either side, so that the similarity is a smooth function. */
    private void count(double a, double b) {
        int row = (int) Math.min(a, BINS - 2);
        int column = (int) Math.min(b, BINS - 2);
        double fa = a - row;
        double fb = b - column;
        int i = row * BINS + column;
        counts[i] += (1 - fa) * (1 - fb);
        counts[i + 1] += (1 - fa) * fb;
        counts[i + BINS] += fa * (1 - fb);
        counts[i + BINS + 1] += fa * fb;
    }

    private double normalised(int total) {
        double[] rows = new double[BINS];
        double[] columns = new double[BINS];
        double joint = 0;
        for (int i = 0; i < counts.length; i++) {
            rows[i / BINS] += counts[i];
            columns[i % BINS] += counts[i];
            joint += entropy(counts[i] / total);
        }
        double separate = 0;
        for (int bin = 0; bin < BINS; bin++) {
            separate += entropy(rows[bin] / total) + entropy(columns[bin] / total);
        }
        return joint > 0 ? separate / joint : 0;
    }

    private static double entropy(double probability) {
        return probability > 0 ? -probability * Math.log(probability) : 0;
    }

    private static double bin(double scaled) {
        return Math.max(0, Math.min(scaled, BINS - 1));
    }

    /** The intensity that few voxels exceed; infinite for an image of nothing but zeros, whose bins are then all 0. */
    private static double bright(float[] values) {
        SortedSamples sorted = SortedSamples.all(values);
        double bright = sorted.below(BRIGHT);
        double value = bright > 0 ? bright : sorted.at(sorted.size() - 1);
        return value > 0 ? value : Double.POSITIVE_INFINITY;
    }
}

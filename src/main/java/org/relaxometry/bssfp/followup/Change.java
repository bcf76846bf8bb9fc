package org.relaxometry.bssfp.followup;

import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.statistics.SortedSamples;

/**
 * What has changed in T1 or T2 between two examinations, voxel by voxel.
 *
 * <p>z is taken of the relaxation rate R = 1/T, whose errors are closer to normal than those of T: z = (R before − R after) / √(σ² + σ²) with
 * σ(R) = σ(T)/T², positive where T is longer now. A change of tissue extends over several voxels, and noise mostly does not: the z of
 * neighbours are taken together by {@link Neighbours}, {@link EmpiricalNull} says how far these stray without a change, and {@link
 * FalseDiscoveries} which of them stray further.
 *
 * @param grid of all maps
 * @param difference after less before in ms; NaN where one of them has no value, or a lower bound only
 * @param sigma of the difference, as the maps state it
 * @param z of single voxels
 * @param scale how much wider z is than it should be, as 95 % of the voxels show: 1 where the standard deviations are right
 * @param together z of the neighbourhood, in units of what it is without a change
 * @param changed +1 where T is found longer, −1 where shorter, 0 elsewhere
 */
public record Change(
        VolumeGrid grid, float[] difference, float[] sigma, float[] z, double scale, float[] together, byte[] changed) {

    /** Part of the voxels, with the smallest sizes of z, of which few have changed. */
    private static final double MIDDLE = 0.95;

    /** Of normal deviates in that part. */
    private static final double MIDDLE_MEAN_SQUARE = 0.75884;

    private static final int FEWEST_VOXELS = 100;

    /**
     * Compares.
     *
     * @param before T in ms; NaN or infinite where there is none
     * @param beforeSigma its standard deviation; not positive where it is not known
     * @param after likewise
     * @param afterSigma likewise
     * @param rate of false discoveries
     * @throws IllegalArgumentException if fewer than 100 voxels have values in both
     */
    public static Change of(
            VolumeGrid grid, float[] before, float[] beforeSigma, float[] after, float[] afterSigma, double rate) {
        float[] difference = new float[before.length];
        float[] sigma = new float[before.length];
        float[] z = new float[before.length];
        int known = 0;
        for (int v = 0; v < before.length; v++) {
            boolean possible = isKnown(before[v], beforeSigma[v]) && isKnown(after[v], afterSigma[v]);
            difference[v] = possible ? after[v] - before[v] : Float.NaN;
            sigma[v] = possible ? (float) Math.hypot(beforeSigma[v], afterSigma[v]) : Float.NaN;
            z[v] = possible ? (float) z(before[v], beforeSigma[v], after[v], afterSigma[v]) : Float.NaN;
            known += possible ? 1 : 0;
        }
        if (known < FEWEST_VOXELS) {
            throw new IllegalArgumentException("Only " + known
                    + " voxels have a value with a standard deviation in both examinations; expected " + FEWEST_VOXELS
                    + " or more. Do the maps show the same part of the body?");
        }
        float[] together = Neighbours.together(grid, z);
        EmpiricalNull none = EmpiricalNull.of(together);
        double[] probabilities = new double[z.length];
        for (int v = 0; v < z.length; v++) {
            probabilities[v] = none.probability(together[v]);
        }
        double threshold = FalseDiscoveries.threshold(probabilities, rate);
        byte[] changed = new byte[z.length];
        for (int v = 0; v < z.length; v++) {
            changed[v] = probabilities[v] <= threshold ? (byte) Math.signum(together[v]) : 0;
            together[v] /= (float) none.scale();
        }
        return new Change(grid, difference, sigma, z, width(z), together, changed);
    }

    private static boolean isKnown(float value, float sigma) {
        return value > 0 && value < Float.POSITIVE_INFINITY && sigma > 0 && sigma < Float.POSITIVE_INFINITY;
    }

    private static double z(double before, double beforeSigma, double after, double afterSigma) {
        return (1 / before - 1 / after) / Math.hypot(beforeSigma / (before * before), afterSigma / (after * after));
    }

    /** Root mean square of the sizes up to their 95th percentile, over that of normal deviates. */
    private static double width(float[] values) {
        float[] sizes = values.clone();
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Math.abs(sizes[i]);
        }
        SortedSamples sorted = SortedSamples.finite(sizes);
        int most = (int) (MIDDLE * sorted.size());
        double sum = 0;
        for (int i = 0; i < most; i++) {
            sum += sorted.at(i) * sorted.at(i);
        }
        return Math.sqrt(sum / most / MIDDLE_MEAN_SQUARE);
    }

    /** Voxels that could be compared. */
    public int compared() {
        int count = 0;
        for (float value : z) {
            count += Float.isNaN(value) ? 0 : 1;
        }
        return count;
    }
}

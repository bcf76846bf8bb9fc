package org.relaxometry.bssfp.volume.adaptive;

import java.util.HashMap;
import java.util.Map;

/**
 * How far the averages are off, found from the series itself.
 *
 * <p>Averaging trades noise for error: voxels that are told apart too late are mixed. So the averaging is repeated where the truth is
 * known, on likelihoods drawn about the estimates ({@link LikelihoodDraw}), and the errors there, over what averaged noise alone would
 * make, are counted for voxels of like T1, T2 and sum of weights. σ is what 68.3 % of them do not exceed: few voxels, which lie
 * between two tissues, make most of their mean square. Source: the parametric bootstrap, Efron and Tibshirani, An Introduction to the
 * Bootstrap, chapter 6 (1993).
 */
final class ErrorTable {

    /** Width of the classes in ln T1 and ln T2, and in the logarithm of the sum of weights; coarser ones where a class has few voxels. */
    private static final double[][] WIDTHS = {
        {0.1, 0.2}, {0.3, 0.4}, {Double.POSITIVE_INFINITY, 0.4}, {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY}
    };

    /** Fewer voxels than this show no distribution. */
    private static final int FEW = 30;

    private static final double WITHIN = 0.683;

    private static final Counts NONE = new Counts();

    private final Map<Long, Counts> counts = new HashMap<>();
    private final double varianceFactor;

    /** @param varianceFactor variance of averaged noise over what it would be if the noise of neighbours were independent */
    ErrorTable(double varianceFactor) {
        this.varianceFactor = varianceFactor;
    }

    /** Takes a voxel: by how much the repetition missed ln T1 and ln T2 there. */
    void add(LikelihoodField field, int voxel, double error1, double error2) {
        double ratio1 = Math.abs(error1) / Math.sqrt(varianceFactor * field.noiseVarianceT1(voxel));
        double ratio2 = Math.abs(error2) / Math.sqrt(varianceFactor * field.noiseVarianceT2(voxel));
        for (int level = 0; level < WIDTHS.length; level++) {
            Counts of = counts.computeIfAbsent(key(field, voxel, level), key -> new Counts());
            of.t1[Counts.bin(ratio1)]++;
            of.t2[Counts.bin(ratio2)]++;
            of.voxels++;
        }
    }

    /** Variance of ln T1 of voxels like this; at least that of averaged noise. */
    double varianceT1(LikelihoodField field, int voxel) {
        Counts like = like(field, voxel);
        return factor(like.t1, like.voxels) * varianceFactor * field.noiseVarianceT1(voxel);
    }

    /** The same of ln T2. */
    double varianceT2(LikelihoodField field, int voxel) {
        Counts like = like(field, voxel);
        return factor(like.t2, like.voxels) * varianceFactor * field.noiseVarianceT2(voxel);
    }

    private static double factor(int[] bins, int voxels) {
        if (voxels < FEW) {
            return 1;
        }
        double wanted = WITHIN * voxels;
        int bin = 0;
        while (wanted > bins[bin]) {
            wanted -= bins[bin++];
        }
        double ratio = Counts.ratio(bin + wanted / bins[bin]);
        return Math.max(1, ratio * ratio);
    }

    private Counts like(LikelihoodField field, int voxel) {
        for (int level = 0; level < WIDTHS.length; level++) {
            Counts of = counts.get(key(field, voxel, level));
            if (of != null && of.voxels >= FEW) {
                return of;
            }
        }
        return NONE;
    }

    private static long key(LikelihoodField field, int voxel, int level) {
        double width = WIDTHS[level][0];
        long of1 = (long) Math.floor(field.e1[voxel] / width) & 0xffff;
        long of2 = (long) Math.floor(field.e2[voxel] / width) & 0xffff;
        long ofWeight = (long) Math.floor(Math.log(field.weight[voxel]) / WIDTHS[level][1]) & 0xffff;
        return ((level << 16 | ofWeight) << 16 | of1) << 16 | of2;
    }

    /** Errors of the voxels of a class over averaged noise, by their logarithm. */
    private static final class Counts {

        private static final int BINS = 160;
        private static final double BIN_LN = 0.05;
        private static final double LEAST_LN = -4;

        final int[] t1 = new int[BINS];
        final int[] t2 = new int[BINS];
        int voxels;

        static int bin(double ratio) {
            return (int) Math.max(0, Math.min(BINS - 1, (Math.log(ratio) - LEAST_LN) / BIN_LN));
        }

        static double ratio(double place) {
            return Math.exp(LEAST_LN + place * BIN_LN);
        }
    }
}

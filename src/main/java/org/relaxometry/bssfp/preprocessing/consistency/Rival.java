package org.relaxometry.bssfp.preprocessing.consistency;

import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.likelihood.EllipseFit;

/**
 * Another reading of the same samples, held against the stated one voxel by voxel: how much smaller the misfit per degree of
 * freedom is under it.
 */
final class Rival {

    /** One voxel says no more than that one reading is e³ times better. */
    private static final double MOST = 3;

    private static final int MIN_VOXELS = 20;

    private static final int ENOUGH = 40;

    private static final double CLEARLY_WORSE = 0.2;

    private double sum;
    private double squares;
    private int voxels;

    /**
     * Takes a voxel into account.
     *
     * @param stated {@link #misfit} as stated; a voxel without one does not count
     * @param other that of the rival
     */
    void add(double stated, double other) {
        if (Double.isFinite(stated) && Double.isFinite(other)) {
            double logRatio = Math.max(-MOST, Math.min(MOST, Math.log(other / stated)));
            sum += logRatio;
            squares += logRatio * logRatio;
            voxels++;
        }
    }

    /** Mean logarithm of the ratio of misfit powers; below 0 where the rival fits better. */
    double meanLogRatio() {
        return voxels == 0 ? 0 : sum / voxels;
    }

    /** Whether the rival fits better by more than so many standard errors. */
    boolean wins(double sigmas) {
        double mean = meanLogRatio();
        double variance = squares / voxels - mean * mean;
        return voxels >= MIN_VOXELS && -mean > sigmas * Math.sqrt(variance / voxels);
    }

    /** Whether the rival is clearly worse already, so that no more voxels need be looked at. */
    boolean isLost() {
        return voxels >= ENOUGH && meanLogRatio() > CLEARLY_WORSE;
    }

    /** Σ|S − Ŝ|² per degree of freedom and signal power of one voxel; NaN where there is none. */
    static double misfit(EllipseFit fit, double[] real, double[] imaginary) {
        EstimationStatus status = fit.fit(real, imaginary);
        if (status == EstimationStatus.NO_SIGNAL || status == EstimationStatus.NOT_FINITE) {
            return Double.NaN;
        }
        double ratio = fit.residualRatio();
        return Math.max(ratio * ratio, 1e-12) / fit.degreesOfFreedom();
    }
}

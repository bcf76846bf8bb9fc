package org.relaxometry.bssfp.preprocessing.check;

import java.util.Arrays;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.estimation.likelihood.EllipseFit;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.statistics.SortedSamples;

/**
 * The ellipses fitted to a sample of voxels under one protocol, in the order of the voxels. Voxels without signal and
 * voxels that are not finite have NaN.
 *
 * @param residualRatio root mean square misfit over root mean square signal
 * @param residualPower Σ|S − Ŝ|²
 * @param thetaRad off-resonance precession per TR
 * @param thetaSigmaRad its standard deviation
 * @param phaseRad arg M
 * @param solved number of voxels with 0 &lt; a &lt; 1 and 0 &lt; b &lt; 1
 */
record EllipseSample(
        double[] residualRatio,
        double[] residualPower,
        double[] thetaRad,
        double[] thetaSigmaRad,
        double[] phaseRad,
        int solved) {

    static EllipseSample of(SeriesBlock block, Protocol protocol) {
        EllipseFit fit = new EllipseFit(protocol);
        double[] real = new double[block.cycles()];
        double[] imaginary = new double[block.cycles()];
        double[] covariance = new double[4];
        double[][] columns = new double[5][block.size()];
        int solved = 0;
        for (int voxel = 0; voxel < block.size(); voxel++) {
            for (int j = 0; j < real.length; j++) {
                real[j] = block.real()[j][voxel];
                imaginary[j] = block.imaginary()[j][voxel];
            }
            EstimationStatus status = fit.fit(real, imaginary);
            boolean empty = status == EstimationStatus.NO_SIGNAL || status == EstimationStatus.NOT_FINITE;
            fit.covariance(covariance);
            columns[0][voxel] = empty ? Double.NaN : fit.residualRatio();
            columns[1][voxel] = empty ? Double.NaN : fit.residualPower();
            columns[2][voxel] = empty ? Double.NaN : fit.thetaRad();
            columns[3][voxel] =
                    empty ? Double.NaN : Math.sqrt(covariance[3] * fit.residualPower() / fit.degreesOfFreedom());
            columns[4][voxel] = empty ? Double.NaN : Math.atan2(fit.mImaginary(), fit.mReal());
            solved += status == EstimationStatus.OK ? 1 : 0;
        }
        return new EllipseSample(columns[0], columns[1], columns[2], columns[3], columns[4], solved);
    }

    /** Number of voxels with a fit, good or bad. */
    int fitted() {
        return (int) Arrays.stream(residualRatio).filter(Double::isFinite).count();
    }

    /** Median over the fitted voxels, NaN without any. */
    double medianResidualRatio() {
        return SortedSamples.finite(residualRatio).median();
    }
}

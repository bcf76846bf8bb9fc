package org.relaxometry.bssfp.preprocessing.check;

import java.util.Arrays;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.estimation.likelihood.EllipseFit;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.EllipticalSignal;

/**
 * How well each cycle follows the signal that all cycles together say: the root mean square misfit of the cycle over bright
 * voxels, as a fraction of the root mean square signal. Cycles that moved, drifted or stand in a wrong place stick out; noise
 * alone gives all cycles the same misfit.
 *
 * @param ratio misfit of each cycle
 * @param voxels number of voxels it rests on
 */
public record CycleMisfit(double[] ratio, int voxels) {

    /**
     * Fits every voxel of a sample.
     *
     * @param sample some hundred bright voxels
     * @param protocol increments in the order of the cycles, of the handedness of the samples
     */
    public static CycleMisfit of(SeriesBlock sample, Protocol protocol) {
        EllipseFit fit = new EllipseFit(protocol);
        EllipticalSignal signal = new EllipticalSignal(protocol);
        int cycles = protocol.cycles();
        double[] real = new double[cycles];
        double[] imaginary = new double[cycles];
        double[][] byMReal = new double[5][cycles];
        double[][] byMImaginary = new double[5][cycles];
        double[] misfit = new double[cycles];
        double power = 0;
        int fitted = 0;
        for (int voxel = 0; voxel < sample.size(); voxel++) {
            for (int j = 0; j < cycles; j++) {
                real[j] = sample.real()[j][voxel];
                imaginary[j] = sample.imaginary()[j][voxel];
            }
            if (fit.fit(real, imaginary) != EstimationStatus.OK) {
                continue;
            }
            fitted++;
            // the signal is linear in M: its derivatives by Re M and Im M are the signal of M = 1 and M = i
            signal.derivatives(fit.mReal(), fit.mImaginary(), fit.a(), fit.b(), fit.thetaRad(), byMReal, byMImaginary);
            for (int j = 0; j < cycles; j++) {
                double x = real[j] - fit.mReal() * byMReal[0][j] - fit.mImaginary() * byMReal[1][j];
                double y = imaginary[j] - fit.mReal() * byMImaginary[0][j] - fit.mImaginary() * byMImaginary[1][j];
                misfit[j] += x * x + y * y;
                power += real[j] * real[j] + imaginary[j] * imaginary[j];
            }
        }
        double meanPower = power / cycles;
        return new CycleMisfit(
                Arrays.stream(misfit).map(sum -> Math.sqrt(sum / meanPower)).toArray(), fitted);
    }
}

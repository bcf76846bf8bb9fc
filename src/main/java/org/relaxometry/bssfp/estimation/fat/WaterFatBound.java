package org.relaxometry.bssfp.estimation.fat;

import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.FatSpectrum;
import org.relaxometry.bssfp.signal.SymmetricInverse;
import org.relaxometry.bssfp.signal.WaterFatSignal;

/**
 * Smallest standard deviations that any unbiased estimator can reach of a voxel of water and fat: the inverse of the 6 × 6 Fisher matrix of
 * (W, F, phase, θ, ln T1, ln T2), W + F = 1, everything of fat but its amount known, B1 known, the noise normal, white and equal on all
 * real and imaginary parts.
 *
 * @param fatFraction standard deviation of F/(W + F)
 * @param lnT1 standard deviation of ln T1 of water
 * @param lnT2 standard deviation of ln T2 of water
 * @param thetaRad standard deviation of the precession per TR, θ, in radians
 */
public record WaterFatBound(double fatFraction, double lnT1, double lnT2, double thetaRad) {

    private static final int UNKNOWNS = 6;
    private static final int ANGLES = 24;

    /**
     * The bound of one voxel.
     *
     * @param water T1 and T2 of water
     * @param fatFraction F/(W + F), at least 0 and less than 1
     * @param thetaRad off-resonance precession per TR, θ, in radians
     * @param b1Ratio actual over nominal flip angle
     * @param standardDeviation σ of the noise on every real and imaginary part, for W + F = 1
     */
    public static WaterFatBound of(
            Tissue water,
            double fatFraction,
            double thetaRad,
            double b1Ratio,
            Protocol protocol,
            FatSpectrum spectrum,
            double standardDeviation) {
        double[][] inverse = inverseFisher(water, fatFraction, thetaRad, b1Ratio, protocol, spectrum);
        return new WaterFatBound(
                standardDeviation * Math.sqrt(fractionVariance(1 - fatFraction, fatFraction, inverse)),
                standardDeviation * Math.sqrt(inverse[4][4]),
                standardDeviation * Math.sqrt(inverse[5][5]),
                standardDeviation * Math.sqrt(inverse[3][3]));
    }

    /** The standard deviation of the fat fraction, root mean square over all θ. */
    public static double fatFractionOverCircle(
            Tissue water, double fatFraction, Protocol protocol, FatSpectrum spectrum, double standardDeviation) {
        double sum = 0;
        for (int k = 0; k < ANGLES; k++) {
            double bound = of(water, fatFraction, 2 * Math.PI * k / ANGLES, 1, protocol, spectrum, standardDeviation)
                    .fatFraction();
            sum += bound * bound;
        }
        return Math.sqrt(sum / ANGLES);
    }

    /** Variance of F/(W + F) by the covariance of (W, F). */
    static double fractionVariance(double water, double fat, double[][] covariance) {
        double square = (water + fat) * (water + fat);
        double byWater = -fat / square;
        double byFat = water / square;
        return byWater * byWater * covariance[0][0]
                + 2 * byWater * byFat * covariance[0][1]
                + byFat * byFat * covariance[1][1];
    }

    private static double[][] inverseFisher(
            Tissue tissue, double f, double thetaRad, double b1Ratio, Protocol protocol, FatSpectrum spectrum) {
        int cycles = protocol.cycles();
        double[][] water = new double[WaterFatSignal.WATER_ROWS][cycles];
        double[][] fat = new double[WaterFatSignal.FAT_ROWS][cycles];
        WaterFatSignal signal = new WaterFatSignal(protocol, spectrum);
        signal.setB1Ratio(b1Ratio);
        signal.water(tissue.t1Ms(), tissue.t2Ms(), thetaRad, water);
        signal.fat(thetaRad, fat);
        double w = 1 - f;
        double[][] columns = new double[UNKNOWNS][2 * cycles];
        for (int part = 0; part < 2; part++) {
            for (int j = 0; j < cycles; j++) {
                int i = part * cycles + j;
                columns[0][i] = water[part][j];
                columns[1][i] = fat[part][j];
                columns[2][i] = part == 0 ? -w * water[1][j] - f * fat[1][j] : w * water[0][j] + f * fat[0][j];
                columns[3][i] = w * water[2 + part][j] + f * fat[2 + part][j];
                columns[4][i] = w * water[4 + part][j];
                columns[5][i] = w * water[6 + part][j];
            }
        }
        double[][] fisher = new double[UNKNOWNS][UNKNOWNS];
        for (int row = 0; row < UNKNOWNS; row++) {
            for (int column = 0; column < UNKNOWNS; column++) {
                for (int i = 0; i < 2 * cycles; i++) {
                    fisher[row][column] += columns[row][i] * columns[column][i];
                }
            }
        }
        double[][] inverse = new double[UNKNOWNS][UNKNOWNS];
        SymmetricInverse.write(fisher, inverse);
        return inverse;
    }
}

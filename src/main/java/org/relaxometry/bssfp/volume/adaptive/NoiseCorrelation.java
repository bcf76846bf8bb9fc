package org.relaxometry.bssfp.volume.adaptive;

import java.util.Arrays;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.estimation.likelihood.EllipseFit;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.volume.SeriesReader;

/**
 * How alike the noise of neighbouring voxels is, as motion correction, Gibbs removal and zero filling make it: averages of such voxels
 * are less certain than averages of as many independent ones.
 *
 * @param x correlation of neighbours along x; y and z likewise. That of voxels farther apart is taken as 0, along several axes as the
 *     product
 */
record NoiseCorrelation(double x, double y, double z) {

    static final NoiseCorrelation NONE = new NoiseCorrelation(0, 0, 0);

    /** Less than this is none: some thousand pairs of voxels do not tell it from chance. */
    private static final double LEAST = 0.04;

    /** Three taps give no more; beyond that, noise is smoothed over more voxels than neighbours. */
    private static final double MOST = 0.68;

    private static final int FEWEST_PAIRS = 500;

    /** Lines of voxels looked at, at most. */
    private static final int ROWS = 300;

    /** A misfit of more power than this, over that of the noise, is something else. */
    private static final double LARGEST_POWER = 4;

    /** The misfit to three cycles is one number, whose sign decides whether there is a fit at all. */
    private static final int FEWEST_CYCLES = 4;

    /**
     * Measures it from what the signal model leaves of neighbouring voxels.
     *
     * @param box the part of the series that is looked at
     * @return none for three cycles, which do not show it
     */
    static NoiseCorrelation of(PhaseCycledSeries series, VoxelNoise noise, VoxelBox box) {
        if (series.protocol().cycles() < FEWEST_CYCLES) {
            return NONE;
        }
        Residuals here = new Residuals(series, noise);
        Residuals other = new Residuals(series, noise);
        double[][] sums = new double[3][3];
        int step = Math.max(1, box.rows() / ROWS);
        for (int row = step / 2; row < box.rows(); row += step) {
            int y = box.y0() + row % box.ny();
            int z = box.z0() + row / box.ny();
            here.read(y, z);
            add(here, here, 1, sums[0]);
            if (y + 1 < box.y0() + box.ny()) {
                other.read(y + 1, z);
                add(here, other, 0, sums[1]);
            }
            if (z + 1 < box.z0() + box.nz()) {
                other.read(y, z + 1);
                add(here, other, 0, sums[2]);
            }
        }
        return new NoiseCorrelation(correlation(sums[0]), correlation(sums[1]), correlation(sums[2]));
    }

    private static void add(Residuals one, Residuals other, int dx, double[] sums) {
        for (int x = 0; x + dx < one.known.length; x++) {
            if (one.known[x] && other.known[x + dx]) {
                double product = 0;
                double power = 0;
                for (int j = 0; j < one.real.length; j++) {
                    double a = one.real[j][x];
                    double b = one.imaginary[j][x];
                    double c = other.real[j][x + dx];
                    double d = other.imaginary[j][x + dx];
                    product += a * c + b * d;
                    power += 0.5 * (a * a + b * b + c * c + d * d);
                }
                sums[0] += product;
                sums[1] += power;
                sums[2]++;
            }
        }
    }

    private static double correlation(double[] sums) {
        double correlation = sums[2] < FEWEST_PAIRS ? 0 : sums[0] / sums[1];
        return correlation < LEAST ? 0 : Math.min(MOST, correlation);
    }

    boolean isNone() {
        return x == 0 && y == 0 && z == 0;
    }

    /** Variance of an average with the weights of a neighbourhood, over that if the noise were independent. */
    double varianceFactor(Neighbourhood near) {
        if (isNone()) {
            return 1;
        }
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < near.size(); i++) {
            squares += near.weight()[i] * near.weight()[i];
            for (int k = 0; k < near.size(); k++) {
                double alike = part(near.dx()[i] - near.dx()[k], x)
                        * part(near.dy()[i] - near.dy()[k], y)
                        * part(near.dz()[i] - near.dz()[k], z);
                sum += near.weight()[i] * near.weight()[k] * alike;
            }
        }
        return sum / squares;
    }

    private static double part(int steps, double correlation) {
        return steps == 0 ? 1 : Math.abs(steps) == 1 ? correlation : 0;
    }

    /** The outer taps of a filter (t, 1, t) that makes independent numbers so alike, over the root of the sum of its squares. */
    static double[] taps(double correlation) {
        double t = correlation == 0 ? 0 : (1 - Math.sqrt(1 - 2 * correlation * correlation)) / (2 * correlation);
        double norm = Math.sqrt(1 + 2 * t * t);
        return new double[] {t / norm, 1 / norm, t / norm};
    }

    /** What the fit leaves of the voxels of a row. */
    private static final class Residuals {

        private final VoxelNoise noise;
        private final VolumeGrid grid;
        private final SeriesReader reader;
        private final EllipseFit fit;
        private final double[] increments;
        private final double[] one;
        private final double[] two;
        final double[][] real;
        final double[][] imaginary;
        final boolean[] known;

        Residuals(PhaseCycledSeries series, VoxelNoise noise) {
            Protocol protocol = series.protocol();
            this.noise = noise;
            grid = series.grid();
            reader = new SeriesReader(series, 1);
            fit = new EllipseFit(protocol);
            increments = protocol.phaseIncrementsRad();
            one = new double[increments.length];
            two = new double[increments.length];
            real = new double[increments.length][series.grid().nx()];
            imaginary = new double[increments.length][series.grid().nx()];
            known = new boolean[series.grid().nx()];
        }

        void read(int y, int z) {
            Arrays.fill(known, false);
            SeriesBlock in = reader.read(z, y, 1);
            for (int k = 0; k < in.size(); k++) {
                int x = reader.selected()[k];
                for (int j = 0; j < one.length; j++) {
                    one[j] = in.real()[j][k];
                    two[j] = in.imaginary()[j][k];
                }
                double sigma = noise.at(grid.index(x, y, z));
                double most = LARGEST_POWER * fit.degreesOfFreedom() * sigma * sigma;
                known[x] = fit.fit(one, two) == EstimationStatus.OK && fit.residualPower() < most;
                if (known[x]) {
                    subtractModel(x);
                }
            }
        }

        private void subtractModel(int x) {
            for (int j = 0; j < one.length; j++) {
                double psi = fit.thetaRad() - increments[j];
                double scale = 1 / (1 - fit.b() * Math.cos(psi));
                double gReal = (1 - fit.a() * Math.cos(psi)) * scale;
                double gImaginary = fit.a() * Math.sin(psi) * scale;
                real[j][x] = one[j] - fit.mReal() * gReal + fit.mImaginary() * gImaginary;
                imaginary[j][x] = two[j] - fit.mReal() * gImaginary - fit.mImaginary() * gReal;
            }
        }
    }
}

package org.relaxometry.bssfp.volume.adaptive;

import org.relaxometry.bssfp.signal.GaussianNoise;

/**
 * A little noise on the likelihoods, to see how the averages follow the noise: normal, of a part of the standard deviation that
 * each voxel has by itself. The same for the same voxel whenever asked. Holds a buffer: one instance per thread.
 */
final class Perturbation {

    /** Small enough that the averages follow it in proportion, well above what single precision rounds. */
    static final double SIZE = 0.1;

    private static final long SEED = 20_061;

    private final double size;
    private final NoiseCorrelation correlation;
    private double[] drawn = new double[0];

    private Perturbation(double size, NoiseCorrelation correlation) {
        this.size = size;
        this.correlation = correlation;
    }

    static Perturbation none() {
        return new Perturbation(0, NoiseCorrelation.NONE);
    }

    /** @param correlation that of the noise, which the perturbation must have too */
    static Perturbation small(NoiseCorrelation correlation) {
        return new Perturbation(SIZE, correlation);
    }

    /** Draws the numbers of one row of a box. */
    void begin(VoxelBox box, int row) {
        if (size == 0) {
            return;
        }
        int y = box.y0() + row % box.ny();
        int z = box.z0() + row / box.ny();
        if (correlation.isNone()) {
            drawn = independent(box, y, z);
            return;
        }
        double[] alongX = NoiseCorrelation.taps(correlation.x());
        double[] alongY = NoiseCorrelation.taps(correlation.y());
        double[] alongZ = NoiseCorrelation.taps(correlation.z());
        drawn = new double[2 * box.nx()];
        for (int dz = -1; dz <= 1; dz++) {
            for (int dy = -1; dy <= 1; dy++) {
                double[] other = independent(box, y + dy, z + dz);
                double tap = alongY[1 + dy] * alongZ[1 + dz];
                for (int k = 0; k < drawn.length; k++) {
                    double before = k >= 2 ? other[k - 2] : 0;
                    double after = k + 2 < drawn.length ? other[k + 2] : 0;
                    drawn[k] += tap * (alongX[0] * before + alongX[1] * other[k] + alongX[2] * after);
                }
            }
        }
    }

    private static double[] independent(VoxelBox box, int y, int z) {
        GaussianNoise noise = new GaussianNoise(SEED, ((z + 1L) << 32) + y + 1);
        double[] numbers = new double[2 * box.nx()];
        for (int k = 0; k < numbers.length; k++) {
            numbers[k] = noise.next();
        }
        return numbers;
    }

    /** What is added to g₁ of a voxel of the row: L = (l11, 0; l21, l22) with L Lᵀ = P turns normal numbers into L b. */
    double gradient1(int x, double p11) {
        return size == 0 ? 0 : size * Math.sqrt(p11) * drawn[2 * x];
    }

    /** What is added to g₂. */
    double gradient2(int x, double p11, double p12, double p22) {
        if (size == 0) {
            return 0;
        }
        double l21 = p12 / Math.sqrt(p11);
        return size * (l21 * drawn[2 * x] + Math.sqrt(Math.max(0, p22 - l21 * l21)) * drawn[2 * x + 1]);
    }

    /** By how much that moves the voxel's own ln T1, before it is averaged. */
    double shift1(int x, double p11, double p12, double p22) {
        return (size * drawn[2 * x] - p12 / Math.sqrt(p11) * shift2(x, p11, p12, p22)) / Math.sqrt(p11);
    }

    /** By how much that moves the voxel's own ln T2. */
    double shift2(int x, double p11, double p12, double p22) {
        return size * drawn[2 * x + 1] / Math.sqrt(p22 - p12 * p12 / p11);
    }
}

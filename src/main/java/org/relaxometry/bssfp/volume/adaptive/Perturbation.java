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
    private double[] drawn = new double[0];

    private Perturbation(double size) {
        this.size = size;
    }

    static Perturbation none() {
        return new Perturbation(0);
    }

    static Perturbation small() {
        return new Perturbation(SIZE);
    }

    /** Draws the numbers of one row of a box. */
    void begin(VoxelBox box, int row) {
        if (size == 0) {
            return;
        }
        if (drawn.length != 2 * box.nx()) {
            drawn = new double[2 * box.nx()];
        }
        int y = box.y0() + row % box.ny();
        int z = box.z0() + row / box.ny();
        GaussianNoise noise = new GaussianNoise(SEED, ((long) z << 32) + y);
        for (int k = 0; k < drawn.length; k++) {
            drawn[k] = noise.next();
        }
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

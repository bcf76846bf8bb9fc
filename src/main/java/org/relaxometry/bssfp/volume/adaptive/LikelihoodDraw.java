package org.relaxometry.bssfp.volume.adaptive;

import org.relaxometry.bssfp.signal.GaussianNoise;

/**
 * What voxels would say if the truth were known: likelihoods about the estimates of another field, each off by noise as large as its
 * precision tells. The same for the same voxel whenever asked.
 */
final class LikelihoodDraw implements LikelihoodSource {

    private static final long SEED = 20_061;

    private final LikelihoodField truth;
    private final LikelihoodField field;
    private final int shift;
    private final NoiseCorrelation correlation;

    /**
     * @param truth the field whose estimates are taken for true
     * @param field the one that is filled
     * @param shift index of its first voxel in the other, whose rows are as long
     * @param correlation that of the noise
     */
    LikelihoodDraw(LikelihoodField truth, LikelihoodField field, int shift, NoiseCorrelation correlation) {
        this.truth = truth;
        this.field = field;
        this.shift = shift;
        this.correlation = correlation;
    }

    @Override
    public void start(int row) {
        double[] noise = noise(row);
        int nx = field.box.nx();
        for (int x = 0; x < nx; x++) {
            int i = x + nx * row;
            int there = i + shift;
            double p11 = truth.p11[there];
            double p12 = truth.p12[there];
            double p22 = truth.p22[there];
            field.active[i] = truth.active[there];
            if (truth.hasEstimate(there) && p11 > 0) {
                // L = (l11, 0; l21, l22) with L Lᵀ = P turns normal numbers into gradients
                double l11 = Math.sqrt(p11);
                double l21 = p12 / l11;
                double l22 = Math.sqrt(Math.max(0, p22 - l21 * l21));
                double g1 = l11 * noise[2 * x];
                double g2 = l21 * noise[2 * x] + l22 * noise[2 * x + 1];
                field.setLikelihood(i, truth.e1[there], truth.e2[there], p11, p12, p22, g1, g2);
                field.startFromOwn(i);
            }
        }
    }

    /** Nothing changes: these likelihoods are parabolas wherever they are looked at. */
    @Override
    public void renew(int row) {}

    /** Two numbers of standard deviation 1 for every voxel of a row. */
    private double[] noise(int row) {
        VoxelBox box = field.box;
        int y = box.y0() + row % box.ny();
        int z = box.z0() + row / box.ny();
        if (correlation.isNone()) {
            return independent(y, z);
        }
        double[] alongX = NoiseCorrelation.taps(correlation.x());
        double[] alongY = NoiseCorrelation.taps(correlation.y());
        double[] alongZ = NoiseCorrelation.taps(correlation.z());
        double[] numbers = new double[2 * box.nx()];
        for (int dz = -1; dz <= 1; dz++) {
            for (int dy = -1; dy <= 1; dy++) {
                double[] other = independent(y + dy, z + dz);
                double tap = alongY[1 + dy] * alongZ[1 + dz];
                for (int k = 0; k < numbers.length; k++) {
                    double before = k >= 2 ? other[k - 2] : 0;
                    double after = k + 2 < numbers.length ? other[k + 2] : 0;
                    numbers[k] += tap * (alongX[0] * before + alongX[1] * other[k] + alongX[2] * after);
                }
            }
        }
        return numbers;
    }

    private double[] independent(int y, int z) {
        GaussianNoise noise = new GaussianNoise(SEED, ((z + 1L) << 32) + y + 1);
        double[] numbers = new double[2 * field.box.nx()];
        for (int k = 0; k < numbers.length; k++) {
            numbers[k] = noise.next();
        }
        return numbers;
    }
}

package org.relaxometry.bssfp.montecarlo;

import java.util.Arrays;
import java.util.List;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.ParameterBlock;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.space.Voxels;

/** Makes noisy samples of a block of voxels and hands them to every method. Serves one thread. */
final class NoisyBlock {

    /**
     * How voxels and samples are cut into blocks: many voxels and one sample, or all voxels and as many samples as go in. It
     * depends on the number of voxels alone, and so does the noise.
     *
     * @param voxels number of voxels
     * @param voxelsPerBlock number of voxels of every block but the last
     * @param samplesPerBlock number of samples of a block
     */
    record Layout(int voxels, int voxelsPerBlock, int samplesPerBlock) {

        /** Large enough to spread the cost of a call, small enough that all cycles stay in the cache. */
        private static final int ENTRIES = 1024;

        static Layout of(int voxels) {
            int perBlock = Math.min(voxels, ENTRIES);
            return new Layout(voxels, perBlock, ENTRIES / perBlock);
        }

        int voxelBlocks() {
            return (voxels + voxelsPerBlock - 1) / voxelsPerBlock;
        }

        int sampleBlocks(int samples) {
            return (samples + samplesPerBlock - 1) / samplesPerBlock;
        }

        int firstVoxel(int block) {
            return Math.min(voxels, block * voxelsPerBlock);
        }

        /** The next number of samples that fills its blocks. */
        int roundUp(int samples) {
            return sampleBlocks(samples) * samplesPerBlock;
        }

        int capacity() {
            return voxelsPerBlock * samplesPerBlock;
        }
    }

    private final Voxels voxels;
    private final Layout layout;
    private final long seed;
    private final SeriesBlock in;
    private final RelaxometryEstimator[] methods;
    private final ParameterBlock[] out;
    private final long[] estimationNs;
    private long noiseNs;

    NoisyBlock(Voxels voxels, Layout layout, List<RelaxometryEstimator> methods, long seed) {
        this.voxels = voxels;
        this.layout = layout;
        this.seed = seed;
        in = new SeriesBlock(voxels.protocol().cycles(), layout.capacity());
        this.methods =
                methods.stream().map(RelaxometryEstimator::independentCopy).toArray(RelaxometryEstimator[]::new);
        out = methods.stream()
                .map(method -> new ParameterBlock(method.outputs(), layout.capacity()))
                .toArray(ParameterBlock[]::new);
        estimationNs = new long[methods.size()];
    }

    /**
     * Estimates some samples of a block of voxels.
     *
     * @param voxelBlock which voxels
     * @param firstSample index of the first sample among all samples, where a block of samples begins
     * @param samples number of samples, at most those of a block
     * @param noise to be added
     * @param rounds receive the estimates, one per method
     * @param progress asked before every method
     */
    void estimate(
            int voxelBlock,
            int firstSample,
            int samples,
            NoiseLevel.Known noise,
            List<SampleRound> rounds,
            Progress progress) {
        int from = layout.firstVoxel(voxelBlock);
        int count = layout.firstVoxel(voxelBlock + 1) - from;
        long start = System.nanoTime();
        make(voxelBlock, firstSample, samples, noise);
        long now = System.nanoTime();
        noiseNs += now - start;
        for (int m = 0; m < methods.length; m++) {
            progress.checkCanceled();
            start = now;
            methods[m].estimate(in, out[m]);
            SampleRound round = rounds.get(m);
            for (int k = 0; k < samples; k++) {
                round.put(firstSample - round.firstSample() + k, from, count, out[m], k * count);
            }
            now = System.nanoTime();
            estimationNs[m] += now - start;
        }
    }

    /** Writes one sample of all voxels as methods see it; the parts are [cycle][voxel]. */
    void copy(int sample, NoiseLevel.Known noise, float[][] real, float[][] imaginary) {
        int before = sample % layout.samplesPerBlock();
        for (int block = 0; block < layout.voxelBlocks(); block++) {
            int from = layout.firstVoxel(block);
            int count = layout.firstVoxel(block + 1) - from;
            make(block, sample - before, before + 1, noise);
            for (int j = 0; j < in.cycles(); j++) {
                System.arraycopy(in.real()[j], before * count, real[j], from, count);
                System.arraycopy(in.imaginary()[j], before * count, imaginary[j], from, count);
            }
        }
    }

    private void make(int voxelBlock, int firstSample, int samples, NoiseLevel.Known noise) {
        int from = layout.firstVoxel(voxelBlock);
        int count = layout.firstVoxel(voxelBlock + 1) - from;
        fill(from, count, samples);
        if (!noise.isNone()) {
            // the high half names the voxels, the low half the samples
            long stream = ((long) voxelBlock << 32) + firstSample / layout.samplesPerBlock();
            addNoise(new GaussianNoise(seed, stream), count, samples, noise.sigma(in.cycles()));
        }
    }

    /** The samples without noise, one copy after another. */
    private void fill(int from, int count, int samples) {
        in.setSize(count * samples);
        for (int k = 0; k < samples; k++) {
            for (int j = 0; j < in.cycles(); j++) {
                System.arraycopy(voxels.real()[j], from, in.real()[j], k * count, count);
                System.arraycopy(voxels.imaginary()[j], from, in.imaginary()[j], k * count, count);
            }
            System.arraycopy(voxels.b1Ratio(), from, in.b1Ratio(), k * count, count);
        }
    }

    /** Sample after sample, so that fewer samples are the first of more. */
    private void addNoise(GaussianNoise noise, int count, int samples, double sigma) {
        for (int k = 0; k < samples; k++) {
            for (int j = 0; j < in.cycles(); j++) {
                add(noise, in.real()[j], k * count, count, sigma);
                add(noise, in.imaginary()[j], k * count, count, sigma);
            }
        }
    }

    private static void add(GaussianNoise noise, float[] values, int from, int count, double sigma) {
        for (int i = from; i < from + count; i++) {
            values[i] += (float) (sigma * noise.next());
        }
    }

    void resetTimes() {
        noiseNs = 0;
        Arrays.fill(estimationNs, 0);
    }

    double noiseSeconds() {
        return noiseNs * 1e-9;
    }

    double estimationSeconds(int method) {
        return estimationNs[method] * 1e-9;
    }
}

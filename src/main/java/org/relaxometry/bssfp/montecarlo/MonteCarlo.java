package org.relaxometry.bssfp.montecarlo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.space.Voxels;

/**
 * Adds noise to given voxels again and again and lets methods estimate what comes of it: bias, precision and failures of a
 * method under noise, without any assumption but that the noise is normal and white.
 *
 * <p>Noise N(0, σ²) is added to the real and imaginary part of every phase cycle before anything else happens to them. All
 * methods see the same noise. It comes in one stream for every block of voxels and samples ({@link NoisyBlock}), so the numbers
 * depend on the seed alone: not on the number of threads, nor on the methods, and fewer samples are the first of more samples.
 *
 * <p>Samples are made in rounds of some {@value #ENTRIES_PER_ROUND} voxels × samples. Who cancels keeps the rounds that are
 * complete.
 *
 * <p>Source: Birk et al., Sci. Rep. 15, 4825 (2025), Validation of magnitude-based DNNs.
 */
public final class MonteCarlo {

    private static final int ENTRIES_PER_ROUND = 131_072;

    private final SamplingSettings settings;
    private final NoisyBlock.Layout layout;
    private final List<NoisyBlock> blocks = new ArrayList<>();
    private final List<SampleStatistics> statistics = new ArrayList<>();
    private final List<SampleRound> rounds = new ArrayList<>();
    private final WorkerPool pool;
    private final Progress progress;

    private MonteCarlo(
            Voxels voxels,
            List<RelaxometryEstimator> methods,
            SamplingSettings settings,
            WorkerPool pool,
            Progress progress) {
        this.settings = settings;
        this.pool = pool;
        this.progress = progress;
        layout = NoisyBlock.Layout.of(voxels.count());
        int capacity = layout.roundUp(ENTRIES_PER_ROUND / voxels.count() + 1);
        for (RelaxometryEstimator method : methods) {
            SampleStatistics each = new SampleStatistics(method.name(), method.outputs(), voxels, settings);
            statistics.add(each);
            rounds.add(
                    new SampleRound(each.parameters(), Math.min(capacity, settings.samplesToDraw()), voxels.count()));
        }
        for (int worker = 0; worker < pool.size(); worker++) {
            blocks.add(new NoisyBlock(voxels, layout, methods, settings.seed()));
        }
    }

    /**
     * Samples every voxel.
     *
     * @param methods made for the protocol of the voxels; each thread works with its own copies
     * @param threads number of worker threads, at least 1
     * @param progress told after every block, asked before every estimation of a block
     * @throws CancellationException if the progress says so or the thread is interrupted before a round is complete
     */
    public static MonteCarloResult run(
            Voxels voxels,
            List<? extends RelaxometryEstimator> methods,
            SamplingSettings settings,
            int threads,
            Progress progress) {
        if (methods.isEmpty()) {
            throw new IllegalArgumentException("At least 1 method is needed, but there is none.");
        }
        try (WorkerPool pool = new WorkerPool(threads)) {
            return new MonteCarlo(voxels, List.copyOf(methods), settings, pool, progress).run();
        }
    }

    private MonteCarloResult run() {
        estimate(0, 1, NoiseLevel.NONE);
        for (int m = 0; m < statistics.size(); m++) {
            statistics.get(m).setUnperturbed(rounds.get(m));
        }
        if (settings.noise().isNone()) {
            addRound();
            return result(1);
        }
        blocks.forEach(NoisyBlock::resetTimes);
        int done = 0;
        while (done < settings.samples()) {
            int next = Math.min(rounds.get(0).capacity(), settings.samples() - done);
            try {
                estimate(done, next, settings.noise());
            } catch (CancellationException e) {
                if (done == 0) {
                    throw e;
                }
                break;
            }
            addRound();
            done += next;
        }
        return result(done);
    }

    /** Adds the samples of a complete round to the statistics, on this thread: half a round would be worth nothing. */
    private void addRound() {
        for (int block = 0; block < layout.voxelBlocks(); block++) {
            for (int m = 0; m < statistics.size(); m++) {
                statistics.get(m).add(rounds.get(m), layout.firstVoxel(block), layout.firstVoxel(block + 1));
            }
        }
    }

    /** Fills the rounds with the estimates of some samples. */
    private void estimate(int firstSample, int samples, NoiseLevel.Known noise) {
        rounds.forEach(round -> round.begin(firstSample, samples));
        int sampleBlocks = layout.sampleBlocks(samples);
        int tasks = Math.multiplyExact(sampleBlocks, layout.voxelBlocks());
        AtomicInteger finished = new AtomicInteger();
        pool.run(tasks, (worker, index) -> {
            int inRound = index / layout.voxelBlocks() * layout.samplesPerBlock();
            int count = Math.min(layout.samplesPerBlock(), samples - inRound);
            blocks.get(worker)
                    .estimate(index % layout.voxelBlocks(), firstSample + inRound, count, noise, rounds, progress);
            double ofRound = (double) finished.incrementAndGet() / tasks * samples;
            progress.update(Math.min(1, (firstSample + ofRound) / settings.samplesToDraw()));
        });
    }

    private MonteCarloResult result(int samples) {
        double noise = blocks.stream().mapToDouble(NoisyBlock::noiseSeconds).sum();
        List<Double> estimation = new ArrayList<>();
        for (int m = 0; m < statistics.size(); m++) {
            int method = m;
            estimation.add(blocks.stream()
                    .mapToDouble(block -> block.estimationSeconds(method))
                    .sum());
        }
        return new MonteCarloResult(settings, samples, statistics, noise, estimation);
    }
}

package org.relaxometry.bssfp.volume;

import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.estimation.posterior.Prior;
import org.relaxometry.bssfp.estimation.posterior.PriorLearner;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.Voxels;
import org.relaxometry.bssfp.statistics.Range;

/** The density of T1 and T2 in a series, learnt from voxels at equal distances in it. */
public final class TissueDensity {

    private static final int VOXELS_PER_BLOCK = 256;

    /** With three cycles every voxel takes a hundred times as long. */
    private static final int VOXELS_OF_THREE_CYCLES = 2_000;

    /** Where a voxel by itself leaves more than this open of ln T1, the density of the series says more of it than its samples. */
    private static final double MUCH_OPEN = 0.17;

    private TissueDensity() {}

    /**
     * What a series has taught.
     *
     * @param prior the density of its voxels
     * @param usualSigmaLnT1 what the samples of a usual voxel leave open of ln T1
     */
    public record Learnt(Prior prior, double usualSigmaLnT1) {

        /** What to say where the prior decides more than is good. */
        public Optional<String> warning() {
            return usualSigmaLnT1 <= MUCH_OPEN
                    ? Optional.empty()
                    : Optional.of(String.format(
                            Locale.ROOT,
                            "The samples of a usual voxel leave %.0f %% of its T1 open, so the prior 'this series' says much of the result:"
                                    + " tissue is drawn towards what is more common in the series (white matter of the sample brain by +9 %% with 6"
                                    + " and +17 %% with 4 cycles). Where that matters, take Adaptive maximum likelihood.",
                            100 * usualSigmaLnT1));
        }
    }

    /**
     * Learns the density.
     *
     * @param noise of the images
     * @param t1Ms range of T1 to look at
     * @param t2Ms range of T2 to look at
     * @param progress told after every block, asked before
     * @throws IllegalArgumentException where too few voxels have T1 and T2 in the ranges
     */
    public static Learnt of(
            PhaseCycledSeries series, NoiseLevel.Known noise, Range t1Ms, Range t2Ms, Progress progress) {
        Voxels voxels = ChosenVoxels.read(series, spread(series)).voxels();
        PriorLearner learner = new PriorLearner(series.protocol(), noise, t1Ms, t2Ms);
        int cycles = series.protocol().cycles();
        SeriesBlock block = new SeriesBlock(cycles, VOXELS_PER_BLOCK);
        int blocks = (voxels.count() + VOXELS_PER_BLOCK - 1) / VOXELS_PER_BLOCK;
        for (int index = 0; index < blocks; index++) {
            progress.checkCanceled();
            int start = index * VOXELS_PER_BLOCK;
            int size = Math.min(VOXELS_PER_BLOCK, voxels.count() - start);
            for (int j = 0; j < cycles; j++) {
                System.arraycopy(voxels.real()[j], start, block.real()[j], 0, size);
                System.arraycopy(voxels.imaginary()[j], start, block.imaginary()[j], 0, size);
            }
            System.arraycopy(voxels.b1Ratio(), start, block.b1Ratio(), 0, size);
            block.setSize(size);
            learner.add(block);
            progress.update((index + 1.0) / blocks);
        }
        return new Learnt(learner.learn(), learner.usualSigmaLnT1());
    }

    /** Positions inside the mask, no more than are useful, at equal distances. */
    private static int[] spread(PhaseCycledSeries series) {
        int useful =
                series.protocol().cycles() == Protocol.MIN_CYCLES ? VOXELS_OF_THREE_CYCLES : PriorLearner.USEFUL_VOXELS;
        int all = series.grid().sliceVoxels() * series.grid().nz();
        IntPredicate inside = series.mask()
                .<IntPredicate>map(mask -> position -> mask.inside()[position])
                .orElse(position -> true);
        int[] positions = IntStream.range(0, all).filter(inside).toArray();
        int count = Math.min(useful, positions.length);
        return IntStream.range(0, count)
                .map(k -> positions[(int) ((long) k * positions.length / count)])
                .toArray();
    }
}

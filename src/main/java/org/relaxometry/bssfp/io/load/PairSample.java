package org.relaxometry.bssfp.io.load;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.type.numeric.real.FloatType;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.statistics.ValueStatistics;

/**
 * What the values of the two images of a series look like: planes of every cycle, spread over the volume. The second
 * image is looked at where the first is not 0, so that the background of masked data says nothing.
 */
final class PairSample {

    private static final long VALUES = 4_000_000;
    private static final int KEPT = 200_000;
    private static final int MOST_SLICES = 9;
    private static final int FEWEST_SLICES = 3;

    private final ValueStatistics first;
    private final ValueStatistics second;
    private final long[] signalOfCycle;

    private PairSample(int cycles, int stride) {
        first = new ValueStatistics(stride);
        second = new ValueStatistics(stride);
        signalOfCycle = new long[cycles];
    }

    /** Looks at both images, [x, y, z, cycle] and of equal size. */
    static PairSample of(
            RandomAccessibleInterval<FloatType> first, RandomAccessibleInterval<FloatType> second, Progress progress) {
        int slices = (int) first.dimension(2);
        long perSlice = first.dimension(0) * first.dimension(1) * first.dimension(3);
        int count = (int) Math.max(FEWEST_SLICES, Math.min(MOST_SLICES, VALUES / perSlice));
        PairSample sample = of(first, second, spread(count, slices), progress);
        boolean empty = sample.signalOfCycle().allMatch(signal -> signal == 0);
        return empty ? of(first, second, IntStream.range(0, slices).toArray(), progress) : sample;
    }

    /** Values of the first image. */
    ValueStatistics first() {
        return first;
    }

    /** Values of the second image where the first has signal. */
    ValueStatistics second() {
        return second;
    }

    /** Number of values of the first image, by cycle, that are neither 0 nor NaN. */
    LongStream signalOfCycle() {
        return LongStream.of(signalOfCycle);
    }

    private static int[] spread(int count, int slices) {
        int n = Math.min(count, slices);
        return IntStream.range(0, n)
                .map(i -> (int) ((2L * i + 1) * slices / (2L * n)))
                .toArray();
    }

    private static PairSample of(
            RandomAccessibleInterval<FloatType> first,
            RandomAccessibleInterval<FloatType> second,
            int[] slices,
            Progress progress) {
        long width = first.dimension(0);
        long height = first.dimension(1);
        int cycles = (int) first.dimension(3);
        float[] a = new float[Math.toIntExact(width * height)];
        float[] b = new float[a.length];
        long values = (long) a.length * slices.length * cycles;
        PairSample sample = new PairSample(cycles, (int) Math.max(1, values / KEPT));
        PrimitiveBlocks<FloatType> firstBlocks = PrimitiveBlocks.of(first);
        PrimitiveBlocks<FloatType> secondBlocks = PrimitiveBlocks.of(second);
        for (int cycle = 0; cycle < cycles; cycle++) {
            for (int z : slices) {
                progress.checkCanceled();
                FinalInterval plane = FinalInterval.createMinSize(0, 0, z, cycle, width, height, 1, 1);
                firstBlocks.copy(plane, a);
                secondBlocks.copy(plane, b);
                sample.add(cycle, a, b);
            }
        }
        return sample;
    }

    private void add(int cycle, float[] a, float[] b) {
        for (int i = 0; i < a.length; i++) {
            first.add(a[i]);
            if (a[i] != 0 && Float.isFinite(a[i])) {
                signalOfCycle[cycle]++;
                second.add(b[i]);
            }
        }
    }
}

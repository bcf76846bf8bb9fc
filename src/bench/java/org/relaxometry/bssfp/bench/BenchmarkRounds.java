package org.relaxometry.bssfp.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.statistics.SortedSamples;

/**
 * Takes the time of several pieces of work in turn, again and again, so that what else a machine does meets all of them alike.
 * A first round warms up and does not count.
 */
final class BenchmarkRounds {

    /**
     * How long a piece of work took.
     *
     * @param seconds by the clock
     * @param processorSeconds of all threads together, those of Java that compile and collect garbage too: other programs on
     *     the machine change it little
     */
    record Taken(double seconds, double processorSeconds) {}

    /** Of every piece of work, [work][round], as {@link Taken}. */
    record Times(double[][] seconds, double[][] processorSeconds) {}

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private BenchmarkRounds() {}

    static Times times(List<? extends Runnable> works, int rounds, Progress progress) {
        Times times = new Times(new double[works.size()][rounds], new double[works.size()][rounds]);
        for (int round = -1; round < rounds; round++) {
            for (int i = 0; i < works.size(); i++) {
                progress.checkCanceled();
                Taken taken = taken(works.get(i));
                if (round >= 0) {
                    times.seconds()[i][round] = taken.seconds();
                    times.processorSeconds()[i][round] = taken.processorSeconds();
                }
                progress.update((round + 1 + (i + 1.0) / works.size()) / (rounds + 1));
            }
        }
        return times;
    }

    static Taken taken(Runnable work) {
        long start = System.nanoTime();
        double processorStart = processorSeconds();
        work.run();
        return new Taken((System.nanoTime() - start) / 1e9, processorSeconds() - processorStart);
    }

    static double seconds(Runnable work) {
        return taken(work).seconds();
    }

    /** Of this process so far. */
    static double processorSeconds() {
        return PROCESS.getProcessCpuTime() / 1e9;
    }

    /** Runs every piece of work on a worker of its own, at most as many as there are. */
    static void together(List<Runnable> works, WorkerPool pool) {
        pool.onEach(worker -> {
            if (worker < works.size()) {
                works.get(worker).run();
            }
        });
    }

    static double median(double[] values) {
        return SortedSamples.all(values).median();
    }

    /** Median of a over b, round by round. */
    static double medianRatio(double[] a, double[] b) {
        double[] ratios = new double[a.length];
        Arrays.setAll(ratios, round -> a[round] / b[round]);
        return median(ratios);
    }

    /** One thread and all of them; the same once where there is but one. */
    static int[] threadCounts(int threads) {
        return Arrays.stream(new int[] {1, threads}).distinct().toArray();
    }
}

package org.relaxometry.bssfp.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.likelihood.MaximumLikelihood;
import org.relaxometry.bssfp.io.file.LoadLog;
import org.relaxometry.bssfp.io.image.SeriesGrid;
import org.relaxometry.bssfp.io.image.SourceImage;
import org.relaxometry.bssfp.io.map.TissueMaps;
import org.relaxometry.bssfp.io.map.VolumeOnGrid;
import org.relaxometry.bssfp.montecarlo.phantom.PhantomSeries;
import org.relaxometry.bssfp.montecarlo.phantom.PhantomTruth;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.volume.ParameterMapper;
import org.relaxometry.bssfp.volume.ParameterMaps;
import org.relaxometry.bssfp.volume.adaptive.AdaptiveLikelihood;
import org.relaxometry.bssfp.volume.adaptive.AdaptiveSettings;
import org.relaxometry.bssfp.volume.adaptive.VoxelNoise;

/**
 * Time, memory, equality for any number of threads and delay of a cancel of adaptive maximum likelihood on the whole brain of known truth.
 *
 * <p>Arguments: folder of the truth, cycles, threads.
 */
public final class AdaptiveBenchmark {

    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final double SNR = 25;

    private AdaptiveBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        int cycles = Integer.parseInt(arguments[1]);
        int threads = Integer.parseInt(arguments[2]);
        double sigma = GaussianNoise.standardDeviation(SNR);
        Protocol protocol = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(cycles));
        PhaseCycledSeries series =
                PhantomSeries.simulate(truth(Path.of(arguments[0])), protocol, sigma, 1, Progress.NONE);
        OUT.printf(
                "%d voxels in the head, %d threads%n",
                series.mask().orElseThrow().count(), threads);
        AdaptiveLikelihood adaptive =
                new AdaptiveLikelihood(AdaptiveSettings.usual(series.grid()), VoxelNoise.uniform(sigma));
        ParameterMapper alone = new ParameterMapper(new MaximumLikelihood(series.protocol()));
        OUT.printf(
                Locale.ROOT,
                "Maximum likelihood %.1f s, adaptive %.1f s%n",
                BenchmarkRounds.seconds(() -> alone.map(series, threads, Progress.NONE)),
                BenchmarkRounds.seconds(() -> adaptive.map(series, threads, Progress.NONE)));
        double before1 = processorSeconds();
        alone.map(series, threads, Progress.NONE);
        double before2 = processorSeconds();
        adaptive.map(series, threads, Progress.NONE);
        OUT.printf(Locale.ROOT, "Of processors: %.1f s and %.1f s%n", before2 - before1, processorSeconds() - before2);
        LiveMemory memory = new LiveMemory(Progress.NONE);
        long before = memory.take();
        ParameterMaps maps = adaptive.map(series, threads, memory);
        long output =
                (long) series.grid().voxels() * Float.BYTES * (maps.parameters().size() + 1);
        OUT.printf(
                Locale.ROOT, "Memory beside input and output %.0f MB%n", (memory.mostBytes() - before - output) / 1e6);
        ParameterMaps one = adaptive.map(series, 1, Progress.NONE);
        OUT.printf(
                "The same for 1 and %d threads: %b%n",
                threads,
                one.parameters().stream()
                        .allMatch(parameter -> Arrays.deepEquals(
                                ParameterMaps.planes(one.map(parameter)), ParameterMaps.planes(maps.map(parameter)))));
        OUT.printf(Locale.ROOT, "A cancel is obeyed within %.2f s%n", longestCancelSeconds(adaptive, series, threads));
    }

    private static PhantomTruth truth(Path folder) throws IOException {
        TissueMaps times = TissueMaps.load(
                "T1",
                folder.resolve("T1_ms.nii.gz").toString(),
                "T2",
                folder.resolve("T2_ms.nii.gz").toString(),
                Progress.NONE);
        SourceImage first = times.images().get(0);
        SeriesGrid on = SeriesGrid.of(first);
        VolumeGrid grid = on.geometry(first, new LoadLog())
                .grid(first.volume(first.values()).dimensionsAsLongArray());
        return new PhantomTruth(
                grid,
                times.t1Ms(),
                times.t2Ms(),
                map(folder, "PD", on),
                map(folder, "B0_Hz", on),
                map(folder, "B1_rel", on),
                Mask.of(times.t2Ms()),
                List.of(),
                new int[grid.voxels()]);
    }

    private static float[] map(Path folder, String name, SeriesGrid grid) throws IOException {
        return VolumeOnGrid.read(name, folder.resolve(name + ".nii.gz").toString(), grid, Progress.NONE)
                .values();
    }

    /** What all threads of the program have used, whatever else the machine does. */
    private static double processorSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() * 1e-9;
    }

    /** Cancels at several places, and takes the longest time until it is obeyed. */
    private static double longestCancelSeconds(AdaptiveLikelihood adaptive, PhaseCycledSeries series, int threads) {
        double longest = 0;
        for (double place : new double[] {0.3, 0.52, 0.6, 0.7, 0.8, 0.95}) {
            AtomicLong reached = new AtomicLong();
            Progress progress = Progress.of(
                    fraction -> {
                        if (fraction > place) {
                            reached.compareAndSet(0, System.nanoTime());
                        }
                    },
                    () -> reached.get() != 0);
            try {
                adaptive.map(series, threads, progress);
            } catch (CancellationException e) {
                longest = Math.max(longest, (System.nanoTime() - reached.get()) * 1e-9);
            }
        }
        return longest;
    }
}

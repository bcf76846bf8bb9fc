package org.relaxometry.bssfp.command;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.relaxometry.bssfp.configuration.ConfigurationBlock;
import org.relaxometry.bssfp.configuration.ConfigurationTransform;
import org.relaxometry.bssfp.estimation.ParameterBlock;
import org.relaxometry.bssfp.estimation.Progress;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.io.LoadedSeries;
import org.relaxometry.bssfp.io.ResultFolder;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.volume.ParameterMapper;
import org.relaxometry.bssfp.volume.ParameterMaps;
import org.relaxometry.bssfp.volume.PhaseCycledSeries;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * How fast the methods are on this machine, all in one run: ns per voxel on simulated tissue, and the time and memory for a
 * whole series if one is given. Machines are shared and noisy: ratios within a run mean more than its absolute times.
 */
@Plugin(
        type = Command.class,
        name = "bench",
        label = "Benchmark bSSFP Relaxometry...",
        description = "Time per voxel of every method on this machine, and for a whole series if one is given.",
        attrs = @Attr(name = "no-record"))
public class Benchmark extends SeriesCommand {

    private static final int[] CYCLES = {12, 4};
    private static final int BLOCKS = 64;
    private static final int BLOCKS_OF_SEARCH = 4;
    private static final String TABLE = "bench.txt";
    private static final String JSON = "bench.json";

    @Parameter(
            label = "Rounds",
            description = "How often everything is timed, in turn; medians are reported.",
            min = "1",
            required = false,
            persist = false)
    private int rounds = 5;

    /** A piece of work whose time is taken. */
    private record Task(String name, int cycles, int threads, long voxels, Runnable work, List<Double> nsPerVoxel) {

        double median() {
            double[] sorted = nsPerVoxel.stream()
                    .mapToDouble(Double::doubleValue)
                    .sorted()
                    .toArray();
            return sorted[sorted.length / 2];
        }
    }

    @Override
    void execute() throws IOException {
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds must be 1 or more, but is " + rounds + ".");
        }
        boolean withSeries = texts().entrySet().stream()
                .anyMatch(entry -> List.of("magnitude", "real", "complex").contains(entry.getKey())
                        && !entry.getValue().isBlank());
        try (ResultFolder folder = resultFolder()) {
            if (folder != null) {
                folder.requireFree(List.of(TABLE, JSON));
            }
            Map<String, Object> report = new LinkedHashMap<>();
            report.put("Version", Version.current());
            report.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
            report.put("Processors", Runtime.getRuntime().availableProcessors());
            List<String> lines = new ArrayList<>();
            report.put("Voxels", timeVoxels(lines));
            if (withSeries) {
                report.put("Series", timeSeries(lines));
            }
            lines.forEach(this::log);
            if (folder != null) {
                Files.write(folder.place(TABLE), lines);
                Files.writeString(
                        folder.place(JSON),
                        new GsonBuilder().setPrettyPrinting().create().toJson(report) + "\n");
                folder.publish();
            }
        }
    }

    private List<Map<String, Object>> timeVoxels(List<String> lines) {
        List<Task> tasks = tasks();
        Progress progress = progress("Timing");
        for (int round = -1; round < rounds; round++) {
            for (Task task : tasks) {
                progress.checkCanceled();
                long start = System.nanoTime();
                task.work().run();
                double perVoxel = (double) (System.nanoTime() - start) / task.voxels();
                if (round >= 0) {
                    // the round before the first warms up
                    task.nsPerVoxel().add(perVoxel);
                }
            }
            progress.update((round + 2.0) / (rounds + 1));
        }
        lines.add(String.format(
                "%-20s %3s %8s %14s %28s", "method", "N", "threads", "ns per voxel", "times faster than MIRACLE"));
        List<Map<String, Object>> report = new ArrayList<>();
        for (Task task : tasks) {
            double golden = tasks.stream()
                    .filter(other -> other.name().equals(Method.MIRACLE_NAME)
                            && other.cycles() == task.cycles()
                            && other.threads() == task.threads())
                    .findFirst()
                    .orElseThrow()
                    .median();
            lines.add(String.format(
                    Locale.ROOT,
                    "%-20s %3d %8d %14.1f %28.1f",
                    task.name(),
                    task.cycles(),
                    task.threads(),
                    task.median(),
                    golden / task.median()));
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("Method", task.name());
            entry.put("Cycles", task.cycles());
            entry.put("Threads", task.threads());
            entry.put("NsPerVoxel", task.median());
            entry.put("NsPerVoxelOfEachRound", task.nsPerVoxel());
            entry.put("TimesFasterThanMIRACLE", golden / task.median());
            report.add(entry);
        }
        return report;
    }

    private List<Task> tasks() {
        List<Task> tasks = new ArrayList<>();
        for (int cycles : CYCLES) {
            Protocol protocol = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(cycles));
            List<SeriesBlock> blocks = BenchmarkBlocks.simulate(protocol, BLOCKS);
            for (int workers :
                    Arrays.stream(new int[] {1, threads()}).distinct().toArray()) {
                tasks.add(task("configurations", cycles, workers, blocks, () -> configurations(protocol)));
                for (Method method : Method.values()) {
                    // the golden section takes a hundred times longer
                    List<SeriesBlock> some = method == Method.MIRACLE ? blocks.subList(0, BLOCKS_OF_SEARCH) : blocks;
                    tasks.add(task(method.title(), cycles, workers, some, () -> estimation(protocol, method)));
                }
            }
        }
        return tasks;
    }

    private static Task task(
            String name, int cycles, int workers, List<SeriesBlock> blocks, Supplier<Consumer<SeriesBlock>> perThread) {
        long voxels = (long) workers * blocks.size() * BenchmarkBlocks.VOXELS;
        return new Task(name, cycles, workers, voxels, () -> inParallel(workers, blocks, perThread), new ArrayList<>());
    }

    /** Every thread works through all blocks. */
    private static void inParallel(int workers, List<SeriesBlock> blocks, Supplier<Consumer<SeriesBlock>> perThread) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            Consumer<SeriesBlock> work = perThread.get();
            threads.add(new Thread(() -> blocks.forEach(work)));
        }
        threads.forEach(Thread::start);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Cancelled.");
        }
    }

    private static Consumer<SeriesBlock> configurations(Protocol protocol) {
        ConfigurationTransform transform = new ConfigurationTransform(protocol);
        ConfigurationBlock out = new ConfigurationBlock(BenchmarkBlocks.VOXELS);
        return in -> {
            transform.transform(in.real(), in.imaginary(), in.size(), out);
            out.referencePhase();
            out.normalise();
        };
    }

    private static Consumer<SeriesBlock> estimation(Protocol protocol, Method method) {
        RelaxometryEstimator estimator = method.estimator(protocol, OptionalDouble.empty());
        ParameterBlock out = new ParameterBlock(estimator.outputs(), BenchmarkBlocks.VOXELS);
        return in -> estimator.estimate(in, out);
    }

    private static ParameterMaps map(PhaseCycledSeries series, Method method, int workers) {
        return map(series, method, workers, Progress.NONE);
    }

    private static ParameterMaps map(PhaseCycledSeries series, Method method, int workers, Progress progress) {
        return ParameterMapper.map(
                series, method.estimator(series.protocol(), OptionalDouble.empty()), workers, progress);
    }

    private Map<String, Object> timeSeries(List<String> lines) throws IOException {
        long start = System.nanoTime();
        LoadedSeries loaded = load(progress("Reading"));
        double readSeconds = secondsSince(start);
        long[] grid = loaded.series().grid();
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "Series of %d × %d × %d voxels and %d cycles, %d threads: read in %.2f s",
                grid[0],
                grid[1],
                grid[2],
                loaded.series().protocol().cycles(),
                threads(),
                readSeconds));
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("Grid", grid);
        report.put("Cycles", loaded.series().protocol().cycles());
        report.put("Threads", threads());
        report.put("ReadSeconds", readSeconds);
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (Method method : Method.values()) {
            progress("Timing " + method.title()).checkCanceled();
            long begin = System.nanoTime();
            map(loaded.series(), method, threads());
            double mapSeconds = secondsSince(begin);
            seconds.put(method.title(), mapSeconds);
            lines.add(String.format(
                    Locale.ROOT,
                    "%-20s mapped in %8.2f s, with reading %8.2f s",
                    method.title(),
                    mapSeconds,
                    readSeconds + mapSeconds));
        }
        report.put("MapSeconds", seconds);
        report.put("MapsEqualForAnyNumberOfThreads", sameForAnyThreads(loaded.series()));
        long extra = extraMemory(loaded.series());
        report.put("MemoryBesideInputAndOutputBytes", extra);
        lines.add("Maps of maximum likelihood equal, bit for bit, for 1 and " + threads() + " threads: "
                + report.get("MapsEqualForAnyNumberOfThreads"));
        lines.add(String.format(
                Locale.ROOT, "Memory in use beside input and output while mapping, at most: %.1f MB", extra / 1e6));
        return report;
    }

    private boolean sameForAnyThreads(PhaseCycledSeries series) {
        ParameterMaps one = map(series, Method.MAXIMUM_LIKELIHOOD, 1);
        ParameterMaps many = map(series, Method.MAXIMUM_LIKELIHOOD, threads());
        return one.parameters().stream()
                .allMatch(parameter ->
                        Arrays.deepEquals(MapWriter.planes(one.map(parameter)), MapWriter.planes(many.map(parameter))));
    }

    /** Live memory after a collection, taken several times a second during a run, less what was there before and less the maps. */
    private long extraMemory(PhaseCycledSeries series) {
        long before = liveBytes();
        AtomicLong most = new AtomicLong(before);
        AtomicLong last = new AtomicLong(System.nanoTime());
        Progress watch = new Progress() {
            @Override
            public void update(double fraction) {
                long previous = last.get();
                if (System.nanoTime() - previous > 200_000_000L && last.compareAndSet(previous, System.nanoTime())) {
                    most.accumulateAndGet(liveBytes(), Math::max);
                }
            }

            @Override
            public boolean isCanceled() {
                return false;
            }
        };
        ParameterMaps maps = map(series, Method.MAXIMUM_LIKELIHOOD, threads(), watch);
        long voxels = Arrays.stream(series.grid()).reduce(1, (a, b) -> a * b);
        long output = voxels * Float.BYTES * (maps.parameters().size() + 1);
        return Math.max(0, most.get() - before - output);
    }

    private static long liveBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}

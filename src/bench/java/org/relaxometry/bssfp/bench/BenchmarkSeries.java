package org.relaxometry.bssfp.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.estimation.network.NetworkKind;
import org.relaxometry.bssfp.estimation.network.NetworkModel;
import org.relaxometry.bssfp.method.DirectMethod;
import org.relaxometry.bssfp.method.Method;
import org.relaxometry.bssfp.method.Methods;
import org.relaxometry.bssfp.method.NetworkChoice;
import org.relaxometry.bssfp.method.PreparedMethod;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.text.Version;
import org.relaxometry.bssfp.training.NetworkTrainer;
import org.relaxometry.bssfp.training.TrainingListener;
import org.relaxometry.bssfp.volume.ParameterMapper;
import org.relaxometry.bssfp.volume.ParameterMaps;

/** Time and memory for the maps of a whole series: by every method, and by networks trained for it there and then. */
final class BenchmarkSeries {

    private final PhaseCycledSeries series;
    private final int threads;
    private final Progress progress;
    private final List<String> lines;
    private final Map<String, Double> processorSeconds = new LinkedHashMap<>();

    BenchmarkSeries(PhaseCycledSeries series, int threads, Progress progress, List<String> lines) {
        this.series = series;
        this.threads = threads;
        this.progress = progress;
        this.lines = lines;
    }

    /** @param samples drawn for every training */
    Map<String, Object> run(double readSeconds, int samples) {
        long[] grid = series.grid().size();
        lines.add(String.format(
                Locale.ROOT,
                "Series of %d × %d × %d voxels and %d cycles, %d threads: read in %.2f s",
                grid[0],
                grid[1],
                grid[2],
                series.protocol().cycles(),
                threads,
                readSeconds));
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("Grid", grid);
        report.put("Cycles", series.protocol().cycles());
        report.put("Threads", threads);
        report.put("ReadSeconds", readSeconds);
        Map<String, Double> seconds = mapSeconds(readSeconds);
        report.put("MapSeconds", seconds);
        report.put("MapProcessorSeconds", processorSeconds);
        report.put("TrainAndMap", trainAndMap(samples, seconds.get(Method.MIRACLE_NAME)));
        boolean same = sameForAnyThreads();
        report.put("MapsEqualForAnyNumberOfThreads", same);
        lines.add("Maps of maximum likelihood equal, bit for bit, for 1 and " + threads + " threads: " + same);
        long extra = extraMemory();
        report.put("MemoryBesideInputAndOutputBytes", extra);
        lines.add(String.format(
                Locale.ROOT, "Memory in use beside input and output while mapping, at most: %.1f MB", extra / 1e6));
        return report;
    }

    private Map<String, Double> mapSeconds(double readSeconds) {
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (DirectMethod method : Methods.DIRECT) {
            progress.checkCanceled();
            BenchmarkRounds.Taken taken = BenchmarkRounds.taken(() -> map(method, threads, Progress.NONE));
            double mapSeconds = taken.seconds();
            seconds.put(method.title(), mapSeconds);
            processorSeconds.put(method.title(), taken.processorSeconds());
            lines.add(String.format(
                    Locale.ROOT,
                    "%-20s mapped in %8.2f s (processor %8.2f s), with reading %8.2f s",
                    method.title(),
                    mapSeconds,
                    taken.processorSeconds(),
                    readSeconds + mapSeconds));
        }
        return seconds;
    }

    private List<Map<String, Object>> trainAndMap(int samples, double miracleSeconds) {
        List<Map<String, Object>> report = new ArrayList<>();
        for (boolean complex : new boolean[] {false, true}) {
            for (NetworkKind kind : List.of(NetworkKind.SVNN, NetworkKind.PINN)) {
                progress.checkCanceled();
                report.add(trainAndMap(kind, complex, samples, miracleSeconds));
            }
        }
        return report;
    }

    /** Simulates, trains for one epoch, and maps, as in Fig. 8 of Birk et al. 2025. */
    private Map<String, Object> trainAndMap(NetworkKind kind, boolean complex, int samples, double miracleSeconds) {
        NetworkTrainer trainer = new NetworkTrainer(
                BenchmarkTraining.specification(kind, complex, series.protocol(), samples),
                EngineChoice.AUTO,
                threads,
                Version.current());
        long start = System.nanoTime();
        double processorStart = BenchmarkRounds.processorSeconds();
        AtomicLong simulated = new AtomicLong();
        NetworkModel model = trainer.train(new TrainingListener() {
                    @Override
                    public void begins(List<Double> trainingLosses, List<Double> validationLosses) {
                        simulated.set(System.nanoTime());
                    }

                    @Override
                    public boolean isCanceled() {
                        return progress.isCanceled();
                    }
                })
                .model();
        long trained = System.nanoTime();
        PreparedMethod network =
                new NetworkChoice(model, "trained in this run").prepare(series.protocol(), EngineChoice.AUTO);
        RelaxometryEstimator estimator = network.estimator(NoiseLevel.FROM_RESIDUAL);
        ParameterMapper.map(series, estimator, threads, Progress.NONE);
        double mapSeconds = (System.nanoTime() - trained) / 1e9;
        double simulateSeconds = (simulated.get() - start) / 1e9;
        double trainSeconds = (trained - simulated.get()) / 1e9;
        double total = simulateSeconds + trainSeconds + mapSeconds;
        double processor = BenchmarkRounds.processorSeconds() - processorStart;
        lines.add(String.format(
                Locale.ROOT,
                "%-20s simulated in %.2f s, trained for one epoch in %.2f s, mapped in %.2f s: together %.2f s (processor %.2f s), %.1f"
                        + " times faster than MIRACLE",
                BenchmarkTraining.title(kind, complex),
                simulateSeconds,
                trainSeconds,
                mapSeconds,
                total,
                processor,
                miracleSeconds / total));
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("Network", BenchmarkTraining.title(kind, complex));
        entry.put("TrainingEngine", trainer.engine());
        entry.put("Engine", network.network().orElseThrow().get("Engine"));
        entry.put("Samples", samples);
        entry.put("SimulateSeconds", simulateSeconds);
        entry.put("TrainSeconds", trainSeconds);
        entry.put("MapSeconds", mapSeconds);
        entry.put("TotalSeconds", total);
        entry.put("ProcessorSeconds", processor);
        entry.put("TimesFasterThanMIRACLE", miracleSeconds / total);
        return entry;
    }

    private ParameterMaps map(DirectMethod method, int workers, Progress watch) {
        return ParameterMapper.map(
                series,
                method.prepare(series.protocol(), EngineChoice.AUTO).estimator(NoiseLevel.FROM_RESIDUAL),
                workers,
                watch);
    }

    private boolean sameForAnyThreads() {
        ParameterMaps one = map(Methods.MAXIMUM_LIKELIHOOD, 1, Progress.NONE);
        ParameterMaps many = map(Methods.MAXIMUM_LIKELIHOOD, threads, Progress.NONE);
        return one.parameters().stream()
                .allMatch(parameter -> Arrays.deepEquals(
                        ParameterMaps.planes(one.map(parameter)), ParameterMaps.planes(many.map(parameter))));
    }

    /** What is in use at most, less what was there before and less the maps. */
    private long extraMemory() {
        LiveMemory memory = new LiveMemory(progress);
        long before = memory.take();
        ParameterMaps maps = map(Methods.MAXIMUM_LIKELIHOOD, threads, memory);
        long voxels = series.grid().voxels();
        long output = voxels * Float.BYTES * (maps.parameters().size() + 1);
        return Math.max(0, memory.mostBytes() - before - output);
    }
}

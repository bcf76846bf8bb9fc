package org.relaxometry.bssfp.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.estimation.network.NetworkKind;
import org.relaxometry.bssfp.estimation.network.PyTorch;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.training.ParameterDistribution;
import org.relaxometry.bssfp.training.TrainingSpecification;

/** Seconds per epoch of the four published kinds of network, by our trainer and by DJL's with automatic differentiation. */
final class BenchmarkTraining {

    private static final int CYCLES = 12;

    /** One way to train, where it runs, and its epochs. */
    private record Way(String name, int threads, EpochBenchmark.Epochs epochs) {}

    private BenchmarkTraining() {}

    static List<Map<String, Object>> run(int rounds, int threads, int samples, Progress progress, List<String> lines) {
        lines.add(String.format(
                "%-14s %-28s %8s %12s %12s %24s",
                "network", "trained by", "threads", "s per epoch", "processor s", "times faster than DJL"));
        List<Map<String, Object>> report = new ArrayList<>();
        int kind = 0;
        for (boolean complex : new boolean[] {false, true}) {
            for (NetworkKind each : List.of(NetworkKind.SVNN, NetworkKind.PINN)) {
                report.addAll(run(each, complex, rounds, threads, samples, progress.part(kind++, 4), lines));
            }
        }
        return report;
    }

    private static List<Map<String, Object>> run(
            NetworkKind kind,
            boolean complex,
            int rounds,
            int threads,
            int samples,
            Progress progress,
            List<String> lines) {
        EpochBenchmark benchmark = new EpochBenchmark(specification(
                kind, complex, new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(CYCLES)), samples));
        List<Way> ways = ways(benchmark, threads);
        try {
            BenchmarkRounds.Times times = BenchmarkRounds.times(
                    ways.stream().map(way -> (Runnable) way.epochs()::run).toList(), rounds, progress);
            double[][] seconds = times.seconds();
            List<Map<String, Object>> report = new ArrayList<>();
            boolean withReference = PyTorch.instance().isAvailable();
            for (int i = 0; i < ways.size(); i++) {
                Map<String, Object> entry = new LinkedHashMap<>();
                entry.put("Network", title(kind, complex));
                entry.put("TrainedBy", ways.get(i).name());
                entry.put("Threads", ways.get(i).threads());
                entry.put("SamplesPerEpoch", benchmark.samples());
                entry.put("SecondsPerEpoch", BenchmarkRounds.median(seconds[i]));
                double processor = BenchmarkRounds.median(times.processorSeconds()[i]);
                entry.put("ProcessorSecondsPerEpoch", processor);
                entry.put("SecondsOfEachRound", seconds[i]);
                String line = String.format(
                        Locale.ROOT,
                        "%-14s %-28s %8d %12.3f %12.3f",
                        title(kind, complex),
                        ways.get(i).name(),
                        ways.get(i).threads(),
                        BenchmarkRounds.median(seconds[i]),
                        processor);
                if (withReference) {
                    double faster = BenchmarkRounds.medianRatio(seconds[ways.size() - 1], seconds[i]);
                    entry.put("TimesFasterThanDJLTrainer", faster);
                    line += String.format(Locale.ROOT, " %24.1f", faster);
                }
                lines.add(line);
                report.add(entry);
            }
            return report;
        } finally {
            ways.forEach(way -> way.epochs().close());
        }
    }

    /** All ways there are; DJL's own trainer is the last. */
    private static List<Way> ways(EpochBenchmark benchmark, int threads) {
        List<Way> ways = new ArrayList<>();
        boolean withPyTorch = PyTorch.instance().isAvailable();
        for (EngineChoice engine : BenchmarkNetworks.engines(withPyTorch)) {
            for (int workers : BenchmarkRounds.threadCounts(threads)) {
                ways.add(new Way("ours, " + engine.label(), workers, benchmark.ours(engine, workers)));
            }
        }
        if (withPyTorch) {
            ways.add(new Way("DJL Trainer with autograd", 1, benchmark.autograd()));
        }
        return ways;
    }

    static String title(NetworkKind kind, boolean complex) {
        return kind.label() + (complex ? " complex" : "");
    }

    /** The published network and settings, but for the number of samples, and for one epoch. */
    static TrainingSpecification specification(NetworkKind kind, boolean complex, Protocol protocol, int samples) {
        TrainingSpecification published = TrainingSpecification.published(
                "benchmark", kind, complex, protocol, ParameterDistribution.uniform(), Double.POSITIVE_INFINITY, 1);
        TrainingSpecification.Optimisation all = published.optimisation();
        return new TrainingSpecification(
                published.name(),
                kind,
                published.input(),
                protocol,
                published.distribution(),
                samples,
                published.signalToNoise(),
                published.hiddenLayers(),
                new TrainingSpecification.Optimisation(
                        1, all.batchSize(), all.learningRate(), all.schedule(), all.patience()),
                published.seed());
    }
}

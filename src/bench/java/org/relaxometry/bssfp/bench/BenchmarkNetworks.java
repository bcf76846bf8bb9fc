package org.relaxometry.bssfp.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.estimation.network.NetworkEngine;
import org.relaxometry.bssfp.estimation.network.NetworkWeights;
import org.relaxometry.bssfp.estimation.network.OutputActivation;
import org.relaxometry.bssfp.estimation.network.PyTorch;

/**
 * How fast the networks of Birk et al. 2025 are evaluated, with random weights: the published sizes, both engines. Measured by
 * the machine's own large matrix product, as many of them at a time as there are threads, in slices in turn with it.
 */
final class BenchmarkNetworks {

    private static final List<List<Integer>> ARCHITECTURES = List.of(List.of(4, 64, 64, 2), List.of(6, 256, 256, 3));

    /** A round of a network is cut into slices of at most as many voxels, with a matrix product after each. */
    private static final long VOXELS_OF_SLICE = 500_000;

    private BenchmarkNetworks() {}

    static List<Map<String, Object>> run(int rounds, int threads, long voxels, Progress progress, List<String> lines) {
        boolean withPyTorch = PyTorch.instance().isAvailable();
        List<Case> cases = new ArrayList<>();
        for (List<Integer> layerSizes : ARCHITECTURES) {
            for (EngineChoice choice : engines(withPyTorch)) {
                for (int workers : BenchmarkRounds.threadCounts(threads)) {
                    cases.add(new Case(layerSizes, choice, workers, rounds));
                }
            }
        }
        lines.add(String.format(
                "%-14s %-18s %8s %22s %12s %12s %9s %26s %7s",
                "network",
                "engine",
                "threads",
                String.format(Locale.ROOT, "s for %.3g voxels", (double) voxels),
                "processor s",
                "voxels/s",
                "GFLOP/s",
                "large products' GFLOP/s",
                "share"));
        List<LargeMatrixProduct> products = Stream.generate(() -> new LargeMatrixProduct(PyTorch.instance()))
                .limit(withPyTorch ? threads : 0)
                .toList();
        try (WorkerPool pool = new WorkerPool(threads)) {
            cases.forEach(each -> each.warmUp(Math.min(voxels, VOXELS_OF_SLICE), products, pool));
            for (int round = 0; round < rounds; round++) {
                for (int i = 0; i < cases.size(); i++) {
                    cases.get(i).time(voxels, products, pool, round, progress);
                    progress.update((round + (i + 1.0) / cases.size()) / rounds);
                }
            }
        } finally {
            products.forEach(LargeMatrixProduct::close);
        }
        return cases.stream()
                .map(each -> each.report(voxels, withPyTorch, lines))
                .toList();
    }

    /** The engines to time; those that cannot run are left out. */
    static List<EngineChoice> engines(boolean withPyTorch) {
        return withPyTorch ? List.of(EngineChoice.DJL_PYTORCH, EngineChoice.JAVA) : List.of(EngineChoice.JAVA);
    }

    /** Evaluates one block again and again, as an estimator does, with buffers of its own. */
    private static final class Evaluator {

        private final NetworkEngine engine;
        private final float[][] inputs;
        private final float[][] outputs;

        Evaluator(NetworkEngine engine, NetworkWeights weights, SplittableRandom random) {
            this.engine = engine;
            inputs = new float[weights.inputs(0)][BenchmarkBlocks.VOXELS];
            for (float[] input : inputs) {
                for (int v = 0; v < input.length; v++) {
                    input[v] = (float) random.nextDouble(-2, 2);
                }
            }
            outputs = new float[weights.outputs(weights.layers() - 1)][BenchmarkBlocks.VOXELS];
        }

        /** Takes blocks from what is left until nothing is. */
        void work(AtomicLong voxelsLeft) {
            long left = voxelsLeft.getAndAdd(-BenchmarkBlocks.VOXELS);
            while (left > 0) {
                engine.evaluate(inputs, (int) Math.min(left, BenchmarkBlocks.VOXELS), outputs);
                left = voxelsLeft.getAndAdd(-BenchmarkBlocks.VOXELS);
            }
        }
    }

    /** A network on an engine on some threads, and its times. */
    private static final class Case {

        private final NetworkWeights weights;
        private final String engine;
        private final List<Evaluator> evaluators = new ArrayList<>();
        private final double[] seconds;
        private final double[] processorSeconds;
        /** Of one matrix product on every thread. */
        private final double[] productSeconds;

        Case(List<Integer> layerSizes, EngineChoice choice, int threads, int rounds) {
            SplittableRandom random = new SplittableRandom(1);
            weights = randomWeights(layerSizes, random);
            NetworkEngine first = choice.open(weights).engine();
            engine = first.name();
            for (int i = 0; i < threads; i++) {
                evaluators.add(new Evaluator(first.independentCopy(), weights, random));
            }
            seconds = new double[rounds];
            processorSeconds = new double[rounds];
            productSeconds = new double[rounds];
        }

        private static NetworkWeights randomWeights(List<Integer> layerSizes, SplittableRandom random) {
            float[] parameters = new float[NetworkWeights.parameterCount(layerSizes)];
            for (int i = 0; i < parameters.length; i++) {
                parameters[i] = (float) random.nextDouble(-0.1, 0.1);
            }
            return new NetworkWeights(layerSizes, OutputActivation.SIGMOID, parameters);
        }

        void warmUp(long voxels, List<LargeMatrixProduct> products, WorkerPool pool) {
            evaluate(voxels, pool);
            multiply(products, pool);
        }

        void time(long voxels, List<LargeMatrixProduct> products, WorkerPool pool, int round, Progress progress) {
            long slices = (voxels + VOXELS_OF_SLICE - 1) / VOXELS_OF_SLICE;
            for (long slice = 0; slice < slices; slice++) {
                progress.checkCanceled();
                long count = voxels * (slice + 1) / slices - voxels * slice / slices;
                BenchmarkRounds.Taken taken = BenchmarkRounds.taken(() -> evaluate(count, pool));
                seconds[round] += taken.seconds();
                processorSeconds[round] += taken.processorSeconds();
                productSeconds[round] += BenchmarkRounds.seconds(() -> multiply(products, pool)) / slices;
            }
        }

        private void evaluate(long voxels, WorkerPool pool) {
            AtomicLong left = new AtomicLong(voxels);
            BenchmarkRounds.together(
                    evaluators.stream()
                            .map(each -> (Runnable) () -> each.work(left))
                            .toList(),
                    pool);
        }

        private void multiply(List<LargeMatrixProduct> products, WorkerPool pool) {
            BenchmarkRounds.together(
                    products.stream()
                            .limit(evaluators.size())
                            .map(each -> (Runnable) each::run)
                            .toList(),
                    pool);
        }

        private double operationsPerVoxel() {
            return IntStream.range(0, weights.layers())
                    .mapToDouble(layer -> 2.0 * weights.inputs(layer) * weights.outputs(layer))
                    .sum();
        }

        Map<String, Object> report(long voxels, boolean withProduct, List<String> lines) {
            double median = BenchmarkRounds.median(seconds);
            double operations = operationsPerVoxel() * voxels;
            double productOperations = LargeMatrixProduct.OPERATIONS * evaluators.size();
            String network = weights.layerSizes().stream().map(String::valueOf).collect(Collectors.joining("-"));
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("Network", network);
            entry.put("Engine", engine);
            entry.put("Threads", evaluators.size());
            entry.put("Voxels", voxels);
            entry.put("Seconds", median);
            entry.put("ProcessorSeconds", BenchmarkRounds.median(processorSeconds));
            entry.put("SecondsOfEachRound", seconds);
            entry.put("VoxelsPerSecond", voxels / median);
            entry.put("GFLOPPerSecond", operations / median / 1e9);
            String line = String.format(
                    Locale.ROOT,
                    "%-14s %-18s %8d %22.3f %12.3f %12.3g %9.1f",
                    network,
                    engine,
                    evaluators.size(),
                    median,
                    BenchmarkRounds.median(processorSeconds),
                    voxels / median,
                    operations / median / 1e9);
            if (withProduct) {
                double productSpeed = productOperations / BenchmarkRounds.median(productSeconds) / 1e9;
                double share = operations / productOperations * BenchmarkRounds.medianRatio(productSeconds, seconds);
                entry.put("LargeMatrixProductsGFLOPPerSecond", productSpeed);
                entry.put("ShareOfLargeMatrixProducts", share);
                line += String.format(Locale.ROOT, " %26.1f %7.2f", productSpeed, share);
            }
            lines.add(line);
            return entry;
        }
    }
}

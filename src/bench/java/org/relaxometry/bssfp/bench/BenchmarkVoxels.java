package org.relaxometry.bssfp.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.estimation.ParameterBlock;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.estimation.fat.FieldCandidates;
import org.relaxometry.bssfp.estimation.fat.WaterFatVoxel;
import org.relaxometry.bssfp.estimation.fat.WaterPrior;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.method.DirectMethod;
import org.relaxometry.bssfp.method.Method;
import org.relaxometry.bssfp.method.Methods;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.RfPulse;
import org.relaxometry.bssfp.signal.ConfigurationBlock;
import org.relaxometry.bssfp.signal.ConfigurationTransform;
import org.relaxometry.bssfp.signal.FatSpectrum;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.volume.fat.WaterFatMapper;

/** ns per voxel of every method that needs no training, on simulated tissue. */
final class BenchmarkVoxels {

    private static final int[] CYCLES = {12, 4};
    private static final int BLOCKS = 64;
    private static final int BLOCKS_OF_SEARCH = 4;

    /** What is timed: a piece of work for every thread, made anew every time. */
    private record Task(String name, int cycles, int threads, long voxels, Supplier<List<Runnable>> works) {}

    private BenchmarkVoxels() {}

    static List<Map<String, Object>> run(int rounds, int threads, Progress progress, List<String> lines) {
        List<Task> tasks = tasks(threads);
        BenchmarkRounds.Times times;
        try (WorkerPool pool = new WorkerPool(threads)) {
            times = BenchmarkRounds.times(
                    tasks.stream()
                            .map(task -> (Runnable)
                                    () -> BenchmarkRounds.together(task.works().get(), pool))
                            .toList(),
                    rounds,
                    progress);
        }
        double[][] nsPerVoxel = times.seconds();
        for (int i = 0; i < nsPerVoxel.length; i++) {
            for (int round = 0; round < rounds; round++) {
                nsPerVoxel[i][round] *= 1e9 / tasks.get(i).voxels();
                times.processorSeconds()[i][round] *= 1e9 / tasks.get(i).voxels();
            }
        }
        lines.add(String.format(
                "%-20s %3s %8s %14s %14s %28s",
                "method", "N", "threads", "ns per voxel", "processor ns", "times faster than MIRACLE"));
        List<Map<String, Object>> report = new ArrayList<>();
        for (int i = 0; i < nsPerVoxel.length; i++) {
            Task task = tasks.get(i);
            double median = BenchmarkRounds.median(nsPerVoxel[i]);
            double processor = BenchmarkRounds.median(times.processorSeconds()[i]);
            double golden = BenchmarkRounds.median(nsPerVoxel[indexOfMiracle(tasks, task)]);
            lines.add(String.format(
                    Locale.ROOT,
                    "%-20s %3d %8d %14.1f %14.1f %28.1f",
                    task.name(),
                    task.cycles(),
                    task.threads(),
                    median,
                    processor,
                    golden / median));
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("Method", task.name());
            entry.put("Cycles", task.cycles());
            entry.put("Threads", task.threads());
            entry.put("NsPerVoxel", median);
            entry.put("ProcessorNsPerVoxel", processor);
            entry.put("NsPerVoxelOfEachRound", nsPerVoxel[i]);
            entry.put("TimesFasterThanMIRACLE", golden / median);
            report.add(entry);
        }
        return report;
    }

    private static int indexOfMiracle(List<Task> tasks, Task like) {
        for (int i = 0; i < tasks.size(); i++) {
            Task task = tasks.get(i);
            if (task.name().equals(Method.MIRACLE_NAME)
                    && task.cycles() == like.cycles()
                    && task.threads() == like.threads()) {
                return i;
            }
        }
        throw new IllegalStateException("MIRACLE is always timed.");
    }

    private static List<Task> tasks(int threads) {
        List<Task> tasks = new ArrayList<>();
        for (int cycles : CYCLES) {
            Protocol protocol = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(cycles));
            List<SeriesBlock> blocks = BenchmarkBlocks.simulate(protocol, BLOCKS);
            Protocol pulsed = protocol.withPulse(RfPulse.sinc(0.8, 2.7));
            List<SeriesBlock> pulsedBlocks = BenchmarkBlocks.simulate(pulsed, BLOCKS);
            for (int workers : BenchmarkRounds.threadCounts(threads)) {
                tasks.add(task("configurations", cycles, workers, blocks, () -> configurations(protocol)));
                if (cycles >= WaterFatMapper.MIN_CYCLES) {
                    List<SeriesBlock> some = blocks.subList(0, BLOCKS_OF_SEARCH);
                    tasks.add(task("water and fat", cycles, workers, some, () -> waterAndFat(protocol)));
                }
                tasks.add(task(
                        "Maximum likelihood, pulse",
                        cycles,
                        workers,
                        pulsedBlocks,
                        () -> estimation(pulsed, Methods.MAXIMUM_LIKELIHOOD)));
                for (DirectMethod method : Methods.DIRECT) {
                    // the golden section takes a hundred times longer
                    List<SeriesBlock> some = method == Methods.MIRACLE ? blocks.subList(0, BLOCKS_OF_SEARCH) : blocks;
                    tasks.add(task(method.title(), cycles, workers, some, () -> estimation(protocol, method)));
                }
            }
        }
        return tasks;
    }

    /** Every thread works through all blocks. */
    private static Task task(
            String name, int cycles, int workers, List<SeriesBlock> blocks, Supplier<Consumer<SeriesBlock>> perThread) {
        long voxels = (long) workers * blocks.size() * BenchmarkBlocks.VOXELS;
        return new Task(name, cycles, workers, voxels, () -> Stream.generate(perThread)
                .limit(workers)
                .map(work -> (Runnable) () -> blocks.forEach(work))
                .toList());
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

    /** Every minimum of ΔB0, and the fit at the best. */
    private static Consumer<SeriesBlock> waterAndFat(Protocol protocol) {
        FatSpectrum spectrum = FatSpectrum.at(3);
        WaterPrior prior = WaterPrior.at(3);
        FieldCandidates found = new FieldCandidates(protocol, spectrum, prior);
        WaterFatVoxel voxel = new WaterFatVoxel(protocol, spectrum, prior, Double.NaN);
        double[] real = new double[protocol.cycles()];
        double[] imaginary = new double[protocol.cycles()];
        return in -> {
            for (int v = 0; v < in.size(); v++) {
                for (int j = 0; j < real.length; j++) {
                    real[j] = in.real()[j][v];
                    imaginary[j] = in.imaginary()[j][v];
                }
                if (found.find(real, imaginary, in.b1Ratio()[v], Double.NaN) > 0) {
                    voxel.estimate(real, imaginary, in.b1Ratio()[v], found.thetaRad(0), found.t1Ms(0), found.t2Ms(0));
                }
            }
        };
    }

    private static Consumer<SeriesBlock> estimation(Protocol protocol, DirectMethod method) {
        RelaxometryEstimator estimator =
                method.prepare(protocol, EngineChoice.AUTO).estimator(NoiseLevel.FROM_RESIDUAL);
        ParameterBlock out = new ParameterBlock(estimator.outputs(), BenchmarkBlocks.VOXELS);
        return in -> estimator.estimate(in, out);
    }
}

package org.relaxometry.bssfp.training;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.relaxometry.bssfp.estimation.ParameterBlock;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.estimation.network.NetworkEstimator;
import org.relaxometry.bssfp.estimation.network.NetworkInput;
import org.relaxometry.bssfp.estimation.network.NetworkKind;
import org.relaxometry.bssfp.estimation.network.NetworkModel;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.training.TrainingSpecification.Optimisation;

/**
 * Trains and maps again and again, with both engines, in a JVM of its own; {@link NetworkMemoryTest} starts it.
 *
 * <p>Prints after every hundred cycles {@code CYCLES HEAP RESIDENT THREADS}: bytes on the heap after a collection, bytes of
 * the process in memory (−1 where the system does not say), live threads.
 */
public final class NetworkCycles {

    private static final Protocol PROTOCOL = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(4));
    private static final int VOXELS = 300;
    private static final Path PROCESS_STATUS = Path.of("/proc/self/status");

    private NetworkCycles() {}

    /** @param arguments number of cycles */
    public static void main(String[] arguments) throws Exception {
        SeriesBlock series = series();
        for (int cycle = 1; cycle <= Integer.parseInt(arguments[0]); cycle++) {
            trainAndMap(EngineChoice.DJL_PYTORCH, cycle, series);
            trainAndMap(EngineChoice.JAVA, cycle, series);
            if (cycle % 100 == 0) {
                System.out.println(cycle + " " + heapBytes() + " " + residentBytes() + " "
                        + ManagementFactory.getThreadMXBean().getThreadCount());
            }
        }
    }

    private static void trainAndMap(EngineChoice engine, int seed, SeriesBlock series) {
        TrainingSpecification specification = new TrainingSpecification(
                "cycle",
                NetworkKind.SVNN,
                NetworkInput.COMPLEX_CONFIGURATIONS,
                PROTOCOL,
                ParameterDistribution.uniform(),
                1000,
                TrainingSpecification.NOISE_FREE,
                List.of(64, 64),
                new Optimisation(1, 256, 1e-3, LearningRateSchedule.CONSTANT, 1),
                seed);
        // with several threads on a busy machine most of the time would go by in waiting
        int threads = seed % 10 == 0 ? 2 : 1;
        NetworkModel model = new NetworkTrainer(specification, engine, threads, "test")
                .train(TrainingListener.NONE)
                .model();
        NetworkEstimator estimator = new NetworkEstimator(
                model, PROTOCOL, engine.open(model.weights()).engine(), NoiseLevel.NONE);
        ParameterBlock out = new ParameterBlock(estimator.outputs(), VOXELS);
        estimator.independentCopy().estimate(series, out);
    }

    private static SeriesBlock series() {
        SeriesBlock block = new SeriesBlock(PROTOCOL.cycles(), VOXELS);
        block.setSize(VOXELS);
        for (int v = 0; v < VOXELS; v++) {
            block.b1Ratio()[v] = 1;
            for (int j = 0; j < PROTOCOL.cycles(); j++) {
                block.real()[j][v] = 1 + 0.1F * j;
                block.imaginary()[j][v] = 0.001F * v;
            }
        }
        return block;
    }

    private static long heapBytes() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            // direct buffers are freed by a thread of their own, after the collection
            Thread.sleep(50);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long residentBytes() throws IOException {
        if (!Files.exists(PROCESS_STATUS)) {
            return -1;
        }
        String line = Files.readAllLines(PROCESS_STATUS).stream()
                .filter(each -> each.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow();
        return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
    }
}

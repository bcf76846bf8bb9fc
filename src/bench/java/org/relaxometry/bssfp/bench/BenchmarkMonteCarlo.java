package org.relaxometry.bssfp.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.estimation.StudyMethod;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.method.Method;
import org.relaxometry.bssfp.method.MethodList;
import org.relaxometry.bssfp.method.NetworkChoice;
import org.relaxometry.bssfp.method.StudyMethods;
import org.relaxometry.bssfp.montecarlo.MonteCarlo;
import org.relaxometry.bssfp.montecarlo.MonteCarloResult;
import org.relaxometry.bssfp.montecarlo.SampleStatistics;
import org.relaxometry.bssfp.montecarlo.SamplingSettings;
import org.relaxometry.bssfp.montecarlo.TestPoints;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.space.Voxels;
import org.relaxometry.bssfp.training.ParameterDistribution;

/** Monte Carlo samples per second of every method, noise generation and statistics included, on the grid of Fig. 3. */
final class BenchmarkMonteCarlo {

    private static final Protocol PROTOCOL = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(12));
    private static final int POINTS_ALONG_AXIS = 50;
    private static final double SNR = 25;
    /** The golden section takes a hundred times longer. */
    private static final int FEWER_FOR_SEARCH = 40;

    private static final List<String> FIGURE_3 =
            List.of(Method.MIRACLE_FAST_NAME, NetworkChoice.SVNN, NetworkChoice.PINN, Method.MAXIMUM_LIKELIHOOD_NAME);

    /** What is timed; its last result is kept. */
    private static final class Task implements Runnable {

        private final String name;
        private final int threads;
        private final SamplingSettings settings;
        private final Voxels voxels;
        private final List<RelaxometryEstimator> estimators;
        private MonteCarloResult result;

        Task(String name, int threads, int samples, Voxels voxels, List<RelaxometryEstimator> estimators) {
            this.name = name;
            this.threads = threads;
            this.voxels = voxels;
            this.estimators = estimators;
            settings = new SamplingSettings(samples, NoiseLevel.snr(SNR), 1);
        }

        @Override
        public void run() {
            result = MonteCarlo.run(voxels, estimators, settings, threads, Progress.NONE);
        }

        /** Voxels × samples; a sample that several methods see counts once. */
        double entries() {
            return (double) voxels.count() * settings.samples();
        }

        double noiseShare() {
            double estimation = result.estimationSeconds().stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
            return result.noiseSeconds() / (result.noiseSeconds() + estimation);
        }
    }

    private BenchmarkMonteCarlo() {}

    /**
     * Runs it.
     *
     * @param entries voxels × samples of every run
     */
    static Map<String, Object> run(int rounds, int threads, int entries, Progress progress, List<String> lines)
            throws IOException {
        List<Task> tasks = tasks(threads, entries);
        BenchmarkRounds.Times times = BenchmarkRounds.times(tasks, rounds, progress);
        double[][] seconds = times.seconds();
        lines.add(String.format(
                "%-32s %8s %20s %12s %24s",
                "Monte Carlo", "threads", "samples per second", "processor s", "noise / whole time"));
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < seconds.length; i++) {
            Task task = tasks.get(i);
            double perSecond = task.entries() / BenchmarkRounds.median(seconds[i]);
            double processor = BenchmarkRounds.median(times.processorSeconds()[i]);
            lines.add(String.format(
                    Locale.ROOT,
                    "%-32s %8d %20.0f %12.3f %24.2f",
                    task.name,
                    task.threads,
                    perSecond,
                    processor,
                    task.noiseShare()));
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("Method", task.name);
            entry.put("Threads", task.threads);
            entry.put("SamplesPerSecond", perSecond);
            entry.put("ProcessorSeconds", processor);
            entry.put("NoiseShare", task.noiseShare());
            entry.put("SecondsOfEachRound", seconds[i]);
            rows.add(entry);
        }
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("Rows", rows);
        report.put("NumbersEqualForAnyNumberOfThreads", equalForAnyThreads(tasks, lines));
        return report;
    }

    private static List<Task> tasks(int threads, int entries) throws IOException {
        Voxels voxels = TestPoints.grid(
                        TestPoints.axis(ParameterDistribution.TISSUE_T1_MS, POINTS_ALONG_AXIS),
                        TestPoints.axis(ParameterDistribution.TISSUE_T2_MS, POINTS_ALONG_AXIS))
                .simulate(PROTOCOL);
        List<String> names = new ArrayList<>(FIGURE_3);
        names.addAll(List.of(Method.MIRACLE_NAME, NetworkChoice.SVNN_COMPLEX, NetworkChoice.PINN_COMPLEX));
        Map<String, RelaxometryEstimator> methods = new LinkedHashMap<>();
        for (StudyMethod method : StudyMethods.of(
                        MethodList.parse(String.join(",", names)), List.of(PROTOCOL), EngineChoice.AUTO)
                .methods()) {
            methods.put(method.label(), method.atNoise().apply(NoiseLevel.snr(SNR)));
        }
        int samples = Math.max(1, entries / voxels.count());
        List<Task> tasks = new ArrayList<>();
        for (int workers : BenchmarkRounds.threadCounts(threads)) {
            methods.forEach((name, estimator) -> {
                int some = name.equals(Method.MIRACLE_NAME) ? Math.max(1, samples / FEWER_FOR_SEARCH) : samples;
                tasks.add(new Task(name, workers, some, voxels, List.of(estimator)));
            });
            List<RelaxometryEstimator> together =
                    FIGURE_3.stream().map(methods::get).toList();
            tasks.add(new Task("the four of Fig. 3 together", workers, samples, voxels, together));
        }
        return tasks;
    }

    private static boolean equalForAnyThreads(List<Task> tasks, List<String> lines) {
        boolean equal = true;
        for (Task task : tasks) {
            for (Task other : tasks) {
                equal &= !task.name.equals(other.name) || equal(task.result, other.result);
            }
        }
        lines.add("Means and standard deviations are " + (equal ? "" : "NOT ") + "the same for any number of threads.");
        return equal;
    }

    private static boolean equal(MonteCarloResult a, MonteCarloResult b) {
        for (int m = 0; m < a.statistics().size(); m++) {
            SampleStatistics first = a.statistics().get(m);
            SampleStatistics second = b.statistics().get(m);
            for (Parameter parameter : first.parameters()) {
                for (int v = 0; v < first.voxels(); v++) {
                    // NaN is equal to NaN
                    if (Double.compare(first.mean(parameter, v), second.mean(parameter, v)) != 0
                            || Double.compare(first.sigma(parameter, v), second.sigma(parameter, v)) != 0) {
                        return false;
                    }
                }
            }
        }
        return true;
    }
}

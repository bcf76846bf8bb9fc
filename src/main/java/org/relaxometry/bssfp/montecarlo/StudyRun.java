package org.relaxometry.bssfp.montecarlo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.estimation.StudyMethod;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.space.Voxels;
import org.relaxometry.bssfp.statistics.Range;

/**
 * One method's part of a study at one noise level.
 *
 * @param method whose it is
 * @param sampling the run it was part of
 * @param statistics of the method
 */
public record StudyRun(StudyMethod method, MonteCarloResult sampling, SampleStatistics statistics) {

    /**
     * Samples all methods, those of one protocol together. Where it is cancelled, the methods whose turn came are in the answer.
     *
     * @param voxels what a protocol measures
     * @throws CancellationException if cancelled before there is anything
     */
    public static List<StudyRun> of(
            List<StudyMethod> methods,
            Function<Protocol, Voxels> voxels,
            NoiseLevel.Known noise,
            int samples,
            long seed,
            Map<Parameter, Range> limits,
            int threads,
            Progress progress) {
        StudyMethod.requireDistinct(methods);
        Map<Protocol, List<StudyMethod>> byProtocol = new LinkedHashMap<>();
        methods.forEach(method -> byProtocol
                .computeIfAbsent(method.protocol(), protocol -> new ArrayList<>())
                .add(method));
        List<Protocol> protocols = List.copyOf(byProtocol.keySet());
        List<StudyRun> runs = new ArrayList<>();
        Progress.forEach(protocols, progress, (protocol, part) -> {
            List<StudyMethod> group = byProtocol.get(protocol);
            List<RelaxometryEstimator> estimators =
                    group.stream().map(method -> method.atNoise().apply(noise)).toList();
            MonteCarloResult result = MonteCarlo.run(
                    voxels.apply(protocol),
                    estimators,
                    new SamplingSettings(samples, noise, seed, SamplingSettings.USUAL_PARAMETERS, limits, 0),
                    threads,
                    part);
            for (int m = 0; m < group.size(); m++) {
                runs.add(new StudyRun(group.get(m), result, result.statistics().get(m)));
            }
        });
        runs.sort(Comparator.comparingInt(run -> methods.indexOf(run.method())));
        return runs;
    }
}

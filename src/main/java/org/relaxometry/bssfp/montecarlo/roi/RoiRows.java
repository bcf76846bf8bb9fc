package org.relaxometry.bssfp.montecarlo.roi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.likelihood.MaximumLikelihood;
import org.relaxometry.bssfp.montecarlo.MonteCarlo;
import org.relaxometry.bssfp.montecarlo.SampleStatistics;
import org.relaxometry.bssfp.montecarlo.SamplingSettings;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.space.RegionOfInterest;
import org.relaxometry.bssfp.space.Voxels;
import org.relaxometry.bssfp.statistics.SortedSamples;

/**
 * Sums up the samples of regions.
 *
 * @param bounds what maximum likelihood states without added noise; null where none is added
 */
record RoiRows(SampleStatistics bounds) {

    private static final Map<Parameter, Parameter> BOUND_OF = Map.of(
            Parameter.T1, Parameter.T1_SIGMA,
            Parameter.T2, Parameter.T2_SIGMA,
            Parameter.OFF_RESONANCE, Parameter.OFF_RESONANCE_SIGMA);

    /** A row per region, method and parameter. */
    List<RoiSampling.Row> of(List<RegionOfInterest> regions, List<String> labels, List<SampleStatistics> all) {
        List<RoiSampling.Row> rows = new ArrayList<>();
        for (RegionOfInterest region : regions) {
            for (int m = 0; m < labels.size(); m++) {
                for (Parameter parameter : all.get(m).parameters()) {
                    rows.add(row(region, labels.get(m), all.get(m), parameter));
                }
            }
        }
        return rows;
    }

    /** The inverse Fisher matrix at the estimates without added noise. */
    static SampleStatistics bounds(Voxels voxels, NoiseLevel noise, int threads) {
        SamplingSettings once = new SamplingSettings(1, NoiseLevel.NONE, 0, Set.copyOf(BOUND_OF.values()), Map.of(), 0);
        MaximumLikelihood likelihood = new MaximumLikelihood(voxels.protocol(), noise);
        return MonteCarlo.run(voxels, List.of(likelihood), once, threads, Progress.NONE)
                .statistics()
                .get(0);
    }

    private RoiSampling.Row row(
            RegionOfInterest region, String method, SampleStatistics statistics, Parameter parameter) {
        SampleStatistics.Pooled pooled = statistics.pooled(parameter, region.voxels());
        Parameter bound = BOUND_OF.get(parameter);
        return new RoiSampling.Row(
                region.name(),
                method,
                parameter,
                region.voxels().length,
                statistics.samples(),
                mean(region, v -> statistics.unperturbed(parameter, v)),
                median(region, statistics, parameter),
                pooled.mean(),
                pooled.sigma(),
                rootMeanSquare(region, v -> statistics.sigma(parameter, v)),
                parameter == Parameter.OFF_RESONANCE ? Double.NaN : 100 * pooled.sigma() / pooled.mean(),
                mean(region, v -> statistics.shift(parameter, v)),
                mean(region, statistics::failedRatio),
                mean(region, statistics::beyondRatio),
                bounds == null || bound == null
                        ? Double.NaN
                        : rootMeanSquare(region, v -> bounds.unperturbed(bound, v)));
    }

    /** ΔB0 has no order on its circle, so no median. */
    private static double median(RegionOfInterest region, SampleStatistics statistics, Parameter parameter) {
        if (parameter == Parameter.OFF_RESONANCE) {
            return Double.NaN;
        }
        return SortedSamples.finite(IntStream.of(region.voxels())
                        .mapToDouble(v -> statistics.unperturbedOrBound(parameter, v))
                        .toArray())
                .median();
    }

    private static double rootMeanSquare(RegionOfInterest region, IntToDoubleFunction value) {
        return Math.sqrt(mean(region, v -> value.applyAsDouble(v) * value.applyAsDouble(v)));
    }

    /** Over the voxels that have a value; NaN where none has. */
    private static double mean(RegionOfInterest region, IntToDoubleFunction value) {
        return IntStream.of(region.voxels())
                .mapToDouble(value)
                .filter(x -> !Double.isNaN(x))
                .average()
                .orElse(Double.NaN);
    }
}

package org.relaxometry.bssfp.app.roi;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.real.FloatType;
import org.relaxometry.bssfp.app.estimate.SampledRegions;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.montecarlo.SampleStatistics;
import org.relaxometry.bssfp.montecarlo.roi.RoiSampling;

/**
 * What came of a Monte Carlo run, for files and windows.
 *
 * @param result the samples and the table
 * @param sampled the regions
 * @param loaded the series
 * @param record how it came about
 * @param footer the same in a line, for figures
 */
record RoiResults(
        RoiSampling.Result result, SampledRegions sampled, LoadedSeries loaded, RunRecord record, String footer) {

    /** What is mapped of the samples of every voxel. */
    enum Quantity {
        MEAN("mean"),
        SIGMA("sigma");

        private final String word;

        Quantity(String word) {
            this.word = word;
        }

        /** As files are named. */
        String word() {
            return word;
        }

        double of(SampleStatistics statistics, Parameter parameter, int voxel) {
            return this == MEAN ? statistics.mean(parameter, voxel) : statistics.sigma(parameter, voxel);
        }

        /** The parameter whose maps look alike. */
        Parameter displayedAs(Parameter parameter) {
            return this == MEAN
                    ? parameter
                    : switch (parameter) {
                        case T1 -> Parameter.T1_SIGMA;
                        case T2 -> Parameter.T2_SIGMA;
                        default -> Parameter.OFF_RESONANCE_SIGMA;
                    };
        }
    }

    /** Labels, in the order of the statistics. */
    List<String> methods() {
        return result.methods();
    }

    /** The parameters that at least one method gives. */
    List<Parameter> parameters() {
        return List.of(Parameter.T1, Parameter.T2, Parameter.OFF_RESONANCE).stream()
                .filter(parameter ->
                        statistics().stream().anyMatch(each -> each.parameters().contains(parameter)))
                .toList();
    }

    List<SampleStatistics> statistics() {
        return result.sampling().statistics();
    }

    /** Maps on the grid of the series by method, of the methods that give the parameter; NaN outside the regions. */
    Map<String, PlanarImg<FloatType, FloatArray>> maps(Parameter parameter, Quantity quantity) {
        Map<String, PlanarImg<FloatType, FloatArray>> maps = new LinkedHashMap<>();
        for (int m = 0; m < methods().size(); m++) {
            SampleStatistics each = statistics().get(m);
            if (each.parameters().contains(parameter)) {
                maps.put(
                        methods().get(m),
                        sampled.chosen().map(loaded.series().grid(), voxel -> quantity.of(each, parameter, voxel)));
            }
        }
        return maps;
    }

    /** Some samples of a region for a figure, ΔB0 on the side of its circle where their mean lies; empty where there is none. */
    double[] samples(int region, int method, Parameter parameter, int most) {
        SampleStatistics each = statistics().get(method);
        if (!each.parameters().contains(parameter)) {
            return new double[0];
        }
        double[] all = result.retained(result.regions().get(region), each, parameter);
        int step = step(all.length / most, result.regions().get(region).voxels().length);
        double period = loaded.series().protocol().offResonancePeriodHz();
        double mean =
                each.pooled(parameter, result.regions().get(region).voxels()).mean();
        return IntStream.range(0, all.length / step)
                .mapToDouble(i -> all[i * step])
                .map(value ->
                        parameter == Parameter.OFF_RESONANCE ? mean + Math.IEEEremainder(value - mean, period) : value)
                .toArray();
    }

    /** The samples lie voxel by voxel: a step that shares a factor with their number would leave voxels out. */
    private static int step(int least, int voxels) {
        return IntStream.iterate(Math.max(1, least), step -> step + 1)
                .filter(step ->
                        BigInteger.valueOf(step).gcd(BigInteger.valueOf(voxels)).equals(BigInteger.ONE))
                .findFirst()
                .orElseThrow();
    }

    /** Names of the regions. */
    List<String> regionNames() {
        List<String> names = new ArrayList<>();
        result.regions().forEach(region -> names.add(region.name()));
        return names;
    }
}

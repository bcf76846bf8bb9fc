package org.relaxometry.bssfp.cohort;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.statistics.SortedSamples;

/**
 * What a map holds within a region. Voxels of which no more is known than a lower bound count as longer than all others in median and
 * quartiles, and have no part in mean and standard deviation.
 *
 * @param voxels of the region
 * @param withValue voxels that have a value, bounds included
 * @param bounds voxels that hold a lower bound
 * @param mean NaN where no voxel has a value
 * @param standardDeviation over voxels, NaN where fewer than two have a value
 * @param median NaN where no voxel has a value, infinite where half of them hold bounds
 * @param lowerQuartile likewise
 * @param upperQuartile likewise
 */
public record RegionValues(
        int voxels,
        int withValue,
        int bounds,
        double mean,
        double standardDeviation,
        double median,
        double lowerQuartile,
        double upperQuartile) {

    /**
     * Of a map.
     *
     * @param map NaN where there is no value, infinite where there is a bound
     * @param region indices of its voxels
     */
    public static RegionValues of(float[] map, int[] region) {
        double[] values = IntStream.of(region)
                .mapToDouble(voxel -> map[voxel])
                .filter(value -> !Double.isNaN(value))
                .toArray();
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        double mean = DoubleStream.of(finite).average().orElse(Double.NaN);
        double squares = DoubleStream.of(finite)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        SortedSamples sorted = SortedSamples.all(values);
        return new RegionValues(
                region.length,
                values.length,
                values.length - finite.length,
                mean,
                finite.length < 2 ? Double.NaN : Math.sqrt(squares / (finite.length - 1)),
                sorted.isEmpty() ? Double.NaN : sorted.median(),
                sorted.isEmpty() ? Double.NaN : sorted.below(0.25),
                sorted.isEmpty() ? Double.NaN : sorted.below(0.75));
    }
}

package org.relaxometry.bssfp.cohort;

import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.relaxometry.bssfp.statistics.SortedSamples;

/**
 * How far noise alone may put the median of a region off.
 *
 * @param sigma one standard deviation of the median, in the unit of the map; NaN where nobody knows
 * @param source what it was reckoned from
 */
public record RegionPrecision(double sigma, Source source) {

    /** What an uncertainty was reckoned from. */
    public enum Source {
        /** The σ that the method states for every voxel. */
        NOISE,
        /** How much the voxels of the region differ, of which noise is a part. */
        SPREAD,
        /** There are too few voxels, or they are all alike, as values at the end of a range are. */
        NOTHING
    }

    /** With fewer voxels, how much they differ says nothing. */
    private static final int FEWEST = 5;

    /** Of a normal distribution, in standard deviations. */
    private static final double QUARTILE_RANGE = 1.349;

    private static final double SIGMA_OF_MEDIAN = Math.sqrt(Math.PI / 2);

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /**
     * Of a region.
     *
     * <p>With σ by voxel: √(Σ Φ (1 − Φ)) / Σ φ / σ, where Φ and φ are those of a normal distribution at (value − median) / σ: the standard
     * deviation of the median when values like these get their noise again, which is at most 15 % more than that of the median itself.
     * Where voxels share their noise, it is √shared times as large, which is at most 40 % too much, but not more than the σ of one voxel.
     *
     * @param values of the region's voxels; those that are NaN do not count, those that are infinite count as longer than all others
     * @param sigmas of the same voxels, where the method states them
     * @param shared how many voxels share the noise of one, 1 where each has its own
     */
    public static RegionPrecision of(double[] values, Optional<double[]> sigmas, double shared) {
        int[] known = IntStream.range(0, values.length)
                .filter(v -> !Double.isNaN(values[v]))
                .toArray();
        double[] sorted = IntStream.of(known).mapToDouble(v -> values[v]).toArray();
        if (sorted.length == 0) {
            return new RegionPrecision(Double.NaN, Source.NOTHING);
        }
        SortedSamples samples = SortedSamples.all(sorted);
        double median = samples.median();
        if (!Double.isFinite(median)) {
            return new RegionPrecision(Double.NaN, Source.NOTHING);
        }
        if (sigmas.isPresent()) {
            double[] stated = sigmas.get();
            double sigma = ofNoise(values, stated, known, median, shared);
            return Double.isFinite(sigma)
                    ? new RegionPrecision(sigma, Source.NOISE)
                    : new RegionPrecision(Double.NaN, Source.NOTHING);
        }
        double range = samples.below(0.75) - samples.below(0.25);
        return sorted.length < FEWEST || !(range > 0) || !Double.isFinite(range)
                ? new RegionPrecision(Double.NaN, Source.NOTHING)
                : new RegionPrecision(
                        SIGMA_OF_MEDIAN * range / QUARTILE_RANGE * Math.sqrt(Math.max(1, shared) / sorted.length),
                        Source.SPREAD);
    }

    private static double ofNoise(double[] values, double[] sigmas, int[] known, double median, double shared) {
        double variance = 0;
        double density = 0;
        double squares = 0;
        int counted = 0;
        for (int v : known) {
            if (Double.isFinite(values[v]) && sigmas[v] > 0) {
                double place = (values[v] - median) / sigmas[v];
                double below = NORMAL.cumulativeProbability(place);
                variance += below * (1 - below);
                density += NORMAL.density(place) / sigmas[v];
                squares += sigmas[v] * sigmas[v];
                counted++;
            }
        }
        double ofOne = Math.sqrt(squares / counted);
        double alone = Math.sqrt(variance) / density;
        return Math.min(ofOne, alone * Math.sqrt(Math.max(1, shared)));
    }
}

package org.relaxometry.bssfp.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.statistics.SortedSamples;

/** The stated uncertainty of a median against how much it really varies. */
class RegionPrecisionTest {

    private static final int DRAWS = 3000;

    /** Tissue that differs more than the noise, less, or not at all; σ that differ from voxel to voxel. */
    @ParameterizedTest
    @CsvSource({"0, 0", "0, 0.5", "0.5, 0", "1, 0.5", "5, 0", "5, 0.5", "20, 0.5"})
    void isWhatNoiseDoes(double tissue, double unevenness) {
        SplittableRandom random = new SplittableRandom(1);
        int voxels = 101;
        double[] truth = new double[voxels];
        double[] sigmas = new double[voxels];
        for (int v = 0; v < voxels; v++) {
            truth[v] = 1000 + tissue * random.nextGaussian();
            sigmas[v] = 1 + unevenness * random.nextDouble(-1, 1);
        }
        double[] medians = new double[DRAWS];
        double stated = 0;
        for (int k = 0; k < DRAWS; k++) {
            double[] values = new double[voxels];
            for (int v = 0; v < voxels; v++) {
                values[v] = truth[v] + sigmas[v] * random.nextGaussian();
            }
            medians[k] = SortedSamples.all(values).median();
            stated += RegionPrecision.of(values, Optional.of(sigmas), 1).sigma() / DRAWS;
        }
        assertThat(stated / deviation(medians)).isBetween(0.93, 1.22);
    }

    /** A moving average of 9 voxels: each shares its noise with 9 of its neighbours. */
    @Test
    void allowsForNeighboursThatShareTheirNoise() {
        SplittableRandom random = new SplittableRandom(2);
        int voxels = 400;
        int width = 9;
        double[] sigmas = new double[voxels];
        Arrays.fill(sigmas, 1 / Math.sqrt(width));
        double[] medians = new double[DRAWS];
        double stated = 0;
        for (int k = 0; k < DRAWS; k++) {
            double[] noise = new double[voxels + width];
            for (int v = 0; v < noise.length; v++) {
                noise[v] = random.nextGaussian();
            }
            double[] values = new double[voxels];
            for (int v = 0; v < voxels; v++) {
                values[v] = Arrays.stream(noise, v, v + width).average().orElseThrow();
            }
            medians[k] = SortedSamples.all(values).median();
            stated += RegionPrecision.of(values, Optional.of(sigmas), width).sigma() / DRAWS;
        }
        assertThat(stated / deviation(medians)).isBetween(0.95, 1.4);
    }

    @Test
    void isThatOfOneVoxelWhereAllShareTheirNoise() {
        double[] values = {9, 10, 11, 12, 13};
        double[] sigmas = {2, 2, 2, 2, 2};
        assertThat(RegionPrecision.of(values, Optional.of(sigmas), 5).sigma()).isLessThanOrEqualTo(2);
        assertThat(RegionPrecision.of(new double[] {10}, Optional.of(new double[] {2}), 1))
                .isEqualTo(new RegionPrecision(2, RegionPrecision.Source.NOISE));
    }

    @Test
    void goesByTheSpreadWithoutSigma() {
        SplittableRandom random = new SplittableRandom(3);
        double[] medians = new double[DRAWS];
        double stated = 0;
        for (int k = 0; k < DRAWS; k++) {
            double[] values = new double[101];
            for (int v = 0; v < values.length; v++) {
                values[v] = random.nextGaussian();
            }
            medians[k] = SortedSamples.all(values).median();
            RegionPrecision precision = RegionPrecision.of(values, Optional.empty(), 1);
            assertThat(precision.source()).isEqualTo(RegionPrecision.Source.SPREAD);
            stated += precision.sigma() / DRAWS;
        }
        assertThat(stated / deviation(medians)).isCloseTo(1, within(0.06));
    }

    @Test
    void isUnknownWhereNothingIsKnown() {
        double nan = Double.NaN;
        double beyond = Double.POSITIVE_INFINITY;
        assertThat(RegionPrecision.of(new double[] {nan}, Optional.empty(), 1).source())
                .isEqualTo(RegionPrecision.Source.NOTHING);
        assertThat(RegionPrecision.of(new double[] {1, 2, 3, 4}, Optional.empty(), 1)
                        .source())
                .isEqualTo(RegionPrecision.Source.NOTHING);
        assertThat(RegionPrecision.of(new double[] {1, beyond, beyond}, Optional.of(new double[] {1, nan, nan}), 1)
                        .source())
                .isEqualTo(RegionPrecision.Source.NOTHING);
        assertThat(RegionPrecision.of(new double[] {1, 2, beyond}, Optional.of(new double[] {1, 1, nan}), 1)
                        .sigma())
                .isBetween(0.3, 1.0);
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Math.sqrt(Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum() / (values.length - 1));
    }
}

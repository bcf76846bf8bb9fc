package org.relaxometry.bssfp.preprocessing.unwrapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.preprocessing.b1.BrainTruth;
import org.relaxometry.bssfp.preprocessing.unwrapping.FieldUnwrapping.Unwrapped;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

class FieldUnwrappingTest {

    private static final double PERIOD_HZ = 1000 / 4.8;

    @Test
    void fieldOfTheSampleBrainIsUnwrappedWithoutAnError() {
        requireNoErrors(WrappedBrain.of(BrainTruth.read(BrainTruth.SAMPLE_BRAIN)));
    }

    @Test
    void fieldOfTheHeadIsUnwrappedWithoutAnError() {
        requireNoErrors(WrappedBrain.of(BrainTruth.read(BrainTruth.HEAD)));
    }

    @Tag("slow")
    @Test
    void fieldOfTheWholeBrainIsUnwrappedWithoutAnError() {
        requireNoErrors(WrappedBrain.of(BrainTruth.whole()));
    }

    /** ΔB0 by maximum likelihood at SNR 25, in a field that spans at least ±300 Hz and can be unwrapped at all. */
    private static void requireNoErrors(WrappedBrain brain) {
        float[] sorted = brain.fieldHz().clone();
        Arrays.sort(sorted);
        assertThat((double) sorted[0]).isLessThan(-300);
        assertThat((double) sorted[sorted.length - 1]).isGreaterThan(300);
        assertThat(brain.steepestHz()).isLessThan(PERIOD_HZ / 2);
        ScalarVolume wrapped = brain.wrappedHz();

        Unwrapped unwrapped = FieldUnwrapping.unwrap(wrapped, PERIOD_HZ, Progress.NONE);

        int[] estimated = IntStream.of(brain.brain().voxels())
                .filter(v -> Float.isFinite(wrapped.values()[v]))
                .toArray();
        // a voxel without an answer is one whose noise fits no ellipse, at this SNR some in a hundred
        assertThat(estimated.length).isGreaterThan((int) (0.97 * brain.brain().count()));
        long common =
                Math.round((unwrapped.fieldHz().values()[estimated[0]] - brain.fieldHz()[estimated[0]]) / PERIOD_HZ);
        assertThat(Arrays.stream(estimated)
                        .filter(v -> Math.round((unwrapped.fieldHz().values()[v] - brain.fieldHz()[v]) / PERIOD_HZ)
                                != common)
                        .count())
                .as("voxels off by a multiple of 1/TR")
                .isZero();
        assertThat(unwrapped.voxels()).isEqualTo(estimated.length);
    }

    @Test
    void noiselessRampIsRestoredAroundItsMedian() {
        VolumeGrid grid = new VolumeGrid(30, 4, 3, 1, 1, 1);
        float[] truth = new float[grid.voxels()];
        for (int v = 0; v < truth.length; v++) {
            truth[v] = 40 * (v % 30 - 14.5f) + 1000;
        }

        Unwrapped unwrapped = unwrap(grid, truth);

        // the median, 1000 Hz, is 4.8 periods: it comes to lie five periods lower
        for (int v = 0; v < truth.length; v++) {
            assertThat((double) unwrapped.fieldHz().values()[v]).isCloseTo(truth[v] - 5 * PERIOD_HZ, within(1e-3));
        }
        assertThat(unwrapped.regions()).isEqualTo(1);
        assertThat(unwrapped.steep()).isZero();
    }

    @Test
    void wrapsAreWhatWasAddedAndMissingVoxelsStayMissing() {
        VolumeGrid grid = new VolumeGrid(20, 5, 5, 1, 1, 1);
        float[] truth = new float[grid.voxels()];
        for (int v = 0; v < truth.length; v++) {
            truth[v] = 50 * (v % 20 - 10);
        }
        truth[222] = Float.NaN;
        float[] wrapped = wrapped(truth);

        Unwrapped unwrapped = FieldUnwrapping.unwrap(new ScalarVolume(grid, wrapped), PERIOD_HZ, Progress.NONE);

        for (int v = 0; v < truth.length; v++) {
            double wraps = unwrapped.wraps().values()[v];
            if (v == 222) {
                assertThat(wraps).isNaN();
                assertThat(unwrapped.fieldHz().values()[v]).isNaN();
            } else {
                assertThat(wraps).isEqualTo(Math.rint(wraps));
                assertThat((double) unwrapped.fieldHz().values()[v])
                        .isCloseTo(wrapped[v] + wraps * PERIOD_HZ, within(1e-3));
            }
        }
        assertThat(unwrapped.voxels()).isEqualTo(grid.voxels() - 1);
    }

    @Test
    void islandTakesTheMultipleOfTheRegionNearby() {
        VolumeGrid grid = new VolumeGrid(40, 6, 6, 1, 1, 1);
        float[] truth = new float[grid.voxels()];
        for (int v = 0; v < truth.length; v++) {
            int x = v % 40;
            // columns 33 and 34 are missing: what lies beyond, at 290 Hz and more, is an island
            truth[v] = x == 33 || x == 34 ? Float.NaN : 18 * (x - 18);
        }

        Unwrapped unwrapped = unwrap(grid, truth);

        assertThat(unwrapped.regions()).isEqualTo(2);
        assertThat(unwrapped.largest()).isEqualTo(33 * 36);
        assertThat(unwrapped.bridged()).isZero();
        requireEqual(truth, unwrapped);
    }

    @ParameterizedTest
    @CsvSource({"7, 8", "25, 8", "-60, 12"})
    void halfBehindAWideGapGoesOnWithTheSlope(float hzPerVoxel, int gap) {
        VolumeGrid grid = new VolumeGrid(40, 6, 6, 1, 1, 1);
        float[] truth = new float[grid.voxels()];
        for (int v = 0; v < truth.length; v++) {
            int x = v % 40;
            // the median of the larger half is 0
            truth[v] = x >= 21 && x < 21 + gap ? Float.NaN : hzPerVoxel * (x - 10);
        }

        Unwrapped unwrapped = unwrap(grid, truth);

        assertThat(unwrapped.bridged()).isEqualTo((19 - gap) * 36);
        assertThat(unwrapped.longest()).isEqualTo(gap + 1);
        requireEqual(truth, unwrapped);
    }

    @Test
    void islandFarFromTheLargestRegionIsTiedToTheIslandBetween() {
        VolumeGrid grid = new VolumeGrid(60, 6, 6, 1, 1, 1);
        float[] truth = new float[grid.voxels()];
        for (int v = 0; v < truth.length; v++) {
            int x = v % 60;
            boolean gap = x >= 30 && x < 34 || x >= 40 && x < 44 || x >= 48;
            // a parabola: across both gaps at once, neither slope nor value of the largest region tells the multiple
            truth[v] = gap ? Float.NaN : 1.5f * (x - 15) * (x - 15) - 84;
        }

        Unwrapped unwrapped = unwrap(grid, truth);

        assertThat(unwrapped.regions()).isEqualTo(3);
        assertThat(unwrapped.longest()).isEqualTo(5);
        requireEqual(truth, unwrapped);
    }

    /** One voxel of ten has a tenth of the signal: its phase says little, and it may lie a turn off its neighbours. */
    @Test
    void voxelsOfLittleSignalStayWithTheirNeighbours() {
        VolumeGrid grid = new VolumeGrid(50, 50, 40, 1, 1, 1);
        GaussianNoise noise = new GaussianNoise(9, 0);
        float[] truth = new float[grid.voxels()];
        for (int v = 0; v < truth.length; v++) {
            double field = 8 * (v % 50 - 24.5) + 5 * (v / 50 % 50 - 24.5);
            double sigma = noise.uniform() < 0.1 ? 2 : 0.2;
            double turn = Math.atan2(sigma * noise.next(), 1 + sigma * noise.next()) / (2 * Math.PI);
            truth[v] = (float) (field + turn * PERIOD_HZ);
        }

        Unwrapped unwrapped = unwrap(grid, truth);

        int wrong = 0;
        for (int v = 0; v < truth.length; v++) {
            wrong += Math.abs(unwrapped.fieldHz().values()[v] - truth[v]) > 1 ? 1 : 0;
        }
        // measured: 84; by the roughness of both voxels alone 143
        assertThat(wrong).isLessThan(110);
    }

    @Test
    void noiseDoesNotSpreadIntoTheFieldBesideIt() {
        VolumeGrid grid = new VolumeGrid(32, 32, 8, 1, 1, 1);
        float[] truth = new float[grid.voxels()];
        GaussianNoise noise = new GaussianNoise(3, 0);
        for (int v = 0; v < truth.length; v++) {
            int x = v % 32;
            int y = v / 32 % 32;
            boolean ball = Math.hypot(x - 15.5, y - 15.5) < 9;
            truth[v] = ball ? 45 * (x - 15.5f) : (float) (1000 * noise.next());
        }

        Unwrapped unwrapped = unwrap(grid, truth);

        double shift = Double.NaN;
        for (int v = 0; v < truth.length; v++) {
            // the outermost voxels of the field may be joined to noise first
            if (Math.hypot(v % 32 - 15.5, v / 32 % 32 - 15.5) < 8) {
                double difference = unwrapped.fieldHz().values()[v] - truth[v];
                shift = Double.isNaN(shift) ? difference : shift;
                assertThat(difference).isCloseTo(shift, within(1e-2));
            }
        }
        assertThat(unwrapped.steep()).isPositive();
    }

    @Test
    void voxelsOutsideTheMaskAreLeftOut() {
        VolumeGrid grid = new VolumeGrid(4, 4, 4, 1, 1, 1);
        float[] field = new float[64];
        field[5] = Float.NaN;

        Unwrapped unwrapped = FieldUnwrapping.unwrap(new ScalarVolume(grid, field), PERIOD_HZ, Progress.NONE);

        assertThat(unwrapped.fieldHz().values()[5]).isNaN();
        assertThat(unwrapped.voxels()).isEqualTo(63);
    }

    @Test
    void emptyMapAndImpossiblePeriodAreRefused() {
        VolumeGrid grid = new VolumeGrid(2, 2, 2, 1, 1, 1);
        float[] nothing = new float[8];
        Arrays.fill(nothing, Float.NaN);

        assertThatThrownBy(() -> unwrap(grid, nothing)).hasMessageContaining("no value inside the mask");
        assertThatThrownBy(() -> FieldUnwrapping.unwrap(new ScalarVolume(grid, new float[8]), 0, Progress.NONE))
                .hasMessageContaining("1/TR must be more than 0");
    }

    private static void requireEqual(float[] truth, Unwrapped unwrapped) {
        for (int v = 0; v < truth.length; v++) {
            if (!Float.isNaN(truth[v])) {
                assertThat((double) unwrapped.fieldHz().values()[v]).isCloseTo(truth[v], within(1e-3));
            }
        }
    }

    private static Unwrapped unwrap(VolumeGrid grid, float[] truth) {
        return FieldUnwrapping.unwrap(new ScalarVolume(grid, wrapped(truth)), PERIOD_HZ, Progress.NONE);
    }

    private static float[] wrapped(float[] truth) {
        float[] wrapped = new float[truth.length];
        for (int v = 0; v < truth.length; v++) {
            wrapped[v] = (float) (truth[v] - PERIOD_HZ * Math.rint(truth[v] / PERIOD_HZ));
        }
        return wrapped;
    }
}

package org.relaxometry.bssfp.preprocessing.b1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.preprocessing.b1.B1Preparation.PreparedB1;
import org.relaxometry.bssfp.space.Affine;
import org.relaxometry.bssfp.space.PlacedVolume;
import org.relaxometry.bssfp.space.RigidMotion;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

class B1PreparationTest {

    /** What the issue asks: T1 of the same-grid map within one per cent, here at the median and for 95 % of the brain. */
    private static final double MAX_T1_PERCENT = 1;

    /** A further one per cent lies in the outermost voxels of the brain, beyond the last measured value. */
    private static final double MAX_T1_PERCENT_AT_99 = 2;

    private static final B1Preparation INTERPOLATION_ALONE = new B1Preparation(0.3, 2, 0);

    @Test
    void obliqueSagittalMapGivesT1OfTheMapOnTheGridOfTheSampleBrain() {
        BrainTruth brain = BrainTruth.read(BrainTruth.SAMPLE_BRAIN);
        PreparedB1 prepared = prepare(INTERPOLATION_ALONE, brain, brain.b1Measurement(Affine.IDENTITY));

        requireT1(brain.t1DifferencesPercent(prepared.ratio().values(), v -> true));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5})
    void obliqueSagittalMapGivesT1OfTheMapOnTheGridOfTheHead(int median) {
        requireT1InPlace(BrainTruth.read(BrainTruth.HEAD), median);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(ints = {0, 10})
    void obliqueSagittalMapGivesT1OfTheMapOnTheGridOfTheWholeBrain(int median) {
        requireT1InPlace(BrainTruth.whole(), median);
    }

    private static void requireT1InPlace(BrainTruth brain, int median) {
        PreparedB1 prepared = prepare(new B1Preparation(0.3, 2, median), brain, brain.b1Measurement(Affine.IDENTITY));

        requireT1(brain.t1DifferencesPercent(prepared.ratio().values(), v -> v % 7 == 0));
    }

    @Test
    void movedMapGivesT1OfTheMapInPlaceOnceRegistered() {
        requireT1OnceRegistered(BrainTruth.read(BrainTruth.HEAD), 5);
    }

    @Tag("slow")
    @Test
    void movedMapGivesT1OfTheMapOnTheGridOfTheWholeBrainOnceRegistered() {
        requireT1OnceRegistered(BrainTruth.whole(), 10);
    }

    private static void requireT1OnceRegistered(BrainTruth brain, int median) {
        Affine motion =
                RigidMotion.of(new double[] {4, -3, 5}, new double[] {-4, 3, 5}).about(0, 0, 0);
        // a stand-in for the mean magnitude: contrast unlike that of the anatomical image, fluid far brighter than
        // tissue
        float[] magnitude = new float[brain.grid().voxels()];
        for (int v = 0; v < magnitude.length; v++) {
            magnitude[v] =
                    brain.isBrain(v) ? (float) (brain.protonDensity()[v] / (1 + brain.t1Ms()[v] / brain.t2Ms()[v])) : 0;
        }
        var registered = MutualInformationRegistration.register(
                new PlacedVolume(new ScalarVolume(brain.grid(), magnitude), brain.toMm()),
                brain.anatomy(motion),
                Progress.NONE);
        PlacedVolume b1 = brain.b1Measurement(motion);

        PreparedB1 prepared = new B1Preparation(0.3, 2, median)
                .apply(b1, registered.fixedToMoving(), brain.grid(), brain.toMm(), 2, Progress.NONE);
        requireT1(brain.t1DifferencesPercent(prepared.ratio().values(), v -> v % 7 == 0));
        // and without registration it would be wrong: the test sees what it is about
        double[] unregistered = brain.t1DifferencesPercent(
                prepare(INTERPOLATION_ALONE, brain, b1).ratio().values(), v -> v % 7 == 0);
        assertThat(quantile(unregistered, 0.5)).isGreaterThan(3);
    }

    @Test
    void mapOnTheSameGridStaysAsItIs() {
        VolumeGrid grid = new VolumeGrid(6, 5, 4, 2, 2, 3);
        Affine toMm = new Affine(new double[][] {{0, 0, 3, -7}, {-2, 0, 0, 9}, {0, 2, 0, 1}});
        ScalarVolume map = risingMap(grid);

        PreparedB1 prepared =
                INTERPOLATION_ALONE.apply(new PlacedVolume(map, toMm), Affine.IDENTITY, grid, toMm, 1, Progress.NONE);

        // rounding of the matrices alone
        for (int v = 0; v < grid.voxels(); v++) {
            assertThat(prepared.ratio().values()[v]).isCloseTo(map.values()[v], within(1e-6f));
            assertThat(prepared.asMeasured().values()[v]).isEqualTo(map.values()[v]);
        }
        assertThat(prepared.outside().count()).isZero();
    }

    @Test
    void mapWithOtherAxisOrderAndDirectionFallsOnTheSameVoxels() {
        VolumeGrid grid = new VolumeGrid(6, 5, 4, 2, 2, 3);
        ScalarVolume map = risingMap(grid);
        // the same voxels, stored with z first and backwards, then x, then y backwards
        VolumeGrid turned = new VolumeGrid(4, 6, 5, 3, 2, 2);
        float[] stored = new float[turned.voxels()];
        for (int z = 0; z < 4; z++) {
            for (int y = 0; y < 5; y++) {
                for (int x = 0; x < 6; x++) {
                    stored[turned.index(3 - z, x, 4 - y)] = map.values()[grid.index(x, y, z)];
                }
            }
        }
        Affine toMm = new Affine(new double[][] {{2, 0, 0, 10}, {0, 2, 0, 20}, {0, 0, 3, 30}});
        Affine turnedToMm = new Affine(new double[][] {{0, 2, 0, 10}, {0, 0, -2, 28}, {-3, 0, 0, 39}});

        PreparedB1 prepared = INTERPOLATION_ALONE.apply(
                new PlacedVolume(new ScalarVolume(turned, stored), turnedToMm),
                Affine.IDENTITY,
                grid,
                toMm,
                1,
                Progress.NONE);

        for (int v = 0; v < grid.voxels(); v++) {
            assertThat(prepared.ratio().values()[v]).isCloseTo(map.values()[v], within(1e-6f));
        }
    }

    @Test
    void voxelsWithoutDataAndBeyondTheLimitsAreFilledAndCounted() {
        VolumeGrid grid = new VolumeGrid(12, 12, 12, 2, 2, 2);
        float[] values = new float[grid.voxels()];
        Arrays.fill(values, 0.9f);
        values[100] = 0;
        values[700] = Float.NaN;
        values[701] = -1;
        values[900] = 0.1f;
        values[1000] = 7;
        Affine toMm = new Affine(new double[][] {{2, 0, 0, 0}, {0, 2, 0, 0}, {0, 0, 2, 0}});

        PreparedB1 prepared = new B1Preparation(0.3, 2, 3)
                .apply(
                        new PlacedVolume(new ScalarVolume(grid, values), toMm),
                        Affine.IDENTITY,
                        grid,
                        toMm,
                        1,
                        Progress.NONE);

        assertThat(prepared.empty()).isEqualTo(3);
        assertThat(prepared.beyondLimits()).isEqualTo(2);
        assertThat(prepared.measured()).isEqualTo(grid.voxels() - 5);
        assertThat(prepared.ratio().values()).containsOnly(0.9f);
        assertThat(prepared.asMeasured().values()[1000]).isNaN();
    }

    @Test
    void resultDoesNotDependOnTheNumberOfThreads() {
        BrainTruth brain = BrainTruth.read(BrainTruth.SAMPLE_BRAIN);
        PlacedVolume b1 = brain.b1Measurement(Affine.IDENTITY);
        B1Preparation preparation = new B1Preparation(0.3, 2, 4);

        float[] one = preparation
                .apply(b1, Affine.IDENTITY, brain.grid(), brain.toMm(), 1, Progress.NONE)
                .ratio()
                .values();
        float[] three = preparation
                .apply(b1, Affine.IDENTITY, brain.grid(), brain.toMm(), 3, Progress.NONE)
                .ratio()
                .values();
        assertThat(three).isEqualTo(one);
    }

    @Test
    void seriesOutsideTheMapIsRefused() {
        BrainTruth brain = BrainTruth.read(BrainTruth.SAMPLE_BRAIN);
        PlacedVolume b1 = brain.b1Measurement(Affine.IDENTITY);
        Affine far =
                RigidMotion.of(new double[] {900, 0, 0}, new double[] {0, 0, 0}).about(0, 0, 0);

        assertThatThrownBy(() -> INTERPOLATION_ALONE.apply(b1, far, brain.grid(), brain.toMm(), 1, Progress.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("outside the B1 map");
    }

    @Test
    void mapWithoutAVoxelWithinTheLimitsIsRefused() {
        VolumeGrid grid = new VolumeGrid(2, 2, 2, 1, 1, 1);
        Affine toMm = new Affine(new double[][] {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}});
        PlacedVolume b1 = new PlacedVolume(new ScalarVolume(grid, new float[] {0, 0, 9, 9, 9, 0, 0, 0}), toMm);

        assertThatThrownBy(() -> INTERPOLATION_ALONE.apply(b1, Affine.IDENTITY, grid, toMm, 1, Progress.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5 voxels hold no data, 3 lie beyond the limits");
    }

    @Test
    void limitsAndFilterThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new B1Preparation(2, 0.3, 10)).hasMessageContaining("lower one first");
        assertThatThrownBy(() -> new B1Preparation(0, 2, 10)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> new B1Preparation(0.3, 2, -1)).hasMessageContaining("is -1");
    }

    private static PreparedB1 prepare(B1Preparation preparation, BrainTruth brain, PlacedVolume b1) {
        return preparation.apply(b1, Affine.IDENTITY, brain.grid(), brain.toMm(), 2, Progress.NONE);
    }

    private static void requireT1(double[] percent) {
        assertThat(quantile(percent, 0.5)).isLessThan(MAX_T1_PERCENT);
        assertThat(quantile(percent, 0.95)).isLessThan(MAX_T1_PERCENT);
        assertThat(quantile(percent, 0.99)).isLessThan(MAX_T1_PERCENT_AT_99);
    }

    private static double quantile(double[] sorted, double fraction) {
        return sorted[(int) (fraction * (sorted.length - 1))];
    }

    private static ScalarVolume risingMap(VolumeGrid grid) {
        float[] values = new float[grid.voxels()];
        for (int v = 0; v < values.length; v++) {
            values[v] = 0.8f + 0.003f * v;
        }
        return new ScalarVolume(grid, values);
    }
}

package org.relaxometry.bssfp.preprocessing.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.preprocessing.gibbs.GibbsRemoval;
import org.relaxometry.bssfp.preprocessing.motion.MovedBrain;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.ComplexVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

class FieldDriftTest {

    private static final double NOISE = GaussianNoise.standardDeviation(25);

    private static MovedBrain brain;
    private static boolean[] everywhere;

    @BeforeAll
    static void open() {
        brain = MovedBrain.sample();
        everywhere = new boolean[MovedBrain.SAMPLE_GRID.voxels()];
        Arrays.fill(everywhere, true);
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 6})
    void aDriftOfSeveralHertzIsFoundAndTakenOut(int cycles) {
        double[] truth = drift(cycles);
        ComplexSeries series = brain.drifted(protocol(cycles), truth, NOISE, 1);
        ComplexSeries still = brain.drifted(protocol(cycles), new double[cycles], NOISE, 1);
        double[] drifted = brain.errors(series, everywhere);
        FieldDrift found = FieldDrift.estimate(series, Progress.NONE);
        assertCloseTo(found, truth);

        found.correct(series, 2, Progress.NONE);
        double[] corrected = brain.errors(series, everywhere);
        double[] without = brain.errors(still, everywhere);
        // a drift moves the cycles together on one side of the ellipse, so that a tenth of the precision is lost for
        // good
        assertThat(corrected[0]).isLessThan(1.15 * without[0]);
        assertThat(corrected[1]).isLessThan(1.15 * without[1]);
        // Hz; an error of Δf by 0.1 Hz moves ΔB0 by as much
        assertThat(corrected[2]).isLessThan(without[2] + 0.2);
        // it was worth it: measured 1.5 (6 cycles) and 2.0 (12) times for T2, 4 and 10 times for ΔB0
        assertThat(drifted[1]).isGreaterThan(1.3 * without[1]);
        assertThat(drifted[2]).isGreaterThan(3 * without[2]);
    }

    @Test
    void withoutDriftNothingIsFoundAndMapsStay() {
        ComplexSeries series = brain.drifted(protocol(12), new double[12], NOISE, 2);
        double[] before = brain.errors(series, everywhere);
        FieldDrift found = FieldDrift.estimate(series, Progress.NONE);
        assertCloseTo(found, new double[12]);
        found.correct(series, 2, Progress.NONE);
        double[] after = brain.errors(series, everywhere);
        // 0.05 Hz are 0.09° of increment
        assertThat(after[0]).isCloseTo(before[0], within(0.02 * before[0]));
        assertThat(after[1]).isCloseTo(before[1], within(0.02 * before[1]));
        assertThat(after[2]).isCloseTo(before[2], within(0.05));
    }

    /** Some voxel had two fits alike, between which the search went back and forth, far below what noise does. */
    @Test
    void theSearchSettlesAlsoAfterRingingWasRemoved() {
        ComplexSeries series = brain.drifted(protocol(6), new double[6], NOISE, 1);
        GibbsRemoval.inPlace(series, GibbsRemoval.Mode.IN_PLANE, 2, Progress.NONE);
        assertThat(FieldDrift.estimate(series, Progress.NONE).largestHz()).isLessThan(0.5);
    }

    /** Its own standard errors say how far it may be off: four of them, for 18 cycles in all. They are below 0.1 Hz. */
    private static void assertCloseTo(FieldDrift found, double[] truth) {
        for (int j = 0; j < truth.length; j++) {
            assertThat(found.offResonanceHz()[j]).isCloseTo(truth[j], within(4 * found.standardErrorHz()[j]));
        }
        assertThat(found.largestErrorHz()).isLessThan(0.1);
        // rounding of twelve numbers
        assertThat(Arrays.stream(found.offResonanceHz()).sum()).isCloseTo(0, within(1e-9));
    }

    @Test
    void withoutNoiseDriftIsFoundAndCorrectedToRounding() {
        double[] truth = drift(12);
        ComplexSeries series = brain.drifted(protocol(12), truth, 0, 1);
        ComplexSeries still = brain.drifted(protocol(12), new double[12], 0, 1);
        FieldDrift found = FieldDrift.estimate(series, Progress.NONE);
        // samples are floats, and the search settles to 1e-5 rad, 0.0003 Hz
        assertThat(found.offResonanceHz()).containsExactly(truth, within(1e-3));
        found.correct(series, 2, Progress.NONE);
        for (int voxel = 0; voxel < everywhere.length; voxel += 101) {
            for (int j = 0; j < 12; j++) {
                // signals are about 0.07; 1e-3 Hz turns them by 3e-5
                assertThat(series.cycles().get(j).real()[voxel])
                        .isCloseTo(still.cycles().get(j).real()[voxel], within(2e-5f));
                assertThat(series.cycles().get(j).imaginary()[voxel])
                        .isCloseTo(still.cycles().get(j).imaginary()[voxel], within(2e-5f));
            }
        }
    }

    @Test
    void anyNumberOfThreadsGivesTheSameImages() {
        double[] truth = drift(6);
        ComplexSeries one = brain.drifted(protocol(6), truth, NOISE, 3);
        ComplexSeries three = brain.drifted(protocol(6), truth, NOISE, 3);
        FieldDrift found = FieldDrift.estimate(one, Progress.NONE);
        found.correct(one, 1, Progress.NONE);
        found.correct(three, 3, Progress.NONE);
        for (int j = 0; j < 6; j++) {
            assertThat(three.cycles().get(j).real())
                    .isEqualTo(one.cycles().get(j).real());
            assertThat(three.cycles().get(j).imaginary())
                    .isEqualTo(one.cycles().get(j).imaginary());
        }
    }

    /** Some of them follow an ellipse with a peak between the samples. */
    @Test
    void voxelsOfNoiseAreNotBlownUp() {
        VolumeGrid grid = new VolumeGrid(50, 50, 10, 1, 1, 1);
        GaussianNoise noise = new GaussianNoise(6, 0);
        List<ComplexVolume> cycles = new ArrayList<>();
        for (int j = 0; j < 6; j++) {
            ComplexVolume cycle = ComplexVolume.zeros(grid);
            noise.addTo(cycle.real(), grid.voxels(), 1);
            noise.addTo(cycle.imaginary(), grid.voxels(), 1);
            cycles.add(cycle);
        }
        double[] hertz = {0.3, -0.3, 0.2, -0.2, 0.1, -0.1};
        ComplexSeries series = new ComplexSeries(protocol(6), cycles);
        double before = largest(series);
        new FieldDrift(hertz, new double[6], 1000).correct(series, 2, Progress.NONE);
        // 0.009 rad times 30 of what is less than the largest
        assertThat(largest(series)).isLessThan(1.3 * before);
    }

    private static double largest(ComplexSeries series) {
        return series.cycles().stream()
                .flatMapToDouble(cycle -> IntStream.range(0, cycle.real().length)
                        .mapToDouble(v -> Math.hypot(cycle.real()[v], cycle.imaginary()[v])))
                .max()
                .orElseThrow();
    }

    @Test
    void tooFewCyclesAndImagesThatDoNotFitAreRefused() {
        ComplexSeries four = brain.drifted(protocol(4), new double[4], NOISE, 4);
        assertThatThrownBy(() -> FieldDrift.estimate(four, Progress.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 6 phase cycles, but there are 4");
        ComplexSeries opposite = new ComplexSeries(
                protocol(12).withReversedIncrements(),
                brain.drifted(protocol(12), new double[12], NOISE, 5).cycles());
        assertThatThrownBy(() -> FieldDrift.estimate(opposite, Progress.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("do not follow the signal model");
    }

    /** A field that drifts by 8 Hz, up and a little down. */
    private static double[] drift(int cycles) {
        double[] hertz = IntStream.range(0, cycles)
                .mapToDouble(j -> 8 * Math.sin(2.0 * j / (cycles - 1)))
                .toArray();
        double mean = Arrays.stream(hertz).sum() / cycles;
        return Arrays.stream(hertz).map(hz -> hz - mean).toArray();
    }

    private static Protocol protocol(int cycles) {
        return new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(cycles));
    }
}

package org.relaxometry.bssfp.preprocessing.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.preprocessing.motion.MotionEstimate.Basis;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.ComplexVolume;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.RigidMotion;
import org.relaxometry.bssfp.space.VolumeGrid;

class MotionCorrectionTest {

    private static final double NOISE = GaussianNoise.standardDeviation(25);

    private static MovedBrain brain;

    @BeforeAll
    static void open() {
        brain = MovedBrain.sample();
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 6, 4})
    void motionIsFoundAndTheMapsAreAsGoodAsWithout(int cycles) {
        int reference = cycles / 2 - 1;
        List<RigidMotion> truth = MovedBrain.random(cycles, reference, 5, 5, cycles);
        ComplexSeries series = brain.moved(protocol(cycles), truth, NOISE, 1);
        ComplexSeries still = brain.moved(protocol(cycles), Collections.nCopies(cycles, RigidMotion.NONE), NOISE, 2);

        MotionEstimate estimate = MotionCorrection.estimate(series, reference, 2, Progress.NONE);
        assertFound(brain, estimate, truth);

        Mask covered = MotionCorrection.apply(series, estimate.motions(), 2, Progress.NONE);
        double[] corrected = brain.errors(series, covered.inside());
        double[] withoutMotion = brain.errors(still, covered.inside());
        // the bound; measured 0.9 and 1.0, because interpolation also averages noise
        assertThat(corrected[0]).isLessThan(1.3 * withoutMotion[0]);
        assertThat(corrected[1]).isLessThan(1.3 * withoutMotion[1]);
    }

    @Test
    void motionOfAHeadIsFound() {
        requireFound(MovedBrain.head());
    }

    @Tag("slow")
    @Test
    void motionOfAWholeBrainIsFound() {
        requireFound(MovedBrain.whole());
    }

    /** Three cycles, because tests have 512 MB. */
    private static void requireFound(MovedBrain which) {
        List<RigidMotion> truth = MovedBrain.random(3, 1, 5, 5, 3);
        ComplexSeries series = which.moved(protocol(3), truth, NOISE, 1);
        assertFound(which, MotionCorrection.estimate(series, 1, 2, Progress.NONE), truth);
    }

    /** The bounds; measured medians up to 0.10 mm and 0.10° of the sample brain, 0.07 mm and 0.01° of the whole brain. */
    private static void assertFound(MovedBrain which, MotionEstimate estimate, List<RigidMotion> truth) {
        double[] middle = which.middleMm();
        List<RigidMotion> left = IntStream.range(0, truth.size())
                .filter(j -> j != estimate.reference())
                .mapToObj(j -> estimate.motions().get(j).inverse().after(truth.get(j)))
                .toList();
        double[] mm = left.stream()
                .mapToDouble(rest -> rest.displacementMm(middle[0], middle[1], middle[2]))
                .sorted()
                .toArray();
        double[] deg = left.stream().mapToDouble(RigidMotion::angleDeg).sorted().toArray();
        assertThat(mm[mm.length / 2]).isLessThan(0.2);
        assertThat(deg[deg.length / 2]).isLessThan(0.2);
        // no cycle is lost; voxels of the sample brain are 3.6 × 3.6 × 5.2 mm
        assertThat(mm[mm.length - 1]).isLessThan(0.6);
        assertThat(deg[deg.length - 1]).isLessThan(0.6);
    }

    @ParameterizedTest
    @CsvSource({"12, 10", "6, 25", "4, 10"})
    void aBrainAtRestIsFoundAtRest(int cycles, double snr) {
        List<RigidMotion> rest = Collections.nCopies(cycles, RigidMotion.NONE);
        ComplexSeries series = brain.moved(protocol(cycles), rest, GaussianNoise.standardDeviation(snr), 4);
        MotionEstimate estimate = MotionCorrection.estimate(series, cycles / 2 - 1, 2, Progress.NONE);
        // registered, it was found to have moved by up to 0.87 mm
        assertThat(estimate.basis()).isEqualTo(Basis.AT_REST);
        assertThat(estimate.motions()).containsOnly(RigidMotion.NONE);
        assertThat(estimate.largestDisplacementMm()).isZero();
    }

    /** A small motion is told from none. */
    @ParameterizedTest
    @ValueSource(ints = {6, 4})
    void aSmallMotionIsFound(int cycles) {
        int reference = cycles / 2 - 1;
        List<RigidMotion> truth = MovedBrain.random(cycles, reference, 0.4, 0.4, 20 + cycles);
        MotionEstimate estimate =
                MotionCorrection.estimate(brain.moved(protocol(cycles), truth, NOISE, 7), reference, 2, Progress.NONE);
        assertThat(estimate.basis()).isNotEqualTo(Basis.AT_REST);
        assertFound(brain, estimate, truth);
    }

    /** The noise of cycles that lie on the grid is not averaged as that of moved ones: no reason to turn the reference. */
    @ParameterizedTest
    @ValueSource(ints = {12, 6})
    void atLowSnrTheReferenceIsNotTurnedAgainstAllOthers(int cycles) {
        int reference = cycles / 2 - 1;
        List<RigidMotion> truth = MovedBrain.random(cycles, reference, 5, 5, 30 + cycles);
        ComplexSeries series = brain.moved(protocol(cycles), truth, GaussianNoise.standardDeviation(10), 8);
        MotionEstimate estimate = MotionCorrection.estimate(series, reference, 2, Progress.NONE);
        assertThat(estimate.basis()).isEqualTo(Basis.PREDICTION);
        // without smoothing the median of the rotation was above 1°
        assertFound(brain, estimate, truth);
    }

    @Test
    void phasesThatDoNotFitTheModelLeaveItAtTheFirstStep() {
        List<RigidMotion> truth = MovedBrain.random(6, 2, 5, 5, 8);
        ComplexSeries series = new ComplexSeries(
                protocol(6).withReversedIncrements(),
                brain.moved(protocol(6), truth, NOISE, 6).cycles());
        MotionEstimate estimate = MotionCorrection.estimate(series, 2, 2, Progress.NONE);
        assertThat(estimate.basis()).isEqualTo(Basis.REFERENCE);
        assertFound(brain, estimate, truth);
    }

    @Test
    void anyNumberOfThreadsGivesTheSameNumbers() {
        List<RigidMotion> truth = MovedBrain.random(4, 1, 3, 3, 9);
        ComplexSeries one = brain.moved(protocol(4), truth, NOISE, 5);
        ComplexSeries three = brain.moved(protocol(4), truth, NOISE, 5);
        MotionEstimate estimate = MotionCorrection.estimate(one, 1, 1, Progress.NONE);
        assertThat(MotionCorrection.estimate(three, 1, 3, Progress.NONE).csv()).isEqualTo(estimate.csv());
        Mask coveredByOne = MotionCorrection.apply(one, estimate.motions(), 1, Progress.NONE);
        Mask coveredByThree = MotionCorrection.apply(three, estimate.motions(), 3, Progress.NONE);
        assertThat(coveredByThree.inside()).isEqualTo(coveredByOne.inside());
        for (int j = 0; j < 4; j++) {
            assertThat(three.cycles().get(j).real())
                    .isEqualTo(one.cycles().get(j).real());
            assertThat(three.cycles().get(j).imaginary())
                    .isEqualTo(one.cycles().get(j).imaginary());
        }
    }

    @Test
    void whatLeavesTheVolumeInOneCycleIsZeroInAll() {
        VolumeGrid grid = new VolumeGrid(10, 9, 8, 2, 2, 2);
        ComplexSeries series = new ComplexSeries(
                protocol(3),
                IntStream.range(0, 3)
                        .mapToObj(j -> {
                            float[] ones = new float[grid.voxels()];
                            Arrays.fill(ones, 1);
                            return new ComplexVolume(grid, ones, ones.clone());
                        })
                        .toList());
        RigidMotion shift = RigidMotion.of(new double[] {5, 0, 0}, new double[3]);
        Mask covered =
                MotionCorrection.apply(series, List.of(RigidMotion.NONE, shift, RigidMotion.NONE), 2, Progress.NONE);
        for (int x = 0; x < 10; x++) {
            // 5 mm are 2.5 voxels, and a voxel reaches half a voxel from its centre: 7 + 2.5 is inside, 8 + 2.5 is not
            boolean inside = x <= 7;
            assertThat(covered.inside()[grid.index(x, 4, 4)]).isEqualTo(inside);
            for (ComplexVolume cycle : series.cycles()) {
                // a spline through equal values is constant, to the rounding of floats
                assertThat(cycle.real()[grid.index(x, 4, 4)]).isCloseTo(inside ? 1 : 0, within(1e-6f));
            }
        }
    }

    @Test
    void slicesAndEmptyImagesAreRefused() {
        VolumeGrid slice = new VolumeGrid(64, 64, 4, 1, 1, 3);
        assertThatThrownBy(() -> MotionCorrection.estimate(empty(slice), 1, 1, Progress.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 8 voxels along each axis, but these have 64 × 64 × 4");
        VolumeGrid volume = new VolumeGrid(16, 16, 16, 1, 1, 1);
        assertThatThrownBy(() -> MotionCorrection.estimate(empty(volume), 1, 1, Progress.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Cycle 1 cannot be registered");
        assertThatThrownBy(() -> MotionCorrection.estimate(empty(volume), 3, 1, Progress.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one of the 3 cycles, but is cycle 4");
    }

    private static ComplexSeries empty(VolumeGrid grid) {
        return new ComplexSeries(protocol(3), Collections.nCopies(3, ComplexVolume.zeros(grid)));
    }

    private static Protocol protocol(int cycles) {
        return new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(cycles));
    }
}

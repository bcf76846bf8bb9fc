package org.relaxometry.bssfp.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RigidMotionTest {

    /** A few operations in double precision. */
    private static final Offset<Double> ROUNDING = within(1e-12);

    private final RigidMotion motion = RigidMotion.of(new double[] {1, -2, 3}, new double[] {4, -5, 6});

    @Test
    void theSixParametersComeBack() {
        assertThat(motion.translationMm()).containsExactly(1, -2, 3);
        assertThat(motion.rotationDeg()).containsExactly(4, -5, 6);
        RigidMotion same = motion.after(RigidMotion.NONE);
        assertThat(same.rotationDeg()).containsExactly(new double[] {4, -5, 6}, ROUNDING);
    }

    @Test
    void statesWholeShiftAndAngle() {
        RigidMotion both = RigidMotion.of(new double[] {3, 0, 4}, new double[] {0, 30, 0});
        assertThat(both.displacementMm(0, 0, 0)).isCloseTo(5, ROUNDING);
        assertThat(both.angleDeg()).isCloseTo(30, within(1e-9));
    }

    @Test
    void aQuarterTurnAboutZTakesXToY() {
        RigidMotion turn = RigidMotion.of(new double[3], new double[] {0, 0, 90});
        double[] map = turn.voxelMap(new VolumeGrid(3, 3, 1, 2, 2, 1));
        // voxel (2, 1, 0) lies 2 mm along x from the centre, and goes to 2 mm along y: voxel (1, 2, 0)
        assertThat(map[0] * 2 + map[1] + map[3]).isCloseTo(1, ROUNDING);
        assertThat(map[4] * 2 + map[5] + map[7]).isCloseTo(2, ROUNDING);
        assertThat(turn.angleDeg()).isCloseTo(90, ROUNDING);
    }

    @Test
    void thereAndBackIsNoMotion() {
        RigidMotion none = motion.inverse().after(motion);
        assertThat(none.translationMm()).containsExactly(new double[3], ROUNDING);
        assertThat(none.angleDeg()).isCloseTo(0, ROUNDING);
        assertThat(none.displacementMm(50, -60, 70)).isCloseTo(0, within(1e-11));
    }

    @Test
    void halfTwiceIsTheWhole() {
        for (RigidMotion whole : List.of(
                motion,
                RigidMotion.NONE,
                RigidMotion.of(new double[] {3, 0, 4}, new double[3]),
                RigidMotion.of(new double[] {-2, 5, 9}, new double[] {40, -70, 95}))) {
            RigidMotion twice = whole.half().after(whole.half());
            assertThat(twice.translationMm()).containsExactly(whole.translationMm(), within(1e-10));
            assertThat(twice.after(whole.inverse()).angleDeg()).isCloseTo(0, within(1e-10));
            assertThat(whole.half().angleDeg()).isCloseTo(whole.angleDeg() / 2, within(1e-10));
        }
    }

    @Test
    void oneAfterTheOtherMovesAPointTwice() {
        VolumeGrid grid = new VolumeGrid(7, 6, 5, 1, 2, 3);
        RigidMotion first = RigidMotion.of(new double[] {0.5, 0, -1}, new double[] {10, 0, -20});
        double[] once = apply(first.voxelMap(grid), new double[] {1, 2, 3});
        double[] twice = apply(motion.voxelMap(grid), once);
        assertThat(apply(motion.after(first).voxelMap(grid), new double[] {1, 2, 3}))
                .containsExactly(twice, ROUNDING);
    }

    private static double[] apply(double[] map, double[] voxel) {
        double[] result = new double[3];
        for (int row = 0; row < 3; row++) {
            result[row] = map[4 * row] * voxel[0]
                    + map[4 * row + 1] * voxel[1]
                    + map[4 * row + 2] * voxel[2]
                    + map[4 * row + 3];
        }
        return result;
    }
}

package org.relaxometry.bssfp.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.preprocessing.b1.BrainTruth;
import org.relaxometry.bssfp.space.Affine;
import org.relaxometry.bssfp.space.PlacedVolume;
import org.relaxometry.bssfp.space.RigidMotion;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

class HalfwayTest {

    private static final BrainTruth BRAIN = BrainTruth.read(BrainTruth.SAMPLE_BRAIN);

    private final RigidMotion moved = RigidMotion.of(new double[] {6, -4, 3}, new double[] {5, -3, 4});

    @Test
    void bothMeetInTheMiddle() {
        // the same voxels, which a patient who lay otherwise has in other places of the room
        PlacedVolume before = rates(BRAIN.toMm());
        PlacedVolume after = rates(moved.about(0, 0, 0).after(BRAIN.toMm()));
        Halfway halfway = Halfway.register(before, after, Progress.NONE);

        assertThat(halfway.isInterpolated()).isTrue();
        VolumeGrid grid = halfway.grid();
        for (int[] at : new int[][] {{20, 20, 8}, {40, 35, 16}, {32, 32, 12}}) {
            // where a voxel of the first examination lies halfway, the same voxel of the second lies too
            Affine there = halfway.after()
                    .toIndices()
                    .after(halfway.before().toIndices().inverse());
            double[] found = found(there, at[0], at[1], at[2]);
            // a tenth of a voxel, here of the same values in the same places, is what the search ends at
            assertThat(found[0]).isCloseTo(at[0], within(0.1));
            assertThat(found[1]).isCloseTo(at[1], within(0.1));
            assertThat(found[2]).isCloseTo(at[2], within(0.1));
            // there the mm of the result are those of the first examination
            double[] half = found(halfway.before().toIndices().inverse(), at[0], at[1], at[2]);
            assertThat(found(halfway.toMm(), half))
                    .containsExactly(found(before.toMm(), at[0], at[1], at[2]), within(1e-6));
            // and both were moved by as much
            double once = distance(halfway.before().toIndices(), at);
            double other = distance(halfway.after().toIndices(), at);
            assertThat(once).isCloseTo(other, within(0.2)).isGreaterThan(0.3);
        }
        assertThat(halfway.motion().angleDeg()).isCloseTo(moved.angleDeg(), within(0.2));
        assertThat(grid).isEqualTo(before.volume().grid());
    }

    private static double[] found(Affine map, double... at) {
        return new double[] {map.x(at[0], at[1], at[2]), map.y(at[0], at[1], at[2]), map.z(at[0], at[1], at[2])};
    }

    private static double distance(Affine map, int[] at) {
        return Math.hypot(
                Math.hypot(map.x(at[0], at[1], at[2]) - at[0], map.y(at[0], at[1], at[2]) - at[1]),
                map.z(at[0], at[1], at[2]) - at[2]);
    }

    @Test
    void whoLiesAsBeforeIsNotInterpolated() {
        PlacedVolume before = rates(BRAIN.toMm());
        Halfway halfway = Halfway.register(before, rates(BRAIN.toMm()), Progress.NONE);
        assertThat(halfway.isInterpolated()).isFalse();
        float[] values = before.volume().values();
        assertThat(halfway.after().values(values)).isEqualTo(values);
    }

    @Test
    void withoutRegistrationTheVoxelsMustLieOnEachOther() {
        PlacedVolume before = rates(BRAIN.toMm());
        assertThat(Halfway.asTheyLie(before, rates(BRAIN.toMm())).isInterpolated())
                .isFalse();
        assertThatThrownBy(() ->
                        Halfway.asTheyLie(before, rates(moved.about(0, 0, 0).after(BRAIN.toMm()))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("do not lie on one grid");
    }

    @Test
    void valuesBetweenVoxelsAreLinearAndNeedAllOfThem() {
        VolumeGrid grid = new VolumeGrid(4, 3, 2, 1, 1, 1);
        float[] ramp = new float[grid.voxels()];
        float[] sigma = new float[ramp.length];
        for (int v = 0; v < ramp.length; v++) {
            ramp[v] = v % 4 + 10 * (v / 4 % 3) + 100 * (v / 12);
            sigma[v] = 2;
        }
        Affine shift = new Affine(new double[][] {{1, 0, 0, 0.25}, {0, 1, 0, 0}, {0, 0, 1, 0.5}});
        Resampling between = new Resampling(shift, grid, grid);
        float[] values = between.values(ramp);
        assertThat(values[grid.index(1, 1, 0)]).isCloseTo(61.25f, within(1e-5f));
        // beyond the last voxel there is nothing
        assertThat(values[grid.index(3, 1, 0)]).isNaN();
        assertThat(values[grid.index(1, 1, 1)]).isNaN();
        ramp[grid.index(2, 1, 1)] = Float.NaN;
        assertThat(between.values(ramp)[grid.index(1, 1, 0)]).isNaN();
        assertThat(between.values(ramp)[grid.index(0, 1, 0)]).isCloseTo(60.25f, within(1e-5f));
        // weights 3/8, 3/8, 1/8, 1/8
        assertThat(between.sigmas(sigma, true)[0]).isCloseTo(2, within(1e-6f));
        assertThat(between.sigmas(sigma, false)[0]).isCloseTo((float) Math.sqrt(20) / 4, within(1e-6f));
    }

    private static PlacedVolume rates(Affine toMm) {
        float[] rates = new float[BRAIN.t1Ms().length];
        for (int v = 0; v < rates.length; v++) {
            rates[v] = BRAIN.t1Ms()[v] > 0 ? (float) (1 / BRAIN.t1Ms()[v]) : 0;
        }
        return new PlacedVolume(new ScalarVolume(BRAIN.grid(), rates), toMm);
    }
}

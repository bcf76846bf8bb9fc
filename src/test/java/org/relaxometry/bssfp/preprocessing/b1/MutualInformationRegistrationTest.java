package org.relaxometry.bssfp.preprocessing.b1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.preprocessing.b1.MutualInformationRegistration.Result;
import org.relaxometry.bssfp.space.Affine;
import org.relaxometry.bssfp.space.PlacedVolume;
import org.relaxometry.bssfp.space.RigidMotion;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

/** An anatomical image of 2.4 × 2.4 × 6 mm against a series of 3.6 × 3.6 × 5.2 mm, with quite another contrast. */
class MutualInformationRegistrationTest {

    /** A third of a voxel of the series; what it means for T1 is tested with the B1 map. */
    private static final double TOLERANCE_MM = 1.2;

    private static BrainTruth brain;
    private static PlacedVolume series;

    @BeforeAll
    static void readBrain() {
        brain = BrainTruth.read(BrainTruth.SAMPLE_BRAIN);
        float[] magnitude = new float[brain.grid().voxels()];
        for (int v = 0; v < magnitude.length; v++) {
            magnitude[v] =
                    brain.isBrain(v) ? (float) (brain.protonDensity()[v] / (1 + brain.t1Ms()[v] / brain.t2Ms()[v])) : 0;
        }
        series = new PlacedVolume(new ScalarVolume(brain.grid(), magnitude), brain.toMm());
    }

    static Stream<Affine> motions() {
        return Stream.of(
                Affine.IDENTITY,
                RigidMotion.of(new double[] {4, -3, 5}, new double[] {3, -4, 2}).about(0, 0, 0),
                RigidMotion.of(new double[] {-8, 6, 3}, new double[] {-6, 2, 7}).about(10, -10, 0),
                RigidMotion.of(new double[] {10, 10, -10}, new double[] {8, 8, -8})
                        .about(0, 0, 0));
    }

    @ParameterizedTest
    @MethodSource("motions")
    void knownMotionIsFound(Affine motion) {
        Result found = MutualInformationRegistration.register(series, brain.anatomy(motion), Progress.NONE);

        Affine expected = motion;
        Affine actual = found.fixedToMoving();
        VolumeGrid grid = brain.grid();
        double largest = 0;
        for (int v = 0; v < grid.voxels(); v++) {
            if (brain.isBrain(v)) {
                int x = v % grid.nx();
                int y = v / grid.nx() % grid.ny();
                int z = v / grid.sliceVoxels();
                double px = brain.toMm().x(x, y, z);
                double py = brain.toMm().y(x, y, z);
                double pz = brain.toMm().z(x, y, z);
                double dx = actual.x(px, py, pz) - expected.x(px, py, pz);
                double dy = actual.y(px, py, pz) - expected.y(px, py, pz);
                double dz = actual.z(px, py, pz) - expected.z(px, py, pz);
                largest = Math.max(largest, Math.sqrt(dx * dx + dy * dy + dz * dz));
            }
        }
        assertThat(largest).as("largest error over the brain in mm").isLessThan(TOLERANCE_MM);
        assertThat(found.after()).isGreaterThanOrEqualTo(found.before());
    }

    @Test
    void imagesThatDoNotOverlapAreRefused() {
        Affine far =
                RigidMotion.of(new double[] {500, 0, 0}, new double[] {0, 0, 0}).about(0, 0, 0);

        assertThatThrownBy(() -> MutualInformationRegistration.register(series, brain.anatomy(far), Progress.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("do not overlap in space");
    }

    @Test
    void emptyImageIsRefused() {
        PlacedVolume empty = new PlacedVolume(
                new ScalarVolume(brain.grid(), new float[brain.grid().voxels()]), brain.toMm());

        assertThatThrownBy(() -> MutualInformationRegistration.register(series, empty, Progress.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is empty");
    }
}

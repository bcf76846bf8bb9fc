package org.relaxometry.bssfp.io.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.space.Upright;

class NiftiGeometryTest {

    private static final List<Double> NO_QFORM = Collections.nCopies(6, 0.0);
    private static final List<Double> NO_SFORM = Collections.nCopies(12, 0.0);
    private static final List<Double> PIXDIM = List.of(1.0, 2.0, 3.0, 4.0, 0.5);
    private static final List<Double> SFORM = List.of(0.0, 3.0, 0.0, 5.0, 2.0, 0.0, 0.0, 6.0, 0.0, 0.0, -4.0, 7.0);

    @Test
    void sformGoesBeforeQformAndQformBeforeVoxelSize() {
        List<Double> qform = List.of(0.0, 0.0, 0.0, 10.0, 20.0, 30.0);
        assertThat(new NiftiGeometry(10, PIXDIM, 1, qform, 2, SFORM).affine())
                .isDeepEqualTo(new double[][] {{0, 3, 0, 5}, {2, 0, 0, 6}, {0, 0, -4, 7}});
        assertThat(new NiftiGeometry(10, PIXDIM, 1, qform, 0, SFORM).affine())
                .isDeepEqualTo(new double[][] {{2, 0, 0, 10}, {0, 3, 0, 20}, {0, 0, 4, 30}});
        assertThat(new NiftiGeometry(10, PIXDIM, 0, qform, 0, SFORM).affine())
                .isDeepEqualTo(new double[][] {{2, 0, 0, 0}, {0, 3, 0, 0}, {0, 0, 4, 0}});
    }

    @Test
    void quaternionTurnsAndQfacMirrors() {
        double half = Math.sqrt(0.5);
        // a quarter turn about z: x goes to y, y to −x
        requireAffine(
                new NiftiGeometry(10, PIXDIM, 1, List.of(0.0, 0.0, half, 0.0, 0.0, 0.0), 0, NO_SFORM),
                new double[][] {{0, -3, 0, 0}, {2, 0, 0, 0}, {0, 0, 4, 0}});
        // a half turn about y, as radiological images have it, with z mirrored
        requireAffine(
                new NiftiGeometry(
                        10, List.of(-1.0, 2.0, 3.0, 4.0, 1.0), 1, List.of(0.0, 1.0, 0.0, 9.0, 8.0, 7.0), 0, NO_SFORM),
                new double[][] {{-2, 0, 0, 9}, {0, 3, 0, 8}, {0, 0, 4, 7}});
        // longer than 1 by rounding
        requireAffine(
                new NiftiGeometry(10, PIXDIM, 1, List.of(0.0, 1.0000001, 0.0, 0.0, 0.0, 0.0), 0, NO_SFORM),
                new double[][] {{-2, 0, 0, 0}, {0, 3, 0, 0}, {0, 0, -4, 0}});
    }

    private static void requireAffine(NiftiGeometry geometry, double[][] expected) {
        double[][] affine = geometry.affine();
        for (int row = 0; row < 3; row++) {
            // double rounding of a dozen operations on numbers of order 10
            assertThat(affine[row]).containsExactly(expected[row], within(1e-13));
        }
    }

    @Test
    void unitsBecomeMillimetres() {
        List<Double> qform = List.of(0.0, 0.0, 0.0, 10.0, 20.0, 30.0);
        assertThat(new NiftiGeometry(1, PIXDIM, 1, qform, 0, NO_SFORM).affine()[0])
                .containsExactly(2000, 0, 0, 10_000);
        assertThat(new NiftiGeometry(3 | 16, PIXDIM, 0, qform, 0, NO_SFORM).voxelSizeMm())
                .containsExactly(2e-3, 3e-3, 4e-3);
        assertThat(new NiftiGeometry(0, PIXDIM, 0, qform, 0, NO_SFORM).voxelSizeMm())
                .containsExactly(2, 3, 4);
    }

    @Test
    void missingVoxelSizeCountsAsOne() {
        List<Double> pixdim = List.of(1.0, 0.0, -3.0, Double.NaN, 1.0);
        assertThat(new NiftiGeometry(10, pixdim, 0, NO_QFORM, 0, NO_SFORM).voxelSizeMm())
                .containsExactly(1, 3, 1);
    }

    @Test
    void textKeepsEveryBit() {
        NiftiGeometry geometry = new NiftiGeometry(
                10,
                List.of(-1.0, (double) 1.3f, 1 / 3.0, Double.MIN_VALUE, Double.NaN),
                1,
                List.of(-0.0, 1e300, -1e-300, Double.NEGATIVE_INFINITY, (double) Float.MAX_VALUE, Math.PI),
                -4,
                SFORM);
        assertThat(geometry.toText()).doesNotContain("\n");
        assertThat(NiftiGeometry.fromText(geometry.toText())).isEqualTo(geometry);
    }

    @Test
    void refusesOtherText() {
        NiftiGeometry geometry = NiftiGeometry.ofVoxelSize(1, 1, 1);
        for (String text : List.of(
                "",
                "1 1 1",
                geometry.toText().replace("units 10", "units mm"),
                geometry.toText().replace(" 1.0;", ";"))) {
            assertThatThrownBy(() -> NiftiGeometry.fromText(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void sameGridComparesTheAffines() {
        NiftiGeometry geometry = NiftiGeometry.ofVoxelSize(2, 3, 4);
        NiftiGeometry bySform = new NiftiGeometry(
                10, PIXDIM, 0, NO_QFORM, 1, List.of(2.0, 0.0, 0.0, 0.0, 0.0, 3.0, 0.0, 0.0, 0.0, 0.0, 4.0, 0.5));
        assertThat(geometry.sameGridAs(bySform, 0.5)).isTrue();
        assertThat(geometry.sameGridAs(bySform, 0.49)).isFalse();
        assertThat(geometry.sameGridAs(NiftiGeometry.ofVoxelSize(2, 3, 4), 0)).isTrue();
    }

    @Test
    void slicesAreTurnedUprightOnlyWhereTheHeaderSaysHowTheyLie() {
        List<Double> toTheBack = List.of(-2.0, 0.0, 0.0, 0.0, 0.0, -3.0, 0.0, 0.0, 0.0, 0.0, 4.0, 0.0);
        List<Double> toTheTop = List.of(2.0, 0.0, 0.0, 0.0, 0.0, -1.0, 4.0, 0.0, 0.0, 3.0, 1.0, 0.0);
        assertThat(new NiftiGeometry(10, PIXDIM, 0, NO_QFORM, 1, toTheBack).upright())
                .isEqualTo(new Upright(false, false, "R", "L", "A", "P"));
        assertThat(new NiftiGeometry(10, PIXDIM, 0, NO_QFORM, 1, toTheTop).upright())
                .isEqualTo(new Upright(true, true, "R", "L", "H", "F"));
        assertThat(new NiftiGeometry(10, PIXDIM, 1, NO_QFORM, 0, NO_SFORM).upright())
                .isEqualTo(new Upright(true, true, "R", "L", "A", "P"));
        assertThat(NiftiGeometry.ofVoxelSize(2, 3, 4).upright()).isEqualTo(Upright.AS_STORED);
    }

    @Test
    void refusesAVoxelSizeThatIsNotPositive() {
        assertThatThrownBy(() -> NiftiGeometry.ofVoxelSize(1, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("positive")
                .hasMessageContaining("0.0");
    }
}

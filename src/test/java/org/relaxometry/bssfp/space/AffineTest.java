package org.relaxometry.bssfp.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AffineTest {

    /** Rounding of sines and products of numbers up to a hundred. */
    private static final double ROUNDING = 1e-12;

    @Test
    void quarterTurnAboutZTakesXToYAboutTheCentre() {
        Affine affine =
                RigidMotion.of(new double[] {0, 0, 5}, new double[] {0, 0, 90}).about(10, 20, 30);

        assertThat(affine.x(11, 20, 30)).isCloseTo(10, within(ROUNDING));
        assertThat(affine.y(11, 20, 30)).isCloseTo(21, within(ROUNDING));
        assertThat(affine.z(11, 20, 30)).isCloseTo(35, within(ROUNDING));
    }

    @Test
    void rotationsAreAppliedInTheOrderXYZ() {
        Affine affine =
                RigidMotion.of(new double[] {0, 0, 0}, new double[] {90, 90, 0}).about(0, 0, 0);

        // (0, 1, 0) goes to (0, 0, 1) about x, and on to (1, 0, 0) about y
        assertThat(affine.x(0, 1, 0)).isCloseTo(1, within(ROUNDING));
        assertThat(affine.y(0, 1, 0)).isCloseTo(0, within(ROUNDING));
        assertThat(affine.z(0, 1, 0)).isCloseTo(0, within(ROUNDING));
    }

    @Test
    void inverseUndoesAnAffine() {
        Affine affine = RigidMotion.of(new double[] {1, 2, 3}, new double[] {10, -20, 30})
                .about(-50, 60, 70);
        Affine both = affine.inverse().after(affine);

        assertThat(both.x(7, 8, 9)).isCloseTo(7, within(ROUNDING * 100));
        assertThat(both.y(7, 8, 9)).isCloseTo(8, within(ROUNDING * 100));
        assertThat(both.z(7, 8, 9)).isCloseTo(9, within(ROUNDING * 100));
    }

    @Test
    void matrixThatFlattensSpaceIsRefused() {
        assertThatThrownBy(() -> new Affine(new double[][] {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 2, 0, 0}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("space onto space");
    }
}

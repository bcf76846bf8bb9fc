package org.relaxometry.bssfp.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AngleTest {

    @Test
    void agreesWithTheLibraryAllAroundTheCircle() {
        for (int i = -100_000; i <= 100_000; i++) {
            double angle = Math.PI * i / 100_000;
            double radius = Math.exp(i % 40);
            double x = radius * Math.cos(angle);
            double y = radius * Math.sin(angle);
            // the error of the interpolant
            assertThat(Angle.of(y, x)).isCloseTo(Math.atan2(y, x), within(2e-9));
        }
    }

    @Test
    void axesAndOrigin() {
        assertThat(Angle.of(0, 0)).isZero();
        assertThat(Angle.of(0, 1)).isZero();
        assertThat(Angle.of(1, 0)).isEqualTo(Math.PI / 2);
        assertThat(Angle.of(-1, 0)).isEqualTo(-Math.PI / 2);
        assertThat(Angle.of(0, -1)).isEqualTo(Math.PI);
        assertThat(Angle.of(Double.NaN, 1)).isNaN();
    }
}

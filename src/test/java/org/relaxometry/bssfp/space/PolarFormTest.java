package org.relaxometry.bssfp.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PolarFormTest {

    @Test
    void agreesWithCosineAndSineToTheRoundingOfAFloat() {
        int size = 100_001;
        float[] real = new float[size];
        float[] imaginary = new float[size];
        float[] phase = new float[size];
        for (int i = 0; i < size; i++) {
            phase[i] = (float) (4 * Math.PI * (2.0 * i / (size - 1) - 1));
            real[i] = 1;
            imaginary[i] = phase[i];
        }
        PolarForm.toCartesian(real, imaginary, size);
        for (int i = 0; i < size; i++) {
            // half a unit in the last place of 1 is 3e-8
            assertThat((double) real[i]).isCloseTo(Math.cos(phase[i]), within(4e-8));
            assertThat((double) imaginary[i]).isCloseTo(Math.sin(phase[i]), within(4e-8));
        }
    }

    @Test
    void keepsTheMagnitude() {
        float[] real = {3, 0, Float.NaN};
        float[] imaginary = {(float) (Math.PI / 2), 1, 0};
        PolarForm.toCartesian(real, imaginary, 3);
        assertThat(imaginary[0]).isEqualTo(3f);
        assertThat(real[1]).isZero();
        assertThat(imaginary[1]).isZero();
        assertThat(real[2]).isNaN();
    }
}

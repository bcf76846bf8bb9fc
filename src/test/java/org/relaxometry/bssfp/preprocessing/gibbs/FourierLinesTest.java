package org.relaxometry.bssfp.preprocessing.gibbs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.signal.GaussianNoise;

class FourierLinesTest {

    private static final int LANES = 5;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 8, 12, 30, 64, 91, 97, 176, 250})
    void equalsTheSumOfItsDefinition(int length) {
        float[] real = new float[length * LANES];
        float[] imaginary = new float[length * LANES];
        GaussianNoise noise = new GaussianNoise(length, 0);
        noise.addTo(real, real.length, 1);
        noise.addTo(imaginary, real.length, 1);
        float[] re = real.clone();
        float[] im = imaginary.clone();
        FourierLines lines = new FourierLines(length, LANES);

        lines.forward(re, im);

        // values of about √n in float, rounding of 6e-8 in some ten steps
        double tolerance = 1e-6 * Math.sqrt(length) * 5;
        for (int k = 0; k < length; k++) {
            for (int v = 0; v < LANES; v++) {
                double[] expected = {0, 0};
                for (int l = 0; l < length; l++) {
                    double angle = -2 * Math.PI * (k * l % length) / length;
                    float a = real[l * LANES + v];
                    float b = imaginary[l * LANES + v];
                    expected[0] += a * Math.cos(angle) - b * Math.sin(angle);
                    expected[1] += a * Math.sin(angle) + b * Math.cos(angle);
                }
                assertThat((double) re[k * LANES + v]).isCloseTo(expected[0], within(tolerance));
                assertThat((double) im[k * LANES + v]).isCloseTo(expected[1], within(tolerance));
            }
        }
        lines.inverse(re, im);
        for (int i = 0; i < re.length; i++) {
            assertThat(re[i] / length).isCloseTo(real[i], within(5e-6f));
            assertThat(im[i] / length).isCloseTo(imaginary[i], within(5e-6f));
        }
    }
}

package org.relaxometry.bssfp.preprocessing.gibbs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.preprocessing.gibbs.GibbsRemoval.Mode;
import org.relaxometry.bssfp.space.ComplexVolume;

class SpectrumCheckTest {

    private final ComplexVolume image = RingingPhantom.inPlane().ringing();

    @Test
    void imagesAsTheyWereMeasuredPass() {
        assertThat(SpectrumCheck.emptyAxes(image, Mode.IN_PLANE, 2, Progress.NONE))
                .isEmpty();
    }

    @Test
    void zeroFillingIsFound() {
        emptied(image, 0, 40, 56);

        assertThat(SpectrumCheck.emptyAxes(image, Mode.IN_PLANE, 2, Progress.NONE))
                .isEqualTo("x");
    }

    @Test
    void partialFourierIsFound() {
        emptied(image, 1, 46, 60);

        assertThat(SpectrumCheck.emptyAxes(image, Mode.IN_PLANE, 2, Progress.NONE))
                .isEqualTo("y");
    }

    /** Sets the Fourier coefficients of an axis to 0 from one index to before another. */
    private static void emptied(ComplexVolume image, int axis, int from, int to) {
        AxisLines lines = new AxisLines(image.grid(), axis);
        FourierLines transform = new FourierLines(lines.length(), AxisLines.LANES);
        float[] real = new float[lines.length() * AxisLines.LANES];
        float[] imaginary = new float[real.length];
        for (int batch = 0; batch < lines.batches(); batch++) {
            lines.gather(image, batch, real, imaginary);
            transform.forward(real, imaginary);
            for (int i = from * AxisLines.LANES; i < to * AxisLines.LANES; i++) {
                real[i] = 0;
                imaginary[i] = 0;
            }
            transform.inverse(real, imaginary);
            for (int i = 0; i < real.length; i++) {
                real[i] /= lines.length();
                imaginary[i] /= lines.length();
            }
            lines.scatter(real, imaginary, batch, image);
        }
    }
}

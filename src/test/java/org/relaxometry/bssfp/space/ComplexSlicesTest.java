package org.relaxometry.bssfp.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.protocol.Protocol;

class ComplexSlicesTest {

    private static final float PI = (float) Math.PI;

    /** Magnitudes and phases, or real and imaginary parts, of a slice; three cycles have the same. */
    private static final float[] FIRST = {2, 3, 0, 5, -4, Float.NaN, 7, 1};

    private static final float[] SECOND = {0.3f, -PI, 2, 7, 1, 1, Float.POSITIVE_INFINITY, -12};

    private static ComplexSlices slices(ComplexImages.Form form, boolean conjugated) {
        float[] first = new float[24];
        float[] second = new float[24];
        for (int i = 0; i < 24; i++) {
            first[i] = FIRST[i % 8];
            second[i] = SECOND[i % 8];
        }
        return new ComplexSlices(new PhaseCycledSeries(
                new VolumeGrid(4, 2, 1, 1, 1, 1),
                new ComplexImages(
                        ArrayImgs.floats(first, 4, 2, 1, 3), ArrayImgs.floats(second, 4, 2, 1, 3), form, conjugated),
                new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(3)),
                Optional.empty(),
                Optional.empty()));
    }

    @ParameterizedTest
    @EnumSource
    void magnitudeAndPhaseAreThoseOfTheComplexSamples(ComplexImages.Form form) {
        for (boolean conjugated : new boolean[] {false, true}) {
            float[] real = new float[8];
            float[] imaginary = new float[8];
            float[] magnitude = new float[8];
            float[] phase = new float[8];
            assertThat(slices(form, conjugated).readPolar(1, 0, magnitude, phase))
                    .isEqualTo(slices(form, conjugated).read(1, 0, real, imaginary))
                    .isEqualTo(2);
            for (int i = 0; i < 8; i++) {
                assertThat(magnitude[i]).isNotNegative();
                assertThat(phase[i]).isBetween(-PI, PI);
                assertThat((double) real[i]).isCloseTo(magnitude[i] * Math.cos(phase[i]), within(4e-6));
                assertThat((double) imaginary[i]).isCloseTo(magnitude[i] * Math.sin(phase[i]), within(4e-6));
            }
            // what has no magnitude has no phase
            if (form == ComplexImages.Form.MAGNITUDE_PHASE) {
                assertThat(phase[2]).isZero();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatImagesHoldAsMagnitudeAndPhaseStaysAsItIs(boolean conjugated) {
        float[] magnitude = new float[8];
        float[] phase = new float[8];
        slices(ComplexImages.Form.MAGNITUDE_PHASE, conjugated).readPolar(0, 0, magnitude, phase);
        float sign = conjugated ? -1 : 1;
        assertThat(new float[] {magnitude[0], magnitude[1]}).containsExactly(2, 3);
        assertThat(new float[] {phase[0], phase[1]}).containsExactly(sign * 0.3f, sign * -PI);
    }
}

package org.relaxometry.bssfp.plot.style;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;
import ij.process.LUT;
import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.Parameter;

/** The tables as ImageJ's own rendering of 32-bit images uses them. */
class LookupTableTest {

    private static final int BLACK = 0xff000000;

    @Test
    void noValueIsBlackAndValuesBelowTheLowerLevelTakeTheDarkestColour() {
        float[] t1 = {Float.NaN, 0, 1e-30f, 3, 150, 299, 1000, 3000, 9000};
        int[] shown = rendered(t1, Parameter.T1);
        int darkest = ColourMap.LIPARI.rgb(0);
        assertThat(shown[0]).isEqualTo(BLACK);
        assertThat(shown).startsWith(BLACK, darkest, darkest, darkest, darkest, darkest);
        assertThat(shown[6]).isNotIn(BLACK, darkest);
        assertThat(shown[7]).isEqualTo(ColourMap.LIPARI.rgb(1));
        assertThat(shown[8]).isEqualTo(ColourMap.LIPARI.rgb(1));
    }

    @ParameterizedTest
    @CsvSource({
        "T1, 20, 4000",
        "T2, 1, 2500",
        "OFF_RESONANCE, -104, 104",
        "M0, 0, 9000",
        "T1_SIGMA, 0.001, 90000",
        "T2_SIGMA, 2, 20",
        "OFF_RESONANCE_SIGMA, 0.1, 3",
        "RESIDUAL, 0, 1"
    })
    void noValidValueIsEverBlack(Parameter parameter, float smallest, float largest) {
        float[] values = new float[2000];
        for (int i = 0; i < values.length; i++) {
            values[i] = smallest + (largest - smallest) * i / (values.length - 1);
        }
        assertThat(rendered(values, parameter)).doesNotContain(BLACK);
    }

    @Test
    void aFarNegativeOffResonanceTakesTheEndOfTheColoursNotBlack() {
        float[] values = new float[1000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i);
        }
        values[500] = -104;
        int[] shown = rendered(values, Parameter.OFF_RESONANCE);
        assertThat(shown[500]).isEqualTo(ColourMap.VIK.rgb(0));
        assertThat(shown).doesNotContain(BLACK);
    }

    @ParameterizedTest
    @CsvSource({"T1, 300, 3000", "T2, 20, 200"})
    void logarithmIsInTheTableAndPixelValuesStay(Parameter parameter, float lower, float upper) {
        float[] values = new float[500];
        for (int i = 0; i < values.length; i++) {
            values[i] = lower + (upper - lower) * i / (values.length - 1);
        }
        float[] before = values.clone();
        int[] shown = rendered(values, parameter);
        assertThat(values).isEqualTo(before);
        ParameterDisplay display = ParameterDisplay.of(parameter, new float[][] {values});
        // at the lower level a table entry is 1/25 of the value wide, its half 0.9 % of a decade: the steepest colour
        // component changes by 38 per sixteenth of the axis, so by 5; then one for rounding
        for (int i = 0; i < values.length; i++) {
            int exact = display.rgb(values[i]);
            for (int shift = 0; shift <= 16; shift += 8) {
                assertThat(shown[i] >> shift & 0xff).isCloseTo(exact >> shift & 0xff, within(7));
            }
        }
        Set<Integer> colours = new HashSet<>();
        for (int colour : shown) {
            colours.add(colour);
        }
        assertThat(colours).as("table entries from lower to upper level").hasSizeGreaterThan(200);
    }

    @Test
    void lightnessRisesWithTheValue() {
        float[] values = new float[300];
        for (int i = 0; i < values.length; i++) {
            values[i] = 10 * (i + 1);
        }
        int[] shown = rendered(values, Parameter.T1);
        for (int i = 1; i < shown.length; i++) {
            // neighbours may share a table entry; 8-bit rounding may take half a unit of lightness away
            assertThat(ColourMapTest.lightness(shown[i])).isGreaterThan(ColourMapTest.lightness(shown[i - 1]) - 0.5);
        }
        assertThat(ColourMapTest.lightness(shown[299]) - ColourMapTest.lightness(shown[0]))
                .isGreaterThan(85);
    }

    @Test
    void everySliceOfAStackIsShownAlike() {
        float[][] planes = {{500, Float.NaN}, {2000, 500}};
        ImageStack stack = new ImageStack(2, 1);
        stack.addSlice("", planes[0]);
        stack.addSlice("", planes[1]);
        ImagePlus image = new ImagePlus("T1", stack);
        image.setLut(ParameterDisplay.of(Parameter.T1, planes).lut());
        int shown = image.getBufferedImage().getRGB(0, 0);
        int noValue = image.getBufferedImage().getRGB(1, 0);
        image.setSlice(2);
        assertThat(image.getBufferedImage().getRGB(1, 0)).isEqualTo(shown).isNotEqualTo(BLACK);
        assertThat(noValue).isEqualTo(BLACK);
    }

    @ParameterizedTest
    @EnumSource(EstimationStatus.class)
    void everyStatusIsShownInItsColour(EstimationStatus status) {
        float[] codes = {status.code()};
        assertThat(rendered(codes, StatusColours.lut())).containsExactly(StatusColours.rgb(status));
    }

    @Test
    void statusColoursAreDistinct() {
        Set<Integer> colours = new HashSet<>();
        for (EstimationStatus status : EstimationStatus.values()) {
            colours.add(StatusColours.rgb(status));
        }
        assertThat(colours).hasSize(EstimationStatus.values().length);
    }

    private static int[] rendered(float[] values, Parameter parameter) {
        return rendered(
                values, ParameterDisplay.of(parameter, new float[][] {values}).lut());
    }

    private static int[] rendered(float[] values, LUT lut) {
        FloatProcessor processor = new FloatProcessor(values.length, 1, values);
        processor.setLut(lut);
        BufferedImage image = (BufferedImage) processor.createImage();
        return image.getRGB(0, 0, values.length, 1, null, 0, values.length);
    }
}

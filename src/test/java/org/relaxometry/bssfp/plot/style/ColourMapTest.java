package org.relaxometry.bssfp.plot.style;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ColourMapTest {

    @ParameterizedTest
    @CsvSource({
        "LIPARI, 0, 031326", "LIPARI, 0.5, a46267", "LIPARI, 0.9375, f0dbb7", "LIPARI, 1, fdf5da",
        "NAVIA, 0, 031327", "NAVIA, 0.5, 418a80", "NAVIA, 0.9375, eaedc0", "NAVIA, 1, fcf4d9",
        "VIK, 0, 001261", "VIK, 0.5, ece5e1", "VIK, 0.9375, 741506", "VIK, 1, 590008",
        "GREY, 0, 303030", "GREY, 1, ffffff"
    })
    void controlPointsAreMetExactly(ColourMap map, double position, String colour) {
        assertThat(Integer.toHexString(map.rgb(position))).isEqualTo("ff" + colour);
    }

    @Test
    void coloursBetweenControlPointsAreTheirMean() {
        // 0x03, 0x13, 0x26 and 0x09, 0x28, 0x44: the means are 6, 29.5 and 53; rint takes 29.5 to 30
        assertThat(ColourMap.LIPARI.rgb(1 / 32.0)).isEqualTo(0xff000000 | 6 << 16 | 30 << 8 | 53);
    }

    @ParameterizedTest
    @EnumSource(ColourMap.class)
    void positionsBeyondTheEndsTakeTheColourOfTheEnd(ColourMap map) {
        assertThat(map.rgb(-0.1)).isEqualTo(map.rgb(0));
        assertThat(map.rgb(Double.NEGATIVE_INFINITY)).isEqualTo(map.rgb(0));
        assertThat(map.rgb(1.1)).isEqualTo(map.rgb(1));
        assertThat(map.rgb(Double.POSITIVE_INFINITY)).isEqualTo(map.rgb(1));
    }

    @ParameterizedTest
    @EnumSource(ColourMap.class)
    void blackIsForNoValueOnly(ColourMap map) {
        assertThat(map.rgb(Double.NaN)).isEqualTo(0xff000000);
        assertThat(IntStream.rangeClosed(0, 1000).map(i -> map.rgb(i / 1000.0))).doesNotContain(0xff000000);
    }

    @ParameterizedTest
    @EnumSource(
            value = ColourMap.class,
            names = {"LIPARI", "NAVIA", "GREY"})
    void lightnessRisesAllTheWay(ColourMap map) {
        // 64 steps: 1.2 to 1.5 units of lightness each, well above the half unit that 8-bit rounding may take away
        double previous = -1;
        for (int i = 0; i <= 64; i++) {
            double lightness = lightness(map.rgb(i / 64.0));
            assertThat(lightness).as("position %d/64", i).isGreaterThan(previous);
            previous = lightness;
        }
    }

    @Test
    void lightnessOfTheDivergingMapRisesToTheMiddleAndFallsAgain() {
        for (int i = 0; i < 32; i++) {
            double here = lightness(ColourMap.VIK.rgb(i / 64.0));
            double mirrored = lightness(ColourMap.VIK.rgb(1 - i / 64.0));
            assertThat(lightness(ColourMap.VIK.rgb((i + 1) / 64.0))).isGreaterThan(here);
            assertThat(lightness(ColourMap.VIK.rgb(1 - (i + 1) / 64.0))).isGreaterThan(mirrored);
        }
    }

    /** CIE 1976 lightness L*, 0 to 100, of an sRGB colour. */
    static double lightness(int rgb) {
        double luminance = 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
        return luminance > 0.008856 ? 116 * Math.cbrt(luminance) - 16 : 903.3 * luminance;
    }

    private static double linear(int component) {
        double value = (component & 0xff) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}

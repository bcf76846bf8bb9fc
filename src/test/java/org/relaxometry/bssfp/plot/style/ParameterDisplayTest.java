package org.relaxometry.bssfp.plot.style;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.statistics.FiniteValues;

class ParameterDisplayTest {

    /** A few roundings of a logarithm. */
    private static final double ROUNDING = 1e-12;

    @ParameterizedTest
    @CsvSource({
        "T1, LIPARI, true",
        "T2, NAVIA, true",
        "OFF_RESONANCE, VIK, false",
        "M0, GREY, false",
        "T1_SIGMA, LIPARI, true",
        "T2_SIGMA, NAVIA, true",
        "OFF_RESONANCE_SIGMA, GREY, true",
        "RESIDUAL, GREY, false"
    })
    void coloursFollowTheRecommendation(Parameter parameter, ColourMap colours, boolean logarithmic) {
        ParameterDisplay display = ParameterDisplay.of(parameter, map(1, 2, 3));
        assertThat(display.colours()).isEqualTo(colours);
        assertThat(display.logarithmic()).isEqualTo(logarithmic);
    }

    @Test
    void relaxationTimesSpreadLogarithmicallyOverOneDecade() {
        ParameterDisplay t1 = ParameterDisplay.of(Parameter.T1, map(800, 1200, 4000));
        assertThat(t1.lower()).isEqualTo(300);
        assertThat(t1.upper()).isEqualTo(3000);
        assertThat(t1.position(300)).isZero();
        assertThat(t1.position(300 * Math.sqrt(10))).isCloseTo(0.5, within(ROUNDING));
        assertThat(t1.position(600)).isCloseTo(Math.log10(2), within(ROUNDING));
        assertThat(t1.position(3000)).isEqualTo(1);
        assertThat(t1.rgb(300 * Math.sqrt(10))).isEqualTo(ColourMap.LIPARI.rgb(0.5));

        ParameterDisplay t2 = ParameterDisplay.of(Parameter.T2, map(60, 90, 1800));
        assertThat(t2.lower()).isEqualTo(20);
        assertThat(t2.upper()).isEqualTo(200);
        assertThat(t2.rgb(20 * Math.sqrt(10))).isEqualTo(ColourMap.NAVIA.rgb(0.5));
    }

    @Test
    void valuesBeyondTheRangeTakeItsEndsAndNoValueIsBlack() {
        ParameterDisplay t1 = ParameterDisplay.of(Parameter.T1, map(800, 1200));
        assertThat(t1.rgb(0)).isEqualTo(ColourMap.LIPARI.rgb(0));
        assertThat(t1.rgb(-5)).isEqualTo(ColourMap.LIPARI.rgb(0));
        assertThat(t1.rgb(1e9)).isEqualTo(ColourMap.LIPARI.rgb(1));
        assertThat(t1.rgb(Double.NaN)).isEqualTo(ColourMap.NO_VALUE);
        assertThat(t1.rgb(Double.POSITIVE_INFINITY)).isEqualTo(ColourMap.NO_VALUE);
    }

    @Test
    void theUsualRangeStaysWhereABrainLiesInNoise() {
        float[] plane = new float[1000];
        Arrays.fill(plane, 4);
        Arrays.fill(plane, 0, 200, 70);
        assertThat(ParameterDisplay.of(Parameter.T2, new float[][] {plane}).lower())
                .isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource({"T2, 1500, 160", "T2, 12, 10", "T1, 5000, 600", "T1, 80, 75"})
    void thePhantomOutsideTheUsualRangeShiftsItByFactorsOfTwo(Parameter parameter, float median, double lower) {
        ParameterDisplay display = ParameterDisplay.of(parameter, map(median, median, median));
        assertThat(display.lower()).isEqualTo(lower);
        assertThat(display.upper()).isEqualTo(10 * lower);
    }

    @Test
    void offResonanceIsSymmetricAboutZeroAndIgnoresOutliers() {
        float[] plane = new float[10_000];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = -20 + 80f * i / plane.length;
        }
        plane[7] = -104;
        plane[8] = Float.NaN;
        ParameterDisplay display = ParameterDisplay.of(Parameter.OFF_RESONANCE, new float[][] {plane});
        // the 99th percentile is 59.2 Hz
        assertThat(display.upper()).isEqualTo(60);
        assertThat(display.lower()).isEqualTo(-60);
        assertThat(display.rgb(0)).isEqualTo(ColourMap.VIK.rgb(0.5));
        assertThat(display.smallest()).isEqualTo(-104);
    }

    @Test
    void magnetisationAndResidualBeginAtZeroAndIgnoreOutliers() {
        float[] plane = new float[1000];
        Arrays.fill(plane, 730);
        plane[0] = 1e7f;
        ParameterDisplay display = ParameterDisplay.of(Parameter.M0, new float[][] {plane});
        assertThat(display.lower()).isZero();
        assertThat(display.upper()).isEqualTo(800);
        // 0.04 as float is a hair less, 0.05f a hair more than the number: neither may jump to the next round number
        assertThat(ParameterDisplay.of(Parameter.RESIDUAL, map(0.04f)).upper()).isCloseTo(0.04, within(ROUNDING));
        assertThat(ParameterDisplay.of(Parameter.RESIDUAL, map(0.05f)).upper()).isCloseTo(0.05, within(ROUNDING));
    }

    @Test
    void uncertaintiesSpreadBetweenPercentiles() {
        float[] plane = new float[1001];
        for (int i = 0; i <= 1000; i++) {
            plane[i] = (float) (20 * Math.pow(10, i / 1000.0));
        }
        ParameterDisplay display = ParameterDisplay.of(Parameter.T1_SIGMA, new float[][] {plane});
        // 5th and 95th percentile: 20 · 10^0.05 = 22.4 and 20 · 10^0.95 = 178, rounded outwards
        assertThat(display.lower()).isEqualTo(20);
        assertThat(display.upper()).isEqualTo(200);
    }

    @Test
    void hugeUncertaintiesOfNoiseDoNotDarkenTheTissue() {
        float[] plane = new float[1000];
        Arrays.fill(plane, 1e6f);
        Arrays.fill(plane, 0, 200, 50);
        ParameterDisplay display = ParameterDisplay.of(Parameter.T1_SIGMA, new float[][] {plane});
        assertThat(display.lower()).isEqualTo(50);
        assertThat(display.upper()).isEqualTo(1500);
    }

    @ParameterizedTest
    @EnumSource(Parameter.class)
    void degenerateMapsGetAUsableRange(Parameter parameter) {
        float[][][] maps = {
            map(Float.NaN, Float.NaN),
            map(0, 0),
            map(7, 7, Float.NaN),
            map(Float.POSITIVE_INFINITY),
            map(Float.MIN_VALUE),
            map(-3),
            map(Float.MAX_VALUE)
        };
        for (float[][] planes : maps) {
            ParameterDisplay display = ParameterDisplay.of(parameter, planes);
            assertThat(display.lower())
                    .as(Arrays.toString(planes[0]))
                    .isFinite()
                    .isLessThan(display.upper());
            assertThat(display.upper()).isFinite();
            assertThat(display.rgb(planes[0][0]) == ColourMap.NO_VALUE).isEqualTo(!Float.isFinite(planes[0][0]));
            assertThat(display.lut().getRGB(0)).isEqualTo(ColourMap.NO_VALUE);
        }
    }

    @Test
    void largeMapsAreSampledEvenlyAndAlwaysAlike() {
        Random random = new Random(3);
        float[][] planes = new float[12][100_000];
        for (float[] plane : planes) {
            for (int i = 0; i < plane.length; i++) {
                plane[i] = random.nextInt(3) == 0 ? Float.NaN : 100 * random.nextFloat();
            }
        }
        planes[11][99_999] = 5000;
        FiniteValues values = new FiniteValues(planes);
        assertThat(values.largest()).as("extremes are exact, not sampled").isEqualTo(5000);
        // 160 000 or more samples: the standard deviation of a quantile is at most 100 · 0.5/√160 000 = 0.13
        for (double fraction : new double[] {0.01, 0.5, 0.99}) {
            assertThat(values.quantile(fraction)).isCloseTo(100 * fraction, within(0.6));
        }
        assertThat(ParameterDisplay.of(Parameter.M0, planes)).isEqualTo(ParameterDisplay.of(Parameter.M0, planes));
    }

    @Test
    void quantilesOfASmallMapAreExact() {
        float[] plane = new float[101];
        IntStream.range(0, 101).forEach(i -> plane[100 - i] = i);
        FiniteValues values = new FiniteValues(new float[][] {plane});
        assertThat(values.quantile(0)).isZero();
        assertThat(values.quantile(0.37)).isEqualTo(37);
        assertThat(values.quantile(1)).isEqualTo(100);
        assertThat(values.fractionWithin(0, 49)).isCloseTo(50 / 101.0, within(ROUNDING));
    }

    @Test
    void fallingOrNonPositiveLogarithmicRangesAreRefused() {
        assertThatThrownBy(() -> new ParameterDisplay(ColourMap.GREY, false, 2, 1, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2.0 to 1.0");
        assertThatThrownBy(() -> new ParameterDisplay(ColourMap.GREY, true, 0, 1, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static float[][] map(float... values) {
        return new float[][] {values};
    }
}

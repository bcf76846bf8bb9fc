package org.relaxometry.bssfp.plot.style;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTicksTest {

    @Test
    void logarithmicAxesCarryRoundNumbers() {
        assertThat(labels(AxisTicks.logarithmic(300, 3000, 0.1))).containsExactly("300", "500", "1000", "2000", "3000");
        assertThat(labels(AxisTicks.logarithmic(20, 200, 0.1))).containsExactly("20", "30", "50", "100", "200");
        assertThat(labels(AxisTicks.logarithmic(0.02, 0.5, 0.1)))
                .containsExactly("0.02", "0.03", "0.05", "0.1", "0.2", "0.3", "0.5");
    }

    @Test
    void logarithmicTicksThinOutWhereRoomIsShort() {
        assertThat(labels(AxisTicks.logarithmic(10, 1000, 0.1)))
                .containsExactly("10", "20", "50", "100", "200", "500", "1000");
        assertThat(labels(AxisTicks.logarithmic(10, 1000, 0.2))).containsExactly("10", "30", "100", "300", "1000");
        assertThat(labels(AxisTicks.logarithmic(10, 1000, 0.4))).containsExactly("10", "100", "1000");
        assertThat(AxisTicks.logarithmic(10, 1000, 0.6)).isEmpty();
    }

    @Test
    void linearAxesCarryMultiplesOfOneTwoOrFive() {
        assertThat(labels(AxisTicks.linear(-60, 60, 0.15))).containsExactly("−60", "−40", "−20", "0", "20", "40", "60");
        assertThat(labels(AxisTicks.linear(0, 0.08, 0.15))).containsExactly("0", "0.02", "0.04", "0.06", "0.08");
        assertThat(labels(AxisTicks.linear(0, 4000, 0.2))).containsExactly("0", "1000", "2000", "3000", "4000");
        assertThat(labels(AxisTicks.linear(-70, 70, 0.3))).containsExactly("−50", "0", "50");
    }

    @Test
    void longNumbersAreWrittenWithAnExponent() {
        assertThat(labels(AxisTicks.linear(0, 4e6, 0.5))).containsExactly("0", "2e6", "4e6");
        assertThat(labels(AxisTicks.linear(-2.5e-7, 2.5e-7, 0.4))).containsExactly("−2e−7", "0", "2e−7");
        assertThat(labels(AxisTicks.linear(0, 1.5e8, 0.3))).containsExactly("0", "5e7", "1e8", "1.5e8");
    }

    @Test
    void ticksLieWithinTheAxisAndApart() {
        for (double upper = 1; upper < 1e4; upper *= 1.37) {
            for (double spacing : new double[] {0.05, 0.15, 0.5, 3}) {
                for (List<AxisTicks.Tick> ticks :
                        List.of(AxisTicks.linear(-upper / 3, upper, spacing), AxisTicks.linear(0, upper, spacing))) {
                    double length = upper - (ticks.get(0).value() < 0 ? -upper / 3 : 0);
                    for (int i = 1; i < ticks.size(); i++) {
                        double step = ticks.get(i).value() - ticks.get(i - 1).value();
                        // 0.999: rounding of the difference of two ticks
                        assertThat(step).isGreaterThan(0.999 * length * Math.min(1, spacing));
                    }
                    // 1e-9 of the axis: an end that is round but for a rounding keeps its tick
                    assertThat(ticks.get(ticks.size() - 1).value()).isLessThanOrEqualTo(upper * (1 + 2e-9));
                }
            }
        }
    }

    private static List<String> labels(List<AxisTicks.Tick> ticks) {
        return ticks.stream().map(AxisTicks.Tick::label).toList();
    }
}

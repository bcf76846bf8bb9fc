package org.relaxometry.bssfp.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.cohort.Measure.Direction;

/** What is usual in a group, and what stands out. */
class OutlierTest {

    private static final Measure T2 = new Measure("the median T2 of white matter", "ms", 0.5, Direction.BOTH);

    private static Map<String, Double> normal(int count, double mean, double sigma) {
        Random random = new Random(1);
        Map<String, Double> values = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            values.put("sub-" + i, mean + sigma * random.nextGaussian());
        }
        return values;
    }

    @Test
    void theSpreadOfANormalGroupIsItsStandardDeviation() {
        Usual usual = Usual.of(normal(20_000, 62, 3).values(), 0.1).orElseThrow();
        assertThat(usual.median()).isCloseTo(62, within(0.1));
        assertThat(usual.spread()).isCloseTo(3, within(0.06));
        assertThat(usual.z(68)).isCloseTo(2, within(0.06));
    }

    @Test
    void aMinorityThatIsWrongDoesNotMakeItselfUsual() {
        Map<String, Double> values = normal(50, 62, 2);
        for (int i = 0; i < 15; i++) {
            values.put("wrong-" + i, 200.0 + i);
        }
        List<Outlier> outliers = Outlier.of(T2, values);
        assertThat(outliers)
                .extracting(Outlier::who)
                .allMatch(who -> who.startsWith("wrong"))
                .hasSize(15);
        assertThat(outliers.get(0).who()).isEqualTo("wrong-14");
        assertThat(outliers.get(0).reason())
                .startsWith("the median T2 of white matter is 214 ms; usual is 6")
                .contains(" ms (z +");
    }

    @Test
    void whatIsNegligibleIsNeverUnusual() {
        Map<String, Double> values = new LinkedHashMap<>(Map.of("a", 0.0, "b", 0.0, "c", 0.0, "d", 0.0, "e", 0.3));
        Measure motion = new Measure("motion", "mm", 0.1, Direction.HIGH);
        assertThat(Outlier.of(motion, values)).isEmpty();
        values.put("e", 0.4);
        assertThat(Outlier.of(motion, values))
                .singleElement()
                .extracting(Outlier::who)
                .isEqualTo("e");
        values.put("e", -0.4);
        assertThat(Outlier.of(motion, values)).isEmpty();
    }

    @Test
    void aBoundAmongValuesIsUnusualAndFewValuesSayNothing() {
        Map<String, Double> values = normal(8, 1000, 10);
        values.put("bound", Double.POSITIVE_INFINITY);
        values.put("none", Double.NaN);
        assertThat(Outlier.of(T2, values)).singleElement().satisfies(outlier -> {
            assertThat(outlier.who()).isEqualTo("bound");
            assertThat(outlier.reason()).contains("beyond the range of the method");
        });
        assertThat(Outlier.of(T2, Map.of("a", 1.0, "b", 1.0, "c", 1.0, "d", 100.0)))
                .isEmpty();
    }

    @Test
    void boundsCountInMediansAndNotInMeans() {
        float inf = Float.POSITIVE_INFINITY;
        float[] map = {1, 2, 3, inf, inf, Float.NaN, 99};
        RegionValues values = RegionValues.of(map, new int[] {0, 1, 2, 3, 4, 5});
        assertThat(values.voxels()).isEqualTo(6);
        assertThat(values.withValue()).isEqualTo(5);
        assertThat(values.bounds()).isEqualTo(2);
        assertThat(values.mean()).isEqualTo(2);
        assertThat(values.standardDeviation()).isEqualTo(1);
        assertThat(values.median()).isEqualTo(3);
        assertThat(values.upperQuartile()).isInfinite();
        assertThat(RegionValues.of(map, new int[] {5}).median()).isNaN();
    }
}

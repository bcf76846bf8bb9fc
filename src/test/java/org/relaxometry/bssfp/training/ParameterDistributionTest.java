package org.relaxometry.bssfp.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.statistics.Range;

class ParameterDistributionTest {

    private static final int DRAWS = 50_000;

    static Stream<ParameterDistribution> distributions() {
        return Stream.of(
                ParameterDistribution.uniform(),
                ParameterDistribution.uniformExtended(),
                ParameterDistribution.logUniform(
                        "log-uniform extended", ParameterDistribution.LIQUID_T1_MS, ParameterDistribution.LIQUID_T2_MS),
                ParameterDistribution.inVivo(),
                maps());
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void drawsLieInTheRangesWithT1NotBelowT2(ParameterDistribution distribution) {
        assertThat(draws(distribution))
                .allMatch(tissue -> distribution.t1Ms().contains(tissue.t1Ms()))
                .allMatch(tissue -> distribution.t2Ms().contains(tissue.t2Ms()))
                .allMatch(tissue -> tissue.t1Ms() >= tissue.t2Ms());
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void sameSeedGivesTheSameDraws(ParameterDistribution distribution) {
        assertThat(draws(distribution)).isEqualTo(draws(distribution));
    }

    @Test
    void mapsAreToldApartByWhatTheyHold() {
        assertThat(maps()).hasToString(maps().toString());
        float[] t1 = new float[2000];
        float[] t2 = new float[2000];
        Arrays.fill(t1, 900);
        Arrays.fill(t2, 60);
        ParameterDistribution other = ParameterDistribution.fromMaps(
                t1, t2, ParameterDistribution.TISSUE_T1_MS, ParameterDistribution.TISSUE_T2_MS);
        assertThat(other.toString()).isNotEqualTo(maps().toString());
    }

    @Test
    void uniformDrawsHaveTheMeanAndDeviationOfTheRange() {
        Tissue[] draws = draws(ParameterDistribution.uniform());
        // standard error of the mean 2.2 ms and 0.13 ms; four of them
        assertThat(t1(draws).average().orElseThrow()).isCloseTo(1220, within(9.0));
        assertThat(t2(draws).average().orElseThrow()).isCloseTo(70, within(0.52));
        assertThat(deviation(t1(draws).toArray())).isCloseTo(1720 / Math.sqrt(12), within(6.0));
    }

    @Test
    void inVivoDrawsGatherAroundWhiteAndGreyMatter() {
        Tissue[] draws = draws(ParameterDistribution.inVivo());
        long white = count(draws, 991, 67);
        long grey = count(draws, 1540, 93);
        long neither = count(draws, 1900, 35);
        // the same area holds 3 % of a uniform density
        assertThat(white).isGreaterThan(DRAWS / 10);
        assertThat(grey).isGreaterThan(DRAWS / 20);
        assertThat(neither).isLessThan(DRAWS / 200);
        assertThat(ParameterDistribution.inVivo().source()).contains("10.1002/mrm.20605");
    }

    private static long count(Tissue[] draws, double t1Ms, double t2Ms) {
        return Stream.of(draws)
                .filter(tissue -> Math.abs(tissue.t1Ms() - t1Ms) < 150 && Math.abs(tissue.t2Ms() - t2Ms) < 10)
                .count();
    }

    @Test
    void drawsFromMapsAreDistributedAsTheMaps() {
        Tissue[] draws = draws(maps());
        // sampling, and smoothing over 1.5 of 128 cells, which is 20 ms and 1.2 ms
        assertThat(t1(draws).average().orElseThrow()).isCloseTo(900, within(3.0));
        assertThat(t2(draws).average().orElseThrow()).isCloseTo(60, within(0.3));
        assertThat(deviation(t1(draws).toArray())).isCloseTo(Math.hypot(100, 20), within(3.0));
        assertThat(deviation(t2(draws).toArray())).isCloseTo(Math.hypot(5, 1.2), within(0.2));
        double correlation = IntStream.range(0, DRAWS)
                        .mapToDouble(i -> (draws[i].t1Ms() - 900) * (draws[i].t2Ms() - 60))
                        .average()
                        .orElseThrow()
                / (Math.hypot(100, 20) * Math.hypot(5, 1.2));
        // 0.8 of the maps, less what the smoothing takes
        assertThat(correlation).isCloseTo(0.8 * 500 / (Math.hypot(100, 20) * Math.hypot(5, 1.2)), within(0.03));
    }

    @Test
    void mapsInSecondsAreRefused() {
        float[] t1 = new float[5000];
        float[] t2 = new float[5000];
        for (int v = 0; v < t1.length; v++) {
            t1[v] = 0.9f;
            t2[v] = 0.06f;
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ParameterDistribution.fromMaps(
                        t1, t2, ParameterDistribution.TISSUE_T1_MS, ParameterDistribution.TISSUE_T2_MS))
                .withMessageContaining("only 0 of the 5000 voxels")
                .withMessageContaining("milliseconds");
    }

    @Test
    void mapsOfDifferentSizeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ParameterDistribution.fromMaps(
                        new float[10],
                        new float[20],
                        ParameterDistribution.TISSUE_T1_MS,
                        ParameterDistribution.TISSUE_T2_MS))
                .withMessageContaining("10")
                .withMessageContaining("20");
    }

    @Test
    void exchangedRangesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ParameterDistribution.uniform("mine", new Range(20, 120), new Range(360, 2080)))
                .withMessageContaining("exchanged");
    }

    /** T1 900 ± 100 ms, T2 60 ± 5 ms, correlation 0.8, and voxels without a value. */
    private static ParameterDistribution maps() {
        GaussianNoise random = new GaussianNoise(3, 0);
        float[] t1 = new float[100_000];
        float[] t2 = new float[100_000];
        for (int v = 0; v < t1.length; v++) {
            double first = random.next();
            t1[v] = v % 10 == 0 ? Float.NaN : (float) (900 + 100 * first);
            t2[v] = (float) (60 + 5 * (0.8 * first + 0.6 * random.next()));
        }
        return ParameterDistribution.fromMaps(
                t1, t2, ParameterDistribution.TISSUE_T1_MS, ParameterDistribution.TISSUE_T2_MS);
    }

    private static Tissue[] draws(ParameterDistribution distribution) {
        GaussianNoise random = new GaussianNoise(1, 0);
        return Stream.generate(() -> distribution.draw(random)).limit(DRAWS).toArray(Tissue[]::new);
    }

    private static DoubleStream t1(Tissue[] draws) {
        return Stream.of(draws).mapToDouble(Tissue::t1Ms);
    }

    private static DoubleStream t2(Tissue[] draws) {
        return Stream.of(draws).mapToDouble(Tissue::t2Ms);
    }

    private static double deviation(double[] values) {
        double mean = DoubleStream.of(values).average().orElseThrow();
        return Math.sqrt(DoubleStream.of(values)
                .map(x -> (x - mean) * (x - mean))
                .average()
                .orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void densityIsThatOfTheDraws(ParameterDistribution distribution) {
        int side = 6;
        int count = 200_000;
        double[] drawn = new double[side * side];
        GaussianNoise random = new GaussianNoise(9, 0);
        for (int k = 0; k < count; k++) {
            Tissue tissue = distribution.draw(random);
            drawn[
                            cell(tissue.t1Ms(), distribution.t1Ms(), side) * side
                                    + cell(tissue.t2Ms(), distribution.t2Ms(), side)] +=
                    1.0 / count;
        }
        double[] expected = new double[side * side];
        int fine = 40 * side;
        double total = 0;
        for (int i = 0; i < fine; i++) {
            for (int j = 0; j < fine; j++) {
                double t1 = distribution.t1Ms().min()
                        + (i + 0.5) / fine * distribution.t1Ms().width();
                double t2 = distribution.t2Ms().min()
                        + (j + 0.5) / fine * distribution.t2Ms().width();
                double density = distribution.density(t1, t2);
                expected[i * side / fine * side + j * side / fine] += density;
                total += density;
            }
        }
        for (int c = 0; c < drawn.length; c++) {
            // five standard deviations of the counts, and a few per cent of the sum over cells
            double mass = expected[c] / total;
            assertThat(drawn[c]).isCloseTo(mass, within(5 * Math.sqrt(mass / count) + 0.02 * mass + 1e-4));
        }
        assertThat(distribution.density(
                        distribution.t1Ms().max() + 1, distribution.t2Ms().min()))
                .isZero();
    }

    private static int cell(double value, Range range, int side) {
        return Math.min(side - 1, (int) ((value - range.min()) / range.width() * side));
    }
}

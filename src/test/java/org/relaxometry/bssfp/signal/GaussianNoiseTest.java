package org.relaxometry.bssfp.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GaussianNoiseTest {

    private static final int COUNT = 4_000_000;

    @Test
    void momentsAreThoseOfTheNormalDistribution() {
        double[] sum = new double[9];
        GaussianNoise noise = new GaussianNoise(1, 0);
        for (int i = 0; i < COUNT; i++) {
            double x = noise.next();
            double power = 1;
            for (int p = 1; p <= 8; p++) {
                power *= x;
                sum[p] += power;
            }
        }
        double[] expected = {1, 0, 1, 0, 3, 0, 15, 0, 105};
        double[] variance = {0, 1, 2, 15, 96, 945, 10170, 135135, 2016000};
        for (int p = 1; p <= 8; p++) {
            // four standard errors of the p-th sample moment
            assertThat(sum[p] / COUNT).isCloseTo(expected[p], within(4 * Math.sqrt(variance[p] / COUNT)));
        }
    }

    @Test
    void cumulativeDistributionIsNormalFromTailToTail() {
        double[] threshold = {
            -4.5, -4, -3.6541528853610088, -3.5, -3, -2, -1.2, -0.6, -0.2, 0, 0.1, 0.5, 1, 1.7, 2.5, 3.3, 3.8, 4.2
        };
        int[] below = new int[threshold.length];
        GaussianNoise noise = new GaussianNoise(2, 0);
        for (int i = 0; i < COUNT; i++) {
            double x = noise.next();
            for (int k = 0; k < threshold.length; k++) {
                below[k] += x < threshold[k] ? 1 : 0;
            }
        }
        for (int k = 0; k < threshold.length; k++) {
            double probability = normalCumulative(threshold[k]);
            // four standard errors of a binomial share, and one count for the far tail
            assertThat((double) below[k])
                    .isCloseTo(COUNT * probability, within(4 * Math.sqrt(COUNT * probability * (1 - probability)) + 1));
        }
    }

    @Test
    void theSameSeedAndStreamGiveTheSameNumbers() {
        assertThat(draw(7, 3)).isEqualTo(draw(7, 3));
    }

    @Test
    void numbersAreThoseOfTheNamedAlgorithms() {
        // SplitMix64, xoshiro256++ and the ziggurat written down once more in Python with 30 digits: seed 1, stream 2
        double[] expected = {-0.6725878937770097, 0.15687834137950574, -0.28532568433831673};
        GaussianNoise noise = new GaussianNoise(1, 2);
        for (double x : expected) {
            // the layer edges come from a recurrence in double precision
            assertThat(noise.next()).isCloseTo(x, within(1e-14));
        }
    }

    @Test
    void neighbouringStreamsAndSeedsAreUncorrelated() {
        int streams = 2000;
        int length = 100;
        double alongStreams = 0;
        double alongSeeds = 0;
        double withinStream = 0;
        for (int s = 0; s < streams; s++) {
            double[] here = draw(5, s, length);
            double[] next = draw(5, s + 1L, length);
            double[] other = draw(6, s, length);
            alongStreams += dot(here, next, 0);
            alongSeeds += dot(here, other, 0);
            withinStream += dot(here, here, 1);
        }
        // sums of products of independent unit normals: four standard errors
        double limit = 4 * Math.sqrt((double) streams * length);
        assertThat(Math.abs(alongStreams)).isLessThan(limit);
        assertThat(Math.abs(alongSeeds)).isLessThan(limit);
        assertThat(Math.abs(withinStream)).isLessThan(limit);
    }

    @Test
    void firstNumbersOfStreamsAreNormalAmongThemselves() {
        int streams = 400_000;
        double mean = 0;
        double square = 0;
        for (int s = 0; s < streams; s++) {
            double x = new GaussianNoise(11, s).next();
            mean += x / streams;
            square += x * x / streams;
        }
        // four standard errors
        assertThat(mean).isCloseTo(0, within(4 / Math.sqrt(streams)));
        assertThat(square).isCloseTo(1, within(4 * Math.sqrt(2.0 / streams)));
    }

    @Test
    void addsNoiseOfTheGivenStandardDeviationToTheValuesThatCount() {
        float[] values = {10, 10, 10};
        double[] expected = draw(3, 0, 2);
        new GaussianNoise(3, 0).addTo(values, 2, 0.5);
        // one rounding to float at 10
        assertThat(values[0]).isCloseTo((float) (10 + 0.5 * expected[0]), within(1e-6f));
        assertThat(values[1]).isCloseTo((float) (10 + 0.5 * expected[1]), within(1e-6f));
        assertThat(values[2]).isEqualTo(10);
    }

    @Test
    void signalToNoiseRatioOf25MeansTheNoiseOfTheSampleBrain() {
        // NoiseSigmaPerChannel_M0 in test-data/brain/pcbssfp.json; equal but for the last digit
        assertThat(GaussianNoise.standardDeviation(25)).isCloseTo(0.0020930360723121805, within(1e-17));
        assertThat(GaussianNoise.standardDeviation(Double.POSITIVE_INFINITY)).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GaussianNoise.standardDeviation(0))
                .withMessageContaining("more than 0");
    }

    private static double[] draw(long seed, long stream) {
        return draw(seed, stream, 1000);
    }

    private static double[] draw(long seed, long stream, int count) {
        double[] values = new double[count];
        new GaussianNoise(seed, stream).addTo(values, 1);
        return values;
    }

    private static double dot(double[] x, double[] y, int lag) {
        return IntStream.range(0, x.length - lag)
                .mapToDouble(i -> x[i] * y[i + lag])
                .sum();
    }

    /** By Simpson's rule on the density, from −9. */
    private static double normalCumulative(double x) {
        int steps = 4000;
        double h = (x + 9) / steps;
        double sum = 0;
        for (int i = 0; i <= steps; i++) {
            double u = -9 + i * h;
            double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * Math.exp(-0.5 * u * u);
        }
        return sum * h / 3 / Math.sqrt(2 * Math.PI);
    }
}

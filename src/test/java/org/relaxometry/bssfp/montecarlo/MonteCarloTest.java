package org.relaxometry.bssfp.montecarlo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.ParameterBlock;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.estimation.likelihood.MaximumLikelihood;
import org.relaxometry.bssfp.estimation.miracle.FastMiracle;
import org.relaxometry.bssfp.estimation.miracle.GoldenSectionMiracle;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.space.Voxels;
import org.relaxometry.bssfp.statistics.Range;

class MonteCarloTest {

    private static final Protocol PROTOCOL = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(6));
    private static final NoiseLevel.Snr NOISE = NoiseLevel.snr(15);
    private static final Set<Parameter> USUAL = SamplingSettings.USUAL_PARAMETERS;

    @Test
    void statisticsAreThoseOfTheSamples() {
        SamplingSettings settings = new SamplingSettings(700, NOISE, 3, USUAL, Map.of(), 700);
        SampleStatistics statistics = run(tissues(5), new FastMiracle(PROTOCOL), settings, 2)
                .statistics()
                .get(0);
        for (Parameter parameter : List.of(Parameter.T1, Parameter.T2)) {
            for (int v = 0; v < 5; v++) {
                double[] samples = finite(statistics.retained(parameter), v);
                double mean = mean(samples);
                double squares = 0;
                for (double x : samples) {
                    squares += (x - mean) * (x - mean);
                }
                assertThat(statistics.count(parameter, v)).isEqualTo(samples.length);
                // rounding of sums of 700 doubles
                assertThat(statistics.mean(parameter, v)).isCloseTo(mean, within(1e-12 * mean));
                assertThat(statistics.sigma(parameter, v))
                        .isCloseTo(Math.sqrt(squares / (samples.length - 1)), within(1e-9 * mean));
                assertThat(statistics.meanSquaredError(parameter, v, 900))
                        .isCloseTo(squares / samples.length + (mean - 900) * (mean - 900), within(1e-9 * 900 * 900));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void numbersDoNotDependOnTheNumberOfThreads(int threads) {
        // 3 voxels share a block with many samples, 2500 voxels take several blocks per sample
        for (int voxels : new int[] {3, 2500}) {
            int samples = 300_000 / voxels / 30;
            SamplingSettings settings = new SamplingSettings(samples, NOISE, 7, USUAL, Map.of(), 2);
            MonteCarloResult one = run(tissues(voxels), new MaximumLikelihood(PROTOCOL), settings, 1);
            MonteCarloResult more = run(tissues(voxels), new MaximumLikelihood(PROTOCOL), settings, threads);
            assertSame(one.statistics().get(0), more.statistics().get(0));
        }
    }

    @Test
    void anotherSeedGivesOtherNumbers() {
        SampleStatistics one = run(tissues(1), new FastMiracle(PROTOCOL), new SamplingSettings(50, NOISE, 1), 1)
                .statistics()
                .get(0);
        SampleStatistics other = run(tissues(1), new FastMiracle(PROTOCOL), new SamplingSettings(50, NOISE, 2), 1)
                .statistics()
                .get(0);
        assertThat(one.mean(Parameter.T1, 0)).isNotEqualTo(other.mean(Parameter.T1, 0));
    }

    @Test
    void fewerSamplesAreTheFirstOfMore() {
        SamplingSettings few = new SamplingSettings(130, NOISE, 1, USUAL, Map.of(), 130);
        SamplingSettings many = new SamplingSettings(400, NOISE, 1, USUAL, Map.of(), 130);
        SampleStatistics first =
                run(tissues(20), new FastMiracle(PROTOCOL), few, 1).statistics().get(0);
        SampleStatistics all = run(tissues(20), new FastMiracle(PROTOCOL), many, 2)
                .statistics()
                .get(0);
        assertThat(all.retained(Parameter.T1)).isEqualTo(first.retained(Parameter.T1));
    }

    @Test
    void methodsSeeTheSameNoiseWhoeverElseIsThere() {
        SamplingSettings settings = new SamplingSettings(64, NOISE, 1);
        SampleStatistics alone = run(tissues(40), new FastMiracle(PROTOCOL), settings, 1)
                .statistics()
                .get(0);
        MonteCarloResult together = MonteCarlo.run(
                tissues(40),
                List.of(new MaximumLikelihood(PROTOCOL), new FastMiracle(PROTOCOL), new FastMiracle(PROTOCOL)),
                settings,
                1,
                Progress.NONE);
        assertSame(together.statistics().get(1), alone);
        assertSame(together.statistics().get(2), alone);
    }

    @Test
    void noiseIsAddedToEveryPartOfEverySampleAndNothingElse() {
        int voxels = 3;
        RecordingEstimator recorder = new RecordingEstimator();
        MonteCarlo.run(
                tissues(voxels),
                List.of(recorder),
                new SamplingSettings(4000, NoiseLevel.given(0.5), 1),
                1,
                Progress.NONE);
        // 6 cycles × 2 parts × 3 voxels × 4000 samples of a unit normal: four standard errors
        int count = 144_000;
        assertThat(recorder.sum / count).isCloseTo(0, within(4 / Math.sqrt(count)));
        assertThat(recorder.squares / count).isCloseTo(1, within(4 * Math.sqrt(2.0 / count)));
        assertThat(recorder.entries).isEqualTo(count / 12);
    }

    @Test
    void withoutNoiseOneSampleSaysAll() {
        MonteCarloResult result =
                run(tissues(3), new MaximumLikelihood(PROTOCOL), new SamplingSettings(5000, NoiseLevel.NONE, 1), 1);
        assertThat(result.samples()).isEqualTo(1);
        assertThat(result.isComplete()).isTrue();
        SampleStatistics statistics = result.statistics().get(0);
        // exact up to the float samples
        assertThat(statistics.mean(Parameter.T1, 0)).isCloseTo(939, within(0.05));
        assertThat(statistics.mean(Parameter.T1, 0)).isEqualTo(statistics.unperturbed(Parameter.T1, 0));
        assertThat(statistics.sigma(Parameter.T1, 0)).isNaN();
    }

    @Test
    void offResonanceIsAveragedOnItsCircle() {
        double edge = Math.PI * 0.999;
        Voxels voxels = TestPoints.ofTissue(Tissue.WHITE_MATTER, new double[] {edge, -edge, 0})
                .simulate(PROTOCOL);
        SampleStatistics statistics = run(
                        voxels, new MaximumLikelihood(PROTOCOL), new SamplingSettings(2000, NOISE, 1), 2)
                .statistics()
                .get(0);
        double period = PROTOCOL.offResonancePeriodHz();
        double sigma = statistics.sigma(Parameter.OFF_RESONANCE, 2);
        // two standard deviations of 2000 samples differ by 2 %
        assertThat(statistics.sigma(Parameter.OFF_RESONANCE, 0)).isCloseTo(sigma, within(0.1 * sigma));
        assertThat(statistics.sigma(Parameter.OFF_RESONANCE, 1)).isCloseTo(sigma, within(0.1 * sigma));
        for (int v = 0; v < 2; v++) {
            double mean = statistics.mean(Parameter.OFF_RESONANCE, v);
            assertThat(Math.abs(mean)).isLessThanOrEqualTo(period / 2);
            // four standard errors
            assertThat(Math.abs(Math.IEEEremainder(mean - 0.4995 * period * (v == 0 ? 1 : -1), period)))
                    .isLessThan(4 * sigma / Math.sqrt(2000));
            assertThat(Math.abs(statistics.shift(Parameter.OFF_RESONANCE, v))).isLessThan(4 * sigma / Math.sqrt(2000));
        }
    }

    @Test
    void poolingOffResonanceDoesNotDependOnTheOrderOfTheVoxels() {
        // more than half of the circle, so that a running mean would go either way round
        double[] angles = {0.9 * Math.PI, -0.9 * Math.PI, 0.6 * Math.PI, -0.3 * Math.PI, 0.3 * Math.PI};
        SampleStatistics statistics = run(
                        TestPoints.ofTissue(Tissue.WHITE_MATTER, angles).simulate(PROTOCOL),
                        new MaximumLikelihood(PROTOCOL),
                        new SamplingSettings(200, NOISE, 1),
                        1)
                .statistics()
                .get(0);
        SampleStatistics.Pooled rising = statistics.pooled(Parameter.OFF_RESONANCE, new int[] {0, 1, 2, 3, 4});
        SampleStatistics.Pooled mixed = statistics.pooled(Parameter.OFF_RESONANCE, new int[] {3, 1, 4, 0, 2});
        assertThat(mixed.count()).isEqualTo(rising.count());
        // rounding
        assertThat(mixed.mean()).isCloseTo(rising.mean(), within(1e-9));
        assertThat(mixed.sigma()).isCloseTo(rising.sigma(), within(1e-9));
    }

    @Test
    void failedFitsAreCountedByStatusAndLeftOut() {
        Voxels voxels = TestPoints.grid(new double[] {2000, 4800}, new double[] {25, 110})
                .simulate(PROTOCOL);
        SamplingSettings settings = new SamplingSettings(2000, NoiseLevel.snr(8), 1, USUAL, Map.of(), 2000);
        SampleStatistics statistics =
                run(voxels, new FastMiracle(PROTOCOL), settings, 1).statistics().get(0);
        for (int v = 0; v < 4; v++) {
            int failed = 2000 - finite(statistics.retained(Parameter.T1), v).length;
            int beyond = statistics.count(EstimationStatus.AT_LEAST, v);
            int counted = statistics.count(EstimationStatus.NO_SOLUTION, v)
                    + statistics.count(EstimationStatus.NOT_CONVERGED, v);
            assertThat(counted).isEqualTo(failed);
            assertThat(statistics.count(EstimationStatus.OK, v)).isEqualTo(2000 - failed - beyond);
            assertThat(statistics.failedRatio(v)).isEqualTo((failed + beyond) / 2000.0);
            assertThat(statistics.beyondRatio(v)).isEqualTo(beyond / 2000.0);
            assertThat(statistics.count(Parameter.T1, v)).isEqualTo(2000 - failed - beyond);
        }
        assertThat(statistics.count(EstimationStatus.AT_LEAST, 3)).isGreaterThan(100);
    }

    @Test
    void limitsMoveEstimatesAndFitsBeyondTheMethodsRangeToTheirEnd() {
        Voxels voxels = TestPoints.grid(new double[] {2000, 4800}, new double[] {25, 110})
                .simulate(PROTOCOL);
        Map<Parameter, Range> limits = Map.of(Parameter.T1, new Range(500, 2500), Parameter.T2, new Range(20, 120));
        NoiseLevel.Snr noise = NoiseLevel.snr(8);
        SampleStatistics free = run(
                        voxels, new FastMiracle(PROTOCOL), new SamplingSettings(500, noise, 1, USUAL, Map.of(), 500), 1)
                .statistics()
                .get(0);
        SampleStatistics limited = run(
                        voxels, new FastMiracle(PROTOCOL), new SamplingSettings(500, noise, 1, USUAL, limits, 500), 1)
                .statistics()
                .get(0);
        for (int v = 0; v < 4; v++) {
            int beyond = free.count(EstimationStatus.AT_LEAST, v);
            assertThat(limited.count(Parameter.T1, v)).isEqualTo(free.count(Parameter.T1, v) + beyond);
            assertThat(limited.count(Parameter.T2, v)).isEqualTo(free.count(Parameter.T2, v) + beyond);
            assertThat(limited.failedRatio(v)).isEqualTo(free.failedRatio(v));
            double sum = 0;
            for (double t1 : finite(free.retained(Parameter.T1), v)) {
                sum += Math.max(500, Math.min(2500, t1));
            }
            // rounding
            assertThat(limited.mean(Parameter.T1, v)).isCloseTo(sum / limited.count(Parameter.T1, v), within(1e-9));
        }
    }

    @Test
    void whoCancelsKeepsTheCompleteRounds() {
        Voxels voxels = tissues(4000);
        SamplingSettings settings = new SamplingSettings(200, NOISE, 5);
        MonteCarloResult broken =
                MonteCarlo.run(voxels, List.of(new FastMiracle(PROTOCOL)), settings, 2, new CancelAfter(0.5));
        // half of the samples but for the round that was broken off, 131 072 voxels × samples
        assertThat(broken.samples()).isBetween(100 - 2 * 33, 100);
        assertThat(broken.isComplete()).isFalse();
        MonteCarloResult whole =
                run(voxels, new FastMiracle(PROTOCOL), new SamplingSettings(broken.samples(), NOISE, 5), 1);
        assertSame(broken.statistics().get(0), whole.statistics().get(0));
    }

    @Test
    void whoCancelsWaitsForTheBlockOfEveryThreadAndNoMore() {
        CancelAfter progress = new CancelAfter(0.0001);
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> MonteCarlo.run(
                        tissues(3000),
                        List.of(new GoldenSectionMiracle(PROTOCOL)),
                        new SamplingSettings(5000, NOISE, 1),
                        2,
                        progress));
        assertThat(progress.updatesAfterwards).isLessThanOrEqualTo(2);
    }

    @Test
    void progressRunsFromZeroToOne() {
        CancelAfter progress = new CancelAfter(2);
        MonteCarlo.run(
                tissues(100), List.of(new FastMiracle(PROTOCOL)), new SamplingSettings(5000, NOISE, 1), 1, progress);
        assertThat(progress.fraction).isEqualTo(1);
    }

    @Test
    void refusesSettingsThatAreNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SamplingSettings(0, NOISE, 1))
                .withMessageContaining("0 were asked for");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NoiseLevel.given(Double.NaN))
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        MonteCarlo.run(tissues(1), List.of(), new SamplingSettings(1, NOISE, 1), 1, Progress.NONE))
                .withMessageContaining("At least 1 method");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Voxels(PROTOCOL, new float[5][2], new float[6][2], new float[2]))
                .withMessageContaining("6 phase cycles");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Voxels(PROTOCOL, new float[6][3], new float[6][3], new float[2]))
                .withMessageContaining("B1 for 2 voxels");
    }

    @Test
    void anUnknownParameterIsRefused() {
        SampleStatistics statistics = run(tissues(1), new FastMiracle(PROTOCOL), new SamplingSettings(2, NOISE, 1), 1)
                .statistics()
                .get(0);
        assertThat(statistics.parameters()).isEqualTo(USUAL);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> statistics.mean(Parameter.RESIDUAL, 0))
                .withMessageContaining("residual");
    }

    private static MonteCarloResult run(
            Voxels voxels, RelaxometryEstimator method, SamplingSettings settings, int threads) {
        return MonteCarlo.run(voxels, List.of(method), settings, threads, Progress.NONE);
    }

    private static Voxels tissues(int count) {
        return TestPoints.ofTissue(Tissue.WHITE_MATTER, TestPoints.circleRad(count))
                .simulate(PROTOCOL);
    }

    private static void assertSame(SampleStatistics one, SampleStatistics other) {
        for (Parameter parameter : one.parameters()) {
            for (int v = 0; v < one.voxels(); v++) {
                assertThat(other.count(parameter, v)).isEqualTo(one.count(parameter, v));
                assertThat(other.mean(parameter, v)).isEqualTo(one.mean(parameter, v));
                assertThat(other.sigma(parameter, v)).isEqualTo(one.sigma(parameter, v));
                assertThat(other.failedRatio(v)).isEqualTo(one.failedRatio(v));
            }
            assertThat(other.retained(parameter)).isEqualTo(one.retained(parameter));
        }
    }

    private static double[] finite(float[][] samples, int voxel) {
        return Arrays.stream(samples)
                .mapToDouble(sample -> sample[voxel])
                .filter(Double::isFinite)
                .toArray();
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** Wants no more when a part of the work is done. */
    private static final class CancelAfter implements Progress {

        private final double limit;
        private volatile boolean canceled;
        private int updatesAfterwards;
        private volatile double fraction;

        CancelAfter(double limit) {
            this.limit = limit;
        }

        @Override
        public synchronized void update(double fraction) {
            this.fraction = Math.max(this.fraction, fraction);
            updatesAfterwards += canceled ? 1 : 0;
            canceled |= fraction >= limit;
        }

        @Override
        public boolean isCanceled() {
            return canceled;
        }
    }

    /** Sums up the noise it sees; the first call, without noise, tells the samples before. */
    private static final class RecordingEstimator implements RelaxometryEstimator {

        private final double[][] base = new double[12][];
        private double sum;
        private double squares;
        private int entries;

        @Override
        public void estimate(SeriesBlock in, ParameterBlock out) {
            for (int j = 0; j < 6; j++) {
                account(in.real()[j], 2 * j, in.size());
                account(in.imaginary()[j], 2 * j + 1, in.size());
            }
            entries += base[0].length < in.size() ? in.size() : 0;
        }

        private void account(float[] values, int part, int size) {
            if (base[part] == null) {
                base[part] = new double[size];
                for (int i = 0; i < size; i++) {
                    base[part][i] = values[i];
                }
                return;
            }
            for (int i = 0; i < size; i++) {
                double noise = (values[i] - base[part][i % base[part].length]) / 0.5;
                sum += noise;
                squares += noise * noise;
            }
        }

        @Override
        public String name() {
            return "recorder";
        }

        @Override
        public String settings() {
            return "";
        }

        @Override
        public Set<Parameter> outputs() {
            return EnumSet.of(Parameter.T1);
        }

        @Override
        public RelaxometryEstimator independentCopy() {
            return this;
        }
    }
}

package org.relaxometry.bssfp.montecarlo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.app.frame.SimulatedSeries;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.likelihood.MaximumLikelihood;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.volume.ChosenVoxels;
import org.relaxometry.bssfp.volume.ParameterMapper;
import org.relaxometry.bssfp.volume.ParameterMaps;
import org.relaxometry.bssfp.volume.SeriesMapper;
import org.relaxometry.bssfp.volume.adaptive.AdaptiveLikelihood;
import org.relaxometry.bssfp.volume.adaptive.AdaptiveSettings;
import org.relaxometry.bssfp.volume.adaptive.VoxelNoise;

class VolumeMonteCarloTest {

    private static final Protocol PROTOCOL = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(6));
    private static final double SIGMA = GaussianNoise.standardDeviation(SimulatedSeries.SNR);
    private static final NoiseLevel.Known NOISE = NoiseLevel.given(SIGMA);
    private static final PhaseCycledSeries SERIES = SimulatedSeries.simulate(PROTOCOL, 3 * 64 * 64);
    private static final AdaptiveSettings AVERAGING = AdaptiveSettings.usual(SERIES.grid());

    /** Some voxels of two slices. */
    private static ChosenVoxels chosen(PhaseCycledSeries series) {
        int[] wanted = IntStream.range(0, series.grid().voxels())
                .filter(i -> i % 64 >= 20 && i % 64 < 26 && i / 64 % 64 >= 30 && i / 64 % 64 < 37 && i / 4096 < 2)
                .toArray();
        return ChosenVoxels.read(series, wanted);
    }

    private static SamplingSettings settings(int samples) {
        return new SamplingSettings(samples, NOISE, 5, SamplingSettings.USUAL_PARAMETERS, Map.of(), samples);
    }

    private static SeriesMapper averaging(NoiseLevel.Known added) {
        return new AdaptiveLikelihood(AVERAGING, VoxelNoise.uniform(Math.hypot(SIGMA, added.sigma(6))))
                .withoutErrorStudy();
    }

    private static VolumeMonteCarlo adaptive(PhaseCycledSeries series) {
        return new VolumeMonteCarlo(
                series,
                chosen(series),
                AVERAGING.influenceMm(),
                AdaptiveLikelihood.NAME,
                VolumeMonteCarloTest::averaging);
    }

    private static void assertSame(SampleStatistics one, SampleStatistics other) {
        assertThat(other.samples()).isEqualTo(one.samples());
        assertThat(other.parameters()).isEqualTo(one.parameters());
        for (Parameter parameter : one.parameters()) {
            assertThat(other.retained(parameter)).isDeepEqualTo(one.retained(parameter));
            for (int v = 0; v < one.voxels(); v++) {
                assertThat(other.unperturbed(parameter, v)).isEqualTo(one.unperturbed(parameter, v));
                assertThat(other.mean(parameter, v)).isEqualTo(one.mean(parameter, v));
                assertThat(other.sigma(parameter, v)).isEqualTo(one.sigma(parameter, v));
            }
        }
    }

    @Test
    void aMethodThatTakesVoxelsOneByOneGetsTheNoiseThatItGetsWithoutAVolume() {
        ChosenVoxels chosen = chosen(SERIES);
        MaximumLikelihood likelihood = new MaximumLikelihood(PROTOCOL);
        MonteCarloResult alone = MonteCarlo.run(chosen.voxels(), List.of(likelihood), settings(30), 1, Progress.NONE);
        MonteCarloResult inVolume = new VolumeMonteCarlo(
                        SERIES, chosen, 3, likelihood.name(), added -> new ParameterMapper(likelihood))
                .run(settings(30), 2, seconds -> {}, Progress.NONE);
        assertSame(alone.statistics().get(0), inVolume.statistics().get(0));
        assertThat(inVolume.isComplete()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void numbersDoNotDependOnTheNumberOfThreads(int threads) {
        MonteCarloResult one = adaptive(SERIES).run(settings(7), 1, seconds -> {}, Progress.NONE);
        MonteCarloResult more = adaptive(SERIES).run(settings(7), threads, seconds -> {}, Progress.NONE);
        assertSame(one.statistics().get(0), more.statistics().get(0));
    }

    @Test
    void withoutAddedNoiseTheValuesAreThoseOfTheWholeMapAndAveragesAreThePreciseOnes() {
        PhaseCycledSeries masked = masked();
        VolumeMonteCarlo sampling = adaptive(masked);
        assertThat(sampling.voxels()).isLessThan(masked.grid().voxels() / 3);
        SampleStatistics averaged = sampling.run(settings(40), 2, seconds -> {}, Progress.NONE)
                .statistics()
                .get(0);
        ParameterMaps whole = averaging(NoiseLevel.NONE).map(masked, 1, Progress.NONE);
        ChosenVoxels chosen = chosen(masked);
        SampleStatistics alone = MonteCarlo.run(
                        chosen.voxels(), List.of(new MaximumLikelihood(PROTOCOL)), settings(40), 1, Progress.NONE)
                .statistics()
                .get(0);
        double spreadAveraged = 0;
        double spreadAlone = 0;
        for (int v = 0; v < chosen.positions().length; v++) {
            int position = chosen.positions()[v];
            double ofMap = whole.planes(Parameter.T1)[position / 4096][position % 4096];
            double sigma = averaged.sigma(Parameter.T1, v);
            assertThat(averaged.unperturbed(Parameter.T1, v)).isCloseTo(ofMap, within(0.05 * sigma));
            spreadAveraged += sigma;
            spreadAlone += alone.sigma(Parameter.T1, v);
        }
        assertThat(spreadAveraged).isLessThan(0.6 * spreadAlone);
    }

    private static PhaseCycledSeries masked() {
        boolean[] inside = new boolean[SERIES.grid().voxels()];
        for (int i = 0; i < inside.length; i++) {
            inside[i] = i % 64 > 21;
        }
        return new PhaseCycledSeries(
                SERIES.grid(), SERIES.images(), SERIES.protocol(), SERIES.b1Ratio(), Optional.of(new Mask(inside)));
    }

    @Test
    void theTimeIsToldBeforeNoiseIsAddedAndWhoCancelsKeepsWhatIsComplete() {
        AtomicReference<Double> told = new AtomicReference<>();
        AtomicInteger percent = new AtomicInteger();
        Progress cancelled = Progress.of(
                done -> {
                    assertThat(told.get()).isPositive();
                    percent.set((int) (100 * done));
                },
                () -> percent.get() >= 20);
        MonteCarloResult result = adaptive(SERIES).run(settings(50), 1, told::set, cancelled);
        assertThat(result.samples()).isEqualTo(10);
        assertThat(result.isComplete()).isFalse();
        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> adaptive(SERIES)
                .run(settings(50), 1, told::set, Progress.of(done -> {}, () -> told.get() != null)));
    }
}

package org.relaxometry.bssfp.volume.adaptive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.volume.ParameterMaps;

class NoiseCorrelationTest {

    private static final VolumeGrid GRID = new VolumeGrid(32, 32, 12, 1.3, 1.3, 1.3);

    @ParameterizedTest
    @CsvSource({"4, 0.3", "4, 0.6", "12, 0.3", "12, 0.6"})
    void isWhatTheNoiseHas(int cycles, double alike) {
        NoiseCorrelation found = correlation(new SimulatedVolume(GRID, cycles, 25), alike);
        assertThat(found.x()).isCloseTo(alike, within(0.06));
        assertThat(found.y()).isZero();
        assertThat(found.z()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 12})
    void independentNoiseHasNone(int cycles) {
        SimulatedVolume volume = new SimulatedVolume(GRID, cycles, 25);
        IntStream.range(0, GRID.voxels()).filter(i -> i / 7 % 3 == 0).forEach(i -> volume.set(i, 1400, 90, 0.8));
        assertThat(correlation(volume, 0).isNone()).isTrue();
    }

    private static NoiseCorrelation correlation(SimulatedVolume volume, double alike) {
        PhaseCycledSeries series = volume.series(1, null, alike);
        return NoiseCorrelation.of(series, VoxelNoise.uniform(volume.sigma), VoxelBox.around(series, 0));
    }

    @Test
    void anAverageOfAllOfALineGainsLessByTheSumOfTheCorrelations() {
        Neighbourhood line =
                new Neighbourhood(IntStream.range(0, 100).toArray(), new int[100], new int[100], ones(100));
        // 1 + 2 · 0.5, but for the ends
        assertThat(new NoiseCorrelation(0.5, 0.3, 0).varianceFactor(line)).isCloseTo(1.99, within(1e-6));
        assertThat(NoiseCorrelation.NONE.varianceFactor(line)).isEqualTo(1);
    }

    @Test
    void sigmaIsHonestWhereNoiseIsAlike() {
        SimulatedVolume volume = new SimulatedVolume(GRID, 8, 25);
        ParameterMaps maps =
                volume.method(AdaptiveSettings.USUAL_STRENGTH, 4.16).map(volume.series(3, null, 0.5), 2, Progress.NONE);
        double observed = 0;
        double stated = 0;
        for (int i = 0; i < GRID.voxels(); i++) {
            observed += Math.pow(volume.value(maps, Parameter.T1, i) - volume.t1Ms[i], 2);
            stated += Math.pow(volume.value(maps, Parameter.T1_SIGMA, i), 2);
        }
        assertThat(Math.sqrt(stated / observed)).isBetween(0.85, 1.2);
    }

    private static float[] ones(int count) {
        float[] ones = new float[count];
        Arrays.fill(ones, 1);
        return ones;
    }
}

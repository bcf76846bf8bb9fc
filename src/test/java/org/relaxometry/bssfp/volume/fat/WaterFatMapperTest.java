package org.relaxometry.bssfp.volume.fat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.fat.WaterPrior;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.FatSpectrum;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.volume.fat.WaterFatMaps.Quantity;

class WaterFatMapperTest {

    /** The last of them are where the best minimum of a voxel by itself is the wrong one in up to 1 % of the voxels. */
    @ParameterizedTest
    @CsvSource({"3.2, 12, 25", "6, 12, 25", "3.2, 8, 10", "6, 6, 10", "3.2, 6, 10", "3.2, 6, 7"})
    void thighsAreMappedWithoutSwaps(double repetitionTimeMs, int cycles, double snr) {
        ThighPhantom phantom = phantom(repetitionTimeMs, cycles, snr, 370);
        assertThat(phantom.swaps(hz(map(phantom, 2)))).isLessThanOrEqualTo(0.001);
    }

    /** As a real fat may have another T1 than the one that is taken for known. */
    @Test
    void fatOfOtherRelaxationDoesNotSwap() {
        ThighPhantom phantom = phantom(3.2, 12, 25, 300);
        assertThat(phantom.swaps(hz(map(phantom, 2)))).isLessThanOrEqualTo(0.001);
    }

    @Test
    void neighboursDecideWhereAVoxelByItselfIsWrong() {
        ThighPhantom phantom = phantom(3.2, 6, 7, 370);
        WaterFatMaps maps = map(phantom, 1);
        assertThat(maps.changed()).isGreaterThan(200);
        // without them as many would be swapped as were changed
        assertThat(phantom.swaps(hz(maps)) * phantom.voxels()).isLessThan(0.1 * maps.changed());
    }

    @Test
    void mapsAreThoseOfThePhantom() {
        ThighPhantom phantom = phantom(3.2, 12, 25, 370);
        WaterFatMaps maps = map(phantom, 2);
        float[] percent = maps.map(Quantity.FAT_FRACTION).values();
        float[] sigma = maps.map(Quantity.FAT_FRACTION_SIGMA).values();
        double sum = 0;
        double squares = 0;
        for (int v = 0; v < percent.length; v++) {
            if (phantom.inside[v]) {
                double error = percent[v] - 100 * phantom.fatFraction[v];
                sum += error;
                squares += error * error / (sigma[v] * sigma[v]);
            } else {
                assertThat(percent[v]).isNaN();
            }
        }
        assertThat(Math.abs(sum / phantom.voxels())).isLessThan(0.3);
        assertThat(Math.sqrt(squares / phantom.voxels())).isBetween(0.85, 1.1);
    }

    @Test
    void anyNumberOfThreadsGivesTheSameBits() {
        ThighPhantom phantom = phantom(3.2, 6, 10, 370);
        WaterFatMaps one = map(phantom, 1);
        WaterFatMaps three = map(phantom, 3);
        for (Quantity quantity : Quantity.values()) {
            assertThat(three.map(quantity).values()).isEqualTo(one.map(quantity).values());
        }
        assertThat(three.status().values()).isEqualTo(one.status().values());
    }

    @Test
    void fiveCyclesAreTooFew() {
        assertThatThrownBy(() -> map(phantom(3.2, 5, 25, 370), 1)).hasMessageContaining("at least 6 phase cycles");
    }

    private static ThighPhantom phantom(double repetitionTimeMs, int cycles, double snr, double fatT1Ms) {
        Protocol protocol =
                new Protocol(repetitionTimeMs, repetitionTimeMs / 2, 15, Protocol.standardIncrementsDeg(cycles));
        return new ThighPhantom(protocol, new FatSpectrum(3, fatT1Ms, 60), GaussianNoise.standardDeviation(snr), 5);
    }

    private static WaterFatMaps map(ThighPhantom phantom, int threads) {
        return new WaterFatMapper(FatSpectrum.at(3), WaterPrior.at(3), Double.NaN)
                .map(phantom.series, threads, Progress.NONE);
    }

    private static float[] hz(WaterFatMaps maps) {
        return maps.map(Quantity.OFF_RESONANCE).values();
    }
}

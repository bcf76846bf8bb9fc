package org.relaxometry.bssfp.volume.fat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.likelihood.MaximumLikelihood;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.FatSpectrum;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.signal.WaterFatSignal;
import org.relaxometry.bssfp.volume.ParameterMapper;
import org.relaxometry.bssfp.volume.ParameterMaps;

class FatCheckTest {

    private static final FatSpectrum FAT = FatSpectrum.at(3);
    private static final int VOXELS = 2000;

    /** A tenth of myelin water, which leans the profile too, is not taken for fat. */
    @ParameterizedTest
    @CsvSource({
        "3.2, 12, 10, 939, 62, 0", "3.2, 12, 100, 939, 62, 0", "4.8, 12, 25, 1400, 75, 0",
                "4.8, 12, 100, 939, 62, 0.12",
        "4.8, 6, 25, 939, 62, 0", "4.8, 12, 25, 1000, 70, 0.12", "6, 12, 10, 1400, 35, 0", "6, 8, 50, 4000, 2000, 0",
        "3.2, 6, 25, 1400, 35, 0"
    })
    void waterIsNotTakenForFat(
            double repetitionTimeMs, int cycles, double snr, double t1Ms, double t2Ms, double myelinWater) {
        assertThat(seen(repetitionTimeMs, cycles, snr, t1Ms, t2Ms, 0, myelinWater))
                .isLessThanOrEqualTo(0.01);
    }

    @ParameterizedTest
    @CsvSource({
        "3.2, 12, 25, 0.05", "3.2, 12, 25, 0.2", "3.2, 12, 25, 0.8", "3.2, 12, 25, 1", "3.2, 12, 10, 0.1",
        "6, 12, 25, 0.05", "6, 12, 25, 0.9", "4.8, 12, 25, 0.2", "4.8, 12, 25, 1", "3.2, 6, 25, 0.1"
    })
    void fatIsSeen(double repetitionTimeMs, int cycles, double snr, double fraction) {
        assertThat(seen(repetitionTimeMs, cycles, snr, 939, 62, fraction, 0)).isGreaterThan(0.95);
    }

    @Test
    void aTenthOfFatGoesUnseenWhereItHasTheProfileOfWater() {
        assertThat(seen(4.8, 12, 25, 939, 62, 0.1, 0)).isBetween(0.2, 0.7);
    }

    /** Share of voxels, of those that have T1 and T2. */
    private static double seen(
            double repetitionTimeMs,
            int cycles,
            double snr,
            double t1Ms,
            double t2Ms,
            double fraction,
            double myelinWater) {
        Protocol protocol =
                new Protocol(repetitionTimeMs, repetitionTimeMs / 2, 15, Protocol.standardIncrementsDeg(cycles));
        WaterFatSignal signal = new WaterFatSignal(protocol, FAT);
        FatSign sign = new FatSign(protocol, FAT);
        double[][] water = new double[WaterFatSignal.WATER_ROWS][cycles];
        double[][] myelin = new double[WaterFatSignal.WATER_ROWS][cycles];
        double[][] fat = new double[WaterFatSignal.FAT_ROWS][cycles];
        double[] real = new double[cycles];
        double[] imaginary = new double[cycles];
        GaussianNoise random = new GaussianNoise(11, cycles);
        double sigma = GaussianNoise.standardDeviation(snr);
        int count = 0;
        for (int i = 0; i < VOXELS; i++) {
            double theta = 2 * Math.PI * random.uniform();
            double w = (1 - fraction) * (1 - myelinWater);
            double m = (1 - fraction) * myelinWater;
            signal.water(t1Ms, t2Ms, theta, water);
            signal.water(450, 15, theta + 2 * Math.PI * 0.015 * repetitionTimeMs, myelin);
            signal.fat(theta, fat);
            for (int j = 0; j < cycles; j++) {
                real[j] = w * water[0][j] + m * myelin[0][j] + fraction * fat[0][j] + sigma * random.next();
                imaginary[j] = w * water[1][j] + m * myelin[1][j] + fraction * fat[1][j] + sigma * random.next();
            }
            count += sign.look(real, imaginary, 1) == EstimationStatus.FAT_LIKELY ? 1 : 0;
        }
        return (double) count / VOXELS;
    }

    @Test
    void onlyTheStatusOfVoxelsWithFatChanges() {
        Protocol protocol = new Protocol(3.2, 1.6, 15, Protocol.standardIncrementsDeg(12));
        ThighPhantom phantom = new ThighPhantom(protocol, FAT, GaussianNoise.standardDeviation(25), 5);
        ParameterMaps before = map(phantom);
        ParameterMaps one = map(phantom);
        ParameterMaps three = map(phantom);
        int seen = FatCheck.mark(phantom.series, one, FAT, 1, Progress.NONE);
        assertThat(FatCheck.mark(phantom.series, three, FAT, 3, Progress.NONE)).isEqualTo(seen);
        assertThat(planes(three)).isDeepEqualTo(planes(one));
        for (Parameter parameter : before.parameters()) {
            assertThat(Arrays.deepEquals(one.planes(parameter), before.planes(parameter)))
                    .isTrue();
        }
        int pure = 0;
        int pureSeen = 0;
        for (int v = 0; v < phantom.inside.length; v++) {
            int plane = phantom.grid.sliceVoxels();
            boolean estimated = planes(before)[v / plane][v % plane] == EstimationStatus.OK.code();
            if (phantom.fatFraction[v] > 0.1 && estimated) {
                pure++;
                pureSeen += planes(one)[v / plane][v % plane] == EstimationStatus.FAT_LIKELY.code() ? 1 : 0;
            }
        }
        assertThat((double) pureSeen / pure).isGreaterThan(0.99);
        assertThat(seen).isGreaterThan(pureSeen);
    }

    private static ParameterMaps map(ThighPhantom phantom) {
        return ParameterMapper.map(phantom.series, new MaximumLikelihood(phantom.protocol), 2, Progress.NONE);
    }

    private static float[][] planes(ParameterMaps maps) {
        return ParameterMaps.planes(maps.status());
    }
}

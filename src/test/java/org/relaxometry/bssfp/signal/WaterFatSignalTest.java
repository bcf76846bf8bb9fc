package org.relaxometry.bssfp.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.protocol.Protocol;

class WaterFatSignalTest {

    private static final Protocol PROTOCOL = new Protocol(6, 2.5, 20, Protocol.standardIncrementsDeg(8));
    private static final FatSpectrum FAT = FatSpectrum.at(3);

    private final WaterFatSignal signal = new WaterFatSignal(PROTOCOL, FAT);
    private final double[][] water = new double[WaterFatSignal.WATER_ROWS][8];
    private final double[][] fat = new double[WaterFatSignal.FAT_ROWS][8];

    /** Fat is as many kinds of spins as it has resonances, each with its own off-resonance. */
    @ParameterizedTest
    @CsvSource({"0.3, 1", "-2.5, 0.8", "3, 1.3"})
    void isTheSumOfSpinsOfTheirOwnFrequencies(double thetaRad, double b1Ratio) {
        BssfpSignal single = new BssfpSignal(PROTOCOL);
        double[] real = new double[8];
        double[] imaginary = new double[8];
        double[][] sum = new double[2][8];
        for (int k = 0; k < FAT.peaks(); k++) {
            double theta = thetaRad + 2 * Math.PI * FAT.shiftHz(k) * PROTOCOL.repetitionTimeMs() / 1000;
            single.simulate(FAT.t1Ms(), FAT.t2Ms(), theta, b1Ratio, FAT.weight(k), real, imaginary);
            for (int j = 0; j < 8; j++) {
                sum[0][j] += real[j];
                sum[1][j] += imaginary[j];
            }
        }
        single.simulate(900, 40, thetaRad, b1Ratio, 1, real, imaginary);
        signal.setB1Ratio(b1Ratio);
        signal.water(900, 40, thetaRad, water);
        signal.fat(thetaRad, fat);
        // the echo phase of water is left to the common phase
        double phase = thetaRad * PROTOCOL.echoTimeMs() / PROTOCOL.repetitionTimeMs();
        for (int j = 0; j < 8; j++) {
            double fatReal = fat[0][j] * Math.cos(phase) - fat[1][j] * Math.sin(phase);
            double fatImaginary = fat[0][j] * Math.sin(phase) + fat[1][j] * Math.cos(phase);
            double waterReal = water[0][j] * Math.cos(phase) - water[1][j] * Math.sin(phase);
            assertThat(fatReal).isCloseTo(sum[0][j], within(1e-14));
            assertThat(fatImaginary).isCloseTo(sum[1][j], within(1e-14));
            assertThat(waterReal).isCloseTo(real[j], within(1e-14));
        }
    }

    @Test
    void derivativesAreThoseOfTheSignal() {
        double h = 1e-5;
        double[][] above = new double[WaterFatSignal.WATER_ROWS][8];
        double[][] below = new double[WaterFatSignal.WATER_ROWS][8];
        signal.water(900, 40, 0.7, water);
        for (int unknown = 1; unknown <= 3; unknown++) {
            double up = Math.exp(h);
            signal.water(
                    unknown == 2 ? 900 * up : 900, unknown == 3 ? 40 * up : 40, unknown == 1 ? 0.7 + h : 0.7, above);
            signal.water(
                    unknown == 2 ? 900 / up : 900, unknown == 3 ? 40 / up : 40, unknown == 1 ? 0.7 - h : 0.7, below);
            requireSlope(water, above, below, 2 * unknown, h);
        }
        signal.fat(0.7, fat);
        signal.fat(0.7 + h, above);
        signal.fat(0.7 - h, below);
        requireSlope(fat, above, below, 2, h);
    }

    private static void requireSlope(double[][] at, double[][] above, double[][] below, int row, double h) {
        for (int part = 0; part < 2; part++) {
            for (int j = 0; j < 8; j++) {
                assertThat(at[row + part][j]).isCloseTo((above[part][j] - below[part][j]) / (2 * h), within(1e-9));
            }
        }
    }

    @Test
    void fatLiesWhereItDoesAtThreeTesla() {
        assertThat(FAT.mainShiftHz()).isCloseTo(-434, within(1.0));
        assertThat(FAT.mainTurns(4.8)).isCloseTo(2.08, within(0.01));
        assertThat(FatSpectrum.at(1.5).t1Ms()).isBetween(330.0, 345.0);
    }
}

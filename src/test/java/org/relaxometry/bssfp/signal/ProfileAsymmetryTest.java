package org.relaxometry.bssfp.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.protocol.Protocol;

class ProfileAsymmetryTest {

    private static final Protocol PROTOCOL = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(12));

    @ParameterizedTest
    @CsvSource({"939, 62", "1400, 75", "4000, 2000", "370, 60", "100, 99"})
    void isZeroForOneKindOfSpins(double t1Ms, double t2Ms) {
        // 36 cycles leave next to no aliasing
        Protocol many = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(36));
        for (int k = 0; k < 24; k++) {
            double[][] samples = samples(many, t1Ms, t2Ms, 2 * Math.PI * k / 24 - Math.PI, 1, 0.7);
            assertThat(asymmetry(many, samples)).isCloseTo(0, within(1e-4f));
        }
    }

    @Test
    void isTheDifferenceOfTheHalvesOfTheProfile() {
        double thetaRad = 0.4;
        double[][] water = samples(PROTOCOL, 939, 62, thetaRad, 1, 0.3);
        double[][] other = samples(PROTOCOL, 370, 60, thetaRad + 0.8, 0.1, 0.3);
        double[][] sum = new double[2][PROTOCOL.cycles()];
        for (int j = 0; j < PROTOCOL.cycles(); j++) {
            sum[0][j] = water[0][j] + other[0][j];
            sum[1][j] = water[1][j] + other[1][j];
        }
        assertThat(asymmetry(PROTOCOL, sum)).isCloseTo((float) integrated(block(PROTOCOL, sum)), within(1e-4f));
        assertThat(Math.abs(asymmetry(PROTOCOL, sum))).isGreaterThan(0.01f);
        for (int j = 0; j < PROTOCOL.cycles(); j++) {
            sum[1][j] = -sum[1][j];
        }
        float mirrored = asymmetry(PROTOCOL.withReversedIncrements(), sum);
        assertThat(mirrored).isCloseTo(-(float) integrated(block(PROTOCOL, conjugate(sum))), within(1e-4f));
    }

    @Test
    void thereIsNoneWithoutSignal() {
        assertThat(asymmetry(PROTOCOL, new double[2][PROTOCOL.cycles()])).isNaN();
    }

    private static double[][] conjugate(double[][] samples) {
        double[][] other = {samples[0].clone(), samples[1].clone()};
        for (int j = 0; j < other[1].length; j++) {
            other[1][j] = -other[1][j];
        }
        return other;
    }

    /** By summing |s|² over many angles on both sides of the middle. */
    private static double integrated(ConfigurationBlock block) {
        double middle = 0.5
                * Math.atan2(
                        -(block.imaginary(1)[0] * block.real(-1)[0] - block.real(1)[0] * block.imaginary(-1)[0]),
                        -(block.real(1)[0] * block.real(-1)[0] + block.imaginary(1)[0] * block.imaginary(-1)[0]));
        double above = Math.atan2(block.imaginary(1)[0], block.real(1)[0])
                - Math.atan2(block.imaginary(0)[0], block.real(0)[0]);
        if (Math.cos(above - middle) < 0) {
            middle += Math.PI;
        }
        double upper = 0;
        double lower = 0;
        int steps = 4000;
        for (int k = 0; k < steps; k++) {
            double psi = Math.PI * (k + 0.5) / steps;
            upper += power(block, psi - middle);
            lower += power(block, -psi - middle);
        }
        return (upper - lower) / (upper + lower);
    }

    private static double power(ConfigurationBlock block, double angle) {
        double real = 0;
        double imaginary = 0;
        for (int p = -1; p <= 1; p++) {
            real += block.real(p)[0] * Math.cos(p * angle) - block.imaginary(p)[0] * Math.sin(p * angle);
            imaginary += block.real(p)[0] * Math.sin(p * angle) + block.imaginary(p)[0] * Math.cos(p * angle);
        }
        return real * real + imaginary * imaginary;
    }

    private static double[][] samples(
            Protocol protocol, double t1Ms, double t2Ms, double thetaRad, double m0, double phaseRad) {
        double[][] samples = new double[2][protocol.cycles()];
        new BssfpSignal(protocol).simulate(t1Ms, t2Ms, thetaRad, 1, m0, samples[0], samples[1]);
        for (int j = 0; j < protocol.cycles(); j++) {
            double x = samples[0][j];
            samples[0][j] = x * Math.cos(phaseRad) - samples[1][j] * Math.sin(phaseRad);
            samples[1][j] = x * Math.sin(phaseRad) + samples[1][j] * Math.cos(phaseRad);
        }
        return samples;
    }

    private static ConfigurationBlock block(Protocol protocol, double[][] samples) {
        float[][] real = new float[protocol.cycles()][1];
        float[][] imaginary = new float[protocol.cycles()][1];
        for (int j = 0; j < protocol.cycles(); j++) {
            real[j][0] = (float) samples[0][j];
            imaginary[j][0] = (float) samples[1][j];
        }
        ConfigurationBlock block = new ConfigurationBlock(1);
        new ConfigurationTransform(protocol).transform(real, imaginary, 1, block);
        return block;
    }

    private static float asymmetry(Protocol protocol, double[][] samples) {
        float[] asymmetry = new float[1];
        ProfileAsymmetry.write(block(protocol, samples), asymmetry);
        return asymmetry[0];
    }
}

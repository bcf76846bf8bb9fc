package org.relaxometry.bssfp.estimation.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.BssfpSignal;

class ThetaSectorTest {

    private static final int VOXELS = 721;

    /** Samples are of order 0.1, in float. */
    private static final Offset<Double> FLOAT = within(1e-7);

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 6, 12})
    void aTurnedVoxelIsAVoxelOfTheSignalModelAtTheTurnedTheta(int cycles) {
        Protocol protocol = protocol(Protocol.standardIncrementsDeg(cycles));
        assertTurnsAlongTheModel(protocol);
    }

    @Test
    void incrementsMayHaveAnyOrderAndStart() {
        assertTurnsAlongTheModel(protocol(List.of(200.0, 20.0, 110.0, 290.0)));
        assertTurnsAlongTheModel(protocol(List.of(0.0, -90.0, 180.0, 90.0)));
    }

    @Test
    void allVoxelsComeToOneSector() {
        Protocol protocol = protocol(Protocol.standardIncrementsDeg(12));
        ThetaSector sector = new ThetaSector(protocol, VOXELS);
        float[][][] samples = sweep(protocol, 939, 62);
        sector.turn(samples[0], samples[1], VOXELS);
        for (int v = 0; v < VOXELS; v++) {
            double turned = sector.turned(v, theta(v));
            double first = Math.PI / 12;
            // the phase of F+1 against F0 is θ within 0.06 for tissue and liquids at N = 12, because of aliasing
            assertThat(turned - 2 * Math.PI * Math.rint((turned - first) / (2 * Math.PI)))
                    .isBetween(first - 0.06, 2 * first + 0.06);
        }
    }

    @Test
    void voxelsThatDifferByACycleOrByASignLookTheSame() {
        Protocol protocol = protocol(Protocol.standardIncrementsDeg(6));
        ThetaSector sector = new ThetaSector(protocol, 3);
        double theta = 0.3;
        float[][][] samples = simulate(protocol, 1400, 75, theta, theta + Math.PI / 3, -theta);
        sector.turn(samples[0], samples[1], 3);
        InputKernel kernel = new InputKernel(NetworkInput.COMPLEX_CONFIGURATIONS, protocol, 3);
        float[][] inputs = new float[kernel.width()][3];
        kernel.compute(sector.real(), sector.imaginary(), new float[] {1, 1, 1}, null, 3, inputs);
        for (float[] input : inputs) {
            // configurations are of order 1, in float
            assertThat((double) input[1]).isCloseTo(input[0], within(1e-6));
            assertThat((double) input[2]).isCloseTo(input[0], within(1e-6));
        }
    }

    @Test
    void aVoxelThatIsNotFiniteStaysSo() {
        Protocol protocol = protocol(Protocol.standardIncrementsDeg(4));
        ThetaSector sector = new ThetaSector(protocol, 1);
        float[][][] samples = simulate(protocol, 939, 62, 0.5);
        samples[0][2][0] = Float.NaN;
        sector.turn(samples[0], samples[1], 1);
        assertThat(sector.real()[2][0]).isNaN();
    }

    private static void assertTurnsAlongTheModel(Protocol protocol) {
        ThetaSector sector = new ThetaSector(protocol, VOXELS);
        float[][][] samples = sweep(protocol, 939, 62);
        sector.turn(samples[0], samples[1], VOXELS);
        for (int v = 0; v < VOXELS; v++) {
            double turned = sector.turned(v, theta(v));
            // θ is of order 10, in float
            assertThat(sector.original(v, turned)).isCloseTo(theta(v), within(1e-5));
            float[][][] expected = simulate(protocol, 939, 62, turned);
            double[] phase = relativePhase(sector, v, expected);
            for (int j = 0; j < protocol.cycles(); j++) {
                double x = expected[0][j][0] * phase[0] - expected[1][j][0] * phase[1];
                double y = expected[0][j][0] * phase[1] + expected[1][j][0] * phase[0];
                assertThat((double) sector.real()[j][v]).isCloseTo(x, FLOAT);
                assertThat((double) sector.imaginary()[j][v]).isCloseTo(y, FLOAT);
            }
        }
    }

    /** Phase that all cycles share, as a number of magnitude 1. */
    private static double[] relativePhase(ThetaSector sector, int voxel, float[][][] expected) {
        double x = 0;
        double y = 0;
        for (int j = 0; j < expected[0].length; j++) {
            double a = sector.real()[j][voxel];
            double b = sector.imaginary()[j][voxel];
            x += a * expected[0][j][0] + b * expected[1][j][0];
            y += b * expected[0][j][0] - a * expected[1][j][0];
        }
        double magnitude = Math.hypot(x, y);
        return new double[] {x / magnitude, y / magnitude};
    }

    private static double theta(int voxel) {
        return -Math.PI + 2 * Math.PI * voxel / (VOXELS - 1);
    }

    private static float[][][] sweep(Protocol protocol, double t1Ms, double t2Ms) {
        double[] thetas = new double[VOXELS];
        Arrays.setAll(thetas, ThetaSectorTest::theta);
        return simulate(protocol, t1Ms, t2Ms, thetas);
    }

    /** [real, imaginary][cycle][voxel]. */
    private static float[][][] simulate(Protocol protocol, double t1Ms, double t2Ms, double... thetasRad) {
        int cycles = protocol.cycles();
        float[][][] samples = new float[2][cycles][thetasRad.length];
        double[] real = new double[cycles];
        double[] imaginary = new double[cycles];
        for (int v = 0; v < thetasRad.length; v++) {
            new BssfpSignal(protocol).simulate(t1Ms, t2Ms, thetasRad[v], 1, 1, real, imaginary);
            for (int j = 0; j < cycles; j++) {
                samples[0][j][v] = (float) real[j];
                samples[1][j][v] = (float) imaginary[j];
            }
        }
        return samples;
    }

    private static Protocol protocol(List<Double> incrementsDeg) {
        return new Protocol(4.8, 2.4, 15, incrementsDeg);
    }
}

package org.relaxometry.bssfp.preprocessing.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.BssfpSignal;
import org.relaxometry.bssfp.signal.GaussianNoise;

class CycleMisfitTest {

    private static final int VOXELS = 500;

    @Test
    void noiseAloneMakesTheExpectedMisfit() {
        Protocol protocol = protocol(12);
        CycleMisfit misfit = CycleMisfit.of(sample(protocol, 25, -1), protocol);
        assertThat(misfit.voxels()).isEqualTo(VOXELS);
        double squares = 0;
        for (double ratio : misfit.ratio()) {
            squares += ratio * ratio / 12;
        }
        // 24 numbers less 5 parameters, noise of 0.0021 on a signal of some 0.1; the signal power is known to a few per
        // cent
        double sigma = GaussianNoise.standardDeviation(25);
        double power = power(protocol);
        assertThat(Math.sqrt(squares))
                .isCloseTo(sigma * Math.sqrt(19.0 / 12 / power), within(0.03 * Math.sqrt(squares)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 11})
    void aCycleWhoseVoxelsMovedSticksOut(int moved) {
        Protocol protocol = protocol(12);
        CycleMisfit misfit = CycleMisfit.of(sample(protocol, 25, moved), protocol);
        assertThat(Arrays.stream(misfit.ratio()).max()).hasValue(misfit.ratio()[moved]);
    }

    private static Protocol protocol(int cycles) {
        return new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(cycles));
    }

    private static double power(Protocol protocol) {
        SeriesBlock block = sample(protocol, Double.POSITIVE_INFINITY, -1);
        double power = 0;
        for (int j = 0; j < block.cycles(); j++) {
            for (int v = 0; v < VOXELS; v++) {
                power += Math.pow(block.real()[j][v], 2) + Math.pow(block.imaginary()[j][v], 2);
            }
        }
        return power / VOXELS / block.cycles();
    }

    /** Tissue of 25 % more or less signal next to each other; in the moved cycle every voxel is its neighbour. */
    private static SeriesBlock sample(Protocol protocol, double snr, int moved) {
        SplittableRandom random = new SplittableRandom(5);
        GaussianNoise noise = new GaussianNoise(1, 0);
        BssfpSignal signal = new BssfpSignal(protocol);
        SeriesBlock block = new SeriesBlock(protocol.cycles(), VOXELS);
        block.setSize(VOXELS);
        double[] x = new double[protocol.cycles()];
        double[] y = new double[protocol.cycles()];
        for (int v = 0; v < VOXELS; v++) {
            double theta = random.nextDouble(-2, 2);
            double m0 = random.nextDouble(0.75, 1.25);
            signal.simulate(random.nextDouble(800, 1500), random.nextDouble(50, 90), theta, 1, m0, x, y);
            if (snr < Double.POSITIVE_INFINITY) {
                noise.addTo(x, GaussianNoise.standardDeviation(snr));
                noise.addTo(y, GaussianNoise.standardDeviation(snr));
            }
            for (int j = 0; j < x.length; j++) {
                int to = j == moved ? (v + 1) % VOXELS : v;
                block.real()[j][to] = (float) x[j];
                block.imaginary()[j][to] = (float) y[j];
            }
        }
        return block;
    }
}

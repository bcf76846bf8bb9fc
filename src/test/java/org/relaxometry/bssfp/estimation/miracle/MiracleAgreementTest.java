package org.relaxometry.bssfp.estimation.miracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.ParameterBlock;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.BssfpSignal;

/** The two MIRACLE methods on the same random voxels. */
class MiracleAgreementTest {

    private static final int VOXELS = 3000;

    /** The published search stops short where its rounds approach slowly, by 0.07 % at most in 180 000 such voxels. */
    private static final Percentage SEARCH = Percentage.withPercentage(0.1);

    /** M0 goes with T2 as e^{−TE/T2}. */
    private static final Percentage SEARCH_OF_M0 = Percentage.withPercentage(0.01);

    @ParameterizedTest
    @CsvSource({"12, Infinity", "12, 25", "12, 8", "6, Infinity", "6, 25", "6, 8", "4, Infinity", "4, 25", "4, 8"})
    void givesTheSameAnswerByBothMethods(int cycles, double snr) {
        Protocol protocol = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(cycles));
        SeriesBlock in = randomVoxels(protocol, snr, new Random(cycles));
        ParameterBlock golden = estimate(new GoldenSectionMiracle(protocol), in);
        ParameterBlock fast = estimate(new FastMiracle(protocol), in);
        int solved = 0;
        int notConverged = 0;
        for (int v = 0; v < VOXELS; v++) {
            EstimationStatus goldenStatus = EstimationStatus.ofCode(golden.status()[v]);
            EstimationStatus fastStatus = EstimationStatus.ofCode(fast.status()[v]);
            if (goldenStatus == EstimationStatus.NOT_CONVERGED) {
                // alternation crawls or jumps to and fro where the one root is found all the same
                assertThat(fastStatus).isEqualTo(EstimationStatus.OK);
                notConverged++;
                continue;
            }
            assertThat(goldenStatus).isEqualTo(fastStatus);
            if (goldenStatus == EstimationStatus.OK) {
                assertAgree(golden, fast, v);
                solved++;
            }
        }
        // 1 % of 180 000 voxels; nearly all with T2 above 1000 ms
        assertThat(notConverged).isLessThan(VOXELS * 2 / 100);
        assertThat(solved).isGreaterThan(VOXELS * 3 / 4);
    }

    private static void assertAgree(ParameterBlock golden, ParameterBlock fast, int voxel) {
        assertThat(golden.of(Parameter.T1)[voxel]).isCloseTo(fast.of(Parameter.T1)[voxel], SEARCH);
        assertThat(golden.of(Parameter.T2)[voxel]).isCloseTo(fast.of(Parameter.T2)[voxel], SEARCH);
        assertThat(golden.of(Parameter.M0)[voxel]).isCloseTo(fast.of(Parameter.M0)[voxel], SEARCH_OF_M0);
        assertThat(golden.of(Parameter.OFF_RESONANCE)[voxel]).isEqualTo(fast.of(Parameter.OFF_RESONANCE)[voxel]);
    }

    private static ParameterBlock estimate(RelaxometryEstimator estimator, SeriesBlock in) {
        ParameterBlock out = new ParameterBlock(estimator.outputs(), in.size());
        estimator.estimate(in, out);
        return out;
    }

    /** T1 of 200 to 4000 ms and T2 of 10 to 2000 ms, each evenly on a logarithmic scale, with T2 at most T1. */
    private static SeriesBlock randomVoxels(Protocol protocol, double snr, Random random) {
        int cycles = protocol.cycles();
        SeriesBlock in = new SeriesBlock(cycles, VOXELS);
        in.setSize(VOXELS);
        BssfpSignal signal = new BssfpSignal(protocol);
        double[] real = new double[cycles];
        double[] imaginary = new double[cycles];
        double noise = 0.074 / (Math.sqrt(2) * snr);
        for (int v = 0; v < VOXELS; v++) {
            double t1Ms = 200 * Math.pow(20, random.nextDouble());
            double t2Ms = Math.min(t1Ms, 10 * Math.pow(200, random.nextDouble()));
            float b1 = 0.7f + 0.6f * random.nextFloat();
            signal.simulate(t1Ms, t2Ms, 2 * Math.PI * random.nextDouble(), b1, 1, real, imaginary);
            for (int j = 0; j < cycles; j++) {
                in.real()[j][v] = (float) (real[j] + noise * random.nextGaussian());
                in.imaginary()[j][v] = (float) (imaginary[j] + noise * random.nextGaussian());
            }
            in.b1Ratio()[v] = b1;
        }
        return in;
    }
}

package org.relaxometry.bssfp.estimation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.BssfpSignal;

/**
 * What every {@link RelaxometryEstimator} must do with a block of voxels, however well it estimates: statuses, copies, and
 * voxels that do not depend on one another.
 */
public abstract class BlockContractTest {

    static final List<Tissue> TISSUES =
            List.of(Tissue.WHITE_MATTER, Tissue.GREY_MATTER, new Tissue(400, 30), new Tissue(1900, 110));

    static final Protocol TWELVE = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(12));

    /** The estimator under test. */
    protected abstract RelaxometryEstimator estimator(Protocol protocol);

    @Test
    void voxelIsEstimatedAlikeAloneAndInABlock() {
        SeriesBlock in = noiseBlock(301, 5);
        ParameterBlock together = estimate(in);
        SeriesBlock one = new SeriesBlock(12, 1);
        one.setSize(1);
        for (int v = 0; v < in.size(); v++) {
            for (int j = 0; j < 12; j++) {
                one.real()[j][0] = in.real()[j][v];
                one.imaginary()[j][0] = in.imaginary()[j][v];
            }
            one.b1Ratio()[0] = in.b1Ratio()[v];
            ParameterBlock alone = estimate(one);
            assertThat(alone.status()[0]).isEqualTo(together.status()[v]);
            for (Parameter parameter : estimator(TWELVE).outputs()) {
                assertThat(Float.floatToIntBits(alone.of(parameter)[0]))
                        .isEqualTo(Float.floatToIntBits(together.of(parameter)[v]));
            }
        }
    }

    @Test
    void independentCopiesGiveTheSameBitsOnTwoThreads() throws Exception {
        RelaxometryEstimator original = estimator(TWELVE);
        RelaxometryEstimator copy = original.independentCopy();
        assertThat(copy).isNotSameAs(original);
        assertThat(copy.name()).isEqualTo(original.name());
        assertThat(copy.settings()).isEqualTo(original.settings());
        assertThat(copy.outputs()).isEqualTo(original.outputs());
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<?> first = threads.submit(repeat(original, 6));
            Future<?> second = threads.submit(repeat(copy, 7));
            first.get();
            second.get();
        } finally {
            threads.shutdownNow();
        }
    }

    private Callable<Void> repeat(RelaxometryEstimator estimator, long seed) {
        SeriesBlock in = noiseBlock(200, seed);
        ParameterBlock expected = estimate(in);
        return () -> {
            for (int round = 0; round < 20; round++) {
                ParameterBlock actual = estimate(estimator, in);
                assertThat(actual.status()).isEqualTo(expected.status());
                for (Parameter parameter : estimator.outputs()) {
                    assertThat(actual.of(parameter)).isEqualTo(expected.of(parameter));
                }
            }
            return null;
        };
    }

    @Test
    void everyVoxelHasNumbersOrAStatus() {
        SeriesBlock in = noiseBlock(2000, 8);
        ParameterBlock out = estimate(in);
        for (int v = 0; v < in.size(); v++) {
            EstimationStatus status = EstimationStatus.ofCode(out.status()[v]);
            if (status == EstimationStatus.AT_LEAST) {
                double longest = estimator(TWELVE).longestMs();
                assertThat(Math.max(out.of(Parameter.T1)[v], out.of(Parameter.T2)[v]))
                        .isEqualTo((float) longest);
                assertThat(Math.min(out.of(Parameter.T1)[v], out.of(Parameter.T2)[v]))
                        .isBetween(0f, (float) longest);
                assertThat(out.of(Parameter.M0)[v]).isPositive().isFinite();
            } else if (status.hasValues()) {
                assertOk(out, v);
                assertThat(out.of(Parameter.T1)[v]).isPositive();
                assertThat(out.of(Parameter.T2)[v]).isPositive();
                if (estimator(TWELVE).outputs().contains(Parameter.M0)) {
                    assertThat(out.of(Parameter.M0)[v]).isPositive();
                }
            } else {
                assertRejected(out, v, status);
            }
        }
    }

    @Test
    void sampleThatIsNotFiniteIsReported() {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            SeriesBlock in = tissueBlock(3, 9);
            in.real()[4][0] = bad;
            in.imaginary()[11][2] = bad;
            ParameterBlock out = estimate(in);
            assertRejected(out, 0, EstimationStatus.NOT_FINITE);
            assertOk(out, 1);
            assertRejected(out, 2, EstimationStatus.NOT_FINITE);
        }
    }

    @Test
    void voxelOfZerosHasNoSignal() {
        SeriesBlock in = tissueBlock(2, 10);
        for (int j = 0; j < 12; j++) {
            in.real()[j][1] = 0;
            in.imaginary()[j][1] = -0f;
        }
        ParameterBlock out = estimate(in);
        assertOk(out, 0);
        assertRejected(out, 1, EstimationStatus.NO_SIGNAL);
    }

    @Test
    void b1ThatIsNotPositiveIsReported() {
        float[] b1 = {0, -0f, -1, Float.NaN, Float.POSITIVE_INFINITY};
        SeriesBlock in = tissueBlock(b1.length, 11);
        System.arraycopy(b1, 0, in.b1Ratio(), 0, b1.length);
        ParameterBlock out = estimate(in);
        for (int v = 0; v < b1.length; v++) {
            assertRejected(out, v, EstimationStatus.NO_B1);
        }
    }

    @Test
    void samplesComeBeforeB1InTheStatus() {
        SeriesBlock in = tissueBlock(2, 13);
        for (int j = 0; j < 12; j++) {
            in.real()[j][0] = 0;
            in.imaginary()[j][0] = 0;
        }
        in.real()[3][1] = Float.NaN;
        Arrays.fill(in.b1Ratio(), 0);
        ParameterBlock out = estimate(in);
        assertRejected(out, 0, EstimationStatus.NO_SIGNAL);
        assertRejected(out, 1, EstimationStatus.NOT_FINITE);
    }

    @Test
    void voxelsBeyondTheSizeStayUntouched() {
        for (int size : new int[] {0, 2}) {
            SeriesBlock in = tissueBlock(4, 12);
            in.setSize(size);
            ParameterBlock out = new ParameterBlock(estimator(TWELVE).outputs(), 5);
            Arrays.fill(out.status(), (byte) 99);
            estimator(TWELVE).outputs().forEach(parameter -> Arrays.fill(out.of(parameter), -7));
            estimator(TWELVE).estimate(in, out);
            for (int v = 0; v < 5; v++) {
                if (v < size) {
                    assertOk(out, v);
                } else {
                    assertThat(out.status()[v]).isEqualTo((byte) 99);
                    for (Parameter parameter : estimator(TWELVE).outputs()) {
                        assertThat(out.of(parameter)[v]).isEqualTo(-7);
                    }
                }
            }
        }
    }

    ParameterBlock estimate(SeriesBlock in) {
        return estimate(estimator(TWELVE), in);
    }

    static ParameterBlock estimate(RelaxometryEstimator estimator, SeriesBlock in) {
        ParameterBlock out = new ParameterBlock(estimator.outputs(), in.size());
        estimator.estimate(in, out);
        return out;
    }

    void assertOk(ParameterBlock out, int voxel) {
        assertThat(EstimationStatus.ofCode(out.status()[voxel])).isEqualTo(EstimationStatus.OK);
        for (Parameter parameter : estimator(TWELVE).outputs()) {
            assertThat(out.of(parameter)[voxel]).as("%s", parameter).isFinite();
        }
    }

    private void assertRejected(ParameterBlock out, int voxel, EstimationStatus why) {
        assertThat(EstimationStatus.ofCode(out.status()[voxel])).isEqualTo(why);
        for (Parameter parameter : estimator(TWELVE).outputs()) {
            assertThat(out.of(parameter)[voxel]).as("%s", parameter).isNaN();
        }
    }

    /** Brain tissue at an SNR (0.074 M0 over the noise of a cycle's magnitude) of 50, where every method finds a solution. */
    static SeriesBlock tissueBlock(int voxels, long seed) {
        return block(voxels, 50, seed);
    }

    /** The same at an SNR of 2, where many voxels have no solution. */
    private static SeriesBlock noiseBlock(int voxels, long seed) {
        return block(voxels, 2, seed);
    }

    private static SeriesBlock block(int voxels, double snr, long seed) {
        Random random = new Random(seed);
        SeriesBlock block = new SeriesBlock(12, voxels);
        block.setSize(voxels);
        for (int v = 0; v < voxels; v++) {
            Tissue tissue = TISSUES.get(random.nextInt(TISSUES.size()));
            double offResonanceHz = (random.nextDouble() - 0.5) * TWELVE.offResonancePeriodHz();
            float b1 = 0.8f + 0.4f * random.nextFloat();
            put(block, v, tissue, offResonanceHz, b1, 1, 0.074 / (Math.sqrt(2) * snr), random);
        }
        return block;
    }

    static void put(
            SeriesBlock block,
            int voxel,
            Tissue tissue,
            double offResonanceHz,
            float b1,
            double m0,
            double noise,
            Random random) {
        double[] real = new double[12];
        double[] imaginary = new double[12];
        double theta = 2 * Math.PI * offResonanceHz / TWELVE.offResonancePeriodHz();
        new BssfpSignal(TWELVE).simulate(tissue.t1Ms(), tissue.t2Ms(), theta, b1, m0, real, imaginary);
        for (int j = 0; j < 12; j++) {
            block.real()[j][voxel] = (float) (real[j] + noise * random.nextGaussian());
            block.imaginary()[j][voxel] = (float) (imaginary[j] + noise * random.nextGaussian());
        }
        block.b1Ratio()[voxel] = b1;
    }
}

package org.relaxometry.bssfp.estimation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.BssfpSignal;

/**
 * What every {@link RelaxometryEstimator} must do. A method's test extends this class and says how to make the estimator
 * and how well it inverts noise-free data of 12 cycles.
 */
public abstract class EstimatorContractTest {

    private static final List<Tissue> TISSUES =
            List.of(Tissue.WHITE_MATTER, Tissue.GREY_MATTER, new Tissue(400, 30), new Tissue(1900, 110));

    /** Samples are floats (6e-8), and T1 and T2 change some ten times as much as the samples, relatively. */
    private static final Percentage SAMPLE_ROUNDING = Percentage.withPercentage(0.01);

    /** Rounding of the samples, and of sums of them, in the phase (1e-6 rad), at 33 Hz per rad. */
    private static final float SAMPLE_ROUNDING_HZ = 1e-3f;

    private static final Protocol TWELVE = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(12));

    /** The estimator under test. */
    protected abstract RelaxometryEstimator estimator(Protocol protocol);

    /** Largest relative error of T1, T2 and M0 on noise-free data of 12 cycles; say why. */
    protected abstract double roundTripRatio();

    /** Largest error of ΔB0 in Hz on noise-free data of 12 cycles; say why. */
    protected abstract double roundTripHz();

    @Test
    void namesItselfAndItsSettings() {
        assertThat(estimator(TWELVE).name()).isNotBlank();
        assertThat(estimator(TWELVE).settings()).isNotBlank().doesNotContain("\n");
        assertThat(estimator(TWELVE).outputs())
                .contains(Parameter.T1, Parameter.T2, Parameter.OFF_RESONANCE, Parameter.M0);
    }

    @Test
    void invertsNoiseFreeSignals() {
        double m0 = 350;
        for (Tissue tissue : TISSUES) {
            for (double offResonanceHz = -100; offResonanceHz <= 100; offResonanceHz += 12.5) {
                for (float b1 : new float[] {0.8f, 1, 1.2f}) {
                    SeriesBlock in = new SeriesBlock(12, 1);
                    in.setSize(1);
                    put(in, 0, tissue, offResonanceHz, b1, m0, 0, new Random(0));
                    ParameterBlock out = estimate(in);
                    assertOk(out, 0);
                    Percentage ratio = Percentage.withPercentage(100 * roundTripRatio());
                    assertThat((double) out.of(Parameter.T1)[0]).isCloseTo(tissue.t1Ms(), ratio);
                    assertThat((double) out.of(Parameter.T2)[0]).isCloseTo(tissue.t2Ms(), ratio);
                    assertThat((double) out.of(Parameter.M0)[0]).isCloseTo(m0, ratio);
                    assertThat((double) out.of(Parameter.OFF_RESONANCE)[0])
                            .isCloseTo(offResonanceHz, within(roundTripHz()));
                }
            }
        }
    }

    @Test
    void foldsOffResonanceIntoOnePeriod() {
        SeriesBlock in = new SeriesBlock(12, 1);
        in.setSize(1);
        put(in, 0, Tissue.WHITE_MATTER, 150, 1, 1, 0, new Random(0));
        assertThat((double) estimate(in).of(Parameter.OFF_RESONANCE)[0])
                .isCloseTo(150 - TWELVE.offResonancePeriodHz(), within(roundTripHz()));
    }

    @Test
    void scaleOfTheSamplesChangesOnlyM0() {
        SeriesBlock in = tissueBlock(64, 1);
        ParameterBlock expected = estimate(in);
        for (float scale : new float[] {1e-4f, 3000}) {
            SeriesBlock scaled = tissueBlock(64, 1);
            for (int j = 0; j < 12; j++) {
                for (int v = 0; v < 64; v++) {
                    scaled.real()[j][v] *= scale;
                    scaled.imaginary()[j][v] *= scale;
                }
            }
            ParameterBlock actual = estimate(scaled);
            for (int v = 0; v < 64; v++) {
                assertSameTissue(actual, expected, v);
                assertThat(actual.of(Parameter.M0)[v]).isCloseTo(scale * expected.of(Parameter.M0)[v], SAMPLE_ROUNDING);
                assertThat(actual.of(Parameter.OFF_RESONANCE)[v])
                        .isCloseTo(expected.of(Parameter.OFF_RESONANCE)[v], within(SAMPLE_ROUNDING_HZ));
            }
        }
    }

    @Test
    void receivePhaseChangesNothing() {
        SeriesBlock in = tissueBlock(64, 2);
        ParameterBlock expected = estimate(in);
        for (int j = 0; j < 12; j++) {
            for (int v = 0; v < 64; v++) {
                // times e^{iχ} with cos χ = −0.6, sin χ = 0.8
                float real = in.real()[j][v];
                float imaginary = in.imaginary()[j][v];
                in.real()[j][v] = -0.6f * real - 0.8f * imaginary;
                in.imaginary()[j][v] = -0.6f * imaginary + 0.8f * real;
            }
        }
        ParameterBlock actual = estimate(in);
        for (int v = 0; v < 64; v++) {
            assertSameTissue(actual, expected, v);
            assertThat(actual.of(Parameter.M0)[v]).isCloseTo(expected.of(Parameter.M0)[v], SAMPLE_ROUNDING);
            assertThat(actual.of(Parameter.OFF_RESONANCE)[v])
                    .isCloseTo(expected.of(Parameter.OFF_RESONANCE)[v], within(SAMPLE_ROUNDING_HZ));
        }
    }

    @Test
    void incrementsShiftedByAnAngleShiftOffResonanceByItAndNothingElse() {
        // S depends on θ − φ_j alone, but for a common phase
        double shiftDeg = 40;
        Protocol shifted = new Protocol(
                TWELVE.repetitionTimeMs(),
                TWELVE.echoTimeMs(),
                TWELVE.flipAngleDeg(),
                TWELVE.phaseIncrementsDeg().stream().map(d -> d + shiftDeg).toList());
        double period = TWELVE.offResonancePeriodHz();
        SeriesBlock in = tissueBlock(64, 3);
        ParameterBlock expected = estimate(in);
        ParameterBlock actual = estimate(estimator(shifted), in);
        for (int v = 0; v < 64; v++) {
            assertSameTissue(actual, expected, v);
            double change = actual.of(Parameter.OFF_RESONANCE)[v]
                    - expected.of(Parameter.OFF_RESONANCE)[v]
                    - period * shiftDeg / 360;
            assertThat(change - period * Math.rint(change / period)).isCloseTo(0, within((double) SAMPLE_ROUNDING_HZ));
            assertThat(Math.abs(actual.of(Parameter.OFF_RESONANCE)[v])).isLessThanOrEqualTo((float) (period / 2));
        }
    }

    @Test
    void conjugatedSamplesWithReversedIncrementsNegateOffResonance() {
        SeriesBlock in = tissueBlock(64, 4);
        ParameterBlock expected = estimate(in);
        for (float[] cycle : in.imaginary()) {
            for (int v = 0; v < 64; v++) {
                cycle[v] = -cycle[v];
            }
        }
        ParameterBlock actual = estimate(estimator(TWELVE.withReversedIncrements()), in);
        for (int v = 0; v < 64; v++) {
            assertSameTissue(actual, expected, v);
            assertThat(actual.of(Parameter.M0)[v]).isCloseTo(expected.of(Parameter.M0)[v], SAMPLE_ROUNDING);
            assertThat(actual.of(Parameter.OFF_RESONANCE)[v])
                    .isCloseTo(-expected.of(Parameter.OFF_RESONANCE)[v], within(SAMPLE_ROUNDING_HZ));
        }
    }

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
            if (EstimationStatus.ofCode(out.status()[v]).hasValues()) {
                assertOk(out, v);
                assertThat(out.of(Parameter.T1)[v]).isPositive();
                assertThat(out.of(Parameter.T2)[v]).isPositive();
                assertThat(out.of(Parameter.M0)[v]).isPositive();
            } else {
                assertRejected(out, v, EstimationStatus.ofCode(out.status()[v]));
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

    private ParameterBlock estimate(SeriesBlock in) {
        return estimate(estimator(TWELVE), in);
    }

    private static ParameterBlock estimate(RelaxometryEstimator estimator, SeriesBlock in) {
        ParameterBlock out = new ParameterBlock(estimator.outputs(), in.size());
        estimator.estimate(in, out);
        return out;
    }

    private void assertOk(ParameterBlock out, int voxel) {
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

    private void assertSameTissue(ParameterBlock actual, ParameterBlock expected, int voxel) {
        assertOk(expected, voxel);
        assertOk(actual, voxel);
        assertThat(actual.of(Parameter.T1)[voxel]).isCloseTo(expected.of(Parameter.T1)[voxel], SAMPLE_ROUNDING);
        assertThat(actual.of(Parameter.T2)[voxel]).isCloseTo(expected.of(Parameter.T2)[voxel], SAMPLE_ROUNDING);
    }

    /** Brain tissue at an SNR (0.074 M0 over the noise of a cycle's magnitude) of 50, where every method finds a solution. */
    private static SeriesBlock tissueBlock(int voxels, long seed) {
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

    private static void put(
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

package org.relaxometry.bssfp.estimation.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.ParameterBlock;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.BssfpSignal;
import org.relaxometry.bssfp.signal.NoiseLevel;

class NetworkEstimatorTest {

    private static final Protocol PROTOCOL = TestModels.paper(4);
    private static final List<NetworkOutput> T1_T2 = List.of(NetworkOutput.T1, NetworkOutput.T2);
    private static final List<NetworkOutput> T1_T2_THETA =
            List.of(NetworkOutput.T1, NetworkOutput.T2, NetworkOutput.THETA);
    /** 1/TR of the protocol. */
    private static final double PERIOD_HZ = 1000 / 4.8;

    @Test
    void scaledOutputsSpanTheirRanges() {
        ParameterBlock out = estimate(constant(T1_T2_THETA, 0.25f, 0.5f, 0.75f), PROTOCOL, voxels(1, 1));

        assertThat(out.of(Parameter.T1)[0]).isEqualTo(360 + 0.25f * 1720);
        assertThat(out.of(Parameter.T2)[0]).isEqualTo(70);
        // θ = −0.9π + 0.75 · 1.8π = 0.45π; float32
        assertThat((double) out.of(Parameter.OFF_RESONANCE)[0]).isCloseTo(0.225 * PERIOD_HZ, within(1e-5));
        assertThat(status(out, 0)).isEqualTo(EstimationStatus.OK);
    }

    @Test
    void cosineAndSineGiveTheAngleWhateverTheirLength() {
        List<NetworkOutput> outputs =
                List.of(NetworkOutput.T1, NetworkOutput.T2, NetworkOutput.COS_THETA, NetworkOutput.SIN_THETA);

        ParameterBlock out = estimate(constant(outputs, 0.5f, 0.5f, -0.2f, 0.2f), PROTOCOL, voxels(1, 1));

        // 135° of 360°; float32
        assertThat((double) out.of(Parameter.OFF_RESONANCE)[0]).isCloseTo(0.375 * PERIOD_HZ, within(1e-5));
    }

    @Test
    void logarithmsOfStandardDeviationsBecomeStandardDeviations() {
        List<NetworkOutput> outputs = List.of(
                NetworkOutput.T1,
                NetworkOutput.T2,
                NetworkOutput.THETA,
                NetworkOutput.LN_SIGMA_T1,
                NetworkOutput.LN_SIGMA_T2,
                NetworkOutput.LN_SIGMA_THETA);
        float ln = (float) Math.log(0.01);

        ParameterBlock out = estimate(constant(outputs, 0.5f, 0.5f, 0.5f, ln, ln, ln), PROTOCOL, voxels(1, 1));

        // float32
        assertThat((double) out.of(Parameter.T1_SIGMA)[0]).isCloseTo(17.2, within(1e-5));
        assertThat((double) out.of(Parameter.T2_SIGMA)[0]).isCloseTo(1, within(1e-6));
        assertThat((double) out.of(Parameter.OFF_RESONANCE_SIGMA)[0])
                .isCloseTo(0.01 / (2 * Math.PI) * PERIOD_HZ, within(1e-6));
    }

    @Test
    void outputsNearTheEndOfTheRangeAreFlaggedAndKept() {
        for (float[] y : new float[][] {{0.005f, 0.5f}, {0.5f, 0.995f}}) {
            ParameterBlock out = estimate(constant(T1_T2, y[0], y[1]), PROTOCOL, voxels(1, 1));

            assertThat(status(out, 0)).isEqualTo(EstimationStatus.NEAR_OUTPUT_BOUND);
            assertThat(out.of(Parameter.T1)[0]).isEqualTo((float) (360 + y[0] * 1720.0));
        }
        assertThat(status(estimate(constant(T1_T2, 0.02f, 0.98f), PROTOCOL, voxels(1, 1)), 0))
                .isEqualTo(EstimationStatus.OK);
    }

    @Test
    void logarithmsBecomeTimesAndRelativeStandardDeviations() {
        List<NetworkOutput> outputs =
                List.of(NetworkOutput.LN_T1, NetworkOutput.LN_T2, NetworkOutput.LN_SIGMA_T1, NetworkOutput.LN_SIGMA_T2);
        float ln = (float) Math.log(0.01);

        ParameterBlock out = estimate(constant(outputs, 0.5f, 0.25f, ln, ln), PROTOCOL, voxels(1, 1));

        double t1 = Math.sqrt(360.0 * 2080.0);
        // float32 of T1 and T2 twice over
        assertThat((double) out.of(Parameter.T1)[0]).isCloseTo(t1, withinPercentage(1e-4));
        assertThat((double) out.of(Parameter.T2)[0]).isCloseTo(20 * Math.pow(6, 0.25), withinPercentage(1e-4));
        assertThat((double) out.of(Parameter.T1_SIGMA)[0])
                .isCloseTo(0.01 * t1 * Math.log(2080 / 360.0), withinPercentage(1e-3));
        assertThat(status(out, 0)).isEqualTo(EstimationStatus.OK);
    }

    @Test
    void valuesWithinTheirStandardDeviationOfAnEndAreFlagged() {
        List<NetworkOutput> outputs =
                List.of(NetworkOutput.T1, NetworkOutput.T2, NetworkOutput.LN_SIGMA_T1, NetworkOutput.LN_SIGMA_T2);
        float small = (float) Math.log(0.04);
        float large = (float) Math.log(0.06);

        assertThat(status(estimate(constant(outputs, 0.5f, 0.95f, small, small), PROTOCOL, voxels(1, 1)), 0))
                .isEqualTo(EstimationStatus.OK);
        assertThat(status(estimate(constant(outputs, 0.5f, 0.95f, small, large), PROTOCOL, voxels(1, 1)), 0))
                .isEqualTo(EstimationStatus.NEAR_OUTPUT_BOUND);
    }

    @Test
    void linearOutputsBeyondTheRangeAreItsEnd() {
        ParameterBlock out = estimate(constant(T1_T2, -0.5f, 1.5f), PROTOCOL, voxels(1, 1));

        assertThat(status(out, 0)).isEqualTo(EstimationStatus.NEAR_OUTPUT_BOUND);
        assertThat(out.of(Parameter.T1)[0]).isEqualTo(360);
        assertThat(out.of(Parameter.T2)[0]).isEqualTo(120);
    }

    @Test
    void b1OutsideTheTrainingIsFlaggedAndKept() {
        SeriesBlock in = voxels(3, 1);
        in.b1Ratio()[0] = 0.69f;
        // the end of the range itself, as a float below 0.7
        in.b1Ratio()[1] = 0.7f;
        in.b1Ratio()[2] = 1.31f;

        ParameterBlock out = estimate(constant(T1_T2, 0.5f, 0.5f), PROTOCOL, in);

        assertThat(status(out, 0)).isEqualTo(EstimationStatus.B1_OUTSIDE_TRAINING);
        assertThat(status(out, 1)).isEqualTo(EstimationStatus.OK);
        assertThat(status(out, 2)).isEqualTo(EstimationStatus.B1_OUTSIDE_TRAINING);
        assertThat(out.of(Parameter.T1)).containsOnly(1220);
    }

    @Test
    void noiseOutsideTheTrainingIsFlaggedAndKept() {
        SeriesBlock in = voxels(1, 1);
        double power = 0;
        for (int j = 0; j < PROTOCOL.cycles(); j++) {
            power += Math.pow(in.real()[j][0], 2) + Math.pow(in.imaginary()[j][0], 2);
        }
        double rms = Math.sqrt(power / PROTOCOL.cycles());
        // the card says mean 0.1, standard deviation 0.5
        for (double z : new double[] {-2.01, -1.99, 0, 1.99, 2.01}) {
            double sigma = rms * Math.exp(0.1 + 0.5 * z);
            NetworkModel model = TestModels.model(NetworkInput.SAMPLES, T1_T2, PROTOCOL);
            ParameterBlock out = new ParameterBlock(Set.of(Parameter.T1, Parameter.T2), 1);
            new NetworkEstimator(model, PROTOCOL, new JavaEngine(model.weights()), NoiseLevel.given(sigma))
                    .estimate(in, out);

            assertThat(status(out, 0) == EstimationStatus.NOISE_OUTSIDE_TRAINING)
                    .isEqualTo(Math.abs(z) > 2);
            assertThat(out.of(Parameter.T1)[0]).isBetween(360f, 2080f);
        }
    }

    @ParameterizedTest
    @EnumSource(NetworkInput.class)
    void voxelsWithoutAnAnswerAreNaNWithTheReason(NetworkInput input) {
        SeriesBlock in = voxels(6, 1);
        for (int j = 0; j < 4; j++) {
            in.real()[j][0] = 0;
            in.imaginary()[j][0] = 0;
        }
        in.real()[2][1] = Float.NaN;
        in.imaginary()[3][2] = Float.POSITIVE_INFINITY;
        in.b1Ratio()[3] = 0;
        in.b1Ratio()[4] = Float.NaN;

        ParameterBlock out = estimate(TestModels.model(input, T1_T2, PROTOCOL), PROTOCOL, in);

        assertThat(List.of(status(out, 0), status(out, 1), status(out, 2), status(out, 3), status(out, 4)))
                .containsExactly(
                        EstimationStatus.NO_SIGNAL,
                        EstimationStatus.NOT_FINITE,
                        EstimationStatus.NOT_FINITE,
                        EstimationStatus.NO_B1,
                        EstimationStatus.NO_B1);
        assertThat(status(out, 5).hasValues()).isTrue();
        for (Parameter parameter : List.of(Parameter.T1, Parameter.T2)) {
            assertThat(Arrays.copyOf(out.of(parameter), 5)).containsOnly(Float.NaN);
            assertThat(out.of(parameter)[5]).isFinite();
        }
    }

    @ParameterizedTest
    @EnumSource(NetworkInput.class)
    void anotherStartOfTheIncrementsOnlyShiftsTheOffResonance(NetworkInput input) {
        NetworkModel model = TestModels.model(input, T1_T2_THETA, PROTOCOL);
        Protocol started = new Protocol(4.8, 2.4, 15, List.of(20.0, 110.0, 200.0, 290.0));
        double shiftRad = Math.toRadians(-25);

        ParameterBlock trained = estimate(model, PROTOCOL, simulate(PROTOCOL, 0.4));
        ParameterBlock shifted = estimate(model, started, simulate(started, 0.4 + shiftRad));

        // relative 1e-5: float32 inputs of a net of arbitrary weights
        assertThat(shifted.of(Parameter.T1)[0]).isCloseTo(trained.of(Parameter.T1)[0], within(1e-2f));
        assertThat(shifted.of(Parameter.T2)[0]).isCloseTo(trained.of(Parameter.T2)[0], within(1e-3f));
        assertThat((double) shifted.of(Parameter.OFF_RESONANCE)[0])
                .isCloseTo(trained.of(Parameter.OFF_RESONANCE)[0] + shiftRad / (2 * Math.PI) * PERIOD_HZ, within(1e-3));
    }

    @Test
    void theOrderOfTheCyclesDoesNotMatter() {
        NetworkModel model = TestModels.model(NetworkInput.SAMPLES, T1_T2_THETA, PROTOCOL);
        Protocol mixed = new Protocol(4.8, 2.4, 15, List.of(225.0, 45.0, 315.0, 135.0));

        ParameterBlock sorted = estimate(model, PROTOCOL, simulate(PROTOCOL, 0.4));
        ParameterBlock other = estimate(model, mixed, simulate(mixed, 0.4));

        assertThat(other.of(Parameter.T1)[0]).isEqualTo(sorted.of(Parameter.T1)[0]);
        assertThat(other.of(Parameter.OFF_RESONANCE)[0]).isEqualTo(sorted.of(Parameter.OFF_RESONANCE)[0]);
    }

    @Test
    void shiftedOffResonanceIsFoldedIntoOnePeriod() {
        Protocol started = new Protocol(4.8, 2.4, 15, List.of(85.0, 175.0, 265.0, 355.0));

        // the network says 0.8π = 144°, the series starts 40° later: 184° is −176°
        ParameterBlock out = estimate(constant(T1_T2_THETA, 0.5f, 0.5f, 17 / 18f), started, voxels(1, 1));

        // float32
        assertThat((double) out.of(Parameter.OFF_RESONANCE)[0]).isCloseTo(-176 / 360.0 * PERIOD_HZ, within(1e-4));
    }

    @Test
    void copiesAndLaterLargerBlocksGiveTheSame() {
        NetworkModel model = TestModels.model(NetworkInput.COMPLEX_CONFIGURATIONS, T1_T2_THETA, PROTOCOL);
        NetworkEstimator estimator =
                new NetworkEstimator(model, PROTOCOL, new JavaEngine(model.weights()), NoiseLevel.FROM_RESIDUAL);
        SeriesBlock small = voxels(3, 5);
        SeriesBlock large = voxels(700, 5);
        ParameterBlock smallOut = new ParameterBlock(estimator.outputs(), 3);
        ParameterBlock largeOut = new ParameterBlock(estimator.outputs(), 700);
        ParameterBlock copyOut = new ParameterBlock(estimator.outputs(), 700);

        estimator.estimate(small, smallOut);
        estimator.estimate(large, largeOut);
        estimator.independentCopy().estimate(large, copyOut);

        for (Parameter parameter : estimator.outputs()) {
            assertThat(copyOut.of(parameter)).isEqualTo(largeOut.of(parameter));
            assertThat(smallOut.of(parameter)).isEqualTo(Arrays.copyOf(largeOut.of(parameter), 3));
        }
    }

    @Test
    void refusesAnotherProtocolWithTheDifferences() {
        NetworkModel model = TestModels.model(NetworkInput.COMPLEX_CONFIGURATIONS, T1_T2, PROTOCOL);
        Protocol other = new Protocol(5.2, 2.6, 15, PROTOCOL.phaseIncrementsDeg());

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new NetworkEstimator(model, other, new JavaEngine(model.weights()), NoiseLevel.FROM_RESIDUAL))
                .withMessageContaining("TR is 5.2 ms, the network was trained for 4.8 ms")
                .withMessageContaining("TE is 2.6 ms")
                .withMessageContaining("Train a network");
    }

    @Test
    void refusesANoiseAwareNetworkWithoutTheNoise() {
        NetworkModel model = TestModels.model(NetworkInput.SAMPLES, T1_T2, PROTOCOL);

        for (NoiseLevel none : List.of(NoiseLevel.NONE, NoiseLevel.given(0), NoiseLevel.FROM_RESIDUAL)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new NetworkEstimator(model, PROTOCOL, new JavaEngine(model.weights()), none))
                    .withMessageContaining("noise");
        }
    }

    @Test
    void settingsNameModelAndEngine() {
        NetworkModel model = TestModels.model(NetworkInput.SAMPLES, T1_T2, PROTOCOL);
        NetworkEstimator estimator =
                new NetworkEstimator(model, PROTOCOL, new JavaEngine(model.weights()), NoiseLevel.given(0.5));

        assertThat(estimator.name()).isEqualTo("noise-aware");
        assertThat(estimator.settings())
                .contains("test samples", "uniform", model.weights().sha256().substring(0, 12), "engine Java", "0.5");
    }

    /** A complex-input network that gives these outputs for every voxel. */
    private static NetworkModel constant(List<NetworkOutput> outputs, float... values) {
        int width = NetworkInput.COMPLEX_CONFIGURATIONS.width(4);
        float[] parameters = new float[width * values.length + values.length];
        System.arraycopy(values, 0, parameters, width * values.length, values.length);
        NetworkWeights weights = new NetworkWeights(List.of(width, values.length), OutputActivation.LINEAR, parameters);
        return TestModels.model(NetworkInput.COMPLEX_CONFIGURATIONS, outputs, PROTOCOL, weights);
    }

    private static ParameterBlock estimate(NetworkModel model, Protocol protocol, SeriesBlock in) {
        NetworkEstimator estimator =
                new NetworkEstimator(model, protocol, new JavaEngine(model.weights()), NoiseLevel.given(0.01));
        ParameterBlock out = new ParameterBlock(estimator.outputs(), in.size());
        estimator.estimate(in, out);
        return out;
    }

    private static SeriesBlock simulate(Protocol protocol, double thetaRad) {
        SeriesBlock block = new SeriesBlock(4, 1);
        block.setSize(1);
        set(block, 0, protocol, 939, 62, thetaRad);
        return block;
    }

    /** Voxels of different tissues and off-resonances, B1 = 1. */
    private static SeriesBlock voxels(int count, int spare) {
        SeriesBlock block = new SeriesBlock(4, count + spare);
        block.setSize(count);
        for (int v = 0; v < count; v++) {
            set(block, v, PROTOCOL, 500 + v, 40 + 0.05 * v, 2 * Math.sin(v));
        }
        return block;
    }

    private static void set(
            SeriesBlock block, int voxel, Protocol protocol, double t1Ms, double t2Ms, double thetaRad) {
        double[] real = new double[4];
        double[] imaginary = new double[4];
        new BssfpSignal(protocol).simulate(t1Ms, t2Ms, thetaRad, 1, 100, real, imaginary);
        for (int j = 0; j < 4; j++) {
            block.real()[j][voxel] = (float) real[j];
            block.imaginary()[j][voxel] = (float) imaginary[j];
        }
        block.b1Ratio()[voxel] = 1;
    }

    private static EstimationStatus status(ParameterBlock out, int voxel) {
        return EstimationStatus.ofCode(out.status()[voxel]);
    }
}

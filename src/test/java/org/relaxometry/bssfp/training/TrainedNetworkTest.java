package org.relaxometry.bssfp.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.ParameterBlock;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.estimation.network.NetworkEstimator;
import org.relaxometry.bssfp.estimation.network.NetworkKind;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.BssfpSignal;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.training.TrainingSpecification.Optimisation;

/** A trained network, put to use as users do. */
class TrainedNetworkTest {

    private static final Protocol PROTOCOL = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(12));

    private static final int VOXELS = 200;

    @ParameterizedTest
    @EnumSource(NetworkKind.class)
    void mapsWhiteMatterAfterSecondsOfTraining(NetworkKind kind) {
        TrainedNetwork trained =
                new NetworkTrainer(specification(kind), EngineChoice.JAVA, 2, "test").train(TrainingListener.NONE);
        double sigma = GaussianNoise.standardDeviation(100);
        NetworkEstimator estimator = new NetworkEstimator(
                trained.model(),
                PROTOCOL,
                EngineChoice.JAVA.open(trained.model().weights()).engine(),
                NoiseLevel.given(sigma));
        ParameterBlock out = new ParameterBlock(estimator.outputs(), VOXELS);
        estimator.estimate(whiteMatter(kind == NetworkKind.NOISE_AWARE ? sigma : 0), out);
        // 2500 steps: the published accuracy, 1 %, takes a hundred times as many
        assertThat(mean(out.of(Parameter.T1))).isCloseTo(Tissue.WHITE_MATTER.t1Ms(), within(94.0));
        assertThat(mean(out.of(Parameter.T2))).isCloseTo(Tissue.WHITE_MATTER.t2Ms(), within(6.2));
        assertThat(mean(out.of(Parameter.OFF_RESONANCE) == null ? new float[] {20} : out.of(Parameter.OFF_RESONANCE)))
                .isCloseTo(20, within(3.0));
    }

    private static SeriesBlock whiteMatter(double sigma) {
        BssfpSignal signal = new BssfpSignal(PROTOCOL);
        SeriesBlock block = new SeriesBlock(12, VOXELS);
        block.setSize(VOXELS);
        GaussianNoise random = new GaussianNoise(1, 0);
        double[] real = new double[12];
        double[] imaginary = new double[12];
        // 20 Hz at TR 4.8 ms
        double theta = 2 * Math.PI * 20 * 4.8e-3;
        for (int v = 0; v < VOXELS; v++) {
            signal.simulate(939, 62, theta, 1, 1, real, imaginary);
            random.addTo(real, sigma);
            random.addTo(imaginary, sigma);
            block.b1Ratio()[v] = 1;
            for (int j = 0; j < 12; j++) {
                block.real()[j][v] = (float) real[j];
                block.imaginary()[j][v] = (float) imaginary[j];
            }
        }
        return block;
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static TrainingSpecification specification(NetworkKind kind) {
        ParameterDistribution uniform = ParameterDistribution.uniform();
        TrainingSpecification usual =
                switch (kind) {
                    case SVNN, PINN ->
                        TrainingSpecification.published(
                                "test", kind, true, PROTOCOL, uniform, Double.POSITIVE_INFINITY, 1);
                    case FULL_CIRCLE -> TrainingSpecification.fullCircle("test", PROTOCOL, uniform, 1);
                    case NOISE_AWARE -> TrainingSpecification.noiseAware("test", PROTOCOL, uniform, 1);
                };
        return new TrainingSpecification(
                "test",
                kind,
                usual.input(),
                PROTOCOL,
                uniform,
                40_000,
                usual.signalToNoise(),
                List.of(48, 48),
                new Optimisation(14, 128, 4e-3, LearningRateSchedule.ONE_CYCLE, 14),
                1);
    }
}

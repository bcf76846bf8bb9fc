package org.relaxometry.bssfp.montecarlo.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.estimation.network.NetworkEstimator;
import org.relaxometry.bssfp.estimation.network.NetworkInput;
import org.relaxometry.bssfp.estimation.network.NetworkKind;
import org.relaxometry.bssfp.estimation.network.NetworkModel;
import org.relaxometry.bssfp.montecarlo.TestPoints;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.space.RegionOfInterest;
import org.relaxometry.bssfp.statistics.Range;
import org.relaxometry.bssfp.training.LearningRateSchedule;
import org.relaxometry.bssfp.training.NetworkTrainer;
import org.relaxometry.bssfp.training.ParameterDistribution;
import org.relaxometry.bssfp.training.TrainedNetwork;
import org.relaxometry.bssfp.training.TrainingListener;
import org.relaxometry.bssfp.training.TrainingSpecification;
import org.relaxometry.bssfp.training.TrainingSpecification.Optimisation;

class LearningCurveTest {

    private static final Protocol PROTOCOL = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(4));

    @Test
    void agreementWithTheLastEpochGrowsToOne() {
        List<NetworkModel> epochs = new ArrayList<>();
        TrainedNetwork trained = new NetworkTrainer(small(6), EngineChoice.JAVA, 1, "test")
                .train(new TrainingListener() {
                    @Override
                    public void epochModel(int epoch, Supplier<NetworkModel> model) {
                        epochs.add(model.get());
                    }
                });
        TestPoints points = TestPoints.draws(ParameterDistribution.uniform(), 400, 1);
        List<RegionOfInterest> regions = List.of(
                new RegionOfInterest("one", new int[] {0, 1, 2, 3, 4, 5, 6, 7}),
                new RegionOfInterest("other", new int[] {100, 110, 120, 130, 140}));
        LearningCurve.Result result = LearningCurve.run(
                epochs, LearningCurveTest::open, points.simulate(PROTOCOL), regions, 2, Progress.NONE);
        assertThat(result.points()).hasSize(6 * 2);
        List<Double> losses = trained.model().card().training().validationLosses();
        for (int i = 0; i < 12; i++) {
            LearningCurve.Point point = result.points().get(i);
            assertThat(point.epoch()).isEqualTo(i / 2 + 1);
            assertThat(point.region()).isEqualTo(i % 2 == 0 ? "one" : "other");
            assertThat(point.validationLoss()).isEqualTo(losses.get(i / 2));
        }
        for (int region = 0; region < 2; region++) {
            assertThat(result.points().get(10 + region).codOfT1()).isEqualTo(1);
            assertThat(result.points().get(10 + region).codOfT2()).isEqualTo(1);
            assertThat(result.points().get(region).codOfT1())
                    .isLessThan(result.points().get(8 + region).codOfT1());
        }
        // the loss still falls, so the last epoch is the one that is kept
        assertThat(trained.model().card().training().bestEpoch()).isEqualTo(6);
        assertThat(epochs.get(5).weights().parameters())
                .isEqualTo(trained.model().weights().parameters());
        assertThat(epochs.get(0).weights().parameters())
                .isNotEqualTo(trained.model().weights().parameters());
    }

    @Test
    void refusesATrainingWithoutEpochs() {
        TestPoints points = TestPoints.draws(ParameterDistribution.uniform(), 2, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LearningCurve.run(
                        List.of(), LearningCurveTest::open, points.simulate(PROTOCOL), List.of(), 1, Progress.NONE))
                .withMessageContaining("networks of its epochs");
    }

    private static RelaxometryEstimator open(NetworkModel model) {
        return new NetworkEstimator(
                model, PROTOCOL, EngineChoice.JAVA.open(model.weights()).engine(), NoiseLevel.NONE);
    }

    /** 3000 training samples: a second. */
    private static TrainingSpecification small(int epochs) {
        return new TrainingSpecification(
                "test",
                NetworkKind.SVNN,
                NetworkInput.MAGNITUDE_CONFIGURATIONS,
                PROTOCOL,
                ParameterDistribution.uniform(),
                5000,
                new Range(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY),
                List.of(16, 16),
                new Optimisation(epochs, 300, 2e-3, LearningRateSchedule.CONSTANT, 100),
                1);
    }
}

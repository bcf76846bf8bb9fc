package org.relaxometry.bssfp.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.relaxometry.bssfp.Needs;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.estimation.network.ModelCard;
import org.relaxometry.bssfp.estimation.network.NetworkKind;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.training.TrainingSpecification.Optimisation;

class NetworkTrainerTest {

    private static final Protocol PROTOCOL = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(4));

    @TempDir
    Path folder;

    /** Cancels before an epoch. */
    private static TrainingListener upTo(int epochs) {
        return new TrainingListener() {
            private int ended;

            @Override
            public void epochEnded(int epoch, double trainingLoss, double validationLoss, boolean best) {
                ended = epoch;
            }

            @Override
            public boolean isCanceled() {
                return ended >= epochs;
            }
        };
    }

    @ParameterizedTest
    @EnumSource(NetworkKind.class)
    void everyKindLearns(NetworkKind kind) {
        ModelCard.Training history =
                train(kind, EngineChoice.JAVA, 1, 12).model().card().training();
        double first = history.validationLosses().get(0);
        // what 120 steps reach with room; noise sets the floor of the noise-aware kind
        double last = kind == NetworkKind.NOISE_AWARE ? first - 0.01 : 0.5 * first;
        assertThat(history.validationLoss()).isLessThan(last);
        assertThat(history.trainingLosses()).hasSize(12).allMatch(Double::isFinite);
    }

    @ParameterizedTest
    @CsvSource({"PINN, JAVA", "NOISE_AWARE, JAVA", "PINN, DJL_PYTORCH", "NOISE_AWARE, DJL_PYTORCH"})
    void weightsDoNotDependOnTheNumberOfThreads(NetworkKind kind, EngineChoice engine) {
        Needs.engine(engine);
        TrainedNetwork one = train(kind, engine, 1, 2);
        TrainedNetwork three = train(kind, engine, 3, 2);
        assertThat(three.model().weights().parameters())
                .isEqualTo(one.model().weights().parameters());
        assertThat(three.model().card()).isEqualTo(one.model().card());
        assertThat(three.testLoss()).isEqualTo(one.testLoss());
    }

    @Test
    void anotherSeedGivesOtherWeights() {
        TrainingSpecification other = small(NetworkKind.SVNN, 1, 2);
        assertThat(trainer(other, EngineChoice.JAVA, 1)
                        .train(TrainingListener.NONE)
                        .model()
                        .weights()
                        .parameters())
                .isNotEqualTo(train(NetworkKind.SVNN, EngineChoice.JAVA, 1, 1)
                        .model()
                        .weights()
                        .parameters());
    }

    @ParameterizedTest
    @EnumSource(
            value = NetworkKind.class,
            names = {"PINN", "NOISE_AWARE"})
    void trainingGoesOnAfterABreakAsIfThereHadBeenNone(NetworkKind kind) throws IOException {
        Path state = folder.resolve("state");
        NetworkTrainer trainer = trainer(small(kind, 4, 1), EngineChoice.JAVA, 1);
        TrainedNetwork broken = trainer.train(upTo(2), state);
        assertThat(broken.complete()).isFalse();
        assertThat(broken.model().card().training().epochs()).isEqualTo(2);
        assertThat(trainer.epochsIn(state)).isEqualTo(2);
        List<Double> before = new ArrayList<>();
        TrainedNetwork resumed = trainer.train(
                new TrainingListener() {
                    @Override
                    public void begins(List<Double> trainingLosses, List<Double> validationLosses) {
                        before.addAll(validationLosses);
                    }
                },
                state);
        assertThat(before).isEqualTo(broken.model().card().training().validationLosses());
        TrainedNetwork whole = trainer.train(TrainingListener.NONE);
        assertThat(resumed.complete()).isTrue();
        assertThat(resumed.model().weights().parameters())
                .isEqualTo(whole.model().weights().parameters());
        assertThat(resumed.model().card()).isEqualTo(whole.model().card());
    }

    @Test
    void cancellingWithinTheFirstEpochLeavesNothingToKeep() {
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> trainer(
                                TrainingSpecification.published(
                                        "test",
                                        NetworkKind.SVNN,
                                        true,
                                        PROTOCOL,
                                        ParameterDistribution.uniform(),
                                        Double.POSITIVE_INFINITY,
                                        1),
                                EngineChoice.JAVA,
                                1)
                        .train(upTo(0)))
                .withMessageContaining("first epoch");
    }

    @Test
    void weightsOfTheSmallestValidationLossAreKeptAndPatienceEndsTraining() {
        // a rate at which the loss jumps up and down
        TrainingSpecification specification =
                with(small(NetworkKind.SVNN, 60, 1), new Optimisation(60, 128, 0.05, LearningRateSchedule.CONSTANT, 3));
        List<Boolean> best = new ArrayList<>();
        TrainedNetwork trained = trainer(specification, EngineChoice.JAVA, 1).train(new TrainingListener() {
            @Override
            public void epochEnded(int epoch, double trainingLoss, double validationLoss, boolean isBest) {
                best.add(isBest);
            }
        });
        ModelCard.Training history = trained.model().card().training();
        assertThat(history.epochs()).isEqualTo(history.bestEpoch() + 3).isLessThan(60);
        assertThat(best.lastIndexOf(true) + 1).isEqualTo(history.bestEpoch());
        assertThat(history.validationLoss())
                .isEqualTo(history.validationLosses().stream()
                        .mapToDouble(Double::doubleValue)
                        .min()
                        .orElseThrow());
        assertThat(trained.complete()).isTrue();
    }

    @Test
    void aLearningRateThatIsTooHighIsNamed() {
        TrainingSpecification specification = with(
                small(NetworkKind.FULL_CIRCLE, 5, 1), new Optimisation(5, 128, 1e30, LearningRateSchedule.CONSTANT, 5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer(specification, EngineChoice.JAVA, 1).train(TrainingListener.NONE))
                .withMessageContaining("learning rate 1.0E30");
    }

    @Test
    void theStateOfAnotherTrainingIsRefused() throws IOException {
        Path state = folder.resolve("state");
        trainer(small(NetworkKind.SVNN, 2, 1), EngineChoice.JAVA, 1).train(TrainingListener.NONE, state);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> trainer(small(NetworkKind.SVNN, 2, 7), EngineChoice.JAVA, 1)
                        .train(TrainingListener.NONE, state))
                .withMessageContaining("another training");
    }

    @Test
    void aDamagedStateIsRefused() throws IOException {
        Path state = folder.resolve("state");
        NetworkTrainer trainer = trainer(small(NetworkKind.SVNN, 2, 1), EngineChoice.JAVA, 1);
        trainer.train(TrainingListener.NONE, state);
        byte[] whole = Files.readAllBytes(state);
        byte[] changed = whole.clone();
        changed[changed.length / 2] ^= 1;
        Files.write(state, changed);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> trainer.train(TrainingListener.NONE, state))
                .withMessageContaining("damaged");
        Files.write(state, Arrays.copyOf(whole, whole.length / 2));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> trainer.train(TrainingListener.NONE, state))
                .withMessageContaining("cut off");
        Files.writeString(state, "not a state");
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> trainer.train(TrainingListener.NONE, state));
    }

    @Test
    void aNoiseAwareNetworkWithoutNoiseIsRefused() {
        TrainingSpecification noisy = small(NetworkKind.NOISE_AWARE, 2, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrainingSpecification(
                        "test",
                        noisy.kind(),
                        noisy.input(),
                        PROTOCOL,
                        noisy.distribution(),
                        5000,
                        TrainingSpecification.NOISE_FREE,
                        noisy.hiddenLayers(),
                        noisy.optimisation(),
                        1))
                .withMessageContaining("noise");
    }

    private static TrainedNetwork train(NetworkKind kind, EngineChoice engine, int threads, int epochs) {
        return trainer(small(kind, epochs, 1), engine, threads).train(TrainingListener.NONE);
    }

    private static NetworkTrainer trainer(TrainingSpecification specification, EngineChoice engine, int threads) {
        return new NetworkTrainer(specification, engine, threads, "test");
    }

    /** Every kind with 3000 training samples and few units: seconds, not minutes. */
    private static TrainingSpecification small(NetworkKind kind, int epochs, long seed) {
        ParameterDistribution uniform = ParameterDistribution.uniform();
        TrainingSpecification usual =
                switch (kind) {
                    case SVNN, PINN ->
                        TrainingSpecification.published(
                                "test", kind, true, PROTOCOL, uniform, Double.POSITIVE_INFINITY, seed);
                    case FULL_CIRCLE -> TrainingSpecification.fullCircle("test", PROTOCOL, uniform, seed);
                    case NOISE_AWARE -> TrainingSpecification.noiseAware("test", PROTOCOL, uniform, seed);
                };
        return new TrainingSpecification(
                "test",
                kind,
                usual.input(),
                PROTOCOL,
                uniform,
                5000,
                usual.signalToNoise(),
                List.of(32, 32),
                new Optimisation(epochs, 300, 2e-3, LearningRateSchedule.CONSTANT, 100),
                seed);
    }

    private static TrainingSpecification with(TrainingSpecification usual, Optimisation optimisation) {
        return new TrainingSpecification(
                usual.name(),
                usual.kind(),
                usual.input(),
                usual.protocol(),
                usual.distribution(),
                usual.samples(),
                usual.signalToNoise(),
                usual.hiddenLayers(),
                optimisation,
                usual.seed());
    }
}

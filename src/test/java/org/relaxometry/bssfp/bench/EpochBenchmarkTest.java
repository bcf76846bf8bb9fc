package org.relaxometry.bssfp.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.Needs;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.estimation.network.NetworkInput;
import org.relaxometry.bssfp.estimation.network.NetworkKind;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.statistics.Range;
import org.relaxometry.bssfp.training.LearningRateSchedule;
import org.relaxometry.bssfp.training.ParameterDistribution;
import org.relaxometry.bssfp.training.TrainingSpecification;

class EpochBenchmarkTest {

    /** What is timed beside ours must do the same work: then it gives the same losses. */
    @ParameterizedTest
    @CsvSource({
        "SVNN, MAGNITUDE_CONFIGURATIONS",
        "PINN, MAGNITUDE_CONFIGURATIONS",
        "SVNN, COMPLEX_CONFIGURATIONS",
        "PINN, COMPLEX_CONFIGURATIONS"
    })
    void automaticDifferentiationTrainsToTheLossOfOurs(NetworkKind kind, NetworkInput input) {
        Needs.pyTorch();
        EpochBenchmark benchmark = new EpochBenchmark(specification(kind, input, TrainingSpecification.NOISE_FREE));
        double first = Double.NaN;
        try (EpochBenchmark.Epochs ours = benchmark.ours(EngineChoice.JAVA, 1);
                EpochBenchmark.Epochs autograd = benchmark.autograd()) {
            first = ours.run();
            // weights differ by rounding after a hundred steps; where Adam divides by a gradient near zero, by more
            assertThat(autograd.run()).isCloseTo(first, within(1e-3 * first));
            assertThat(autograd.run()).as("it learns").isLessThan(0.9 * first);
        }
    }

    @Test
    void noiseIsRefused() {
        TrainingSpecification noisy =
                specification(NetworkKind.SVNN, NetworkInput.MAGNITUDE_CONFIGURATIONS, new Range(25, 25));
        assertThatThrownBy(() -> new EpochBenchmark(noisy))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SNR 25");
    }

    private static TrainingSpecification specification(NetworkKind kind, NetworkInput input, Range snr) {
        return new TrainingSpecification(
                "test",
                kind,
                input,
                new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(6)),
                ParameterDistribution.uniform(),
                5_000,
                snr,
                List.of(32, 32),
                new TrainingSpecification.Optimisation(1, 128, 2e-3, LearningRateSchedule.CONSTANT, 1),
                1);
    }
}

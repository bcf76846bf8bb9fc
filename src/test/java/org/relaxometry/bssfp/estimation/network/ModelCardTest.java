package org.relaxometry.bssfp.estimation.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ModelCardTest {

    private static final List<NetworkOutput> T1_T2 = List.of(NetworkOutput.T1, NetworkOutput.T2);

    @Test
    void methodsAreNamedByKindAndInput() {
        assertThat(card(NetworkInput.MAGNITUDE_CONFIGURATIONS).methodName()).isEqualTo("SVNN");
        assertThat(card(NetworkInput.COMPLEX_CONFIGURATIONS).methodName()).isEqualTo("SVNN complex");
        assertThat(card(NetworkInput.SAMPLES).methodName()).isEqualTo("noise-aware");
    }

    @Test
    void fittingProtocolHasNoMismatch() {
        ModelCard card = card(NetworkInput.COMPLEX_CONFIGURATIONS);

        assertThat(card.mismatchWith(TestModels.PAPER_12)).isEmpty();
        assertThat(card.mismatchWith(TestModels.paper(6)))
                .containsExactly("there are 6 phase cycles, the network was trained for 12");
    }

    @Test
    void refusesOutputsWithoutT2() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestModels.model(
                        NetworkInput.MAGNITUDE_CONFIGURATIONS,
                        List.of(NetworkOutput.T1, NetworkOutput.THETA),
                        TestModels.PAPER_12))
                .withMessageContaining("T1 and T2");
    }

    @Test
    void refusesACosineWithoutItsSine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestModels.model(
                        NetworkInput.COMPLEX_CONFIGURATIONS,
                        List.of(NetworkOutput.T1, NetworkOutput.T2, NetworkOutput.COS_THETA),
                        TestModels.PAPER_12))
                .withMessageContaining("sine");
    }

    @Test
    void refusesLayersThatDoNotFitTheInputs() {
        NetworkWeights weights = TestModels.weights(List.of(5, 8, 2), OutputActivation.SIGMOID, 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        TestModels.model(NetworkInput.MAGNITUDE_CONFIGURATIONS, T1_T2, TestModels.PAPER_12, weights))
                .withMessageContaining("has 4 inputs")
                .withMessageContaining("first layer has 5");
    }

    @Test
    void refusesWeightsOfAnotherModel() {
        ModelCard card = card(NetworkInput.MAGNITUDE_CONFIGURATIONS);
        NetworkWeights other = TestModels.weights(card.layerSizes(), card.outputActivation(), 77);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NetworkModel(card, other))
                .withMessageContaining("SHA-256");
    }

    private static ModelCard card(NetworkInput input) {
        return TestModels.model(input, T1_T2, TestModels.PAPER_12).card();
    }
}

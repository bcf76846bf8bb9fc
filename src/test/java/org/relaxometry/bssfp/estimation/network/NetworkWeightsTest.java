package org.relaxometry.bssfp.estimation.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkWeightsTest {

    private static final List<Integer> LAYERS = List.of(2, 3, 1);
    private static final float[] PARAMETERS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13};

    private final NetworkWeights weights = new NetworkWeights(LAYERS, OutputActivation.LINEAR, PARAMETERS);

    @Test
    void layersLieOneAfterTheOtherWeightsBeforeBiases() {
        assertThat(weights.weight(0)).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(weights.bias(0)).containsExactly(7, 8, 9);
        assertThat(weights.weight(1)).containsExactly(10, 11, 12);
        assertThat(weights.bias(1)).containsExactly(13);
        assertThat(weights.parameters()).containsExactly(PARAMETERS);
    }

    @Test
    void publishedNetworksHaveThePapersNumberOfParameters() {
        assertThat(NetworkWeights.parameterCount(List.of(4, 64, 64, 2))).isEqualTo(4610);
        assertThat(NetworkWeights.parameterCount(List.of(6, 256, 256, 3))).isEqualTo(68355);
    }

    @Test
    void changesFromOutsideDoNotReachIn() {
        weights.parameters()[0] = 100;
        weights.weight(0)[0] = 100;
        assertThat(weights.parameters()[0]).isEqualTo(1);
    }

    @Test
    void checksumIsThatOfTheLittleEndianFloats() {
        // Python: hashlib.sha256(numpy.arange(1, 14, dtype='<f4').tobytes()).hexdigest()
        assertThat(weights.sha256()).isEqualTo("c305af3ae2324acda78d7c7b04aac485b534053385024f6609faf701647fb968");
    }

    @Test
    void refusesAWrongNumberOfParameters() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NetworkWeights(LAYERS, OutputActivation.LINEAR, new float[12]))
                .withMessageContaining("13 parameters, but there are 12");
    }

    @Test
    void refusesParametersThatAreNotFinite() {
        float[] broken = PARAMETERS.clone();
        broken[5] = Float.NaN;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NetworkWeights(LAYERS, OutputActivation.LINEAR, broken))
                .withMessageContaining("NaN");
    }

    @Test
    void refusesLayersWithoutUnits() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NetworkWeights.parameterCount(List.of(4, 0, 2)))
                .withMessageContaining("[4, 0, 2]");
    }
}

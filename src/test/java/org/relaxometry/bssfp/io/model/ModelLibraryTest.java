package org.relaxometry.bssfp.io.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.estimation.network.ModelCard;
import org.relaxometry.bssfp.estimation.network.NetworkInput;
import org.relaxometry.bssfp.estimation.network.NetworkModel;
import org.relaxometry.bssfp.estimation.network.NetworkOutput;
import org.relaxometry.bssfp.estimation.network.TestModels;
import org.relaxometry.bssfp.protocol.Protocol;

class ModelLibraryTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void writeTwoModels() throws IOException {
        ModelFiles.write(model(NetworkInput.MAGNITUDE_CONFIGURATIONS, TestModels.paper(12)), folder, false);
        ModelFiles.write(model(NetworkInput.COMPLEX_CONFIGURATIONS, TestModels.paper(6)), folder, false);
    }

    @Test
    void listsTheModelsInTheOrderGiven() throws IOException {
        assertThat(library().cards()).extracting(ModelCard::methodName).containsExactly("SVNN complex", "SVNN");
    }

    @Test
    void picksTheModelThatFitsMethodAndProtocol() throws IOException {
        NetworkModel picked = library().pick("SVNN complex", TestModels.paper(6));

        assertThat(picked.card().protocol()).isEqualTo(TestModels.paper(6));
        assertThat(picked.weights().inputs(0)).isEqualTo(6);
    }

    @Test
    void saysWhatKeepsTheNearestModelFromFitting() throws IOException {
        ModelLibrary library = library();
        Protocol other = new Protocol(5.0, 2.4, 15, Protocol.standardIncrementsDeg(6));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> library.pick("SVNN complex", other))
                .withMessageContaining("TR is 5.0 ms, the network was trained for 4.8 ms")
                .withMessageContaining("Train a network for this protocol");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> library.pick("PINN", other))
                .withMessage("There is no network for the method PINN.");
    }

    @Test
    void givesTheModelOfAName() throws IOException {
        ModelLibrary library = library();

        assertThat(library.named("test complex configurations").card().methodName())
                .isEqualTo("SVNN complex");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> library.named("svnn"))
                .withMessage("There is no network \"svnn\". There are: test complex configurations, test magnitude"
                        + " configurations.");
    }

    @Test
    void aModelWithoutItsCardIsRefused() throws IOException {
        Files.delete(folder.resolve("test magnitude configurations.json"));

        assertThatIOException().isThrownBy(this::library).withMessageContaining("test magnitude configurations.json");
    }

    private ModelLibrary library() throws IOException {
        return new ModelLibrary(
                List.of("test complex configurations", "test magnitude configurations"),
                name -> Files.readAllBytes(folder.resolve(name)));
    }

    private static NetworkModel model(NetworkInput input, Protocol protocol) {
        return TestModels.model(input, List.of(NetworkOutput.T1, NetworkOutput.T2), protocol);
    }
}

package org.relaxometry.bssfp.io.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.relaxometry.bssfp.estimation.network.ModelCard;
import org.relaxometry.bssfp.estimation.network.NetworkInput;
import org.relaxometry.bssfp.estimation.network.NetworkModel;
import org.relaxometry.bssfp.estimation.network.NetworkOutput;
import org.relaxometry.bssfp.estimation.network.TestModels;

class ModelFilesTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(NetworkInput.class)
    void whatIsWrittenIsReadBackFromEitherFile(NetworkInput input) throws IOException {
        NetworkModel model = model(input);

        Path weights = ModelFiles.write(model, folder, false);

        assertThat(folder).isDirectoryContaining("glob:**.json").isDirectoryContaining("glob:**.safetensors");
        for (Path file : List.of(weights, folder.resolve(model.card().name() + ".json"))) {
            NetworkModel read = ModelFiles.read(file);
            assertThat(read.card()).isEqualTo(model.card());
            assertThat(read.weights().parameters()).isEqualTo(model.weights().parameters());
        }
    }

    @Test
    void weightsFileHoldsTheParametersInTheirOrderAtItsEnd() throws IOException {
        NetworkModel model = model(NetworkInput.MAGNITUDE_CONFIGURATIONS);

        byte[] file = Files.readAllBytes(ModelFiles.write(model, folder, false));

        float last = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getFloat(file.length - Float.BYTES);
        float[] parameters = model.weights().parameters();
        assertThat(last).isEqualTo(parameters[parameters.length - 1]);
        assertThat(Safetensors.decode(file).keySet())
                .containsExactly(
                        "hidden1.weight",
                        "hidden1.bias",
                        "hidden2.weight",
                        "hidden2.bias",
                        "output.weight",
                        "output.bias");
    }

    @Test
    void cardIsForPeople() throws IOException {
        NetworkModel model = model(NetworkInput.MAGNITUDE_CONFIGURATIONS);

        List<String> lines = ModelCardJson.write(model.card()).lines().toList();

        assertThat(lines)
                .contains(
                        "    \"repetition_time_ms\": 4.8,",
                        "    \"features\": [\"|F-1|\",\"|F0|\",\"|F1|\",\"B1\"],",
                        "    \"t1_ms\": [360.0,2080.0],",
                        "    \"snr\": [25.0,\"inf\"],",
                        "    \"validation_losses\": [0.4,0.2,0.3]",
                        "  \"notes\": \"notes with \\\"quotes\\\", θ and\\nlines\",");
        assertThat(lines.get(1)).startsWith("  \"format\"");
        assertThat(lines.get(lines.size() - 2)).startsWith("  \"card_sha256\"");
    }

    @Test
    void cardLaidOutAnewIsTheSameCard() throws IOException {
        ModelCard card = model(NetworkInput.SAMPLES).card();

        String other = ModelCardJson.write(card).replace("\n", "\r\n").replace("  ", "\t");

        assertThat(ModelCardJson.read(other)).isEqualTo(card);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "4.8~4.9~the card was changed",
                "360.0~361.0~the card was changed",
                "\"epochs\": 3~\"epochs\": 4~the card was changed",
                "\"kind\": \"SVNN\"~\"kind\": \"magic\"~\"magic\" is unknown, expected is one of SVNN, PINN",
                "\"seed\": 7~\"seed\": 7.5~the field training.seed must be a whole number, but is 7.5",
                "\"seed\": 7~\"sead\": 7~the field training.seed is missing",
                "[25.0,\"inf\"]~[25.0,\"many\"]~the field training.snr must be a number",
                "\"phase_increments_deg\": [15.0~\"phase_increments_deg\": [\"x\"~must be a number",
                "\"ReLU\"~\"tanh\"~known is ReLU",
                "[4,16,16,2]~[]~1 to 99 layers",
                "[4,16,16,2]~[4,65536,65536,2]~at most 67108864 are possible",
                "[4,16,16,2]~[4,-16,16,2]~the field layers must be a whole number from 0",
                "[\"T1\",\"T2\"]~[]~outputs are named",
                "[\"T1\",\"T2\"]~[\"T1\",\"theta\"]~The outputs must be T1 and T2",
                "\"samples\": 400000~\"samples\": 4e99~the field training.samples must be a whole number",
                "\"t1_ms\"~\"t1\"~the field output_ranges.t1_ms is missing",
                "[360.0,2080.0]~[360.0,360.0]~need a range each",
                "version 1~version 2~its format is",
                "\"|F-1|\",\"|F0|\"~\"|F0|\",\"|F-1|\"~the inputs are"
            })
    void changedCardsAreRefused(String right, String wrong, String message) throws IOException {
        String card =
                ModelCardJson.write(model(NetworkInput.MAGNITUDE_CONFIGURATIONS).card());
        assertThat(card).contains(right);

        assertThatIOException()
                .isThrownBy(() -> ModelCardJson.read(card.replace(right, wrong)))
                .withMessageContaining(message);
    }

    @Test
    void randomlyDamagedCardsAreRefused() throws IOException {
        ModelCard card = model(NetworkInput.COMPLEX_CONFIGURATIONS).card();
        byte[] bytes = ModelCardJson.write(card).getBytes(StandardCharsets.UTF_8);
        Random random = new Random(20250212);
        for (int trial = 0; trial < 3000; trial++) {
            byte[] damaged = bytes.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(128);
            try {
                // a change of the layout, or none
                assertThat(ModelCardJson.read(new String(damaged, StandardCharsets.UTF_8)))
                        .isEqualTo(card);
            } catch (IOException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void changedWeightsAreRefused() throws IOException {
        Path file = ModelFiles.write(model(NetworkInput.MAGNITUDE_CONFIGURATIONS), folder, false);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 4] ^= 1;
        Files.write(file, bytes);

        assertThatIOException()
                .isThrownBy(() -> ModelFiles.read(file))
                .withMessageContaining(file.toString())
                .withMessageContaining("SHA-256");
    }

    @Test
    void weightsOfAnotherModelAreRefused() throws IOException {
        Path ours = ModelFiles.write(model(NetworkInput.MAGNITUDE_CONFIGURATIONS), folder, false);
        Path other = ModelFiles.write(model(NetworkInput.COMPLEX_CONFIGURATIONS), folder, false);
        Files.copy(other, ours, StandardCopyOption.REPLACE_EXISTING);

        assertThatIOException()
                .isThrownBy(() -> ModelFiles.read(ours))
                .withMessageContaining("hidden1.weight must have the shape [16, 4], but has [16, 6]");
    }

    @Test
    void missingFilesAreNamed() throws IOException {
        Path weights = ModelFiles.write(model(NetworkInput.MAGNITUDE_CONFIGURATIONS), folder, false);
        Path card = weights.resolveSibling(weights.getFileName().toString().replace(".safetensors", ".json"));
        Files.delete(card);

        assertThatIOException().isThrownBy(() -> ModelFiles.read(weights)).withMessageContaining(card.toString());
        assertThatIOException()
                .isThrownBy(() -> ModelFiles.read(folder.resolve("net.pt")))
                .withMessageContaining("NAME.safetensors");
    }

    @Test
    void aCardInTheWayLeavesNoWeightsWithoutACard() throws IOException {
        NetworkModel model = model(NetworkInput.MAGNITUDE_CONFIGURATIONS);
        Path weights = ModelFiles.write(model, folder, false);
        Files.delete(weights);

        assertThatIOException()
                .isThrownBy(() -> ModelFiles.write(model, folder, false))
                .withMessageContaining(".json");
        assertThat(weights).doesNotExist();
    }

    @Test
    void existingModelIsOverwrittenOnlyWhenAskedTo() throws IOException {
        NetworkModel model = model(NetworkInput.MAGNITUDE_CONFIGURATIONS);
        ModelFiles.write(model, folder, false);

        assertThatIOException()
                .isThrownBy(() -> ModelFiles.write(model, folder, false))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(ModelFiles.write(model, folder, true)).exists();
    }

    @Test
    void namesThatAreNoFileNamesAreRefused() throws IOException {
        ModelCard card = ModelCardJson.read(
                ModelCardJson.write(model(NetworkInput.SAMPLES).card()));
        String escaped = ModelCardJson.write(card).replace("\"name\": \"test samples\"", "\"name\": \"../../x\"");
        NetworkModel model = new NetworkModel(
                ModelCardJson.readDraft(escaped, card.weightsSha256()),
                model(NetworkInput.SAMPLES).weights());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.write(model, folder, false))
                .withMessageContaining("../../x");
    }

    private static NetworkModel model(NetworkInput input) {
        return TestModels.model(input, List.of(NetworkOutput.T1, NetworkOutput.T2), TestModels.PAPER_12);
    }
}

package org.relaxometry.bssfp.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.Needs;
import org.relaxometry.bssfp.app.frame.CommandRunner;
import org.relaxometry.bssfp.estimation.network.ModelCard;
import org.relaxometry.bssfp.io.model.ModelFiles;
import org.scijava.Context;
import org.scijava.command.CommandService;

class ImportNetworkTest {

    /** The published weights are not in this repository. */
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "1_sv_inf_uniform_blooming-universe.pt,       SVNN, 12, uniform,          SVNN",
        "5_sv_inf_uniform_ext_effortless-cosmos.pt,   SVNN, 12, uniform extended, SVNN",
        "4_mb_inf_uniform_wandering-paper.pt,         PINN, 12, uniform,          PINN",
        "7_sv_inf_uniform_pretty-gorge.pt,            SVNN, 12, uniform,          SVNN complex",
        "8_sv_inf_uniform_revived-breeze.pt,          SVNN, 6,  uniform,          SVNN complex",
        "9_sv_inf_uniform_sweet-dream.pt,             SVNN, 4,  uniform,          SVNN complex",
        "12_mb_inf_uniform_stellar-mountain.pt,       PINN, 4,  uniform,          PINN complex"
    })
    void publishedWeightsBecomeAModelThatKnowsItsTissue(
            String file, String kind, String cycles, String distribution, String method) throws IOException {
        Path weights = published(file);

        assertThat(run("file", weights, "kind", kind, "cycles", cycles, "distribution", distribution, "name", "net"))
                .isEmpty();

        ModelCard card = ModelFiles.read(folder.resolve("models/net.json")).card();
        assertThat(card.name()).isEqualTo("net");
        assertThat(card.methodName()).isEqualTo(method);
        assertThat(card.protocol().cycles()).isEqualTo(Integer.parseInt(cycles));
        // the paper's figures for random tissue are 0.2 to 0.45 % on average; its PINN with 4 cycles has 0.8 %
        SimulationCheck check = SimulationCheck.of(ModelFiles.read(folder.resolve("models/net.json")));
        assertThat(check.t1Percent()).isLessThan(1);
        assertThat(check.t2Percent()).isLessThan(1);
    }

    @Test
    void aPublishedNetworkOfAnotherNumberOfCyclesIsRefused() throws IOException {
        Path weights = published("9_sv_inf_uniform_sweet-dream.pt");

        assertThat(run("file", weights, "kind", "SVNN", "cycles", "12", "distribution", "uniform"))
                .hasValueSatisfying(message -> assertThat(message)
                        .contains("misses T1 by 2", "trained for something else: check 'cycles' and 'distribution'"));
        assertThat(folder.resolve("models")).doesNotExist();
    }

    @Test
    void anExistingModelIsReplacedOnlyWhenAskedTo() throws IOException {
        Path weights = published("1_sv_inf_uniform_blooming-universe.pt");
        Object[] keys = {"file", weights, "kind", "SVNN", "cycles", "12", "distribution", "uniform", "name", "a b"};
        assertThat(run(keys)).isEmpty();

        assertThat(run(keys))
                .hasValueSatisfying(message -> assertThat(message).contains("a b.safetensors", "overwrite=true"));
        Object[] overwriting =
                Stream.concat(Stream.of(keys), Stream.of("overwrite", "true")).toArray();
        assertThat(run(overwriting)).isEmpty();
    }

    @Test
    void aNameThatLeavesTheFolderIsRefused() throws IOException {
        Path weights = published("1_sv_inf_uniform_blooming-universe.pt");

        assertThat(run("file", weights, "kind", "SVNN", "cycles", "12", "distribution", "uniform", "name", "../a"))
                .hasValueSatisfying(message -> assertThat(message).contains("\"../a\""));
    }

    @Test
    void whatTheFileDoesNotTellMustBeSaid() throws IOException {
        Path file = Files.writeString(folder.resolve("net.pt"), "");

        assertRefused("No PyTorch file was given");
        assertRefused("give 'kind', 'cycles' and 'distribution'", "file", file, "kind", "SVNN", "cycles", "12");
        assertRefused("is not a value of 'cycles'", "file", file, "cycles", "8");
        assertRefused(
                "The card says what the network was trained for", "file", file, "cycles", "12", "card", "card.json");
        assertRefused("Nowhere to write", "file", file, "output", "");
    }

    @Test
    void filesOfAnotherKindAreRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.pt"), "not an archive");
        assertRefused("it is not a ZIP archive", published("SVNN", text));
        assertRefused("There is no file", published("PINN", folder.resolve("none.pt")));
        assertRefused("it is not a ZIP archive", "file", text, "card", text);
    }

    @Test
    void aFileThatWantsToRunSomethingIsRefused() throws IOException {
        byte[] pickle = "cos\nsystem\n(S'touch hacked'\ntR.".getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ZipEntry entry = new ZipEntry("net/data.pkl");
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(pickle.length);
            CRC32 checksum = new CRC32();
            checksum.update(pickle);
            entry.setCrc(checksum.getValue());
            zip.putNextEntry(entry);
            zip.write(pickle);
        }
        Path hostile = Files.write(folder.resolve("hostile.pt"), bytes.toByteArray());

        assertRefused("calls \"os system\"", published("SVNN", hostile));
    }

    private static Object[] published(String kind, Path file) {
        return new Object[] {"file", file, "kind", kind, "cycles", "12", "distribution", "uniform"};
    }

    private static Path published(String file) {
        return Needs.shared("golden/weights/" + file);
    }

    private void assertRefused(String message, Object... keysAndValues) {
        assertThat(run(keysAndValues)).hasValueSatisfying(actual -> assertThat(actual)
                .contains(message)
                .doesNotContain("Exception")
                .doesNotContain("should not have happened"));
        assertThat(folder.resolve("models")).doesNotExist();
    }

    private Optional<String> run(Object... keysAndValues) {
        Map<String, String> keys = new HashMap<>();
        keys.put("output", folder.resolve("models").toString());
        for (int i = 0; i < keysAndValues.length; i += 2) {
            keys.put((String) keysAndValues[i], keysAndValues[i + 1].toString());
        }
        try (Context context = new Context(CommandService.class)) {
            return CommandRunner.of(context, "importnetwork").run(keys);
        }
    }
}

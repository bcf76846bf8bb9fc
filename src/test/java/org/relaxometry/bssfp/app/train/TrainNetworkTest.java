package org.relaxometry.bssfp.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.imglib2.img.Img;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.app.frame.Launcher;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.network.ModelCard;
import org.relaxometry.bssfp.io.model.ModelFiles;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.statistics.Range;

/** Small trainings through the launcher: a thousand samples, few units. */
class TrainNetworkTest {

    private static final String NAME = "svnn-complex-4-uniform";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
    private final PrintStream standardError = System.err;
    private final PrintStream standardOutput = System.out;

    @Test
    void oneAndTwoThreadsWriteTheSameFiles() throws IOException {
        // 300 of a batch are three parts
        assertThat(train("batch=300", "epochs=3", "threads=1", "output=" + folder.resolve("one")))
                .isZero();
        assertThat(train("batch=300", "epochs=3", "threads=2", "output=" + folder.resolve("two")))
                .isZero();
        for (String ending : List.of(".safetensors", ".json", ".png")) {
            assertThat(folder.resolve("two/" + NAME + ending))
                    .hasSameBinaryContentAs(folder.resolve("one/" + NAME + ending));
        }
        assertThat(files("one")).containsExactlyInAnyOrder(NAME + ".safetensors", NAME + ".json", NAME + ".png");
        assertThat(said())
                .contains("Next: map with method=[SVNN complex] model=[")
                .contains("test loss");
    }

    @Test
    void aCancelledTrainingKeepsItsBestWeightsAndGoesOnAsIfThereHadBeenNoBreak() throws Exception {
        String[] keys = {"epochs=1000", "output=" + folder.resolve("broken")};
        Thread training = new Thread(() -> train(keys));
        training.start();
        Path state = folder.resolve("broken/" + NAME + ".training");
        while (!Files.exists(state)) {
            assertThat(training.isAlive()).isTrue();
            Thread.sleep(1);
        }
        training.interrupt();
        training.join();
        assertThat(training.isAlive()).isFalse();
        assertThat(said()).contains("Cancelled after ").contains("The best weights so far are kept");
        ModelCard.Training cut = card("broken").training();
        assertThat(cut.epochs()).isBetween(1, 999);
        assertThat(cut.validationLosses()).hasSize(cut.epochs());
        assertThat(state).exists();

        assertThat(train(keys)).isZero();
        assertThat(said()).contains("Goes on after epoch " + cut.epochs());
        assertThat(state).doesNotExist();
        assertThat(train("epochs=1000", "output=" + folder.resolve("whole"))).isZero();
        for (String ending : List.of(".safetensors", ".json", ".png")) {
            assertThat(folder.resolve("broken/" + NAME + ending))
                    .hasSameBinaryContentAs(folder.resolve("whole/" + NAME + ending));
        }
    }

    @Test
    void cancellingBeforeTheFirstEpochHasEndedLeavesNothing() {
        Thread.currentThread().interrupt();
        assertThat(train("samples=100000", "output=" + folder.resolve("nothing")))
                .isEqualTo(1);
        assertThat(said()).contains("Cancelled. Nothing was written.");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anUnfinishedTrainingOfOtherKeysIsNotThrownAwayUnasked() throws IOException {
        Path state = folder.resolve(NAME + ".training");
        Files.writeString(state, "of another training");
        assertThat(train("epochs=1", "output=" + folder)).isEqualTo(1);
        assertThat(said()).contains("unfinished training").contains("resume=false");
        assertThat(state).hasContent("of another training");
        assertThat(train("epochs=1", "resume=false", "output=" + folder)).isZero();
        assertThat(state).doesNotExist();
    }

    @Test
    void anExistingModelIsReplacedOnlyIfAskedFor() throws IOException {
        assertThat(train("epochs=1", "output=" + folder)).isZero();
        byte[] first = Files.readAllBytes(folder.resolve(NAME + ".safetensors"));
        assertThat(train("epochs=1", "seed=2", "output=" + folder)).isEqualTo(1);
        assertThat(said()).contains("overwrite=true");
        assertThat(folder.resolve(NAME + ".safetensors")).hasBinaryContent(first);
        assertThat(train("epochs=1", "seed=2", "overwrite=true", "output=" + folder))
                .isZero();
        assertThat(Files.readAllBytes(folder.resolve(NAME + ".safetensors"))).isNotEqualTo(first);
        assertThat(ModelFiles.read(folder.resolve(NAME + ".json"))
                        .card()
                        .training()
                        .seed())
                .isEqualTo(2);
    }

    @Test
    void keysReachTheCard() throws IOException {
        assertThat(train(
                        "kind=PINN",
                        "distribution=uniform extended",
                        "t1=400 to 800",
                        "t2=30-300",
                        "snr=10-50",
                        "hidden=12, 10, 9",
                        "samples=2000",
                        "epochs=4",
                        "batch=64",
                        "rate=1e-4",
                        "schedule=constant",
                        "patience=3",
                        "seed=7",
                        "name=my model",
                        "output=" + folder))
                .isZero();
        ModelCard card = ModelFiles.read(folder.resolve("my model.json")).card();
        assertThat(card.methodName()).isEqualTo("PINN");
        assertThat(card.layerSizes()).containsExactly(4, 12, 10, 9, 2);
        assertThat(card.protocol()).isEqualTo(new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(4)));
        assertThat(card.distribution().name()).isEqualTo("uniform extended");
        assertThat(card.outputRanges().t1Ms()).isEqualTo(new Range(400, 800));
        assertThat(card.outputRanges().t2Ms()).isEqualTo(new Range(30, 300));
        assertThat(card.training().samples()).isEqualTo(2000);
        assertThat(card.training().signalToNoise()).isEqualTo(new Range(10, 50));
        assertThat(card.training().batchSize()).isEqualTo(64);
        assertThat(card.training().seed()).isEqualTo(7);
        assertThat(card.training().learningRateSchedule()).contains("1.0E-4").contains("constant");
    }

    @ParameterizedTest
    @CsvSource({
        "SVNN, 2, 4",
        "PINN, 2, 4",
        "SVNN complex, 3, 6",
        "PINN complex, 3, 6",
        "full circle, 4, 6",
        "noise-aware, 4, 10"
    })
    void everyKindCanBeTrained(String kind, int outputs, int inputs) throws IOException {
        assertThat(train("kind=" + kind, "epochs=1", "name=net", "output=" + folder))
                .isZero();
        ModelCard card = ModelFiles.read(folder.resolve("net.json")).card();
        assertThat(card.methodName()).isEqualTo(kind);
        assertThat(card.outputs()).hasSize(outputs);
        assertThat(card.layerSizes().get(0)).isEqualTo(inputs);
    }

    @Test
    void theDensityOfMapsIsLearntInSecondsAndMilliseconds() throws IOException {
        write("t1_s.nii", 0.9f, 0.3f);
        write("t2_ms.nii", 50, 30);
        assertThat(train(
                        "distribution=from maps",
                        "t1map=" + folder.resolve("t1_s.nii"),
                        "t2map=" + folder.resolve("t2_ms.nii"),
                        "epochs=1",
                        "output=" + folder.resolve("out")))
                .isZero();
        assertThat(said()).contains("T1 map 't1_s.nii' is in s").contains("T2 map 't2_ms.nii' is in ms");
        ModelCard card = ModelFiles.read(folder.resolve("out/svnn-complex-4-from-maps.json"))
                .card();
        assertThat(card.distribution().source()).contains("4096 voxels");
    }

    @Test
    void theProtocolComesFromTheFileBesideAnImage() throws IOException {
        write("series.nii", 1, 2);
        Files.writeString(
                folder.resolve("series.json"),
                "{ \"RepetitionTime\": 0.005, \"EchoTime\": 0.0025, \"FlipAngle\": 20,"
                        + " \"PhaseIncrements_deg\": [0, 120, 240] }");
        assertThat(launch(
                        "image=" + folder.resolve("series.nii"),
                        "samples=1000",
                        "epochs=1",
                        "engine=Java",
                        "name=net",
                        "output=" + folder.resolve("out")))
                .isZero();
        assertThat(ModelFiles.read(folder.resolve("out/net.json")).card().protocol())
                .isEqualTo(new Protocol(5, 2.5, 20, List.of(0.0, 120.0, 240.0)));
    }

    private ModelCard card(String name) throws IOException {
        return ModelFiles.read(folder.resolve(name).resolve(NAME + ".json")).card();
    }

    private List<String> files(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(name))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** 64 × 64 values from one to another. */
    private void write(String name, float from, float width) throws IOException {
        Img<FloatType> image = PlanarImgs.floats(64, 64, 1);
        int i = 0;
        for (FloatType value : image) {
            value.set(from + width * i++ / 4096);
        }
        NiftiWriter.write(folder.resolve(name), image, NiftiGeometry.ofVoxelSize(1, 1, 1), "", false, Progress.NONE);
    }

    /** The small training; words given come after its own and stand in for them. */
    private static int train(String... words) {
        List<String> call = new ArrayList<>(List.of(
                "tr=4.8", "te=2.4", "flip=15", "increments=standard 4", "samples=1000", "hidden=8, 8", "engine=Java"));
        for (String word : words) {
            call.removeIf(other -> key(other).equals(key(word)));
            call.add(word);
        }
        return launch(call.toArray(String[]::new));
    }

    private static int launch(String... words) {
        return Launcher.launch(
                Stream.concat(Stream.of("train"), Arrays.stream(words)).toArray(String[]::new));
    }

    private static String key(String word) {
        return word.substring(0, word.indexOf('='));
    }

    private String said() {
        return messages.toString(StandardCharsets.UTF_8);
    }

    @BeforeEach
    void listen() {
        PrintStream both = new PrintStream(messages, true, StandardCharsets.UTF_8);
        System.setErr(both);
        System.setOut(both);
    }

    @AfterEach
    void stopListening() {
        System.setErr(standardError);
        System.setOut(standardOutput);
    }
}

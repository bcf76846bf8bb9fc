package org.relaxometry.bssfp.app.group;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.ImagePlus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.app.frame.CommandRunner;
import org.relaxometry.bssfp.app.frame.SimulatedSeries;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.io.load.OpenImages;
import org.relaxometry.bssfp.io.load.SeriesFiles;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.sidecar.OneSource;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.CycleVolumes;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** A protocol typed over that of open images, in every kind of command that takes a series. */
class SeriesKeysTest {

    private static final Protocol STORED = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(6));

    @TempDir
    Path folder;

    private final PrintStream standardOutput = System.out;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final List<ImagePlus> images = new SeriesFiles(
                    CycleVolumes.read(SimulatedSeries.simulate(STORED, 4096), Progress.NONE)
                            .series(),
                    NiftiGeometry.ofVoxelSize(1, 1, 1),
                    OneSource.of(STORED))
            .images("", "", Progress.NONE);
    private final OpenImages open = new OpenImages(images.toArray(ImagePlus[]::new));

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void close() {
        System.setOut(standardOutput);
        open.close();
    }

    @ParameterizedTest
    @CsvSource({
        "map, MIRACLE (fast)",
        "map, Maximum likelihood",
        "configurations, ",
        "unwrap, ",
        "phase, ",
    })
    void countsForTheRunIsWarnedOfAndNeverReplacesTheirs(String command, String method) throws IOException {
        run(command, method, "flip", "25");
        String warning = "Two values of flip angle: 25° (typed) and 15° (protocol stored in the magnitude image"
                + " 'bssfp_part-mag'). This run takes 25°.";
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("WARNING: " + warning);
        List<JsonObject> records = records();
        assertThat(records).isNotEmpty().allSatisfy(record -> {
            assertThat(record.get("Warnings").toString()).contains(warning);
            JsonObject provenance = record.getAsJsonObject("Protocol").getAsJsonObject("Provenance");
            assertThat(provenance.get("FlipAngle").getAsString()).isEqualTo("typed");
            assertThat(provenance.get("EchoTime").getAsString())
                    .isEqualTo("protocol stored in the magnitude image 'bssfp_part-mag'");
        });
        for (ImagePlus image : images) {
            assertThat(ImageProperties.protocol(image)).contains(STORED);
            assertThat(ImageProperties.series(image)).isEqualTo(ImageProperties.series(images.get(0)));
        }
    }

    @Test
    void isOnThePageOfQualityControlToo() throws IOException {
        run("qc", null, "flip", "25");
        assertThat(folder.resolve("qc.html")).content().contains("Two values of flip angle: 25°");
        assertThat(images).allMatch(image -> ImageProperties.protocol(image).equals(Optional.of(STORED)));
    }

    @Test
    void theNextRunTakesThatOfTheImagesAgain() throws IOException {
        run("map", "MIRACLE (fast)", "flip", "25");
        run("map", "MIRACLE (fast)", "overwrite", "true");
        assertThat(records()).isNotEmpty().allSatisfy(record -> {
            assertThat(record.getAsJsonObject("Protocol").get("FlipAngle").getAsDouble())
                    .isEqualTo(15);
            assertThat(record.get("Warnings").toString()).doesNotContain("Two values");
        });
    }

    private void run(String command, String method, String key, String text) {
        Map<String, String> texts = new HashMap<>(
                Map.of("magnitude", "bssfp_part-mag", "phase", "bssfp_part-phase", "output", folder.toString()));
        texts.put(key, text);
        if (method != null) {
            texts.put("method", method);
        }
        try (Context context = new Context(CommandService.class)) {
            assertThat(CommandRunner.of(context, command).run(texts)).isEmpty();
        }
    }

    private List<JsonObject> records() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .map(SeriesKeysTest::json)
                    .toList();
        }
    }

    private static JsonObject json(Path file) {
        try {
            return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

package org.relaxometry.bssfp.io.load;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import ij.io.FileSaver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.image.PlaneAxis;
import org.relaxometry.bssfp.io.image.SeriesRequest;
import org.relaxometry.bssfp.protocol.Protocol;

/** Which source a value of the protocol comes from, what is said where two disagree, and what the images keep. */
class ProtocolProvenanceTest {

    private static final Protocol STORED = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(4));

    private static final String SIDECAR = "{\"RepetitionTime\": 0.0048, \"EchoTime\": 0.0024, \"FlipAngle\": 15,"
            + " \"PhaseIncrements_rad\": [0.785398, 2.356194, 3.926991, 5.497787]}";

    @TempDir
    private Path folder;

    private final SimulatedSeries series = new SimulatedSeries(4, 2);
    private final ImagePlus magnitude = series.image("mag", PlaneAxis.FRAMES, 32, SimulatedSeries.MAGNITUDE);
    private final ImagePlus phase = series.image("pha", PlaneAxis.FRAMES, 32, SimulatedSeries.RADIANS);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tr         | 5                  | TR: 5 ms (typed) and 4.8 ms",
                "te         | 2.2                | TE: 2.2 ms (typed) and 2.4 ms",
                "flip       | 25                 | flip angle: 25° (typed) and 15°",
                "increments | 0, 90, 180, 270    | increments: 0, 90, 180, 270° (typed) and 45, 135, 225, 315°"
            })
    void whatIsTypedOverTheImagesIsSaidWithBothValues(String key, String text, String warning) throws IOException {
        ImageProperties.storeProtocol(magnitude, STORED);
        ImageProperties.storeProtocol(phase, STORED);
        LoadedSeries loaded = load(Map.of(key, text));
        assertThat(loaded.warnings())
                .singleElement()
                .asString()
                .contains(
                        warning + " (protocol stored in the magnitude image 'mag').",
                        "What is typed changes neither images nor files");
        assertThat(loaded.kept().protocol()).isEqualTo(STORED);
        assertThat(loaded.sourced().provenance())
                .containsValue("typed")
                .containsValue("protocol stored in the magnitude image 'mag'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tr | 4.80",
                "te | 2.4 ms",
                "flip | 15.0°",
                "increments | standard",
                "increments | -315,-225,-135,-45"
            })
    void theSameValueInOtherWordsIsNoContradiction(String key, String text) throws IOException {
        ImageProperties.storeProtocol(magnitude, STORED);
        assertThat(load(Map.of(key, text)).warnings()).isEmpty();
    }

    @Test
    void whatIsTypedOverAFileIsSaidEvenWhereTheFileIsNotNeeded() throws IOException {
        Map<String, String> files = files();
        Files.writeString(folder.resolve("mag.json"), SIDECAR);
        assertThat(read(files, Map.of()).warnings()).isEmpty();
        Map<String, String> allTyped = Map.of("tr", "4.8", "te", "2.4", "flip", "25", "increments", "standard");
        for (Map<String, String> typed : List.of(Map.of("flip", "25"), allTyped)) {
            LoadedSeries loaded = read(files, typed);
            assertThat(loaded.warnings())
                    .singleElement()
                    .asString()
                    .contains("flip angle: 25° (typed) and 15° (sidecar '");
            assertThat(loaded.kept().protocol().flipAngleDeg()).isEqualTo(15);
            assertThat(loaded.sourced().provenance()).containsEntry("FlipAngle", "typed");
        }
        assertThat(read(files, Map.of("flip", "25")).sourced().provenance().get("RepetitionTime"))
                .matches("sidecar '.*mag.json'");
    }

    @Test
    void aFileBesideTheImagesThatCannotBeReadDoesNotStopARunThatDoesNotNeedIt() throws IOException {
        Map<String, String> files = files();
        Files.writeString(folder.resolve("mag.json"), "{");
        LoadedSeries loaded = read(files, Map.of("tr", "4.8", "te", "2.4", "flip", "25", "increments", "standard"));
        assertThat(loaded.notes())
                .anyMatch(note -> note.contains("is not valid JSON") && note.contains("not compared"));
    }

    @Test
    void aNamedFileThatContradictsTheImagesIsSaidToo() throws IOException {
        ImageProperties.storeProtocol(magnitude, STORED);
        Path file = Files.writeString(folder.resolve("named.json"), "{\"FlipAngle\": 30}");
        assertThat(load(Map.of("protocol", file.toString())).warnings())
                .singleElement()
                .asString()
                .contains("flip angle: 30° (protocol file '", "and 15° (protocol stored in the magnitude");
    }

    @Test
    void aNamedFileIsComparedWithTheOneBesideTheImagesThoughItStatesEverything() throws IOException {
        Map<String, String> files = files();
        Path beside = Files.writeString(folder.resolve("mag.json"), SIDECAR);
        Path named = Files.writeString(
                folder.resolve("named.json"), SIDECAR.replace("15", "30").replace("0.0024", "0.0020"));
        Map<String, String> naming = Map.of("protocol", named.toString());
        LoadedSeries loaded = read(files, naming);
        assertThat(loaded.series().protocol().flipAngleDeg()).isEqualTo(30);
        assertThat(loaded.warnings())
                .hasSize(2)
                .anyMatch(warning ->
                        warning.contains("TE: 2 ms (protocol file '") && warning.contains("and 2.4 ms (sidecar '"))
                .anyMatch(warning -> warning.contains("flip angle: 30° (") && warning.contains("and 15° (sidecar '"));
        Files.writeString(beside, "{");
        assertThat(read(files, naming).notes()).anyMatch(note -> note.contains("not compared"));
    }

    @Test
    void imagesOfTwoProtocolsAreSaid() throws IOException {
        ImageProperties.storeProtocol(magnitude, STORED);
        ImageProperties.storeProtocol(phase, new Protocol(4.8, 2.4, 20, STORED.phaseIncrementsDeg()));
        assertThat(load(Map.of()).warnings()).singleElement().asString().contains("15° (", "20° (", "image 'pha'");
    }

    @Test
    void whatOnlyAUserStatesIsKeptAsTypedAndRemainsSo() throws IOException {
        LoadedSeries first = load(Map.of("tr", "4.8", "te", "2.4", "flip", "25", "increments", "standard"));
        assertThat(first.warnings()).isEmpty();
        ImageProperties.keepProtocol(magnitude, first.kept());
        LoadedSeries second = load(Map.of());
        assertThat(second.series().protocol().flipAngleDeg()).isEqualTo(25);
        assertThat(second.sourced().provenance()).hasSize(4).allSatisfy((item, origin) -> assertThat(origin)
                .startsWith("typed before: protocol stored in the"));
        ImageProperties.keepProtocol(phase, second.kept());
        Path saved = folder.resolve("pha.tif");
        assertThat(new FileSaver(phase).saveAsTiff(saved.toString())).isTrue();
        assertThat(ImageProperties.protocolText(phase).orElseThrow()).contains("\"FlipAngle\":\"typed\"");
    }

    private LoadedSeries load(Map<String, String> typed) throws IOException {
        Map<String, String> request = new LinkedHashMap<>(Map.of("magnitude", "mag", "phase", "pha"));
        request.putAll(typed);
        return SeriesLoaderOpenImagesTest.load(new SeriesRequest(request), magnitude, phase);
    }

    private static LoadedSeries read(Map<String, String> files, Map<String, String> typed) throws IOException {
        Map<String, String> request = new LinkedHashMap<>(files);
        request.putAll(typed);
        return SeriesLoader.load(new SeriesRequest(request), Progress.NONE);
    }

    private Map<String, String> files() {
        Path magnitudeFile = folder.resolve("mag.tif");
        Path phaseFile = folder.resolve("pha.tif");
        assertThat(new FileSaver(magnitude).saveAsTiff(magnitudeFile.toString()))
                .isTrue();
        assertThat(new FileSaver(phase).saveAsTiff(phaseFile.toString())).isTrue();
        return Map.of("magnitude", magnitudeFile.toString(), "phase", phaseFile.toString());
    }
}

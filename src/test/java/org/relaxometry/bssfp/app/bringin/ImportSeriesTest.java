package org.relaxometry.bssfp.app.bringin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.Needs;
import org.relaxometry.bssfp.SampleBrain;
import org.relaxometry.bssfp.app.frame.CancelledRun;
import org.relaxometry.bssfp.app.frame.CommandRunner;
import org.relaxometry.bssfp.app.frame.Launcher;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.relaxometry.bssfp.io.dicom.DicomBytes.Syntax;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.nifti.NiftiReader;
import org.relaxometry.bssfp.io.series.BrainFiles;
import org.relaxometry.bssfp.io.series.SamePlaces;
import org.relaxometry.bssfp.text.Version;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** From the folder of the scanner to maps, and every way in which a folder can be wrong, as users do it. */
public class ImportSeriesTest {

    private static final int SLICES = 24;

    @TempDir
    static Path once;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
    private final PrintStream standardError = System.err;
    private final PrintStream standardOutput = System.out;

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

    @ParameterizedTest
    @CsvSource({"nifti", "classic", "enhanced", "4D"})
    void importedSeriesGivesTheMapsOfTheFourDimensionalFiles(String form) throws IOException {
        BrainFiles brain = new BrainFiles(SLICES);
        Path scanner = folder.resolve("scanner");
        for (int cycle = 0; cycle < BrainFiles.CYCLES; cycle++) {
            for (boolean isPhase : new boolean[] {false, true}) {
                switch (form) {
                    case "nifti" ->
                        brain.writeNifti(
                                scanner.resolve(BrainFiles.name(isPhase, cycle)),
                                isPhase,
                                cycle,
                                BrainFiles.json(isPhase, cycle));
                    case "classic" -> brain.writeClassic(scanner, isPhase, cycle, Syntax.EXPLICIT_LITTLE);
                    case "enhanced" -> brain.writeEnhanced(scanner.resolve(cycle + "/" + isPhase), isPhase, cycle, 1);
                    default -> {}
                }
            }
        }
        Path given = form.equals("4D") ? SampleBrain.series(12, "mag") : scanner;

        assertThat(run("import", "folder", given, "output", folder.resolve("series")))
                .isEmpty();
        // nothing but the file is needed
        assertThat(map(
                        folder.resolve("series/bssfp_part-mag.nii.gz"),
                        folder.resolve("series/bssfp_part-phase.nii.gz"),
                        folder.resolve("new")))
                .isEmpty();

        assertSameMaps(ofFourDimensionalFiles());
    }

    @Test
    void theSeriesOfTheScannerGivesTheMapsOfItsFilesStackedByHand() throws IOException {
        Path scanner = Needs.shared("data/brain-series");
        for (String half : List.of("", "_ph")) {
            List<Path> files;
            try (Stream<Path> all = Files.list(scanner)) {
                files = all.filter(file -> file.toString().matches(".*pc\\d\\d" + half + "\\.nii\\.gz"))
                        .sorted()
                        .toList();
            }
            BrainFiles.stack(files, folder.resolve("stacked" + half + ".nii"));
        }
        assertThat(run("import", "folder", scanner, "output", folder.resolve("series")))
                .isEmpty();
        assertThat(map(
                        folder.resolve("series/bssfp_part-mag.nii.gz"),
                        folder.resolve("series/bssfp_part-phase.nii.gz"),
                        folder.resolve("new")))
                .isEmpty();
        assertThat(run(
                        "map",
                        "magnitude",
                        folder.resolve("stacked.nii"),
                        "phase",
                        folder.resolve("stacked_ph.nii"),
                        "protocol",
                        SampleBrain.truth("pcbssfp.json"),
                        "method",
                        "MIRACLE (fast)",
                        "output",
                        folder.resolve("old")))
                .isEmpty();
        assertSameMaps(folder.resolve("old"));
    }

    @Test
    void whatWasMadeOfASeriesMayLieBesideIt() throws IOException {
        Path scanner = folder.resolve("scanner");
        new BrainFiles(3).writeFolder(scanner);
        assertThat(run("import", "folder", scanner, "output", scanner)).isEmpty();
        assertThat(run("import", "folder", scanner, "output", folder.resolve("series")))
                .isEmpty();
        assertThat(folder.resolve("series/bssfp_part-mag.nii.gz"))
                .hasSameBinaryContentAs(scanner.resolve("bssfp_part-mag.nii.gz"));
    }

    @Test
    void theRecordSaysWhereEveryCycleComesFromAndWhatIsDoubtful() throws IOException {
        new BrainFiles(3).writeFolder(folder.resolve("scanner"));
        assertThat(run(
                        "import",
                        "folder",
                        folder.resolve("scanner"),
                        "output",
                        folder.resolve("series"),
                        "order",
                        "12-1"))
                .isEmpty();
        JsonObject json = JsonParser.parseString(Files.readString(folder.resolve("series/bssfp_part-mag.json")))
                .getAsJsonObject();
        assertThat(json.get("RepetitionTime").getAsDouble()).isEqualTo(0.0048);
        assertThat(json.get("EchoTime").getAsDouble()).isEqualTo(0.0024);
        assertThat(json.get("FlipAngle").getAsDouble()).isEqualTo(15);
        assertThat(json.get("PhaseIncrements_deg").getAsJsonArray()).hasSize(12);
        JsonObject first = json.get("Cycles").getAsJsonArray().get(0).getAsJsonObject();
        assertThat(first.get("Magnitude").getAsString()).isEqualTo("27_bssfp_pc12.nii");
        assertThat(first.get("Phase").getAsString()).isEqualTo("28_bssfp_pc12_ph.nii");
        assertThat(first.get("PhaseIncrement_deg").getAsDouble()).isEqualTo(15);
        assertThat(json.get("Doubtful").getAsJsonArray().toString()).contains("standard ones are assumed");
        assertThat(json.get("Software").getAsJsonObject().get("Version").getAsString())
                .isEqualTo(Version.current());
        assertThat(json.get("Inputs").getAsJsonArray())
                .as("an image and a JSON file of every half")
                .hasSize(48);
        assertThat(Files.readAllLines(folder.resolve("series/series.csv")).get(12))
                .isEqualTo(
                        "12,1,15 (assumed),27_bssfp_pc12.nii,28_bssfp_pc12_ph.nii,\"27, 28\",12:11:00.000,4.8,2.4,15,x 2 - 4096,");
        assertThat(NiftiReader.readHeader(folder.resolve("series/bssfp_part-mag.nii.gz"))
                        .geometry()
                        .affine())
                .isDeepEqualTo(new BrainFiles(3).affine());
    }

    @Test
    void whatIsTypedOverTheHeadersIsSaidAndKnownAsTypedFromThenOn() throws IOException {
        new BrainFiles(3).writeFolder(folder.resolve("scanner"));
        assertThat(run(
                        "import",
                        "folder",
                        folder.resolve("scanner"),
                        "output",
                        folder.resolve("series"),
                        "increments",
                        "standard",
                        "flip",
                        "25"))
                .isEmpty();
        String warning = "Two values of flip angle: 25° (typed) and 15° (files of the images). This run takes 25°.";
        assertThat(messages.toString(StandardCharsets.UTF_8)).contains("WARNING: " + warning);
        JsonObject json = JsonParser.parseString(Files.readString(folder.resolve("series/bssfp_part-mag.json")))
                .getAsJsonObject();
        assertThat(json.get("Warnings").toString()).contains(warning);
        assertThat(json.getAsJsonObject("Protocol")
                        .getAsJsonObject("Provenance")
                        .toString())
                .contains("\"RepetitionTime\":\"files of the images\"", "\"FlipAngle\":\"typed\"");
        assertThat(map(
                        folder.resolve("series/bssfp_part-mag.nii.gz"),
                        folder.resolve("series/bssfp_part-phase.nii.gz"),
                        folder.resolve("new")))
                .isEmpty();
        assertThat(JsonParser.parseString(Files.readString(folder.resolve("new/T1map.json")))
                        .getAsJsonObject()
                        .getAsJsonObject("Protocol")
                        .getAsJsonObject("Provenance")
                        .get("FlipAngle")
                        .getAsString())
                .startsWith("typed before: sidecar '");
    }

    @Test
    void theListWritesNothing() throws IOException {
        new BrainFiles(3).writeFolder(folder.resolve("scanner"));
        Files.delete(folder.resolve("scanner").resolve(BrainFiles.name(true, 4)));
        assertThat(run(
                        "import",
                        "folder",
                        folder.resolve("scanner"),
                        "output",
                        folder.resolve("series"),
                        "list",
                        "yes"))
                .isEmpty();
        assertThat(messages.toString(StandardCharsets.UTF_8))
                .contains("Found 12 cycles")
                .containsPattern("\\n  12 +12 ")
                .contains("REFUSED: number 5: missing phase of '13_bssfp_pc05.nii'");
        assertThat(folder.resolve("series")).doesNotExist();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "no folder              | folder=                  | give folder=",
                "folder that is not     | folder=nowhere           | there is no folder or file",
                "nowhere to write       | output=                  | output=FOLDER",
                "results that exist     | output=taken             | overwrite=true",
                "order of nonsense      | order=a-b                | order must be numbers of the table",
                "two cycles             | order=1,2                | There are 2 cycles",
                "too few increments     | increments=0,120,240     | 12 phase cycles, but 3",
                "increments of nonsense | increments=standardish   | increments must be a list of degrees",
                "TR in seconds          | tr=0.0048                | TR must be between",
                "TE as text             | te=short                 | te must be one number",
                "flip angle 0           | flip=0                   | flip angle must be more than 0",
                "wrong unit             | phaseunit=radians        | not a phase in radians",
                "unknown unit           | phaseunit=turns          | is not a value of 'phaseunit'",
            })
    void wrongUseGetsAMessageAndLeavesNothing(String what, String key, String message) throws IOException {
        new BrainFiles(3).writeFolder(folder.resolve("scanner"));
        Files.createDirectories(folder.resolve("taken"));
        Files.writeString(folder.resolve("taken/bssfp_part-mag.nii.gz"), "kept");
        List<String> before = files();
        List<String> call = new ArrayList<>(
                List.of("import", "folder=" + folder.resolve("scanner"), "output=" + folder.resolve("series")));
        String name = key.substring(0, key.indexOf('=') + 1);
        String value = key.substring(name.length());
        call.removeIf(word -> word.startsWith(name));
        boolean path = name.equals("folder=") || name.equals("output=");
        call.add(name + (path && !value.isEmpty() ? folder.resolve(value) : value));
        assertThat(Launcher.launch(call.toArray(String[]::new))).as(what).isEqualTo(1);
        assertThat(messages.toString(StandardCharsets.UTF_8))
                .contains("ERROR: ")
                .contains(message);
        assertThat(messages.toString(StandardCharsets.UTF_8)).doesNotContain("Exception");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        new BrainFiles(3).writeFolder(folder.resolve("scanner"));
        Path file = folder.resolve("scanner").resolve(BrainFiles.name(true, 4));
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 9000));
        assertThat(run("import", "folder", folder.resolve("scanner"), "output", folder.resolve("series")))
                .hasValueSatisfying(message -> assertThat(message).contains("14_bssfp_pc05_ph.nii", "9000"));
        assertThat(folder.resolve("series")).doesNotExist();
    }

    @Test
    void aCancelledImportSaysSoAndLeavesNothing() throws Exception {
        Path scanner = folder.resolve("scanner");
        BrainFiles brain = new BrainFiles(SLICES);
        for (int cycle = 0; cycle < BrainFiles.CYCLES; cycle++) {
            brain.writeClassic(scanner, false, cycle, Syntax.EXPLICIT_LITTLE);
            brain.writeClassic(scanner, true, cycle, Syntax.EXPLICIT_LITTLE);
        }
        assertThat(CancelledRun.at(
                        "Reading: ", () -> run("import", "folder", scanner, "output", folder.resolve("series"))))
                .contains(RelaxometryCommand.CANCELLED);
        assertThat(folder.resolve("series")).doesNotExist();
    }

    private static Path ofFourDimensionalFiles() {
        Path maps = once.resolve("maps");
        if (!Files.exists(maps)) {
            assertThat(map(SampleBrain.series(12, "mag"), SampleBrain.series(12, "phase"), maps))
                    .isEmpty();
        }
        return maps;
    }

    private static Optional<String> map(Path magnitude, Path phase, Path output) {
        return run("map", "magnitude", magnitude, "phase", phase, "method", "MIRACLE (fast)", "output", output);
    }

    /**
     * Rounding of the complex samples to 32 bits, some 1e-7, goes through the fit: 4e-6 of T1 and T2 and 4e-6 Hz were seen,
     * and the same voxels without a value.
     */
    private void assertSameMaps(Path old) throws IOException {
        int[] size = {64, 64, SLICES};
        int[] indices = SamePlaces.indices(geometry(folder.resolve("new")), size, geometry(old), size);
        for (String map : List.of("T1map.nii.gz", "T2map.nii.gz", "fieldmap.nii.gz")) {
            double[] theirs = SampleBrain.values(old.resolve(map));
            double[] imported = SampleBrain.values(folder.resolve("new").resolve(map));
            double[] expected =
                    IntStream.of(indices).mapToDouble(i -> theirs[i]).toArray();
            double scale = map.startsWith("field") ? 1 : 0.01;
            long estimated = Arrays.stream(expected).filter(Double::isFinite).count();
            long different = IntStream.range(0, expected.length)
                    .filter(i -> Double.isFinite(expected[i]) != Double.isFinite(imported[i])
                            || Math.abs(expected[i] - imported[i]) > 1e-4 * Math.max(scale, Math.abs(expected[i])))
                    .count();
            assertThat(estimated).isGreaterThan(10_000);
            assertThat(different).as(map).isZero();
        }
    }

    private static NiftiGeometry geometry(Path maps) throws IOException {
        return NiftiReader.readHeader(maps.resolve("T1map.nii.gz")).geometry();
    }

    private static Optional<String> run(String command, Object... keysAndValues) {
        try (Context context = new Context(CommandService.class)) {
            Map<String, String> texts = new LinkedHashMap<>();
            for (int i = 0; i < keysAndValues.length; i += 2) {
                texts.put(keysAndValues[i].toString(), keysAndValues[i + 1].toString());
            }
            return CommandRunner.of(context, command).run(texts);
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.map(path -> folder.relativize(path).toString()).sorted().toList();
        }
    }
}

package org.relaxometry.bssfp.app.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.BrokenStudy;
import org.relaxometry.bssfp.BrokenStudy.Fault;
import org.relaxometry.bssfp.app.frame.CommandRunner;
import org.relaxometry.bssfp.app.frame.Launcher;
import org.relaxometry.bssfp.io.bids.Tsv;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** A data set of subjects of whom some are broken: each fails alone and by name, and nothing is done twice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProcessStudyTest {

    private static final Map<String, Fault> BROKEN = Map.of(
            "02", Fault.MISSING_CYCLE,
            "03", Fault.DOUBLED_CYCLE,
            "04", Fault.SWAPPED_PHASE,
            "05", Fault.OTHER_TR,
            "06", Fault.TRUNCATED,
            "07", Fault.WRONG_HAND,
            "08", Fault.MOTION);

    private static final Map<String, String> REASONS = Map.of(
            "02", "It has 5 cycles instead of 6",
            "03", "hold the same values: one of them is there twice",
            "04", "do not follow the bSSFP signal",
            "05", "instead of 4.8 ms, as most series of this study have",
            "06", "damaged or cut off",
            "07", "opposite handedness");

    @TempDir
    static Path folder;

    private final Context context = new Context(CommandService.class);

    private Path study;
    private Path results;

    @BeforeAll
    void make() throws IOException {
        study = folder.resolve("study");
        results = folder.resolve("results");
        launch("samplestudy", "output=" + study, "subjects=13", "slices=8-15", "cycles=6", "seed=4");
        for (Map.Entry<String, Fault> each : BROKEN.entrySet()) {
            BrokenStudy.breakSubject(study, "sub-" + each.getKey(), each.getValue());
        }
        // 8 slices are too few for ringing in 3D
        assertThat(launch("bids", study.toString(), results.toString(), "participant", "gibbs=in plane"))
                .isEqualTo(1);
        assertThat(launch("bids", study.toString(), results.toString(), "group"))
                .isZero();
    }

    @AfterAll
    void close() {
        context.dispose();
    }

    private static int launch(String... words) {
        return Launcher.launch(words);
    }

    private Optional<String> run(String... keysAndValues) {
        Map<String, String> keys = new TreeMap<>(Map.of("bids", study.toString(), "output", results.toString()));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            keys.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return CommandRunner.of(context, "bids").run(keys);
    }

    /** Contents of the results, but for logs, by name. */
    private static Map<String, String> contents(Path root) {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !root.relativize(file).toString().matches("(logs|\\.unfinished).*"))
                    .collect(Collectors.toMap(
                            file -> root.relativize(file).toString(),
                            ProcessStudyTest::content,
                            (a, b) -> a,
                            TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String content(Path file) {
        try {
            return HexFormat.of().formatHex(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, FileTime> times(Path root) throws IOException {
        Map<String, FileTime> times = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(file).toString();
                if (name.startsWith("sub-")) {
                    times.put(name, Files.getLastModifiedTime(file));
                }
            }
        }
        return times;
    }

    @Test
    void everyBrokenSubjectFailsAloneAndByName() throws IOException {
        Map<String, Map<String, String>> rows = Tsv.read(results.resolve("group_quality.tsv")).stream()
                .collect(Collectors.toMap(row -> row.get("participant_id"), row -> row));
        assertThat(rows).hasSize(13);
        REASONS.forEach((subject, reason) -> {
            assertThat(rows.get("sub-" + subject)).containsEntry("state", "failed");
            assertThat(rows.get("sub-" + subject).get("reason")).contains(reason);
            assertThat(results.resolve("sub-" + subject + "/anat")).doesNotExist();
        });
        for (String subject : List.of("01", "08", "09", "10", "11", "12", "13")) {
            assertThat(rows.get("sub-" + subject)).containsEntry("state", "done");
            assertThat(results.resolve("sub-%1$s/anat/sub-%1$s_T1map.nii.gz".formatted(subject)))
                    .exists();
        }
    }

    @Test
    void motionStandsOutInTheGroup() throws IOException {
        List<Map<String, String>> outliers = Tsv.read(results.resolve("group_outliers.tsv"));
        assertThat(outliers).anySatisfy(row -> assertThat(row)
                .containsEntry("series", "sub-08")
                .containsEntry("measure", "the largest motion of the head"));
        assertThat(results.resolve("group.html")).content().contains("sub-08", "sub-02: It has 5 cycles instead of 6");
    }

    @Test
    void regionsOfTheLabelImageHaveTheTruthOfTheirTissue() throws IOException {
        List<Map<String, String>> rows = Tsv.read(results.resolve("group_regions.tsv"));
        for (String subject : List.of("sub-01", "sub-09")) {
            Map<String, String> white = rows.stream()
                    .filter(row -> row.get("participant_id").equals(subject)
                            && row.get("region").equals("white matter")
                            && row.get("map").equals("T1"))
                    .findFirst()
                    .orElseThrow();
            assertThat(Double.parseDouble(white.get("median"))).isBetween(760.0, 1040.0);
            assertThat(Integer.parseInt(white.get("voxels_with_value")))
                    .isGreaterThan((int) (0.95 * Integer.parseInt(white.get("voxels"))));
        }
        assertThat(results.resolve("group_regions.json")).content().contains("\"voxels_beyond_range\"");
    }

    @Test
    void resultsSayWhatTheyWereMadeFromAndNotWhere() throws IOException {
        assertThat(results.resolve("sub-01/anat/sub-01_T1map.json"))
                .content()
                .contains(
                        "\"bids:raw:sub-01/anat/sub-01_part-mag_bssfp.nii.gz\"",
                        "\"EstimationAlgorithm\": \"Adaptive maximum likelihood\"",
                        "\"Units\": \"s\"")
                .doesNotContain(folder.toString());
        assertThat(results.resolve("dataset_description.json")).content().contains("\"derivative\"", "GeneratedBy");
        assertThat(results.resolve("sub-01/sub-01_record.json"))
                .content()
                .contains("\"SettingsFile\": \"study.json\"", "\"mode\": \"in plane\"");
    }

    @Test
    void nothingIsDoneTwiceAndWhatChangedIsDoneAnew() throws IOException {
        Path copy = folder.resolve("copy");
        Path other = folder.resolve("other");
        copyTree(study, copy, "sub-0[19]");
        assertThat(launch("bids", copy.toString(), other.toString(), "participant", "gibbs=in plane"))
                .isZero();
        Map<String, String> first = contents(other);
        // bit by bit the same, wherever the folders lie and whoever else is in the study
        assertThat(first)
                .containsAllEntriesOf(contents(results.resolve("sub-01")).entrySet().stream()
                        .collect(Collectors.toMap(each -> "sub-01/" + each.getKey(), Map.Entry::getValue)));
        Map<String, FileTime> before = times(other);
        assertThat(launch("bids", copy.toString(), other.toString(), "participant"))
                .isZero();
        assertThat(times(other)).isEqualTo(before);

        // a result that is gone, another that was changed
        Files.delete(other.resolve("sub-01/anat/sub-01_T2map.nii.gz"));
        Files.writeString(other.resolve("sub-09/anat/sub-09_T1map.json"), "{}");
        assertThat(launch("bids", copy.toString(), other.toString(), "participant", "--participant_label", "01"))
                .isZero();
        assertThat(other.resolve("sub-09/anat/sub-09_T1map.json")).hasContent("{}");
        assertThat(launch("bids", copy.toString(), other.toString(), "participant", "threads=1"))
                .isZero();
        assertThat(contents(other)).isEqualTo(first);

        // an input that changed
        Path sidecar = copy.resolve("sub-09/anat/sub-09_part-mag_bssfp.json");
        Files.writeString(sidecar, Files.readString(sidecar) + "\n");
        before = times(other);
        assertThat(launch("bids", copy.toString(), other.toString(), "participant"))
                .isZero();
        Map<String, FileTime> after = times(other);
        Map<String, FileTime> earlier = before;
        assertThat(after.keySet().stream()
                        .filter(name -> !after.get(name).equals(earlier.get(name)))
                        .map(name -> name.substring(0, 6))
                        .distinct())
                .containsExactly("sub-09");

        // a setting that changed: all are done anew, and what it made before is gone
        assertThat(launch("bids", copy.toString(), other.toString(), "participant", "methods=MIRACLE (fast)"))
                .isZero();
        assertThat(other.resolve("sub-01/anat/sub-01_T1map.json")).content().contains("\"MIRACLE (fast)\"");
        assertThat(other.resolve("sub-01/anat/sub-01_T1sigmamap.nii.gz")).doesNotExist();
        assertThat(other.resolve("study.json")).content().contains("MIRACLE (fast)", "in plane");
    }

    private static void copyTree(Path from, Path to, String subjects) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(from)) {
            all.filter(Files::isRegularFile).forEach(files::add);
        }
        for (Path file : files) {
            String name = from.relativize(file).toString();
            if (!name.contains("sub-") || name.matches("(.*/)?" + subjects + "/.*")) {
                Path copy = to.resolve(name);
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "bids; NONE/none; There is no folder",
                "bids; STUDY/sub-01; is not a BIDS data set",
                "output; STUDY/results; lie in each other",
                "output; STUDY/participants.tsv/x; is not a folder",
                "participants; 77; There is no participant \"77\" in the data set. It has sub-01",
                "sessions; 1; There is no session \"1\" in the data set. It has none",
                "methods; PLANET; is not a method",
                "b1; maybe; nothing that can be done about B1",
                "labels; nowhere; There is no folder \"nowhere\"",
                "filter; STUDY/none.json; There is no filter file",
                "filter; STUDY/participants.tsv; is not valid JSON",
                "filter; STUDY/odd.json; is nothing that the filter knows",
                "filter; STUDY/nothing.json; fits the filter",
                "settings; STUDY/none.json; There is no settings file",
                "settings; STUDY/version.json; reads version 1",
                "settings; STUDY/unknown.json; is nothing that settings have",
                "settings; STUDY/kinds.json; is not of its kind",
                "settings; STUDY/key.json; is not a key of preprocess that a study can set",
                "settings; STUDY/format.json; is not a key of map that a study can set",
                "settings; STUDY/value.json; gibbs must be true or false",
                "motion; perhaps; motion must be true or false",
                "increments; a, b; increments must be"
            })
    void whatIsWrongIsSaidBeforeAnythingIsDone(String key, String value, String message) throws IOException {
        write("odd.json", "{\"T1w\": {}}");
        write("nothing.json", "{\"bssfp\": {\"acquisition\": \"other\"}}");
        write("version.json", "{\"SettingsVersion\": 9}");
        write("unknown.json", "{\"SettingsVersion\": 1, \"Method\": []}");
        write("kinds.json", "{\"SettingsVersion\": 1, \"Methods\": \"x\"}");
        write("key.json", "{\"SettingsVersion\": 1, \"Preprocess\": {\"output\": \"x\"}}");
        write("format.json", "{\"SettingsVersion\": 1, \"Map\": {\"format\": \"DICOM\"}}");
        write("value.json", "{\"SettingsVersion\": 1, \"Preprocess\": {\"gibbs\": \"maybe\"}}");
        Map<String, String> before = contents(results);
        assertThat(run(key, value.replace("STUDY", study.toString()).replace("NONE", folder.toString())))
                .hasValueSatisfying(failure -> assertThat(failure).contains(message));
        assertThat(contents(results)).isEqualTo(before);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(study.resolve(name), text);
    }

    @Test
    void theGroupComesAfterTheParticipants() {
        assertThat(run("level", "group", "output", folder.resolve("empty").toString()))
                .hasValueSatisfying(failure -> assertThat(failure).contains("There are no results of participants"));
    }

    @Test
    void aDryRunComputesNothing() throws IOException {
        Path dry = folder.resolve("dry");
        assertThat(launch("bids", study.toString(), dry.toString(), "participant", "--dry_run"))
                .isZero();
        assertThat(dry.resolve("study.json")).exists();
        assertThat(dry.resolve("sub-01")).doesNotExist();
        assertThat(Tsv.read(dry.resolve("logs/plan.tsv")))
                .hasSize(13)
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("participant_id", "sub-01")
                        .containsEntry("verdict", "ready"))
                .anySatisfy(row -> assertThat(row.get("verdict")).contains("TR"));
    }
}

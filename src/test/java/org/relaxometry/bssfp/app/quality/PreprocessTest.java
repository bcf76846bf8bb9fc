package org.relaxometry.bssfp.app.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.SampleBrain;
import org.relaxometry.bssfp.SampleBrain.Errors;
import org.relaxometry.bssfp.app.frame.CommandRunner;
import org.relaxometry.bssfp.io.series.BrainFiles;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** The pipeline from the images of a scanner to those that {@code map} reads, on the sample brain. */
class PreprocessTest {

    private static final String[] SERIES = {
        "bssfp_part-mag.json", "bssfp_part-mag.nii.gz", "bssfp_part-phase.json", "bssfp_part-phase.nii.gz"
    };

    /** Voxels of 3.6 × 3.6 × 5.2 mm, of which ten are half a brain. */
    private static final String MEDIAN = "3";

    private static final int CYCLES = 6;

    @TempDir
    static Path folder;

    @BeforeAll
    static void preprocessTheBrain() {
        Map<String, String> keys = new HashMap<>(brain(CYCLES));
        keys.putAll(Map.of("b1", b1(), "median", MEDIAN, "unwrap", "yes"));
        run("preprocess", keys, "all");
    }

    @Test
    void allStepsWriteTheirFiles() throws IOException {
        assertThat(names("all"))
                .containsExactly(
                        "B1map.json",
                        "B1map.nii.gz",
                        "B1map.png",
                        "background_mask.nii.gz",
                        "brain_mask.nii.gz",
                        "bssfp_part-mag.json",
                        "bssfp_part-mag.nii.gz",
                        "bssfp_part-phase.json",
                        "bssfp_part-phase.nii.gz",
                        "fieldmap_unwrapped.json",
                        "fieldmap_unwrapped.nii.gz",
                        "fieldmap_wrapped.json",
                        "fieldmap_wrapped.nii.gz",
                        "fieldmap_wraps.json",
                        "fieldmap_wraps.nii.gz",
                        "gibbs.png",
                        "head_mask.nii.gz",
                        "mask_rois.zip",
                        "masks.json",
                        "masks.png",
                        "motion.csv",
                        "motion.png",
                        "qc.html",
                        "unwrap.png");
        assertThat(steps("all"))
                .containsExactly(
                        "Gibbs ringing removal",
                        "Motion correction",
                        "Phase reference",
                        "Masks",
                        "B1 map",
                        "Unwrapping of ΔB0",
                        "Quality control");
        assertThat(record("all"))
                .contains(
                        "GibbsRingingRemoval", "MotionReferenceCycle", "MeanPhaseRemoved", "MaskThreshold", "B1Voxels");
    }

    /** Medians over white matter, of images that were interpolated, with a mask and a B1 map that were found. */
    @Test
    void mapReadsTheResultWithoutFurtherKeysAndAgreesWithTheTruth() {
        Map<String, String> keys = new HashMap<>(output("all"));
        keys.put("b1", file("all/B1map.nii.gz"));
        keys.put("mask", file("all/brain_mask.nii.gz"));
        run("map", keys, "maps");
        Errors errors = new SampleBrain()
                .errors(SampleBrain.Tissue.WM, milliseconds("T1map.nii.gz"), milliseconds("T2map.nii.gz"), null);
        assertThat(errors.estimated()).as(errors.cells()).isGreaterThan((int) (0.99 * errors.voxels()));
        // as for the raw images of 6 cycles, see SampleBrainTest
        assertThat(errors.t1Percent()).as(errors.cells()).isCloseTo(0, within(3.0));
        assertThat(errors.t2Percent()).as(errors.cells()).isCloseTo(0, within(3.0));
    }

    @Test
    void voxelsWithoutDataStayEmpty() {
        double[] before = SampleBrain.values(SampleBrain.series(CYCLES, "mag"));
        double[] after = SampleBrain.values(folder.resolve("all/bssfp_part-mag.nii.gz"));
        int voxels = before.length / CYCLES;
        int[] empty = IntStream.range(0, voxels)
                .filter(v -> IntStream.range(0, CYCLES).allMatch(j -> before[v + j * voxels] == 0))
                .toArray();
        assertThat(empty.length).isGreaterThan(voxels / 2);
        assertThat(IntStream.of(empty)
                        .filter(v -> IntStream.range(0, CYCLES).anyMatch(j -> after[v + j * voxels] != 0)))
                .isEmpty();
    }

    /** One thread there and two here: results do not depend on them either. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "gibbs,  gibbs,  mode=in plane",
        "motion, motion, reference=3",
        "phase,  mean,   mean=yes",
        "masks,  masks,  threshold=250",
        "b1map,  b1,     median=4",
    })
    void aStepAloneIsItsCommandByteForByte(String command, String step, String setting) throws IOException {
        Map<String, String> single = new HashMap<>(brain(4));
        single.put(setting.split("=")[0], setting.split("=")[1]);
        if (step.equals("b1")) {
            single.put("b1", b1());
        }
        Map<String, String> pipeline = new HashMap<>(single);
        List.of("gibbs", "motion", "mean", "masks", "qc").forEach(other -> pipeline.put(other, "no"));
        if (!step.equals("b1")) {
            pipeline.put(step, "yes");
        }
        single.put("threads", "1");
        pipeline.put("threads", "2");
        run(command, single, command);
        run("preprocess", pipeline, command + "-pipeline");
        assertThat(names(command)).isNotEmpty().isEqualTo(names(command + "-pipeline"));
        for (String name : names(command)) {
            assertThat(folder.resolve(command + "-pipeline").resolve(name))
                    .hasSameBinaryContentAs(folder.resolve(command).resolve(name));
        }
    }

    @Test
    void fewerStepsOverAnEarlierRunRemoveWhatItWroteAndNothingElse() throws IOException {
        Map<String, String> keys = new HashMap<>(brain(4));
        keys.putAll(Map.of("gibbs", "no", "motion", "no", "qc", "no"));
        run("preprocess", keys, "fewer");
        Path target = folder.resolve("fewer");
        Files.writeString(target.resolve("brain_mask.nii.gz"), "drawn by the user since");
        Files.writeString(target.resolve("head_mask.json"), "the user's own");
        Files.writeString(target.resolve("sub-02_masks.png"), "of another run");
        keys.putAll(Map.of("masks", "no", "overwrite", "yes"));
        run("preprocess", keys, "fewer");
        List<String> left = new ArrayList<>(List.of(SERIES));
        left.addAll(List.of("brain_mask.nii.gz", "head_mask.json", "sub-02_masks.png"));
        assertThat(names("fewer")).containsExactlyInAnyOrderElementsOf(left);
        assertThat(target.resolve("brain_mask.nii.gz")).hasContent("drawn by the user since");
    }

    @Test
    void aStepMadeAnewLeavesTheFilesOfOtherStepsAlone() throws IOException {
        Map<String, String> keys = new HashMap<>(brain(4));
        keys.putAll(Map.of("gibbs", "no", "motion", "no", "qc", "no"));
        run("preprocess", keys, "anew");
        List<String> before = names("anew");
        Map<String, String> again = new HashMap<>(brain(4));
        again.putAll(Map.of("threshold", "250", "overwrite", "yes"));
        run("masks", again, "anew");
        assertThat(names("anew")).isEqualTo(before);
    }

    @Test
    void stepsThatAreSwitchedOffAreNotInTheRecord() throws IOException {
        Map<String, String> keys = new HashMap<>(brain(4));
        keys.putAll(Map.of("gibbs", "no", "motion", "no", "masks", "no", "qc", "no"));
        run("preprocess", keys, "phase-only");
        assertThat(names("phase-only")).containsExactly(SERIES);
        assertThat(steps("phase-only")).containsExactly("Phase reference");
        assertThat(record("phase-only"))
                .contains("\"MeanPhaseRemoved\": true")
                .doesNotContain("Gibbs", "Motion", "Mask", "B1", "Unwrap", "Quality");
    }

    /** Every second cycle of the folder of the scanner; import and the reader of 4D files go different ways. */
    @Test
    void theFolderOfTheScannerGivesTheMapsOfItsFilesStackedByHand() throws IOException {
        Path scanner = folder.resolve("scanner");
        new BrainFiles(12).writeFolder(scanner);
        List<String> numbers = List.of("01", "03", "05", "07", "09", "11");
        Path stacked = Files.createDirectory(folder.resolve("stacked"));
        for (String part : List.of("mag", "phase")) {
            List<Path> files = new ArrayList<>();
            for (String number : numbers) {
                files.add(scanner.resolve(BrainFiles.name(part.equals("phase"), Integer.parseInt(number) - 1)));
            }
            BrainFiles.stack(files, stacked.resolve("bssfp_part-" + part + ".nii"));
        }
        String increments = "15, 75, 135, 195, 255, 315";
        run(
                "import",
                Map.of("folder", scanner.toString(), "order", "1, 3, 5, 7, 9, 11", "increments", increments),
                "imported");
        Map<String, String> steps =
                Map.of("drift", "yes", "unwrap", "yes", "b1", b1(), "median", MEDIAN, "qc", "no", "mode", "in plane");
        Map<String, String> fromImport = new HashMap<>(output("imported"));
        fromImport.putAll(steps);
        Map<String, String> byHand = new HashMap<>(steps);
        byHand.putAll(Map.of(
                "magnitude",
                file("stacked/bssfp_part-mag.nii"),
                "phase",
                file("stacked/bssfp_part-phase.nii"),
                "tr",
                "4.8",
                "te",
                "2.4",
                "flip",
                "15",
                "increments",
                increments));
        run("preprocess", fromImport, "new");
        run("preprocess", byHand, "old");
        for (String route : List.of("new", "old")) {
            Map<String, String> keys = new HashMap<>(output(route));
            keys.put("mask", file(route + "/brain_mask.nii.gz"));
            keys.put("b1", file(route + "/B1map.nii.gz"));
            run("map", keys, route + "/maps");
        }
        requireSame("brain_mask.nii.gz", 0, 0);
        // import and stack differ by rounding; the search for motion stops some 0.0003 mm from where it would else, so
        // T1 and
        // T2 by 1e-5 in the median, and ΔB0 by 1e-4 Hz
        requireSame("maps/T1map.nii.gz", 1e-3, 0);
        requireSame("maps/T2map.nii.gz", 1e-3, 0);
        requireSame("maps/fieldmap.nii.gz", 0, 0.02);
    }

    /** All but one voxel in a thousand, which noise may tip over. */
    private static void requireSame(String file, double relative, double absolute) {
        double[] expected = SampleBrain.values(folder.resolve("old").resolve(file));
        double[] found = SampleBrain.values(folder.resolve("new").resolve(file));
        long estimated = Arrays.stream(expected)
                .filter(v -> Double.isFinite(v) && v != 0)
                .count();
        assertThat(estimated).isGreaterThan(10_000);
        assertThat(IntStream.range(0, expected.length)
                        .filter(i -> Double.isFinite(expected[i]) != Double.isFinite(found[i])
                                || Math.abs(expected[i] - found[i]) > absolute + relative * Math.abs(expected[i]))
                        .count())
                .as(file)
                .isLessThanOrEqualTo(estimated / 1000);
    }

    private static Map<String, String> brain(int cycles) {
        return Map.of(
                "magnitude", SampleBrain.series(cycles, "mag").toString(),
                "phase", SampleBrain.series(cycles, "phase").toString());
    }

    /** Of an earlier run, as the next one's input. */
    private static Map<String, String> output(String run) {
        return Map.of(
                "magnitude", file(run + "/bssfp_part-mag.nii.gz"), "phase", file(run + "/bssfp_part-phase.nii.gz"));
    }

    private static String b1() {
        return SampleBrain.truth("B1_rel.nii.gz").toString();
    }

    private static String file(String name) {
        return folder.resolve(name).toString();
    }

    private static double[] milliseconds(String map) {
        return Arrays.stream(SampleBrain.values(folder.resolve("maps").resolve(map)))
                .map(seconds -> 1000 * seconds)
                .toArray();
    }

    private static void run(String command, Map<String, String> keys, String output) {
        Map<String, String> all = new HashMap<>(keys);
        all.put("output", file(output));
        try (Context context = new Context(CommandService.class)) {
            assertThat(CommandRunner.of(context, command).run(all)).isEmpty();
        }
    }

    private static List<String> names(String run) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(run))) {
            return List.copyOf(new TreeSet<>(
                    files.map(file -> file.getFileName().toString()).toList()));
        }
    }

    private static String record(String run) throws IOException {
        return Files.readString(folder.resolve(run).resolve(SERIES[0]));
    }

    private static List<String> steps(String run) throws IOException {
        var steps = JsonParser.parseString(record(run)).getAsJsonObject().getAsJsonArray("Preprocessing");
        return StreamSupport.stream(steps.spliterator(), false)
                .map(step -> step.getAsString())
                .toList();
    }
}

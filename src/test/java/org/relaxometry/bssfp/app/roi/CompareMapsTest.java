package org.relaxometry.bssfp.app.roi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.relaxometry.bssfp.SampleBrain;
import org.relaxometry.bssfp.app.frame.Launcher;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;

/** Compare Maps on files whose differences are known: numbers, units, regions, and every wrong use we could think of. */
class CompareMapsTest {

    private static final int WIDTH = 16;
    private static final int HEIGHT = 12;
    private static final int DEPTH = 3;
    private static final int COUNT = WIDTH * HEIGHT * DEPTH;
    private static final double BIAS_MS = 20;
    private static final int MISSING = 7;

    @TempDir
    static Path folder;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final PrintStream standardOutput = System.out;
    private final PrintStream standardError = System.err;

    @Test
    void biasAndCountsAreThoseOfTheMaps() throws IOException {
        compare("seconds", "first=t1.nii", "second=T1map.nii");

        Map<String, String> row = rows("seconds").get(0);
        assertThat(row.get("ROI")).isEqualTo("all voxels");
        assertThat(row.get("unit")).isEqualTo("ms");
        assertThat(row).containsEntry("voxels", "" + COUNT).containsEntry("left out", "" + MISSING);
        double[] differences = IntStream.range(MISSING, COUNT)
                .mapToDouble(v -> 1000 * (double) seconds()[v] - milliseconds()[v])
                .toArray();
        double bias = Arrays.stream(differences).average().orElseThrow();
        double sigma = Math.sqrt(
                Arrays.stream(differences).map(d -> (d - bias) * (d - bias)).sum() / (differences.length - 1));
        // floats of about 1000 ms are known to 6e-5 ms
        assertThat(number(row, "bias (second - first)")).isCloseTo(bias, within(1e-3));
        assertThat(number(row, "upper limit of agreement")).isCloseTo(bias + 1.96 * sigma, within(1e-3));
        assertThat(number(row, "bias 95 % low")).isLessThan(BIAS_MS);
        assertThat(number(row, "bias 95 % high")).isGreaterThan(BIAS_MS);
    }

    @Test
    void allResultsAreWrittenAndTheDifferenceMapIsInSeconds() throws IOException {
        compare("files", "first=t1.nii", "second=T1map.nii", "prefix=x_");

        assertThat(files("files"))
                .containsExactlyInAnyOrder(
                        "x_differencemap.nii.gz",
                        "x_differencemap.json",
                        "x_agreement.csv",
                        "x_agreement.png",
                        "x_agreement.svg");
        double[] map = SampleBrain.values(folder.resolve("files/x_differencemap.nii.gz"));
        assertThat(map[0]).isNaN();
        int v = COUNT - 1;
        // a float of 1 s is known to 6e-8 s
        assertThat(map[v]).isCloseTo(seconds()[v] - milliseconds()[v] / 1000.0, within(2e-7));
        assertThat(folder.resolve("files/x_differencemap.json"))
                .content()
                .contains("\"Units\": \"s\"", "difference of T1", "SHA256");
    }

    @Test
    void aMapWithoutUnitIsUnderstoodBesideOneThatStatesIts() throws IOException {
        compare("inferred", "first=plain.nii", "second=T1map.nii");

        assertThat(number(rows("inferred").get(0), "bias (second - first)")).isCloseTo(BIAS_MS, within(2.0));
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("states no unit; it was taken to be in ms");
    }

    @Test
    void unitsCanBeSaid() throws IOException {
        compare("said", "first=plain.nii", "second=bare.nii", "firstunit=ms", "secondunit=s");

        assertThat(number(rows("said").get(0), "bias (second - first)")).isCloseTo(BIAS_MS, within(2.0));
    }

    @Test
    void regionsHaveARowEachAndOneForAllOfThem() throws IOException {
        compare("regions", "first=t1.nii", "second=T1map.nii", "rois=labels.nii");

        List<Map<String, String>> rows = rows("regions");
        assertThat(rows).extracting(row -> row.get("ROI")).containsExactly("label 1", "label 4", "all regions");
        assertThat(rows).extracting(row -> row.get("voxels")).containsExactly("40", "60", "100");
        assertThat(rows.get(0)).containsEntry("left out", "" + MISSING);
    }

    @Test
    void aMaskLimitsWhatIsCompared() throws IOException {
        compare("mask", "first=t1.nii", "second=T1map.nii", "mask=mask.nii", "rois=labels.nii");

        assertThat(rows("mask")).extracting(row -> row.get("voxels")).containsExactly("20", "60", "80");
    }

    @Test
    void lowerBoundsCountInTheMedianAloneAndAreNamed() throws IOException {
        float[] bounded = seconds();
        Arrays.fill(bounded, MISSING, MISSING + 100, 10);
        write("bounded.nii", bounded, "{\"Quantity\": \"T1\", \"Units\": \"s\", \"LongestTime\": 10.0}");
        compare("bounds", "first=t1.nii", "second=bounded.nii");

        Map<String, String> row = rows("bounds").get(0);
        assertThat(row).containsEntry("left out", "" + (MISSING + 100));
        assertThat(row).containsEntry("beyond range of first", "0").containsEntry("beyond range of second", "100");
        assertThat(number(row, "bias (second - first)")).isCloseTo(BIAS_MS, within(2.0));
        double[] sorted = IntStream.range(MISSING, COUNT)
                .mapToDouble(v -> v < MISSING + 100 ? 10_000 : 1000.0 * bounded[v])
                .sorted()
                .toArray();
        // a float of 1 s is known to 6e-8 s
        assertThat(number(row, "median of second")).isCloseTo(sorted[sorted.length / 2], within(1e-3));
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("In 100 voxels")
                .contains("10000 ms or longer");
    }

    @Test
    void wholePeriodsOfOffResonanceAreNoDifference() throws IOException {
        compare("wraps", "first=fieldmap.nii", "second=fieldmap2.nii");

        Map<String, String> row = rows("wraps").get(0);
        // half of the voxels differ by 1/TR besides 1 Hz; floats of 200 Hz are known to 2e-5 Hz
        assertThat(number(row, "bias (second - first)")).isCloseTo(1, within(1e-3));
        assertThat(number(row, "sigma of differences")).isLessThan(1e-3);
    }

    private static Stream<Arguments> wrongUses() {
        return Stream.of(
                use("no first map", "'first' is missing", "first="),
                use("no second map", "'second' is missing", "second="),
                use("a file that does not exist", "neither an open image nor a file", "second=nothing.nii"),
                use("maps of another size", "must have the grid of the first map", "second=small.nii"),
                use("a mask of another size", "must have the grid of the first map", "mask=small.nii"),
                use("an empty mask", "is empty", "mask=zero.nii"),
                use("maps of different quantities", "is a map of T1", "second=T2map.nii"),
                use("units that cannot be told apart", "too far apart", "first=plain.nii", "second=bare.nii"),
                use("a unit that does not fit", "fits neither s nor ms", "first=hundredth.nii"),
                use("a map without values", "Only 0 voxels", "first=zero.nii", "firstunit=ms"),
                use("a unit that there is not", "is not a value of 'firstunit'", "firstunit=min"),
                use("regions of another size", "grid", "rois=small.nii"),
                use("regions that are no labels", "whole number", "rois=T1map.nii"),
                use("regions outside the mask", "outside the mask", "rois=labels.nii", "mask=last.nii"),
                use("results that exist", "overwrite=true", "output=taken"),
                use("nowhere to put the results", "output=FOLDER", "output="));
    }

    private static Arguments use(String what, String message, String... words) {
        return Arguments.of(what, message, List.of(words));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongUses")
    void wrongUsesGetAMessageAndLeaveNothing(String what, String message, List<String> words) throws IOException {
        List<String> before = files("");
        List<String> call = new ArrayList<>(List.of("first=t1.nii", "second=T1map.nii", "output=wrong"));
        call.addAll(words);
        assertThat(launch(call)).isEqualTo(1);
        assertThat(log.toString(StandardCharsets.UTF_8))
                .containsIgnoringCase(message)
                .contains("ERROR: ")
                .doesNotContain("Exception")
                .doesNotContain("should not have happened");
        assertThat(files("")).isEqualTo(before);
    }

    @BeforeAll
    static void writeMaps() throws IOException {
        write("t1.nii", milliseconds(), "{\"Quantity\": \"T1\", \"Units\": \"ms\"}");
        write("T1map.nii", seconds(), "{\"Quantity\": \"T1\", \"Units\": \"s\"}");
        write("T2map.nii", milliseconds(), "{\"Units\": \"ms\"}");
        write("plain.nii", milliseconds(), "");
        write("bare.nii", seconds(), "");
        float[] hundredth = milliseconds();
        IntStream.range(0, COUNT).forEach(v -> hundredth[v] /= 20);
        write("hundredth.nii", hundredth, "");
        write("zero.nii", new float[COUNT], "");
        float[] labels = new float[COUNT];
        Arrays.fill(labels, 0, 40, 1);
        Arrays.fill(labels, 100, 160, 4);
        write("labels.nii", labels, "");
        float[] mask = new float[COUNT];
        Arrays.fill(mask, 20, COUNT, 1);
        write("mask.nii", mask, "");
        float[] last = new float[COUNT];
        Arrays.fill(last, COUNT - 10, COUNT, 1);
        write("last.nii", last, "");
        float[] field = new float[COUNT];
        float[] field2 = new float[COUNT];
        for (int v = 0; v < COUNT; v++) {
            field[v] = 100 - v * 0.01f;
            field2[v] = field[v] + 1 - (v % 2 == 0 ? 1000 / 5f : 0);
        }
        write("fieldmap.nii", field, "{\"Units\": \"Hz\", \"Protocol\": {\"RepetitionTime\": 0.005}}");
        write("fieldmap2.nii", field2, "{\"Units\": \"Hz\"}");
        NiftiWriter.write(
                folder.resolve("small.nii"),
                ArrayImgs.floats(new float[] {1, 2, 3, 4}, 2, 2, 1),
                NiftiGeometry.ofVoxelSize(1, 1, 1),
                "",
                true,
                Progress.NONE);
        Files.createDirectory(folder.resolve("taken"));
        Files.writeString(folder.resolve("taken/agreement.csv"), "an older result");
    }

    private static float[] milliseconds() {
        float[] values = new float[COUNT];
        for (int v = 0; v < COUNT; v++) {
            values[v] = 700 + v;
        }
        return values;
    }

    /** Later by the bias and some noise; the first voxels have no value. */
    private static float[] seconds() {
        Random random = new Random(1);
        float[] values = milliseconds();
        for (int v = 0; v < COUNT; v++) {
            values[v] = (float) ((values[v] + BIAS_MS + 5 * random.nextGaussian()) / 1000);
        }
        Arrays.fill(values, 0, MISSING, Float.NaN);
        return values;
    }

    private static void write(String name, float[] values, String sidecar) throws IOException {
        NiftiWriter.write(
                folder.resolve(name),
                ArrayImgs.floats(values, WIDTH, HEIGHT, DEPTH),
                NiftiGeometry.ofVoxelSize(1, 1, 1),
                "",
                true,
                Progress.NONE);
        if (!sidecar.isEmpty()) {
            Files.writeString(folder.resolve(name.replace(".nii", ".json")), sidecar);
        }
    }

    private void compare(String output, String... words) {
        List<String> call = new ArrayList<>(List.of(words));
        call.add("output=" + output);
        assertThat(launch(call)).as(log.toString(StandardCharsets.UTF_8)).isZero();
    }

    /** The last value of a key counts, an empty one takes the key away; files are those of the test's folder. */
    private static int launch(List<String> words) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : words) {
            String key = word.substring(0, word.indexOf('='));
            String value = word.substring(word.indexOf('=') + 1);
            boolean file = value.endsWith(".nii") || key.equals("output") && !value.isEmpty();
            values.put(key, file ? folder.resolve(value).toString() : value);
        }
        List<String> call = new ArrayList<>(List.of("compare"));
        values.values().removeIf(String::isEmpty);
        values.forEach((key, value) -> call.add(key + "=" + value));
        return Launcher.launch(call.toArray(String[]::new));
    }

    private static List<Map<String, String>> rows(String output) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(output).resolve("agreement.csv"));
        String[] columns = lines.get(0).split(",");
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            Map<String, String> row = new LinkedHashMap<>();
            IntStream.range(0, columns.length).forEach(i -> row.put(columns[i], cells[i]));
            rows.add(row);
        }
        return rows;
    }

    private static double number(Map<String, String> row, String column) {
        return Double.parseDouble(row.get(column));
    }

    private static List<String> files(String output) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(output))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.resolve(output).relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @BeforeEach
    void listen() {
        PrintStream both = new PrintStream(log, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
    }

    @AfterEach
    void stopListening() {
        System.setOut(standardOutput);
        System.setErr(standardError);
    }
}

package org.relaxometry.bssfp.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.app.frame.CommandRunner;
import org.relaxometry.bssfp.app.frame.SimulatedSeries;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.network.PyTorch;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** That the report is whole. How fast anything is, a test on a shared machine cannot say. */
class BenchmarkTest {

    /** Engines that can run here: their rows, and those of DJL's own trainer, are there or not. */
    private static final int ENGINES = PyTorch.instance().isAvailable() ? 2 : 1;

    private static final String BRAIN = "test-data/brain-4/";

    @TempDir
    Path folder;

    @Test
    void everyPartReportsPositiveNumbersInEveryRow() throws IOException {
        JsonObject report = bench(simulated());

        // 2 numbers of cycles, 1 and 2 threads, 3 methods, one of them with a pulse too, and the configurations; water
        // with fat for 12 cycles
        assertRows(report.getAsJsonArray("Voxels"), 22);
        // 2 networks, 1 and 2 threads
        assertRows(report.getAsJsonArray("Networks"), 4 * ENGINES);
        // 4 networks, 1 and 2 threads; DJL's own trainer on one
        assertRows(report.getAsJsonArray("Training"), 4 * (2 * ENGINES + ENGINES - 1));
        // 7 methods and those of Fig. 3 together, 1 and 2 threads
        JsonObject monteCarlo = report.getAsJsonObject("MonteCarlo");
        assertRows(monteCarlo.getAsJsonArray("Rows"), 16);
        assertThat(monteCarlo.get("NumbersEqualForAnyNumberOfThreads").getAsBoolean())
                .isTrue();
        assertRows(report.getAsJsonArray("Contrasts"), 6);
        JsonObject whole = report.getAsJsonObject("Series");
        assertRows(whole.getAsJsonArray("TrainAndMap"), 4);
        assertNumbersArePositive(whole.getAsJsonObject("MapSeconds"));
        assertThat(whole.get("MapsEqualForAnyNumberOfThreads").getAsBoolean()).isTrue();
    }

    @Test
    void onePartAloneIsRun() throws IOException {
        JsonObject report = bench(Map.of("parts", "training"));
        assertThat(report.keySet()).containsExactly("Version", "Java", "Processors", "Training");
        assertThat(Files.readAllLines(folder.resolve("out/bench.txt")))
                .first()
                .asString()
                .contains("s per epoch");
    }

    /** Whatever is installed here; what is not is named. */
    @Test
    void stepsAreTimedBesideOtherPrograms() throws IOException {
        assumeThat(Path.of("/bin/sh")).exists();
        JsonObject peers = bench(Map.of(
                        "parts",
                        "peers",
                        "magnitude",
                        BRAIN + "pcbssfp_mag_siemens_int16_brain.nii.gz",
                        "phase",
                        BRAIN + "pcbssfp_phase_siemens_int16_brain.nii.gz"))
                .getAsJsonObject("Peers");
        JsonArray rows = peers.getAsJsonArray("Rows");
        int others = 2 - peers.getAsJsonArray("NotInstalled").size();
        assertRows(rows, 3 + others);
        assertThat(rows)
                .filteredOn(row ->
                        row.getAsJsonObject().get("Program").getAsString().equals("ours"))
                .extracting(row -> row.getAsJsonObject().get("Step").getAsString())
                .containsExactly("gibbs", "motion", "map");
    }

    @Test
    void everyStepOfPreprocessingHasItsTimeAndMemory() throws IOException {
        JsonObject report = bench(Map.of(
                        "parts",
                        "preprocessing",
                        "magnitude",
                        BRAIN + "pcbssfp_mag_siemens_int16_brain.nii.gz",
                        "phase",
                        BRAIN + "pcbssfp_phase_siemens_int16_brain.nii.gz",
                        "b1",
                        "test-data/brain/B1_rel.nii.gz"))
                .getAsJsonObject("Preprocessing");
        JsonArray steps = report.getAsJsonArray("Steps");
        assertThat(steps)
                .extracting(step -> step.getAsJsonObject().get("Step").getAsString())
                .containsExactly(
                        "Reading",
                        "Gibbs ringing removal",
                        "Motion correction",
                        "Phase reference",
                        "Masks",
                        "B1 map",
                        "Unwrapping of ΔB0",
                        "Quality control",
                        "Writing");
        // the images as they were read are always there beside the series
        assertRows(steps, 9);
        assertThat(report.get("Refused").getAsJsonArray()).isEmpty();
        long series = report.get("SeriesBytes").getAsLong();
        assertThat(series).isEqualTo(8L * 64 * 64 * 24 * 4);
        assertThat(steps)
                .extracting(step ->
                        step.getAsJsonObject().get("MemoryBesideTheSeriesBytes").getAsLong())
                .contains(report.get("PeakMemoryBytes").getAsLong() - series);
    }

    @Test
    void aStepThatRefusesTheSeriesIsNamedAndTheOthersAreTimed() throws IOException {
        Map<String, String> keys = simulated();
        keys.put("parts", "preprocessing");
        JsonObject report = bench(keys).getAsJsonObject("Preprocessing");
        assertRows(report.getAsJsonArray("Steps"), 6);
        assertThat(report.getAsJsonArray("Refused"))
                .extracting(JsonElement::getAsString)
                .satisfiesExactly(
                        gibbs -> assertThat(gibbs).startsWith("Gibbs ringing removal refused: "),
                        motion -> assertThat(motion).startsWith("Motion correction refused: "));
    }

    private JsonObject bench(Map<String, String> keys) throws IOException {
        Map<String, String> all = new HashMap<>(keys);
        all.putAll(Map.of("rounds", "1", "voxels", "5000", "samples", "1000", "threads", "2"));
        all.put("output", folder.resolve("out").toString());
        try (Context context = new Context(CommandService.class)) {
            assertThat(CommandRunner.of(context, "bench").run(all)).isEqualTo(Optional.empty());
        }
        return JsonParser.parseString(Files.readString(folder.resolve("out/bench.json")))
                .getAsJsonObject();
    }

    private static void assertRows(Iterable<JsonElement> rows, int count) {
        assertThat(rows).hasSize(count).allSatisfy(row -> assertNumbersArePositive(row.getAsJsonObject()));
    }

    private static void assertNumbersArePositive(JsonObject row) {
        Map<String, List<Double>> numbers = new HashMap<>();
        row.asMap()
                .forEach((key, value) -> numbers.put(
                        key,
                        (value.isJsonArray() ? value.getAsJsonArray().asList().stream() : Stream.of(value))
                                .map(JsonElement::getAsJsonPrimitive)
                                .filter(JsonPrimitive::isNumber)
                                .map(JsonPrimitive::getAsDouble)
                                .toList()));
        assertThat(numbers.values()).anyMatch(values -> !values.isEmpty());
        // a step may need no memory beside the series, and less processor time than is counted (10 ms)
        assertThat(numbers).allSatisfy((key, values) -> assertThat(values)
                .as(key)
                .allMatch(number -> Double.isFinite(number)
                        && (number > 0 || number == 0 && (key.endsWith("Bytes") || key.contains("Processor")))));
    }

    /** Keys of a slice of white and grey matter at random, which has no head. */
    private Map<String, String> simulated() throws IOException {
        Protocol protocol = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(6));
        PhaseCycledSeries series = SimulatedSeries.simulate(protocol, 1);
        write("real.nii", series.images().first());
        write("imaginary.nii", series.images().second());
        return new HashMap<>(Map.of(
                "real", folder.resolve("real.nii").toString(),
                "imaginary", folder.resolve("imaginary.nii").toString(),
                "tr", "4.8",
                "te", "2.4",
                "flip", "15",
                "increments", "standard"));
    }

    private void write(String name, RandomAccessibleInterval<FloatType> image) throws IOException {
        NiftiWriter.write(folder.resolve(name), image, NiftiGeometry.ofVoxelSize(1, 1, 1), "", false, Progress.NONE);
    }
}

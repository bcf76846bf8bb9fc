package org.relaxometry.bssfp.app.map;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.SampleBrain;
import org.relaxometry.bssfp.app.frame.CommandRunner;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.nifti.NiftiReader;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.text.Version;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** What commands do with a series that does not hold together: refuse it, or map it and say so in the record. */
class TrustTest {

    @TempDir
    Path folder;

    private final Map<String, String> inputs = new HashMap<>();

    TrustTest() {
        inputs.put("magnitude", SampleBrain.series(12, "mag").toString());
        inputs.put("phase", SampleBrain.series(12, "phase").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"map", "trainmap"})
    void exchangedCyclesAreRefusedByEveryCommandThatEstimates(String command) {
        List<Double> increments = new ArrayList<>(Protocol.standardIncrementsDeg(12));
        Collections.swap(increments, 3, 4);
        inputs.put("increments", text(increments));

        assertThat(run(command)).hasValueSatisfying(message -> assertThat(message)
                .contains("Cycles 4 and 5 are exchanged", "Correct the order"));
    }

    @Test
    void wrongIncrementsAreWarnedOfInTheRecord() throws IOException {
        inputs.put(
                "increments",
                text(IntStream.range(0, 12).mapToObj(j -> 15 + 360.0 / 13 * j).toList()));

        assertThat(run("map")).isEmpty();
        JsonObject record = record("T1map.json");
        assertThat(record.get("Warnings").toString()).contains("phase increments that are 2.", "further apart");
        assertThat(record.getAsJsonObject("SeriesCheck").get("MisfitInCommon").getAsDouble())
                .isGreaterThan(0.3);
    }

    @Test
    void aGoodSeriesIsWarnedOfNothingButB1() throws IOException {
        assertThat(run("map")).isEmpty();
        JsonObject record = record("T1map.json");
        assertThat(record.getAsJsonArray("Warnings")).isEmpty();
        assertThat(record.getAsJsonObject("SeriesCheck").getAsJsonArray("Findings"))
                .isEmpty();
    }

    @Test
    void configurationsAreMadeWithAWarning() throws IOException {
        List<Double> reversed = new ArrayList<>(Protocol.standardIncrementsDeg(12));
        Collections.reverse(reversed);
        inputs.put("increments", text(reversed));

        assertThat(run("configurations")).isEmpty();
        assertThat(record("F0_part-mag.json").get("Warnings").toString()).contains("opposite handedness");
    }

    /** Too few voxels in the mask to see anything: the wrong hand is seen outside of it. */
    @Test
    void aSmallMaskDoesNotHideTheWrongHand() throws IOException {
        inputs.put("mask", mask(10).toString());
        List<Double> reversed = new ArrayList<>(Protocol.standardIncrementsDeg(12));
        Collections.reverse(reversed);
        inputs.put("increments", text(reversed));

        assertThat(run("map")).hasValueSatisfying(message -> assertThat(message).contains("opposite handedness"));
    }

    @Test
    void aFlipAngleThatLeavesHardlyAnyValueIsWarnedOf() throws IOException {
        inputs.put("flip", "1.7");

        assertThat(run("map")).isEmpty();
        assertThat(record("T1map.json").get("Warnings").toString())
                .contains(
                        "have no T1 and T2", "No voxel has a T1 and T2; most often: at least this long", "TR (in ms)");
    }

    @Test
    void doubtsOfAnImportTravel() throws IOException {
        Path magnitude = folder.resolve("bssfp_part-mag.nii.gz");
        Path phase = folder.resolve("bssfp_part-phase.nii.gz");
        Files.copy(SampleBrain.series(12, "mag"), magnitude);
        Files.copy(SampleBrain.series(12, "phase"), phase);
        JsonObject sidecar = JsonParser.parseString(Files.readString(SampleBrain.truth("pcbssfp.json")))
                .getAsJsonObject();
        sidecar.add("Software", new Gson().toJsonTree(Map.of("Name", Version.PROGRAM)));
        sidecar.add("Doubtful", new Gson().toJsonTree(List.of("The order was guessed from file names.")));
        Files.writeString(folder.resolve("bssfp_part-mag.json"), sidecar.toString());
        inputs.put("magnitude", magnitude.toString());
        inputs.put("phase", phase.toString());

        assertThat(run("map")).isEmpty();
        assertThat(record("T1map.json").getAsJsonArray("Warnings"))
                .anySatisfy(warning -> assertThat(warning.getAsString())
                        .isEqualTo("Said when the series was made: The order was guessed from file names."));
    }

    private Path mask(int voxels) throws IOException {
        var header = NiftiReader.readHeader(SampleBrain.series(12, "mag"));
        double[] protonDensity = SampleBrain.values(SampleBrain.truth("PD.nii.gz"));
        float[] values = new float[protonDensity.length];
        int left = voxels;
        for (int i = values.length / 2; left > 0; i++) {
            if (protonDensity[i] > 0.5) {
                values[i] = 1;
                left--;
            }
        }
        Path file = folder.resolve("mask.nii");
        NiftiWriter.write(file, ArrayImgs.floats(values, 64, 64, 24), header.geometry(), "", false, Progress.NONE);
        return file;
    }

    private Optional<String> run(String command) {
        Map<String, String> all = new HashMap<>(inputs);
        all.put("output", folder.resolve("out").toString());
        try (Context context = new Context(CommandService.class)) {
            return CommandRunner.of(context, command).run(all);
        }
    }

    private JsonObject record(String name) throws IOException {
        return JsonParser.parseString(Files.readString(folder.resolve("out").resolve(name)))
                .getAsJsonObject();
    }

    private static String text(List<Double> increments) {
        return String.join(", ", increments.stream().map(String::valueOf).toList());
    }
}

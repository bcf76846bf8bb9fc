package org.relaxometry.bssfp.app.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.SampleBrain;
import org.relaxometry.bssfp.app.frame.CommandRunner;
import org.relaxometry.bssfp.preprocessing.b1.BrainTruth;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.PlacedVolume;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.scijava.Context;
import org.scijava.command.CommandService;

class UnwrapB0Test {

    private static final double PERIOD_HZ = 1000 / 4.8;

    @TempDir
    static Path folder;

    private static float[] truth;

    /** A linear field inside the sample brain, wrapped; 0 outside. */
    @BeforeAll
    static void writeMaps() throws IOException {
        BrainTruth brain = BrainTruth.read(BrainTruth.SAMPLE_BRAIN);
        VolumeGrid grid = brain.grid();
        truth = new float[grid.voxels()];
        float[] wrapped = new float[grid.voxels()];
        for (int v = 0; v < truth.length; v++) {
            truth[v] = brain.isBrain(v) ? 12.5f * (v % grid.nx() - 31.9f) : 0;
            wrapped[v] = (float) (truth[v] - PERIOD_HZ * Math.rint(truth[v] / PERIOD_HZ));
        }
        BrainTruth.write(new PlacedVolume(new ScalarVolume(grid, wrapped), brain.toMm()), file("wrapped.nii.gz"));
        BrainTruth.write(new PlacedVolume(new ScalarVolume(grid, truth), brain.toMm()), file("beyond.nii.gz"));
    }

    @Test
    void mapIsUnwrappedWithItsTr() {
        assertThat(run("map", Map.of("b0", file("wrapped.nii.gz").toString(), "tr", "4.8")))
                .isEmpty();

        double[] unwrapped = SampleBrain.values(folder.resolve("map/fieldmap_unwrapped.nii.gz"));
        double[] wraps = SampleBrain.values(folder.resolve("map/fieldmap_wraps.nii.gz"));
        int first = IntStream.range(0, truth.length)
                .filter(v -> truth[v] != 0)
                .findFirst()
                .orElseThrow();
        double common = Math.rint((unwrapped[first] - truth[first]) / PERIOD_HZ);
        for (int v = 0; v < truth.length; v++) {
            if (truth[v] == 0) {
                assertThat(unwrapped[v]).isNaN();
            } else {
                // rounding of floats of some hundred Hz
                assertThat(Math.abs(unwrapped[v] - truth[v] - common * PERIOD_HZ))
                        .isLessThan(1e-3);
                assertThat(wraps[v]).isEqualTo(Math.rint(wraps[v]));
            }
        }
        assertThat(folder.resolve("map/unwrap.png")).isNotEmptyFile();
    }

    @Test
    void seriesGivesItsFieldMapAndUnwrapsIt() throws IOException {
        assertThat(run("series", series(Protocol.standardIncrementsDeg(12)))).isEmpty();

        double[] wrapped = SampleBrain.values(folder.resolve("series/fieldmap_wrapped.nii.gz"));
        double[] unwrapped = SampleBrain.values(folder.resolve("series/fieldmap_unwrapped.nii.gz"));
        double[] wraps = SampleBrain.values(folder.resolve("series/fieldmap_wraps.nii.gz"));
        int count = 0;
        for (int v = 0; v < wrapped.length; v++) {
            if (!Double.isNaN(wrapped[v])) {
                count++;
                assertThat(Math.abs(unwrapped[v] - wrapped[v] - wraps[v] * PERIOD_HZ))
                        .isLessThan(1e-3);
            }
        }
        assertThat(count).isGreaterThan(30_000);
        assertThat(Files.readString(folder.resolve("series/fieldmap_unwrapped.json")))
                .contains("\"Quantity\": \"ΔB0\"", "\"Units\": \"Hz\"", "\"Unwrapping\"", "\"RepetitionTime\": 0.0048");
        // and a map that states its TR needs no key
        assertThat(run(
                        "again",
                        Map.of(
                                "b0",
                                folder.resolve("series/fieldmap_wrapped.nii.gz").toString())))
                .isEmpty();
        assertThat(SampleBrain.values(folder.resolve("again/fieldmap_unwrapped.nii.gz")))
                .isEqualTo(unwrapped);
    }

    @Test
    void oppositeHandednessIsRefused() {
        List<Double> reversed = Protocol.standardIncrementsDeg(12).stream()
                .map(degrees -> -degrees)
                .toList();

        requireFailure(series(reversed), "opposite handedness");
    }

    @Test
    void wrongUseIsExplained() {
        String map = file("wrapped.nii.gz").toString();
        requireFailure(Map.of("b0", map), "Give it with tr=");
        requireFailure(Map.of("b0", map, "tr", "0"), "more than 0 ms");
        requireFailure(Map.of("b0", map, "tr", "0.0048"), "Is it in seconds?");
        requireFailure(Map.of("b0", map, "tr", "4.8", "magnitude", map), "a map of ΔB0 or a series, not both");
        requireFailure(
                Map.of(
                        "b0",
                        map,
                        "tr",
                        "4.8",
                        "mask",
                        SampleBrain.series(12, "mag").toString()),
                "mask");
    }

    private static void requireFailure(Map<String, String> keys, String message) {
        assertThat(run("no", keys)).hasValueSatisfying(text -> assertThat(text).contains(message));
        assertThat(folder.resolve("no")).doesNotExist();
    }

    private static Map<String, String> series(List<Double> incrementsDeg) {
        String text =
                String.join(", ", incrementsDeg.stream().map(String::valueOf).toList());
        return Map.of(
                "magnitude",
                SampleBrain.series(12, "mag").toString(),
                "phase",
                SampleBrain.series(12, "phase").toString(),
                "increments",
                text);
    }

    private static Optional<String> run(String output, Map<String, String> keys) {
        Map<String, String> all = new HashMap<>(keys);
        all.put("output", folder.resolve(output).toString());
        try (Context context = new Context(CommandService.class)) {
            return CommandRunner.of(context, "unwrap").run(all);
        }
    }

    private static Path file(String name) {
        return folder.resolve(name);
    }
}

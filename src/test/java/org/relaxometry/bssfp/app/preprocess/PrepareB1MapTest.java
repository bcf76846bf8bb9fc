package org.relaxometry.bssfp.app.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.SampleBrain;
import org.relaxometry.bssfp.app.frame.CommandRunner;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;
import org.relaxometry.bssfp.preprocessing.b1.BrainTruth;
import org.relaxometry.bssfp.space.Affine;
import org.relaxometry.bssfp.space.PlacedVolume;
import org.relaxometry.bssfp.space.RigidMotion;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** Prepare B1 Map and Map T1 T2 B0 one after the other, as a user does: T1 with the map of another measurement. */
class PrepareB1MapTest {

    /** Voxels of 3.6 × 3.6 × 5.2 mm, of which ten are half a brain. */
    private static final String MEDIAN = "3";

    @TempDir
    static Path folder;

    @BeforeAll
    static void measure() throws IOException {
        BrainTruth brain = BrainTruth.read(BrainTruth.SAMPLE_BRAIN);
        BrainTruth.write(percent(brain.b1Measurement(Affine.IDENTITY)), folder.resolve("b1.nii.gz"));
        Affine motion =
                RigidMotion.of(new double[] {4, -3, 5}, new double[] {-4, 3, 5}).about(0, 0, 0);
        BrainTruth.write(percent(brain.b1Measurement(motion)), folder.resolve("moved.nii.gz"));
        BrainTruth.write(brain.anatomy(motion), folder.resolve("anatomy.nii.gz"));
        assertThat(run(
                        "map",
                        "truth",
                        Map.of("b1", SampleBrain.truth("B1_rel.nii.gz").toString())))
                .isEmpty();
    }

    @Test
    void mapInPercentOfAnotherGridGivesTheSameT1() throws IOException {
        assertThat(run("b1map", "b1", Map.of("b1", file("b1.nii.gz"), "median", MEDIAN)))
                .isEmpty();

        requireSameT1("b1");
        assertThat(Files.readString(folder.resolve("b1/B1map.json"))).contains("\"Units\": \"ratio\"", "B1Voxels");
        assertThat(folder.resolve("b1/B1map.png")).isNotEmptyFile();
    }

    @Test
    void movedMapIsFoundByItsAnatomicalImage() throws IOException {
        Map<String, String> keys =
                Map.of("b1", file("moved.nii.gz"), "anatomy", file("anatomy.nii.gz"), "median", MEDIAN);
        assertThat(run("b1map", "moved", keys)).isEmpty();

        requireSameT1("moved");
        assertThat(Files.readString(folder.resolve("moved/B1map.json"))).contains("SeriesToB1Measurement");
    }

    @Test
    void everyVoxelHasAValue() throws IOException {
        assertThat(run("b1map", "filled", Map.of("b1", file("b1.nii.gz"), "median", "0")))
                .isEmpty();

        assertThat(Arrays.stream(SampleBrain.values(folder.resolve("filled/B1map.nii.gz")))
                        .boxed())
                .allMatch(value -> value > 0.3 && value < 2);
    }

    @Test
    void aFilterTooWideIsSaidWithTheCommandsThatTakeALength() throws IOException {
        assertThat(run("b1map", "wide", Map.of("b1", file("b1.nii.gz"), "median", "30")))
                .isEmpty();

        assertThat(Files.readString(folder.resolve("wide/B1map.json")))
                .contains("Preprocess… and Prepare B1 Map… take that length: median=13 mm.");
    }

    @Test
    void wrongUseIsExplained() throws IOException {
        assertThat(run("b1map", "no", Map.of()))
                .hasValueSatisfying(text -> assertThat(text).contains("b1 is missing"));
        assertThat(run("b1map", "no", Map.of("b1", file("b1.nii.gz"), "limits", "wide")))
                .hasValueSatisfying(text -> assertThat(text).contains("limits must be a range such as 0.3-2"));
        assertThat(run("b1map", "no", Map.of("b1", file("b1.nii.gz"), "limits", "3-5")))
                .hasValueSatisfying(text -> assertThat(text).contains("no voxel between 3.0 and 5.0"));
        assertThat(run("b1map", "no", Map.of("b1", file("b1.nii.gz"), "median", "-2")))
                .hasValueSatisfying(text -> assertThat(text).contains("median"));
        NiftiWriter.write(
                folder.resolve("unplaced.nii.gz"),
                ArrayImgs.floats(ones(1000), 10, 10, 10),
                NiftiGeometry.ofVoxelSize(4, 4, 4),
                "",
                true,
                Progress.NONE);
        assertThat(run("b1map", "no", Map.of("b1", file("unplaced.nii.gz"))))
                .hasValueSatisfying(text -> assertThat(text).contains("it states no position in space"));
        assertThat(run("b1map", "no", Map.of("b1", file("b1.nii.gz"), "anatomy", file("unplaced.nii.gz"))))
                .hasValueSatisfying(text -> assertThat(text).contains("relative to the B1 map is not known"));
        assertThat(run("b1map", "no", Map.of("b1", file("absent.nii.gz"))))
                .hasValueSatisfying(text -> assertThat(text).contains("'b1': there is neither"));
        assertThat(folder.resolve("no")).doesNotExist();
    }

    /** Within one per cent in the median and for 95 % of the voxels, of the very same noisy series. */
    private static void requireSameT1(String name) throws IOException {
        String b1 = folder.resolve(name).resolve("B1map.nii.gz").toString();
        assertThat(run("map", name + "-maps", Map.of("b1", b1))).isEmpty();
        double[] expected = SampleBrain.values(folder.resolve("truth/T1map.nii.gz"));
        double[] found = SampleBrain.values(folder.resolve(name + "-maps/T1map.nii.gz"));
        double[] percent = IntStream.range(0, expected.length)
                .filter(v -> expected[v] > 0 && found[v] > 0)
                .mapToDouble(v -> 100 * Math.abs(found[v] / expected[v] - 1))
                .sorted()
                .toArray();
        // voxels of fluid at the edge of the range may have T1 with one map and none with the other
        assertThat(percent.length).isGreaterThan((int) (0.99
                * IntStream.range(0, expected.length)
                        .filter(v -> expected[v] > 0)
                        .count()));
        assertThat(percent[percent.length / 2]).isLessThan(1);
        assertThat(percent[(int) (0.95 * percent.length)]).isLessThan(1);
    }

    private static Optional<String> run(String command, String output, Map<String, String> keys) {
        Map<String, String> all = new HashMap<>(keys);
        all.put("magnitude", SampleBrain.series(12, "mag").toString());
        all.put("phase", SampleBrain.series(12, "phase").toString());
        all.put("output", folder.resolve(output).toString());
        try (Context context = new Context(CommandService.class)) {
            return CommandRunner.of(context, command).run(all);
        }
    }

    private static String file(String name) {
        return folder.resolve(name).toString();
    }

    private static float[] ones(int count) {
        float[] ones = new float[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static PlacedVolume percent(PlacedVolume ratio) {
        float[] values = ratio.volume().values();
        for (int v = 0; v < values.length; v++) {
            values[v] *= 100;
        }
        return ratio;
    }
}

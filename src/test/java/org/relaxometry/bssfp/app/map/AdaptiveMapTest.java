package org.relaxometry.bssfp.app.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.SampleBrain;
import org.relaxometry.bssfp.app.frame.CommandRunner;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.nifti.NiftiReader;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;
import org.relaxometry.bssfp.method.Method;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** The main job by adaptive maximum likelihood: on the sample brain, whose truth is known, with its keys, and where it is refused. */
class AdaptiveMapTest {

    private static final int VOXELS = 64 * 64 * 24;

    @TempDir
    Path folder;

    private final Map<String, String> inputs = new HashMap<>();

    AdaptiveMapTest() {
        inputs.put("magnitude", SampleBrain.series(4, "mag").toString());
        inputs.put("phase", SampleBrain.series(4, "phase").toString());
        inputs.put("b1", SampleBrain.truth("B1_rel.nii.gz").toString());
    }

    @Test
    void fourCyclesLieMuchNearerToTheTruthThanVoxelByVoxel() throws IOException {
        assertThat(run("map", "ml")).isEmpty();
        inputs.put("method", Method.ADAPTIVE_NAME);
        assertThat(run("map", "adaptive")).isEmpty();

        for (SampleBrain.Tissue tissue : SampleBrain.Tissue.values()) {
            SampleBrain.Errors alone = errors("ml", tissue);
            SampleBrain.Errors adaptive = errors("adaptive", tissue);
            // at 3 mm tissue is mixed in most voxels, so there is less to gain than at 1.3 mm
            assertThat(adaptive.t1AbsolutePercent()).isLessThan(0.6 * alone.t1AbsolutePercent());
            assertThat(adaptive.t2AbsolutePercent()).isLessThan(0.6 * alone.t2AbsolutePercent());
            assertThat(Math.abs(adaptive.t1Percent())).isLessThan(4);
            assertThat(Math.abs(adaptive.t2Percent())).isLessThan(4);
            assertThat(adaptive.estimated()).isGreaterThanOrEqualTo(alone.estimated());
        }
        assertThat(Files.readString(folder.resolve("adaptive/T1map.json")))
                .contains("strength 15, reach ", "\"Sigma\"")
                .doesNotContain("is not noise alone");
        assertThat(folder.resolve("adaptive/T1removedmap.nii.gz")).isNotEmptyFile();
        assertThat(folder.resolve("adaptive/effectivevoxelsmap.nii.gz")).isNotEmptyFile();
    }

    @Test
    void aNoiseMapOfOneNumberIsThatNumber() throws IOException {
        inputs.put("method", Method.ADAPTIVE_NAME);
        inputs.put("strength", "9");
        inputs.put("reach", "6");
        inputs.put("noise", "21");
        assertThat(run("map", "number")).isEmpty();
        inputs.remove("noise");
        inputs.put("noisemap", noiseMap(21, 21).toString());
        assertThat(run("map", "map")).isEmpty();

        assertThat(values("map")).isEqualTo(values("number"));
        assertThat(Files.readString(folder.resolve("map/T1map.json")))
                .contains("strength 9, reach 6 mm", "from a map", "FilesOfNoise");
    }

    @Test
    void aNoiseMapThatIsNotOneIsRefused() throws IOException {
        inputs.put("method", Method.ADAPTIVE_NAME);
        inputs.put("noisemap", noiseMap(21, 0).toString());
        assertThat(run("map", "out")).hasValueSatisfying(message -> assertThat(message)
                .contains("no positive value in " + VOXELS / 2 + " of the voxels of the series", "mask"));
        inputs.put("noise", "21");
        assertThat(run("map", "out"))
                .hasValueSatisfying(message -> assertThat(message).contains("given twice", "noisemap"));
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"strength, 3", "reach, 5", "noisemap, nowhere.nii"})
    void itsKeysAreRefusedWithOtherMethods(String key, String value) {
        inputs.put(key, value);
        assertThat(run("map", "out")).hasValueSatisfying(message -> assertThat(message)
                .contains(key + " is used by " + Method.ADAPTIVE_NAME, "Leave it empty"));
    }

    @ParameterizedTest
    @CsvSource({"strength, 0", "strength, much", "reach, -3"})
    void valuesThatCannotBeAreRefused(String key, String value) {
        inputs.put("method", Method.ADAPTIVE_NAME);
        inputs.put(key, value);
        assertThat(run("map", "out"))
                .hasValueSatisfying(message -> assertThat(message).contains(key + " must be a positive number"));
    }

    @Test
    void whereVoxelsStandByThemselvesItIsRefusedWithTheReason() {
        inputs.clear();
        inputs.put("methods", "MIRACLE (fast), adaptive maximum likelihood");
        assertThat(run("validate", "out")).hasValueSatisfying(message -> assertThat(message)
                .contains(Method.ADAPTIVE_NAME, "neighbours", "whole series only", "map"));
    }

    private Path noiseMap(float left, float right) throws IOException {
        float[] values = new float[VOXELS];
        Arrays.fill(values, 0, VOXELS / 2, left);
        Arrays.fill(values, VOXELS / 2, VOXELS, right);
        Path file = folder.resolve("noise" + left + "-" + right + ".nii");
        NiftiWriter.write(
                file,
                ArrayImgs.floats(values, 64, 64, 24),
                NiftiReader.read(SampleBrain.series(4, "mag"), Progress.NONE).geometry(),
                "noise",
                true,
                Progress.NONE);
        return file;
    }

    /** Maps hold seconds. */
    private SampleBrain.Errors errors(String run, SampleBrain.Tissue tissue) {
        double[] t1Ms = SampleBrain.values(folder.resolve(run).resolve("T1map.nii.gz"));
        double[] t2Ms = SampleBrain.values(folder.resolve(run).resolve("T2map.nii.gz"));
        for (double[] values : new double[][] {t1Ms, t2Ms}) {
            Arrays.setAll(values, i -> 1000 * values[i]);
        }
        return new SampleBrain().errors(tissue, t1Ms, t2Ms, null);
    }

    private byte[] values(String run) throws IOException {
        return Files.readAllBytes(folder.resolve(run).resolve("T1map.nii.gz"));
    }

    private Optional<String> run(String command, String output) {
        Map<String, String> all = new HashMap<>(inputs);
        all.put("output", folder.resolve(output).toString());
        try (Context context = new Context(CommandService.class)) {
            return CommandRunner.of(context, command).run(all);
        }
    }
}

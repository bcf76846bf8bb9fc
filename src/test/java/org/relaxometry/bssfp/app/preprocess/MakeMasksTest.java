package org.relaxometry.bssfp.app.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import net.imglib2.loops.LoopBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.app.frame.CommandRunner;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.nifti.NiftiImage;
import org.relaxometry.bssfp.io.nifti.NiftiReader;
import org.scijava.Context;
import org.scijava.command.CommandService;

class MakeMasksTest {

    private static final String BRAIN = "test-data/brain/";

    @TempDir
    Path folder;

    @Test
    void theSampleBrainGetsMasksOutlinesAndAnSnr() throws IOException {
        assertThat(run("masks", folder, Map.of())).isEmpty();

        double truth = sum(NiftiReader.read(Path.of(BRAIN + "PD.nii.gz"), Progress.NONE), true);
        NiftiImage mask = NiftiReader.read(folder.resolve("brain_mask.nii.gz"), Progress.NONE);
        // Dice is HeadMasksTest's; here, that it is the brain and is 0 and 1
        assertThat(sum(mask, false)).isEqualTo(sum(mask, true)).isBetween(0.93 * truth, 1.05 * truth);
        assertThat(ImageIO.read(folder.resolve("masks.png").toFile()).getWidth())
                .isGreaterThan(500);
        JsonObject record = JsonParser.parseString(Files.readString(folder.resolve("masks.json")))
                .getAsJsonObject();
        assertThat(record.get("NoiseFrom").getAsString()).isEqualTo("misfit of the signal model");
        // simulated with 20.93 of noise
        assertThat(record.get("NoiseSigma").getAsDouble()).isBetween(0.9 * 20.93, 1.1 * 20.93);
        assertThat(record.get("SnrF0").getAsDouble() / record.get("SnrCycle").getAsDouble())
                .isBetween(Math.sqrt(12) - 1e-6, Math.sqrt(12) + 1e-6);
    }

    @Test
    void theOutlinesReadBackAreTheSameBrain() throws IOException {
        Path second = folder.resolve("second");
        assertThat(run("masks", folder, Map.of())).isEmpty();

        assertThat(run(
                        "masks",
                        second,
                        Map.of("rois", folder.resolve("mask_rois.zip").toString())))
                .isEmpty();

        assertThat(Files.readAllBytes(second.resolve("brain_mask.nii.gz")))
                .isEqualTo(Files.readAllBytes(folder.resolve("brain_mask.nii.gz")));
        assertThat(Files.readAllBytes(second.resolve("mask_rois.zip")))
                .isEqualTo(Files.readAllBytes(folder.resolve("mask_rois.zip")));
    }

    @Test
    void mapTakesTheMask() throws IOException {
        assertThat(run("masks", folder, Map.of())).isEmpty();

        assertThat(run(
                        "map",
                        folder.resolve("maps"),
                        Map.of("mask", folder.resolve("brain_mask.nii.gz").toString())))
                .isEmpty();
    }

    @Test
    void withoutBrainTheHeadIsOutlined() throws IOException {
        assertThat(run("masks", folder, Map.of("brain", "no", "threshold", "300")))
                .isEmpty();

        assertThat(folder.resolve("brain_mask.nii.gz")).doesNotExist();
        assertThat(folder.resolve("head_mask.nii.gz")).exists();
        assertThat(JsonParser.parseString(Files.readString(folder.resolve("masks.json")))
                        .getAsJsonObject()
                        .get("MaskThreshold")
                        .getAsDouble())
                .isEqualTo(300);
    }

    @Test
    void wrongKeysAreNamed() {
        assertThat(run("masks", folder, Map.of("brain", "maybe"))).hasValueSatisfying(message -> assertThat(message)
                .contains("is not a value of 'brain'. It may be one of: yes, no"));
        assertThat(run("masks", folder, Map.of("threshold", "-3")))
                .hasValueSatisfying(message -> assertThat(message).contains("threshold must be auto", "\"-3\""));
        assertThat(run("masks", folder, Map.of("threshold", "1e9")))
                .hasValueSatisfying(message -> assertThat(message).contains("no head above the threshold"));
        assertThat(folder).isEmptyDirectory();
    }

    private static Optional<String> run(String command, Path output, Map<String, String> keys) {
        Map<String, String> all = new HashMap<>(keys);
        all.put("magnitude", BRAIN + "pcbssfp_mag_siemens_int16_brain.nii.gz");
        all.put("phase", BRAIN + "pcbssfp_phase_siemens_int16_brain.nii.gz");
        all.put("output", output.toString());
        try (Context context = new Context(CommandService.class)) {
            return CommandRunner.of(context, command).run(all);
        }
    }

    /** Of the values, or of the voxels above 0. */
    private static double sum(NiftiImage image, boolean count) {
        double[] sum = {0};
        LoopBuilder.setImages(image.real()).forEachPixel(value -> {
            double each = value.getRealDouble();
            sum[0] += !count ? each : each > 0 ? 1 : 0;
        });
        return sum[0];
    }
}

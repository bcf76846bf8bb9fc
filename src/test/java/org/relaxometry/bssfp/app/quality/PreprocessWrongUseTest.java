package org.relaxometry.bssfp.app.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.imglib2.img.Img;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.SampleBrain;
import org.relaxometry.bssfp.app.bringin.ImportSeriesTest;
import org.relaxometry.bssfp.app.frame.WrongUses;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;

/**
 * Ways to use the commands between scanner and maps wrongly, on the sample brain of 4 cycles. Those of {@code import} are in
 * {@link ImportSeriesTest}.
 */
class PreprocessWrongUseTest extends WrongUses {

    private static final List<String> COMMANDS =
            List.of("preprocess", "gibbs", "motion", "phase", "masks", "b1map", "unwrap", "qc");

    static Stream<WrongUse> wrongUses() {
        return Stream.concat(COMMANDS.stream().flatMap(PreprocessWrongUseTest::ofAny), ofOne());
    }

    private static Stream<WrongUse> ofAny(String command) {
        return Stream.of(
                use(FAILED, "No series was given", command, "magnitude=", "phase="),
                use(FAILED, "Expected magnitude and phase", command, "phase="),
                use(FAILED, "neither an open image nor a file", command, "magnitude=nothing.nii"),
                use(FAILED, "text.nii", command, "magnitude=text.nii"),
                use(FAILED, "swapped", command, "magnitude=phase.nii.gz", "phase=mag.nii.gz"),
                use(FAILED, "increments=standard", command, "increments="),
                use(FAILED, "tr=", command, "tr="),
                use(FAILED, "4 phase cycles, but 3", command, "increments=0, 120, 240"),
                use(FAILED, "is not a file", command, "protocol=nothing.json"),
                use(FAILED, "broken.json", command, "protocol=broken.json"),
                use(FAILED, "grid of the series", command, "mask=flat.nii"),
                use(FAILED, "is not a value of 'cycles'", command, "cycles=z"),
                use(FAILED, "threads must be a whole number, 0 or more", command, "threads=-1"),
                use(WRONG_CALL, "threads must be a whole number", command, "threads=two"),
                use(WRONG_CALL, "is not a key of " + command, command, "steps=all"),
                use(FAILED, "output=FOLDER", command, "output="),
                use(FAILED, "is not a folder", command, "output=text.nii"),
                use(FAILED, "overwrite=true", command, "output=taken"),
                use(FAILED, "The prefix is put before", command, "prefix=../x"));
    }

    private static Stream<WrongUse> ofOne() {
        return Stream.of(
                use(FAILED, "all steps are switched off", "preprocess", "qc=no"),
                use(WRONG_CALL, "gibbs must be true or false", "preprocess", "gibbs=3D"),
                use(FAILED, "is not a value of 'mode'", "preprocess", "mode=2D"),
                use(FAILED, "one of the 4 cycles, but is cycle 5", "preprocess", "motion=yes", "reference=5"),
                use(FAILED, "reference must be a whole number, 0 or more", "preprocess", "motion=yes", "reference=-1"),
                use(FAILED, "at least 6 phase cycles, but there are 4", "preprocess", "drift=yes"),
                use(FAILED, "threshold must be auto", "preprocess", "masks=yes", "threshold=abc"),
                use(FAILED, "no head above the threshold", "preprocess", "masks=yes", "threshold=1e9"),
                use(FAILED, "is not a value of 'brain'", "preprocess", "masks=yes", "brain=perhaps"),
                use(FAILED, "'b1': there is neither", "preprocess", "b1=nothing.nii"),
                use(FAILED, "given without a B1 map", "preprocess", "anatomy=flat.nii"),
                use(FAILED, "'anatomy': there is neither", "preprocess", "b1=ratio.nii", "anatomy=nothing.nii"),
                use(FAILED, "is not a value of 'register'", "preprocess", "b1=ratio.nii", "register=maybe"),
                use(FAILED, "median must be a whole number, 0 or more", "preprocess", "b1=ratio.nii", "median=-2"),
                use(FAILED, "limits must be a range", "preprocess", "b1=ratio.nii", "limits=wide"),
                use(FAILED, "limits must go from the smaller", "preprocess", "b1=ratio.nii", "limits=2-0.3"),
                use(FAILED, "no voxel between 3.0 and 5.0", "preprocess", "b1=ratio.nii", "limits=3-5"),
                use(FAILED, "is not a value of 'mode'", "gibbs", "mode=4D"),
                use(FAILED, "one of the 4 cycles, but is cycle 13", "motion", "reference=13"),
                use(FAILED, "reference must be a whole number, 0 or more", "motion", "reference=-3"),
                use(WRONG_CALL, "reference must be a whole number", "motion", "reference=middle"),
                use(FAILED, "nothing to do", "phase", "mean=no"),
                use(FAILED, "at least 6 phase cycles, but there are 4", "phase", "drift=yes"),
                use(FAILED, "threshold must be auto", "masks", "threshold=abc"),
                use(FAILED, "threshold must be auto", "masks", "threshold=0"),
                use(FAILED, "there is no file", "masks", "rois=nothing.zip"),
                use(FAILED, "b1 is missing", "b1map", "b1="),
                use(FAILED, "is a folder", "b1map", "b1=taken"),
                use(FAILED, "unit", "b1map", "b1=unknown.nii"),
                use(FAILED, "b1unit", "b1map", "b1=ratio.nii", "b1unit=degrees"),
                use(FAILED, "b1unit", "b1map", "b1=ratio.nii", "b1unit=radians"),
                use(FAILED, "b1flip", "b1map", "b1=ratio.nii", "b1unit=flip angle x10"),
                use(FAILED, "b1flip", "b1map", "b1=ratio.nii", "b1flip=sixty"),
                use(FAILED, "no position in space", "b1map", "b1=elsewhere.nii"),
                use(FAILED, "median must be a whole number, 0 or more", "b1map", "median=-1"),
                use(FAILED, "two ratios above 0", "b1map", "limits=0-2"),
                use(FAILED, "a map of ΔB0 or a series, not both", "unwrap", "b0=ratio.nii"),
                use(FAILED, "Give it with tr=", "unwrap", "b0=ratio.nii", "magnitude=", "phase=", "tr="),
                use(FAILED, "neither an open image nor a file", "unwrap", "b0=no.nii", "magnitude=", "phase="),
                use(FAILED, "grid of the series", "qc", "b1=flat.nii"),
                use(FAILED, "b1unit", "qc", "b1=ratio.nii", "b1unit=percents"));
    }

    private static WrongUse use(int exitCode, String message, String command, String... words) {
        return new WrongUse(command + " " + String.join(" ", words), exitCode, message, command, List.of(words));
    }

    @ParameterizedTest
    @ValueSource(strings = {"b1=nothing.nii", "reference=5", "drift=yes"})
    void isRefusedBeforeTheWorkOfOtherSteps(String word) {
        assertThat(launch("preprocess", List.of("gibbs=yes", "motion=yes", word)))
                .isEqualTo(FAILED);
        assertThat(messages()).contains("ERROR: ").doesNotContain("Gibbs");
    }

    @Test
    void theRightCallsWork() throws IOException {
        assertThat(launch("preprocess", List.of("output=right", "qc=no", "mean=yes")))
                .isZero();
        assertThat(launch("b1map", List.of("output=right", "median=1"))).isZero();
        assertThat(files()).contains("right/bssfp_part-mag.nii.gz", "right/bssfp_part-mag.json", "right/B1map.nii.gz");
    }

    /** Of the pipeline, the quick steps. */
    @Override
    protected List<String> rightCall(String command) {
        List<String> words = new ArrayList<>(List.of(
                "magnitude=mag.nii.gz",
                "phase=phase.nii.gz",
                "tr=4.8",
                "te=2.4",
                "flip=15",
                "increments=standard",
                "output=out"));
        if (command.equals("preprocess")) {
            words.addAll(List.of("gibbs=no", "motion=no", "mean=no", "masks=no"));
        }
        if (command.equals("b1map")) {
            words.add("b1=ratio.nii");
        }
        return words;
    }

    @Override
    protected boolean isPath(String key, String value) {
        return List.of("magnitude", "phase", "mask", "protocol", "output", "b1", "b0", "anatomy", "rois")
                .contains(key);
    }

    @BeforeAll
    static void makeFiles() throws IOException {
        // without the JSON file beside them
        Files.copy(SampleBrain.series(4, "mag"), folder.resolve("mag.nii.gz"));
        Files.copy(SampleBrain.series(4, "phase"), folder.resolve("phase.nii.gz"));
        write("ratio.nii", 24, 1);
        write("unknown.nii", 24, 17);
        write("flat.nii", 1, 1);
        write("elsewhere.nii", 12, 1);
        Files.writeString(folder.resolve("text.nii"), "this is not an image");
        Files.writeString(folder.resolve("broken.json"), "{ \"RepetitionTime\": ");
        Files.createDirectory(folder.resolve("taken"));
        for (String name : List.of(
                "bssfp_part-mag.nii.gz", "brain_mask.nii.gz", "B1map.png", "fieldmap_wraps.nii.gz", "qc.html")) {
            Files.writeString(folder.resolve("taken").resolve(name), "an older result");
        }
    }

    private static void write(String name, int slices, float value) throws IOException {
        Img<FloatType> image = PlanarImgs.floats(64, 64, slices);
        image.forEach(each -> each.set(value));
        Path file = folder.resolve(name);
        NiftiWriter.write(file, image, NiftiGeometry.ofVoxelSize(3, 3, 5), "", false, Progress.NONE);
    }
}

package org.relaxometry.bssfp.io.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.LoadLog;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;
import org.relaxometry.bssfp.io.sidecar.RunId;

class SourceImageRunTest {

    @TempDir
    Path folder;

    private SourceImage image(String role, String name, String json) throws IOException {
        Path file = folder.resolve(name + ".nii.gz");
        NiftiWriter.write(
                file, ArrayImgs.floats(2, 2, 1), NiftiGeometry.ofVoxelSize(1, 1, 1), "test", true, Progress.NONE);
        Files.writeString(folder.resolve(name + ".json"), json);
        return ImageOpener.open(role, file.toString(), Progress.NONE, new LoadLog());
    }

    @Test
    void imagesOfDifferentRunsAreTold() throws IOException {
        SourceImage magnitude = image("magnitude", "mag", "{\"RunId\": \"one\"}");
        SourceImage phase = image("phase", "phase", "{\"RunId\": \"two\"}");
        assertThat(magnitude.otherRun(phase))
                .contains(
                        "The magnitude image 'mag.nii.gz' and the phase image 'phase.nii.gz' are of different runs (one"
                                + " and two): they may not belong together. Expected both of one run.");
    }

    @Test
    void imagesOfOneRunOrOfNoneAreNot() throws IOException {
        SourceImage magnitude = image("magnitude", "mag", "{\"RunId\": \"one\"}");
        assertThat(magnitude.otherRun(image("phase", "phase", "{\"RunId\": \"one\"}")))
                .isEmpty();
        assertThat(image("magnitude", "raw", "{}").otherRun(image("phase", "phase", "{}")))
                .isEmpty();
    }

    @Test
    void anImageOfOursBesideOneOfOthersIsTold() throws IOException {
        SourceImage magnitude = image("magnitude", "mag", "{\"RunId\": \"one\"}");
        for (String json : List.of("{}", "[1]", "{", "{\"RunId\": [1]}")) {
            SourceImage phase = image("phase", "phase", json);
            assertThat(magnitude.otherRun(phase))
                    .isEqualTo(phase.otherRun(magnitude))
                    .contains(
                            "A run of this program made the magnitude image 'mag.nii.gz' (one), but nothing says that it made"
                                    + " the phase image 'phase.nii.gz': one may be corrected and the other not. Expected both of one"
                                    + " run.");
        }
    }

    @Test
    void equalRunsAreCalledTheSameAndOthersAreNot() {
        assertThat(RunId.of("one"))
                .isEqualTo(RunId.of("one"))
                .isNotEqualTo(RunId.of("two"))
                .matches("[0-9a-f]{16}");
    }
}

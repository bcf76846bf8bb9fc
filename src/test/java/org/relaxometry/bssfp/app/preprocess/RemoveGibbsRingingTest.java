package org.relaxometry.bssfp.app.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.app.frame.CommandRunner;
import org.scijava.Context;
import org.scijava.command.CommandService;

class RemoveGibbsRingingTest {

    private static final String BRAIN = "test-data/brain-4/";

    @TempDir
    Path folder;

    @Test
    void theSeriesIsWrittenAgainWithARecordAndAPicture() throws IOException {
        assertThat(run(Map.of("mode", "in plane"))).isEmpty();

        assertThat(folder.resolve("bssfp_part-mag.nii.gz")).exists();
        assertThat(Files.readString(folder.resolve("bssfp_part-phase.json")))
                .contains(
                        "\"GibbsRingingRemoval\": \"in plane\"",
                        "\"GibbsRingingShifts\": \"chosen by all cycles together\"",
                        "\"RepetitionTime\": 0.0048")
                .doesNotContain("GibbsEmptyOuterKSpace");
        assertThat(ImageIO.read(folder.resolve("gibbs.png").toFile()).getWidth())
                .isGreaterThan(500);
    }

    @Test
    void anotherModeIsNamed() {
        assertThat(run(Map.of("mode", "2D"))).hasValueSatisfying(message -> assertThat(message)
                .contains("is not a value of 'mode'. It may be one of: 3D, in plane"));
        assertThat(folder).isEmptyDirectory();
    }

    private Optional<String> run(Map<String, String> keys) {
        Map<String, String> all = new HashMap<>(keys);
        all.put("magnitude", BRAIN + "pcbssfp_mag_siemens_int16_brain.nii.gz");
        all.put("phase", BRAIN + "pcbssfp_phase_siemens_int16_brain.nii.gz");
        all.put("output", folder.toString());
        try (Context context = new Context(CommandService.class)) {
            return CommandRunner.of(context, "gibbs").run(all);
        }
    }
}

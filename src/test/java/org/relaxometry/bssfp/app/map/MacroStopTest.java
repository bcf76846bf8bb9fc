package org.relaxometry.bssfp.app.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.relaxometry.bssfp.app.frame.HeadlessMenu;

/** A macro without a screen ends with the command that fails: otherwise it saves the images of the run before. */
class MacroStopTest {

    @TempDir
    static Path folder;

    @Test
    void aLoopOverSubjectsDoesNotSaveTheMapOfTheOneBefore() throws Exception {
        Path brain = Path.of("test-data/brain").toAbsolutePath();
        Path maps = Files.createDirectories(folder.resolve("maps"));
        String printed = HeadlessMenu.runMacro(
                """
                setBatchMode(true);
                magnitudes = newArray("%1$s/pcbssfp_mag_siemens_int16_brain.nii.gz", "%1$s/missing.nii.gz");
                for (i = 0; i < 2; i++) {
                  run("Map T1 T2 B0...", "magnitude=[" + magnitudes[i] + "]"
                    + " phase=[%1$s/pcbssfp_phase_siemens_int16_brain.nii.gz] method=[MIRACLE (fast)]");
                  saveAs("Tiff", "%2$s/" + i + ".tif");
                }
                """
                        .formatted(brain, maps));
        assertThat(maps.resolve("0.tif")).isNotEmptyFile();
        assertThat(maps.resolve("1.tif")).doesNotExist();
        assertThat(printed).contains("there is neither an open image nor a file '" + brain + "/missing.nii.gz'");
        assertThat(printed).contains("in line 5").doesNotContain("should not have happened");
    }

    /** Nobody has given them what they need, or a folder to write to. */
    @ParameterizedTest
    @MethodSource("labels")
    void everyCommandThatFailsEndsTheMacro(String label) throws Exception {
        String printed = HeadlessMenu.runMacro(
                "setBatchMode(true);\nrun(\"%s\", \"nonsense=1\");\nprint(\"went on\");\n".formatted(label));
        assertThat(printed)
                .contains("\"nonsense\" is not a key of ")
                .contains("in line 2")
                .doesNotContain("went on");
    }

    static Set<String> labels() throws IOException {
        return HeadlessMenu.entries().keySet();
    }

    /** To look for the ROI Manager is not to make one, which needs a screen. */
    @Test
    void mapsAreComparedInAMacroWithoutAScreen() throws Exception {
        String printed = HeadlessMenu.runMacro(
                """
                setBatchMode(true);
                newImage("first", "32-bit ramp", 8, 8, 1);
                newImage("second", "32-bit ramp", 8, 8, 1);
                run("Compare Maps...", "first=first second=second");
                getStatistics(area, mean);
                print("difference " + mean);
                """);
        assertThat(printed).contains("difference 0").doesNotContain("ERROR");
    }
}

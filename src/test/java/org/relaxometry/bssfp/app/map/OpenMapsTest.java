package org.relaxometry.bssfp.app.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ij.ImagePlus;
import ij.macro.Interpreter;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.SampleBrain;
import org.relaxometry.bssfp.app.frame.CommandRunner;
import org.relaxometry.bssfp.io.image.ImageNames;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** Maps that were written are opened again and look as when they were made. */
class OpenMapsTest {

    @TempDir
    Path folder;

    private final Context context = new Context(CommandService.class);

    @BeforeEach
    void beInAMacro() throws ReflectiveOperationException {
        Interpreter.batchMode = true;
        Interpreter interpreter = new Interpreter();
        interpreter.run("1;");
        setInterpreter(interpreter);
        assertThat(run(
                        "map",
                        Map.of(
                                "magnitude", SampleBrain.series(4, "mag").toString(),
                                "phase", SampleBrain.series(4, "phase").toString(),
                                "method", "MIRACLE (fast)",
                                "prefix", "a_",
                                "output", folder.toString())))
                .isEmpty();
    }

    @AfterEach
    void close() throws ReflectiveOperationException {
        ImageNames.open().forEach(Interpreter::removeBatchModeImage);
        Interpreter.batchMode = false;
        setInterpreter(null);
        context.close();
    }

    private static void setInterpreter(Interpreter interpreter) throws ReflectiveOperationException {
        Method setter = Interpreter.class.getDeclaredMethod("setInstance", Interpreter.class);
        setter.setAccessible(true);
        setter.invoke(null, interpreter);
    }

    private Optional<String> run(String command, Map<String, String> texts) {
        return CommandRunner.of(context, command).run(new HashMap<>(texts));
    }

    @Test
    void valuesUnitsColoursTitlesPlaceProtocolAndRecordAreThoseOfTheRun() {
        List<ImagePlus> made = ImageNames.open();
        assertThat(run("openmaps", Map.of("folder", folder.toString()))).isEmpty();
        List<ImagePlus> opened = ImageNames.open().subList(made.size(), 2 * made.size());
        for (ImagePlus before : made) {
            ImagePlus after = opened.stream()
                    .filter(image -> ImageProperties.quantity(image).equals(ImageProperties.quantity(before)))
                    .findFirst()
                    .orElseThrow();
            assertThat(after.getTitle()).isEqualTo(before.getTitle() + " (2)");
            assertThat(after.getCalibration().getValueUnit())
                    .isEqualTo(before.getCalibration().getValueUnit());
            assertThat(after.getDisplayRangeMax())
                    .isCloseTo(before.getDisplayRangeMax(), within(1e-5 * Math.abs(before.getDisplayRangeMax())));
            assertThat(ImageProperties.geometry(after)).isEqualTo(ImageProperties.geometry(before));
            assertThat(ImageProperties.protocol(after)).isEqualTo(ImageProperties.protocol(before));
            assertThat(after.getInfoProperty()).contains("Method: MIRACLE (fast)");
            // so that the maps of one run are found, and no others
            assertThat(ImageProperties.run(after)).isPresent().isEqualTo(ImageProperties.run(before));
            for (int z = 1; z <= before.getStackSize(); z++) {
                float[] expected = (float[]) before.getStack().getPixels(z);
                float[] values = (float[]) after.getStack().getPixels(z);
                for (int i = 0; i < values.length; i++) {
                    // NaN differs from all
                    assertThat(Float.compare(values[i], expected[i]) == 0
                                    || Math.abs(values[i] - expected[i]) <= 1e-6f * Math.abs(expected[i]))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void oneMapOfSeveralRunsStandsForItsRun() throws Exception {
        Files.copy(folder.resolve("a_T1map.nii.gz"), folder.resolve("b_T1map.nii.gz"));
        assertThat(run("openmaps", Map.of("folder", folder.toString())).orElseThrow())
                .contains("several runs: a_, b_");
        assertThat(run(
                        "openmaps",
                        Map.of("folder", folder.resolve("a_T1map.nii.gz").toString())))
                .isEmpty();
        assertThat(run(
                                "openmaps",
                                Map.of(
                                        "folder",
                                        folder.resolve("b_T1map.nii.gz").toString()))
                        .orElseThrow())
                .contains("no record beside it", "b_T1map.json");
    }
}

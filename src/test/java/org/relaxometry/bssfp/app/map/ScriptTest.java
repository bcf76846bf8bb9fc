package org.relaxometry.bssfp.app.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.app.frame.CommandRunner;
import org.relaxometry.bssfp.app.script.CommandFailure;
import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** Scripts and {@code --run} ask SciJava for the command, the launcher asks for it by name: the same keys, the same files. */
class ScriptTest {

    private static final String BRAIN = "test-data/brain/";

    @TempDir
    Path folder;

    @Test
    void aCommandRunBySciJavaGivesWhatTheLauncherGives() throws Exception {
        try (Context context = new Context()) {
            Map<String, Object> keys = new LinkedHashMap<>();
            keys.put("magnitude", BRAIN + "pcbssfp_mag_siemens_int16_brain.nii.gz");
            keys.put("phase", BRAIN + "pcbssfp_phase_siemens_int16_brain.nii.gz");
            keys.put("b1", BRAIN + "B1_rel.nii.gz");
            keys.put("method", "miracle (FAST)");
            keys.put("threads", 1);
            keys.put("overwrite", true);
            keys.put("output", folder.resolve("script").toString());
            Future<?> run = context.service(CommandService.class).run(MapT1T2B0.class, true, keys);
            assertThat(((Cancelable) run.get()).isCanceled()).isFalse();

            Map<String, String> texts = new LinkedHashMap<>();
            keys.forEach((key, value) -> texts.put(key, value.toString()));
            texts.put("output", folder.resolve("launcher").toString());
            assertThat(CommandRunner.of(context, "map").run(texts)).isEmpty();
        }
        for (String name : new String[] {"T1map.nii.gz", "T2map.nii.gz", "fieldmap.nii.gz", "T1map.json"}) {
            assertThat(Files.readAllBytes(folder.resolve("script").resolve(name)))
                    .isEqualTo(Files.readAllBytes(folder.resolve("launcher").resolve(name)));
        }
    }

    @Test
    void aFailureIsAnExceptionWithTheMessageOfTheCommand() {
        try (Context context = new Context()) {
            Future<?> run = context.service(CommandService.class).run(MapT1T2B0.class, true, Map.of("method", "magic"));
            assertThatThrownBy(run::get)
                    .rootCause()
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("\"magic\" is not a value of 'method'.");
        }
    }
}

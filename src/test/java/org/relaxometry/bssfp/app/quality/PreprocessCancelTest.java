package org.relaxometry.bssfp.app.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.SampleBrain;
import org.relaxometry.bssfp.app.frame.CancelledRun;
import org.relaxometry.bssfp.app.frame.CommandRunner;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** Every step of preprocessing of the sample brain is cancelled in the middle of its work. */
class PreprocessCancelTest {

    @TempDir
    Path folder;

    /** @param moment progress by which the task is at work, and far from its end */
    @ParameterizedTest(name = "{0}, {2}")
    @CsvSource({
        "gibbs,      mode=3D,   Removing Gibbs ringing: 10 %",
        "motion,     threads=1, Finding motion: 10 %",
        "motion,     threads=2, Correcting motion: 10 %",
        "motion,     threads=2, Writing: 10 %",
        "phase,      drift=yes, Correcting drift: 10 %",
        "phase,      mean=yes,  Removing the mean phase: 10 %",
        "masks,      brain=yes, Making masks: 10 %",
        "b1map,      median=10, Preparing the B1 map: 10 %",
        "b1map,      register=yes, Registering the B1 map: 30 %",
        "unwrap,     threads=1, Estimating ΔB0: 10 %",
        "unwrap,     threads=1, Unwrapping: 10 %",
        "qc,         threads=1, Looking for motion: 10 %",
        "qc,         threads=1, Mapping for quality control: 10 %",
        "preprocess, gibbs=yes, Removing Gibbs ringing: 10 %",
    })
    void aCancelledRunEndsAtOnceAndLeavesNothing(String command, String setting, String moment) throws Exception {
        Map<String, String> keys = new HashMap<>(Map.of(
                "magnitude",
                SampleBrain.series(6, "mag").toString(),
                "phase",
                SampleBrain.series(6, "phase").toString(),
                setting.split("=")[0],
                setting.split("=")[1],
                "output",
                folder.resolve("results").toString()));
        if (command.equals("b1map")) {
            keys.put("b1", SampleBrain.truth("B1_rel.nii.gz").toString());
            keys.put("anatomy", SampleBrain.truth("PD.nii.gz").toString());
            keys.putIfAbsent("register", "no");
        }
        Optional<String> failure = CancelledRun.at(moment, () -> {
            try (Context context = new Context(CommandService.class)) {
                return CommandRunner.of(context, command).run(keys);
            }
        });
        assertThat(failure).contains(RelaxometryCommand.CANCELLED);
        assertThat(folder).isEmptyDirectory();
    }
}

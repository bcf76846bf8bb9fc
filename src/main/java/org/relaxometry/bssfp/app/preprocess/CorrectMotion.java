package org.relaxometry.bssfp.app.preprocess;

import java.util.List;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Result;
import org.relaxometry.bssfp.app.result.SeriesWindows;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/** Registers the phase cycles to one of them and corrects the complex images. */
@Plugin(
        type = Command.class,
        name = "motion",
        label = "Correct Motion...",
        description = "Rigid motion between the phase cycles is found and taken out of the complex images.",
        visible = false,
        attrs = @Attr(name = "no-record"))
public class CorrectMotion extends PreprocessingCommand {

    private final Key<Integer> reference = key(MotionStep.referenceKey());

    @Override
    public List<Result> results() {
        return SeriesWindows.RESULTS;
    }

    @Override
    protected List<PreprocessingStep> steps() {
        return List.of(new MotionStep(reference.value()));
    }
}

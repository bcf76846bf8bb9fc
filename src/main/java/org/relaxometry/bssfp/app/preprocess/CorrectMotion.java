package org.relaxometry.bssfp.app.preprocess;

import java.util.List;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Registers the phase cycles to one of them and corrects the complex images. */
@Plugin(
        type = Command.class,
        name = "motion",
        label = "Correct Motion...",
        description = "Rigid motion between the phase cycles is found and taken out of the complex images.",
        attrs = @Attr(name = "no-record"))
public class CorrectMotion extends PreprocessingCommand {

    @Parameter(
            label = "Reference cycle (0 = middle)",
            description = "Number of the phase cycle to which the others are registered, from 1. 0: the middle one.",
            min = "0",
            required = false,
            persist = false)
    private int reference = 0;

    @Override
    protected List<PreprocessingStep> steps() {
        return List.of(new MotionStep(reference));
    }
}

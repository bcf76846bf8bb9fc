package org.relaxometry.bssfp.app.preprocess;

import java.util.List;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Removes the phase that is not signal. */
@Plugin(
        type = Command.class,
        name = "phase",
        label = "Reference Phase...",
        description = "Removes the mean phase over the cycles, and on demand a drift of the field between them.",
        attrs = @Attr(name = "no-record"))
public class ReferencePhase extends PreprocessingCommand {

    @Parameter(
            label = "Mean phase",
            description = "Remove the phase of the mean over the cycles, such as that of the receiver, voxel by voxel.",
            required = false,
            persist = false)
    private boolean mean = true;

    @Parameter(
            label = "Drift of the field",
            description =
                    "Find how far the main field was off in every cycle, and correct the images for it. Needs six cycles.",
            required = false,
            persist = false)
    private boolean drift = false;

    @Override
    protected List<PreprocessingStep> steps() {
        return List.of(new PhaseStep(mean, drift));
    }
}

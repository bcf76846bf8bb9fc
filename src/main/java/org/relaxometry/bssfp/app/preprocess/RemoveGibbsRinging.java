package org.relaxometry.bssfp.app.preprocess;

import java.util.List;
import org.relaxometry.bssfp.preprocessing.gibbs.GibbsRemoval;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Takes Gibbs ringing out of every complex cycle by local subvoxel shifts. */
@Plugin(
        type = Command.class,
        name = "gibbs",
        label = "Remove Gibbs Ringing...",
        description = "Takes Gibbs ringing out of every complex phase cycle by local subvoxel shifts.",
        attrs = @Attr(name = "no-record"))
public class RemoveGibbsRinging extends PreprocessingCommand {

    @Parameter(
            label = "Mode",
            description = "3D: along x, y and z, for 3D acquisitions. in plane: along x and y, slice by slice, for 2D"
                    + " acquisitions.",
            choices = {"3D", "in plane"},
            required = false,
            persist = false)
    private String mode = "3D";

    @Override
    protected List<PreprocessingStep> steps() {
        return List.of(new GibbsStep(GibbsRemoval.Mode.of(mode)));
    }
}

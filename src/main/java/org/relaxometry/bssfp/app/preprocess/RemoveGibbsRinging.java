package org.relaxometry.bssfp.app.preprocess;

import java.util.List;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Result;
import org.relaxometry.bssfp.app.result.SeriesWindows;
import org.relaxometry.bssfp.preprocessing.gibbs.GibbsRemoval;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/** Takes Gibbs ringing out of every complex cycle by local subvoxel shifts. */
@Plugin(
        type = Command.class,
        name = "gibbs",
        label = "Remove Gibbs Ringing...",
        description = "Takes Gibbs ringing out of every complex phase cycle by local subvoxel shifts.",
        visible = false,
        attrs = @Attr(name = "no-record"))
public class RemoveGibbsRinging extends PreprocessingCommand {

    private final Key<GibbsRemoval.Mode> mode = key(GibbsStep.modeKey("Mode"));

    @Override
    public List<Result> results() {
        return SeriesWindows.RESULTS;
    }

    @Override
    protected List<PreprocessingStep> steps() {
        return List.of(new GibbsStep(mode.value()));
    }
}

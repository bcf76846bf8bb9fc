package org.relaxometry.bssfp.app.preprocess;

import java.util.List;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Result;
import org.relaxometry.bssfp.app.result.SeriesWindows;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/** Removes the phase that is not signal. */
@Plugin(
        type = Command.class,
        name = "phase",
        label = "Reference Phase...",
        description = "Removes the mean phase over the cycles, and on demand a drift of the field between them.",
        visible = false,
        attrs = @Attr(name = "no-record"))
public class ReferencePhase extends PreprocessingCommand {

    private final Key<Boolean> mean = key(PhaseStep.meanKey());

    private final Key<Boolean> drift = key(PhaseStep.driftKey());

    @Override
    public List<Result> results() {
        return SeriesWindows.RESULTS;
    }

    @Override
    protected List<PreprocessingStep> steps() {
        return List.of(new PhaseStep(mean.value(), drift.value()));
    }
}

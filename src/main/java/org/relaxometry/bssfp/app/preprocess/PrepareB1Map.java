package org.relaxometry.bssfp.app.preprocess;

import java.util.List;
import org.relaxometry.bssfp.app.group.B1Keys;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Result;
import org.relaxometry.bssfp.preprocessing.b1.MedianEdge;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/** A B1 map of another grid and orientation, with holes and noise, becomes one on the grid of the series. */
@Plugin(
        type = Command.class,
        name = "b1map",
        label = "Prepare B1 Map...",
        description = "A B1 map of any grid, placed on the grid of the series: registered, filled, median filtered.",
        visible = false,
        attrs = @Attr(name = "no-record"))
public class PrepareB1Map extends PreprocessingCommand {

    private final B1Keys b1 = B1Keys.onAnyGrid(keys, " 0 means no data.");

    private final Key<String> anatomy = key(B1MapStep.anatomyKey());

    private final Key<String> register = key(B1MapStep.registerKey("Register"));

    private final Key<MedianEdge> median = key(B1MapStep.medianKey("Median filter (10 voxels or 13 mm)"));

    private final Key<String> limits = key(B1MapStep.limitsKey("Limits"));

    {
        b1.unit();
    }

    @Override
    public List<Result> results() {
        return List.of(B1MapStep.RESULT);
    }

    @Override
    protected List<PreprocessingStep> steps() {
        return List.of(B1MapStep.of(b1.request(), anatomy.value(), register.value(), median.value(), limits.value()));
    }
}

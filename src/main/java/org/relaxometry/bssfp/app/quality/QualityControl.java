package org.relaxometry.bssfp.app.quality;

import java.io.IOException;
import java.util.List;
import org.relaxometry.bssfp.app.group.B1Keys;
import org.relaxometry.bssfp.app.preprocess.PreprocessingCommand;
import org.relaxometry.bssfp.app.preprocess.PreprocessingStep;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/** One HTML page about a series: what a colleague would look at before trusting its maps. */
@Plugin(
        type = Command.class,
        name = "qc",
        label = "Quality Control...",
        description = "One page with pictures and warnings in plain words about a phase-cycled series.",
        visible = false,
        attrs = @Attr(name = "no-record"))
public class QualityControl extends PreprocessingCommand {

    private final B1Keys b1 = B1Keys.onSeries(keys, " Empty: 1 everywhere.").unit();

    @Override
    protected LoadedSeries load() throws IOException {
        return series.load(b1, this);
    }

    @Override
    protected List<PreprocessingStep> steps() {
        return List.of(new QualityStep(true, true));
    }
}

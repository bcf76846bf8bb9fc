package org.relaxometry.bssfp.app.preprocess;

import java.util.List;
import java.util.OptionalDouble;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Result;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/** Masks of the head, the brain and the background of a phase-cycled series, and its SNR. */
@Plugin(
        type = Command.class,
        name = "masks",
        label = "Make Masks...",
        description = "Masks of head, brain and background of a phase-cycled series, and its signal-to-noise ratio.",
        visible = false,
        attrs = @Attr(name = "no-record"))
public class MakeMasks extends PreprocessingCommand {

    private final Key<OptionalDouble> threshold = key(MaskStep.thresholdKey("Threshold"));

    private final Key<String> brain = key(MaskStep.brainKey());

    private final Key<String> rois = key(Key.text(
            "rois",
            "ROIs of the brain",
            "A brain mask that you drew or edited, instead of the automatic one: path of a .roi or .zip file or"
                    + " of an image, title of an image, or the word drawn for what is in the ROI Manager. Empty:"
                    + " automatic."));

    @Override
    public List<Result> results() {
        return MaskFiles.RESULTS;
    }

    @Override
    protected List<PreprocessingStep> steps() {
        return List.of(MaskStep.of(threshold.value(), brain.value(), rois.value()));
    }
}

package org.relaxometry.bssfp.app.preprocess;

import java.util.List;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Masks of the head, the brain and the background of a phase-cycled series, and its SNR. */
@Plugin(
        type = Command.class,
        name = "masks",
        label = "Make Masks...",
        description = "Masks of head, brain and background of a phase-cycled series, and its signal-to-noise ratio.",
        attrs = @Attr(name = "no-record"))
public class MakeMasks extends PreprocessingCommand {

    @Parameter(
            label = "Threshold",
            description =
                    "Mean magnitude over the cycles, in the units of the images, above which there is a head. auto:"
                            + " a quarter of the median of what is bright.",
            required = false,
            persist = false)
    private String threshold = "auto";

    @Parameter(
            label = "Brain mask",
            description = "Whether there is a brain to be found. no: head and background alone, as for phantoms.",
            choices = {"yes", "no"},
            required = false,
            persist = false)
    private String brain = "yes";

    @Parameter(
            label = "ROIs of the brain",
            description =
                    "A brain mask that you drew or edited, instead of the automatic one: path of a .roi or .zip file or"
                            + " of an image, title of an image, or the word drawn for what is in the ROI Manager. Empty:"
                            + " automatic.",
            required = false,
            persist = false)
    private String rois = "";

    @Override
    protected List<PreprocessingStep> steps() {
        return List.of(MaskStep.of(threshold, brain, rois));
    }
}

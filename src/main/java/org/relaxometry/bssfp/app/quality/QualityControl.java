package org.relaxometry.bssfp.app.quality;

import java.util.List;
import java.util.Map;
import org.relaxometry.bssfp.app.frame.InputField;
import org.relaxometry.bssfp.app.preprocess.PreprocessingCommand;
import org.relaxometry.bssfp.app.preprocess.PreprocessingStep;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** One HTML page about a series: what a colleague would look at before trusting its maps. */
@Plugin(
        type = Command.class,
        name = "qc",
        label = "Quality Control...",
        description = "One page with pictures and warnings in plain words about a phase-cycled series.",
        attrs = @Attr(name = "no-record"))
public class QualityControl extends PreprocessingCommand {

    @Parameter(
            label = "B1 map",
            description =
                    "Actual over nominal flip angle on the grid of the series, as ratio, percent or flip angle x10: title of"
                            + " an open image or path of a file. Empty: 1 everywhere.",
            style = InputField.IMAGE_STYLE,
            required = false,
            persist = false)
    private String b1 = "";

    @Parameter(
            label = "B1unit",
            description = "Unit of the B1 map. auto: decided from its range and said in the log.",
            choices = {"auto", "ratio", "percent", "flip angle x10"},
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String b1unit = "auto";

    @Parameter(
            label = "B1flip (degrees)",
            description = "Nominal flip angle of the B1 measurement, for the unit flip angle x10.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String b1flip = "";

    @Override
    protected Map<String, String> texts() {
        Map<String, String> texts = super.texts();
        texts.put("b1", b1);
        texts.put("b1unit", b1unit);
        texts.put("b1flip", b1flip);
        texts.values().removeIf(text -> text == null);
        return texts;
    }

    @Override
    protected List<PreprocessingStep> steps() {
        return List.of(new QualityStep(true, true));
    }
}

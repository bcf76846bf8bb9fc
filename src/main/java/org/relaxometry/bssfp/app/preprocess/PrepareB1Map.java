package org.relaxometry.bssfp.app.preprocess;

import java.util.List;
import org.relaxometry.bssfp.app.frame.InputField;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** A B1 map of another grid and orientation, with holes and noise, becomes one on the grid of the series. */
@Plugin(
        type = Command.class,
        name = "b1map",
        label = "Prepare B1 Map...",
        description = "A B1 map of any grid, placed on the grid of the series: registered, filled, median filtered.",
        attrs = @Attr(name = "no-record"))
public class PrepareB1Map extends PreprocessingCommand {

    @Parameter(
            label = "B1 map",
            description =
                    "Actual over nominal flip angle, as ratio, percent or flip angle x10, on any grid: title of an open image"
                            + " or path of a file. 0 means no data.",
            style = InputField.IMAGE_STYLE,
            required = false,
            persist = false)
    private String b1 = "";

    @Parameter(
            label = "Anatomy",
            description =
                    "Anatomical (baseline) image of the B1 measurement, by which the map is registered to the series:"
                            + " title of an open image or path of a file. Empty: the map lies where its header says.",
            style = InputField.IMAGE_STYLE,
            required = false,
            persist = false)
    private String anatomy = "";

    @Parameter(
            label = "Register",
            description = "Whether the map is moved with its anatomical image, where one is given.",
            choices = {B1MapStep.YES, B1MapStep.NO},
            required = false,
            persist = false)
    private String register = B1MapStep.YES;

    @Parameter(
            label = "Median (voxels)",
            description = "Edge of the cube of the median filter, in voxels of the series; 0: no filter.",
            min = "0",
            required = false,
            persist = false)
    private int median = 10;

    @Parameter(
            label = "Limits",
            description =
                    "Least and highest ratio that count as measured; voxels beyond are filled like those without data.",
            required = false,
            persist = false)
    private String limits = "0.3-2";

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
    protected List<PreprocessingStep> steps() {
        return List.of(B1MapStep.of(b1, b1unit, b1flip, anatomy, register, median, limits));
    }
}

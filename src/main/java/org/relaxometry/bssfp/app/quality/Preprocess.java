package org.relaxometry.bssfp.app.quality;

import java.util.ArrayList;
import java.util.List;
import org.relaxometry.bssfp.app.frame.InputField;
import org.relaxometry.bssfp.app.preprocess.B1MapStep;
import org.relaxometry.bssfp.app.preprocess.GibbsStep;
import org.relaxometry.bssfp.app.preprocess.MaskStep;
import org.relaxometry.bssfp.app.preprocess.MotionStep;
import org.relaxometry.bssfp.app.preprocess.PhaseStep;
import org.relaxometry.bssfp.app.preprocess.PreprocessingCommand;
import org.relaxometry.bssfp.app.preprocess.PreprocessingStep;
import org.relaxometry.bssfp.app.preprocess.UnwrapStep;
import org.relaxometry.bssfp.preprocessing.gibbs.GibbsRemoval;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Everything between the images of a scanner and the maps, in one go, with the steps ticked. Ringing comes first, because
 * interpolation would smear it; whatever compares cycles comes after motion.
 */
@Plugin(
        type = Command.class,
        name = "preprocess",
        label = "Preprocess...",
        description = "Gibbs ringing, motion, phase, masks, B1 map and a page of quality control, step by step.",
        attrs = @Attr(name = "no-record"))
public class Preprocess extends PreprocessingCommand {

    @Parameter(
            label = "Gibbs ringing removal",
            description = "By local subvoxel shifts, on the complex cycles.",
            required = false,
            persist = false)
    private boolean gibbs = true;

    @Parameter(
            label = "Motion correction",
            description = "Registers the cycles to one of them and corrects the complex images.",
            required = false,
            persist = false)
    private boolean motion = true;

    @Parameter(
            label = "Drift of the field",
            description =
                    "Find how far the main field was off in every cycle, and correct the images for it. Needs six cycles.",
            required = false,
            persist = false)
    private boolean drift = false;

    @Parameter(
            label = "Mean phase",
            description = "Remove the phase of the mean over the cycles, such as that of the receiver, voxel by voxel.",
            required = false,
            persist = false)
    private boolean mean = true;

    @Parameter(
            label = "Masks",
            description = "Of head, brain and background, and the SNR.",
            required = false,
            persist = false)
    private boolean masks = true;

    @Parameter(
            label = "B1 map",
            description =
                    "Actual over nominal flip angle, as ratio, percent or flip angle x10, on any grid: title of an open image"
                            + " or path of a file. Empty: no B1 map is prepared.",
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
            label = "Unwrap B0",
            description = "Map of ΔB0 by maximum likelihood, unwrapped beyond ±1/(2 TR).",
            required = false,
            persist = false)
    private boolean unwrap = false;

    @Parameter(
            label = "QC page",
            description = "One page with pictures and warnings about the result.",
            required = false,
            persist = false)
    private boolean qc = true;

    @Parameter(
            label = "Mode of Gibbs ringing removal",
            description = "3D: along x, y and z, for 3D acquisitions. in plane: along x and y, slice by slice, for 2D"
                    + " acquisitions.",
            choices = {"3D", "in plane"},
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String mode = "3D";

    @Parameter(
            label = "Reference cycle (0 = middle)",
            description = "Number of the phase cycle to which the others are registered, from 1. 0: the middle one.",
            min = "0",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private int reference = 0;

    @Parameter(
            label = "Threshold of the head",
            description =
                    "Mean magnitude over the cycles, in the units of the images, above which there is a head. auto:"
                            + " a quarter of the median of what is bright.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String threshold = "auto";

    @Parameter(
            label = "Brain mask",
            description = "Whether there is a brain to be found. no: head and background alone, as for phantoms.",
            choices = {"yes", "no"},
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String brain = "yes";

    @Parameter(
            label = "Register the B1 map",
            description = "Whether the map is moved with its anatomical image, where one is given.",
            choices = {B1MapStep.YES, B1MapStep.NO},
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String register = B1MapStep.YES;

    @Parameter(
            label = "Median filter of B1 (voxels)",
            description = "Edge of the cube of the median filter, in voxels of the series; 0: no filter.",
            min = "0",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private int median = 10;

    @Parameter(
            label = "Limits of B1",
            description =
                    "Least and highest ratio that count as measured; voxels beyond are filled like those without data.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
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
        List<PreprocessingStep> steps = new ArrayList<>();
        if (gibbs) {
            steps.add(new GibbsStep(GibbsRemoval.Mode.of(mode)));
        }
        if (motion) {
            steps.add(new MotionStep(reference));
        }
        if (mean || drift) {
            steps.add(new PhaseStep(mean, drift));
        }
        if (masks) {
            steps.add(MaskStep.of(threshold, brain, ""));
        }
        if (isGiven(b1)) {
            steps.add(B1MapStep.of(b1, b1unit, b1flip, anatomy, register, median, limits));
        } else if (isGiven(anatomy)) {
            throw new IllegalArgumentException(
                    "An anatomical image is given without a B1 map. Expected b1 with anatomy, or neither.");
        }
        if (unwrap) {
            steps.add(new UnwrapStep());
        }
        if (qc) {
            steps.add(new QualityStep(!motion, !masks));
        }
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("There is nothing to do: all steps are switched off.");
        }
        return steps;
    }

    private static boolean isGiven(String image) {
        return image != null && !image.isBlank() && !image.strip().equalsIgnoreCase("none");
    }
}

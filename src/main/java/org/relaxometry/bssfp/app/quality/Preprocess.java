package org.relaxometry.bssfp.app.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.relaxometry.bssfp.app.group.B1Keys;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Result;
import org.relaxometry.bssfp.app.preprocess.B1MapStep;
import org.relaxometry.bssfp.app.preprocess.GibbsStep;
import org.relaxometry.bssfp.app.preprocess.MaskStep;
import org.relaxometry.bssfp.app.preprocess.MotionStep;
import org.relaxometry.bssfp.app.preprocess.PhaseStep;
import org.relaxometry.bssfp.app.preprocess.PreprocessingCommand;
import org.relaxometry.bssfp.app.preprocess.PreprocessingPipeline;
import org.relaxometry.bssfp.app.preprocess.PreprocessingStep;
import org.relaxometry.bssfp.app.preprocess.UnwrapStep;
import org.relaxometry.bssfp.preprocessing.b1.MedianEdge;
import org.relaxometry.bssfp.preprocessing.gibbs.GibbsRemoval;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
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
        visible = false,
        attrs = @Attr(name = "no-record"))
public class Preprocess extends PreprocessingCommand {

    private final Key<Boolean> gibbs =
            key(Key.tick("gibbs", "Gibbs ringing removal", "By local subvoxel shifts, on the complex cycles.", true));

    private final Key<Boolean> motion = key(Key.tick(
            "motion",
            "Motion correction",
            "Registers the cycles to one of them and corrects the complex images.",
            true));

    private final Key<Boolean> drift = key(PhaseStep.driftKey());

    private final Key<Boolean> mean = key(PhaseStep.meanKey());

    private final Key<Boolean> masks =
            key(Key.tick("masks", "Masks", "Of head, brain and background, and the SNR.", true));

    private final B1Keys b1 = B1Keys.onAnyGrid(keys, " Empty: no B1 map is prepared.");

    private final Key<String> anatomy = key(B1MapStep.anatomyKey());

    private final Key<Boolean> unwrap = key(
            Key.tick("unwrap", "Unwrap B0", "Map of ΔB0 by maximum likelihood, unwrapped beyond ±1/(2 TR).", false));

    private final Key<Boolean> qc =
            key(Key.tick("qc", "QC page", "One page with pictures and warnings about the result.", true));

    private final Key<GibbsRemoval.Mode> mode =
            key(GibbsStep.modeKey("Mode of Gibbs ringing removal").more());

    private final Key<Integer> reference = key(MotionStep.referenceKey().more());

    private final Key<OptionalDouble> threshold =
            key(MaskStep.thresholdKey("Threshold of the head").more());

    private final Key<String> brain = key(MaskStep.brainKey().more());

    private final Key<String> register =
            key(B1MapStep.registerKey("Register the B1 map").more());

    private final Key<MedianEdge> median =
            key(B1MapStep.medianKey("Median filter of B1 (10 voxels or 13 mm)").more());

    private final Key<String> limits = key(B1MapStep.limitsKey("Limits of B1").more());

    {
        b1.unit();
    }

    /** With fewer steps than an earlier run the files of those that it had and this one has not would contradict the series. */
    @Override
    protected boolean replacesWholeRuns() {
        return true;
    }

    @Override
    public List<Result> results() {
        return PreprocessingPipeline.RESULTS;
    }

    @Override
    protected List<PreprocessingStep> steps() {
        List<PreprocessingStep> steps = new ArrayList<>();
        if (gibbs.value()) {
            steps.add(new GibbsStep(mode.value()));
        }
        if (motion.value()) {
            steps.add(new MotionStep(reference.value()));
        }
        if (mean.value() || drift.value()) {
            steps.add(new PhaseStep(mean.value(), drift.value()));
        }
        if (masks.value()) {
            steps.add(MaskStep.of(threshold.value(), brain.value(), ""));
        }
        if (!b1.map().isEmpty()) {
            steps.add(B1MapStep.of(b1.request(), anatomy.value(), register.value(), median.value(), limits.value()));
        } else if (!anatomy.value().isEmpty()) {
            throw new IllegalArgumentException(
                    "An anatomical image is given without a B1 map. Expected 'b1' with 'anatomy', or neither.");
        }
        if (unwrap.value()) {
            steps.add(new UnwrapStep());
        }
        if (qc.value()) {
            steps.add(new QualityStep(!motion.value(), !masks.value()));
        }
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("There is nothing to do: all steps are switched off.");
        }
        return steps;
    }
}

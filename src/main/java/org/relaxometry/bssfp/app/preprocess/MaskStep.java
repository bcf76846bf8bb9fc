package org.relaxometry.bssfp.app.preprocess;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.roi.SeriesRois;
import org.relaxometry.bssfp.preprocessing.mask.HeadMasks;
import org.relaxometry.bssfp.preprocessing.mask.SignalToNoise;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.text.TypedNumber;

/**
 * Masks of head, brain and background, and the SNR.
 *
 * @param threshold of the mean magnitude, in image units; empty for an automatic one
 * @param brain whether a brain is looked for
 * @param rois a brain mask made by hand, as {@link SeriesRois} reads it; "drawn" for the ROI Manager; blank for none
 */
public record MaskStep(OptionalDouble threshold, boolean brain, String rois) implements PreprocessingStep {

    public static final String HEADING = "Masks and SNR";

    private static final String DRAWN = "drawn";

    /** The step of what a user typed. */
    public static MaskStep of(OptionalDouble threshold, String brain, String rois) {
        return new MaskStep(threshold, brain.equals("yes") || !rois.isEmpty(), rois);
    }

    private static OptionalDouble threshold(String key, String text) {
        if (text.isEmpty() || text.equalsIgnoreCase("auto")) {
            return OptionalDouble.empty();
        }
        String expected = "auto, or a mean magnitude above 0 in the units of the images";
        double value = TypedNumber.number(key, text, expected);
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw TypedNumber.wrong(key, expected, text);
        }
        return OptionalDouble.of(value);
    }

    /** What counts as head. */
    public static Key<OptionalDouble> thresholdKey(String label) {
        return Key.typed(
                        "threshold",
                        label,
                        "Mean magnitude over the cycles, in the units of the images, above which there is a head. auto:"
                                + " a quarter of the median of what is bright.",
                        MaskStep::threshold)
                .usual("auto");
    }

    /** Whether there is a brain. */
    public static Key<String> brainKey() {
        return Key.choice(
                "brain",
                "Brain mask",
                "Whether there is a brain to be found. no: head and background alone, as for phantoms.",
                "yes",
                "no");
    }

    @Override
    public String title() {
        return "Masks";
    }

    @Override
    public List<String> fileNames() {
        return MaskFiles.NAMES;
    }

    @Override
    public StepOutcome apply(StepInput input) throws IOException {
        var outcome = new StepOutcome.Builder();
        boolean automatic = brain && rois.isEmpty();
        Progress progress = input.progress("Making masks");
        HeadMasks masks = HeadMasks.of(input.series(), threshold, automatic, input.threads(), progress);
        if (!rois.isEmpty()) {
            masks = masks.withBrain(fromRois(masks, input, outcome));
        }
        double voxelMl =
                masks.grid().dxMm() * masks.grid().dyMm() * masks.grid().dzMm() / 1000;
        outcome.log(String.format(
                Locale.ROOT,
                "Head: mean magnitude above %.4g%s, %.0f ml.%s",
                masks.threshold(),
                threshold.isPresent() ? "" : " (automatic)",
                masks.head().count() * voxelMl,
                brain
                        ? String.format(
                                Locale.ROOT,
                                " Brain, with ventricles: %.0f ml.",
                                masks.brain().count() * voxelMl)
                        : ""));
        outcome.put("MaskThreshold", masks.threshold());
        outcome.put("HeadMl", masks.head().count() * voxelMl);
        if (brain) {
            outcome.put("BrainMask", automatic ? "threshold, T1, T2 and morphology" : rois);
            outcome.put("BrainMl", masks.brain().count() * voxelMl);
        }
        progress.checkCanceled();
        List<String> snr = measure(input.series(), masks, outcome);
        progress.checkCanceled();
        MaskFiles files = new MaskFiles(masks, brain, input);
        progress.checkCanceled();
        return outcome.report(new StepOutcome.Section(HEADING, snr, files.figure()))
                .mask(brain ? masks.brain() : masks.head())
                .write(files::write)
                .show(files)
                .build();
    }

    private Mask fromRois(HeadMasks masks, StepInput input, StepOutcome.Builder outcome) throws IOException {
        SeriesRois read = SeriesRois.read(
                rois.equalsIgnoreCase(DRAWN) ? "" : rois, input.loaded(), input.progress("Reading the ROIs"));
        read.notes().forEach(outcome::log);
        boolean[] inside = new boolean[masks.grid().voxels()];
        for (int voxel : read.voxels()) {
            inside[voxel] = true;
        }
        outcome.log("Brain mask from the " + read.source() + ".");
        return new Mask(inside);
    }

    private List<String> measure(ComplexSeries series, HeadMasks masks, StepOutcome.Builder outcome) {
        SignalToNoise snr;
        try {
            snr = SignalToNoise.of(series, brain ? masks.brain() : masks.head(), masks.air());
        } catch (IllegalArgumentException e) {
            // masks are of use without it
            outcome.warn("There is no background with noise, and no SNR. " + e.getMessage());
            return List.of();
        }
        boolean air = snr.airVoxels() > 0;
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "SNR of |F0|: %.1f (mean |F0| in the %s %.4g over the standard deviation of complex F0, %s).",
                snr.f0(),
                brain ? "brain" : "head",
                snr.meanF0(),
                air
                        ? "in " + snr.airVoxels() + " voxels of background"
                        : "from the misfit of the signal model, since no background holds noise"));
        lines.add(String.format(
                Locale.ROOT,
                "SNR of one cycle, as the networks' training states it: %.1f (mean |F0| over the standard deviation of a"
                        + " complex cycle; noise of each real and imaginary part %.4g).",
                snr.cycle(),
                snr.cycleSigma()));
        if (air) {
            lines.add(String.format(
                    Locale.ROOT,
                    "With the standard deviation of the magnitude |F0| in the background, which noise without signal makes"
                            + " 2.16 times smaller: %.1f.",
                    snr.magnitudeF0()));
            outcome.put("SnrF0ByMagnitude", snr.magnitudeF0());
        }
        lines.forEach(outcome::log);
        outcome.put("SnrF0", snr.f0());
        outcome.put("SnrCycle", snr.cycle());
        outcome.put("NoiseSigma", snr.cycleSigma());
        outcome.put("NoiseFrom", air ? "background" : "misfit of the signal model");
        return lines;
    }
}

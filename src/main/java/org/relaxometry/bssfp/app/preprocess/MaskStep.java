package org.relaxometry.bssfp.app.preprocess;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.roi.SeriesRois;
import org.relaxometry.bssfp.preprocessing.mask.HeadMasks;
import org.relaxometry.bssfp.preprocessing.mask.SignalToNoise;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.Mask;

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
    public static MaskStep of(String threshold, String brain, String rois) {
        boolean wanted = brain.strip().equalsIgnoreCase("yes");
        if (!wanted && !brain.strip().equalsIgnoreCase("no")) {
            throw new IllegalArgumentException("'brain' expects yes or no, but received '" + brain + "'.");
        }
        return new MaskStep(thresholdOf(threshold.strip()), wanted || !rois.isBlank(), rois.strip());
    }

    private static OptionalDouble thresholdOf(String text) {
        if (text.isEmpty() || text.equalsIgnoreCase("auto")) {
            return OptionalDouble.empty();
        }
        try {
            double value = Double.parseDouble(text.replace(',', '.'));
            if (value > 0 && value < Double.POSITIVE_INFINITY) {
                return OptionalDouble.of(value);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(
                "'threshold' expects auto, or a mean magnitude above 0 in the units of the images, but received '"
                        + text + "'.");
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
    public boolean changesSeries() {
        return false;
    }

    @Override
    public ComplexSeries apply(ComplexSeries series, PreprocessingRun run) throws IOException {
        boolean automatic = brain && rois.isEmpty();
        Progress progress = run.progress("Making masks");
        HeadMasks masks = HeadMasks.of(series, threshold, automatic, run.threads(), progress);
        if (!rois.isEmpty()) {
            masks = masks.withBrain(fromRois(masks, run));
        }
        double voxelMl =
                masks.grid().dxMm() * masks.grid().dyMm() * masks.grid().dzMm() / 1000;
        run.log(String.format(
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
        run.record().put("MaskThreshold", masks.threshold());
        run.record().put("HeadMl", masks.head().count() * voxelMl);
        if (brain) {
            run.record().put("BrainMask", automatic ? "threshold, T1, T2 and morphology" : rois);
            run.record().put("BrainMl", masks.brain().count() * voxelMl);
        }
        progress.checkCanceled();
        List<String> snr = measure(series, masks, run);
        progress.checkCanceled();
        MaskFiles files = new MaskFiles(masks, brain, run);
        progress.checkCanceled();
        run.report(new QualityPage.Section(HEADING, snr, List.of(), files.figure()));
        run.setBrain(brain ? masks.brain() : masks.head());
        run.write(files::write);
        run.show(files.image());
        return series;
    }

    private Mask fromRois(HeadMasks masks, PreprocessingRun run) throws IOException {
        SeriesRois read = SeriesRois.read(
                rois.equalsIgnoreCase(DRAWN) ? "" : rois, run.loaded(), run.progress("Reading the ROIs"));
        read.notes().forEach(run::log);
        boolean[] inside = new boolean[masks.grid().voxels()];
        for (int voxel : read.voxels()) {
            inside[voxel] = true;
        }
        run.log("Brain mask from the " + read.source() + ".");
        return new Mask(inside);
    }

    private List<String> measure(ComplexSeries series, HeadMasks masks, PreprocessingRun run) {
        SignalToNoise snr;
        try {
            snr = SignalToNoise.of(series, brain ? masks.brain() : masks.head(), masks.air());
        } catch (IllegalArgumentException e) {
            // masks are of use without it
            run.warn("There is no background with noise, and no SNR. " + e.getMessage());
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
            run.record().put("SnrF0ByMagnitude", snr.magnitudeF0());
        }
        lines.forEach(run::log);
        run.record().put("SnrF0", snr.f0());
        run.record().put("SnrCycle", snr.cycle());
        run.record().put("NoiseSigma", snr.cycleSigma());
        run.record().put("NoiseFrom", air ? "background" : "misfit of the signal model");
        return lines;
    }
}

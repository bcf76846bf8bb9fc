package org.relaxometry.bssfp.app.preprocess;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.plot.chart.Axis;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.plot.chart.Panel;
import org.relaxometry.bssfp.plot.chart.Trace;
import org.relaxometry.bssfp.plot.window.FigureFiles;
import org.relaxometry.bssfp.preprocessing.motion.MotionCorrection;
import org.relaxometry.bssfp.preprocessing.motion.MotionEstimate;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.text.Version;

/**
 * Motion correction.
 *
 * @param reference phase cycle to which the others are registered, from 1; 0 for the middle one
 */
public record MotionStep(int reference) implements PreprocessingStep {

    public static final String HEADING = "Motion";

    private static final String NAME = "motion";

    /** Smaller motions change a map less than its noise. */
    private static final double NOTABLE_MM = 0.5;

    public MotionStep {
        if (reference < 0) {
            throw new IllegalArgumentException(
                    "reference must be 0 for the middle cycle, or the number of a cycle, but is " + reference + ".");
        }
    }

    /** To which cycle the others are registered. */
    public static Key<Integer> referenceKey() {
        return Key.whole(
                        "reference",
                        "Reference cycle (0 = middle)",
                        "Number of the phase cycle to which the others are registered, from 1. 0: the middle one.",
                        0)
                .from(0);
    }

    @Override
    public String title() {
        return "Motion correction";
    }

    @Override
    public String word() {
        return "motion";
    }

    @Override
    public String correction() {
        return "motion";
    }

    @Override
    public List<String> fileNames() {
        return List.of(NAME + ".csv", NAME + ".png");
    }

    @Override
    public void requirePossible(StepInput input) {
        MotionCorrection.requirePossible(input.series(), chosen(input.series()));
    }

    /** Number of the reference cycle, from 0. */
    private int chosen(ComplexSeries series) {
        return reference == 0 ? middle(series) : reference - 1;
    }

    private static int middle(ComplexSeries series) {
        return (series.cycles().size() + 1) / 2 - 1;
    }

    @Override
    public StepOutcome apply(StepInput input) {
        ComplexSeries series = input.series();
        int chosen = chosen(series);
        MotionEstimate estimate =
                MotionCorrection.estimate(series, chosen, input.threads(), input.progress("Finding motion"));
        Mask covered = MotionCorrection.apply(
                series, estimate.motions(), input.threads(), input.progress("Correcting motion"));
        String summary = summary(estimate, covered);
        var outcome = new StepOutcome.Builder().log(summary);
        outcome.log(basis(estimate.basis()));
        Figure figure = figure(estimate);
        return outcome.put("MotionReferenceCycle", chosen + 1)
                .put("Motion", summary)
                .put("MotionBasis", basis(estimate.basis()))
                .report(section(summary, figure))
                .writeTable(NAME, estimate.csv(), figure)
                .build();
    }

    /** What quality control says of a series that is not corrected. */
    public static StepOutcome check(StepInput input) {
        ComplexSeries series = input.series();
        var outcome = new StepOutcome.Builder();
        MotionEstimate estimate = MotionCorrection.estimate(
                series, middle(series), input.threads(), input.progress("Looking for motion"));
        if (estimate.largestDisplacementMm() > NOTABLE_MM) {
            outcome.warn(String.format(
                    Locale.ROOT,
                    "The head moved by up to %.1f mm between the cycles. Correct it with Correct Motion….",
                    estimate.largestDisplacementMm()));
        }
        String found = estimate.basis() == MotionEstimate.Basis.AT_REST
                ? "No motion that can be told from none."
                : String.format(
                        Locale.ROOT,
                        "Not corrected. Mean displacement of the head against cycle %d up to %.2f mm in a cycle.",
                        estimate.reference() + 1,
                        estimate.largestDisplacementMm());
        return outcome.report(section(found, figure(estimate))).build();
    }

    private static StepOutcome.Section section(String summary, Figure figure) {
        return new StepOutcome.Section(HEADING, List.of(summary), FigureFiles.image(figure, 1));
    }

    private static String basis(MotionEstimate.Basis basis) {
        return switch (basis) {
            case AT_REST ->
                "The cycles follow the signal model best where they lie: whatever motion there was cannot be told from none, and"
                        + " the images were left as they are.";
            case REFERENCE ->
                "The cycles were registered to the reference only: there are fewer than six of them, their phases do not follow"
                        + " the signal model, or they follow it best so.";
            case PREDICTION ->
                "The cycles were registered to the reference, and then to what the other cycles predict.";
        };
    }

    private static String summary(MotionEstimate estimate, Mask covered) {
        int all = covered.inside().length;
        return String.format(
                Locale.ROOT,
                "Motion against cycle %d: mean displacement of the head up to %.2f mm in a cycle, %.2f mm on average from"
                        + " cycle to cycle. %.1f %% of the voxels lie outside the images of a cycle and are 0 in all of"
                        + " them.",
                estimate.reference() + 1,
                estimate.largestDisplacementMm(),
                estimate.meanFramewiseMm(),
                100.0 * (all - covered.count()) / all);
    }

    private static Figure figure(MotionEstimate estimate) {
        int cycles = estimate.motions().size();
        double[][] mm = new double[3][cycles];
        double[][] deg = new double[3][cycles];
        for (int j = 0; j < cycles; j++) {
            double[] translation = estimate.motions().get(j).translationMm();
            double[] rotation = estimate.motions().get(j).rotationDeg();
            for (int axis = 0; axis < 3; axis++) {
                mm[axis][j] = translation[axis];
                deg[axis][j] = rotation[axis];
            }
        }
        return Figure.row(
                "Motion",
                Version.footer(
                        "against cycle " + (estimate.reference() + 1),
                        "axes of the images",
                        String.format(Locale.ROOT, "mean framewise displacement %.2f mm", estimate.meanFramewiseMm())),
                panel("Translation", "translation along axis (mm)", mm),
                panel("Rotation", "rotation about axis (degrees)", deg));
    }

    private static Panel panel(String title, String quantity, double[][] values) {
        double[] cycle =
                IntStream.rangeClosed(1, values[0].length).asDoubleStream().toArray();
        return Panel.of(
                title,
                Axis.linear("phase cycle"),
                Axis.linear(quantity),
                Trace.of("x", cycle, values[0], Trace.Look.LINE_AND_POINTS),
                Trace.of("y", cycle, values[1], Trace.Look.LINE_AND_POINTS),
                Trace.of("z", cycle, values[2], Trace.Look.LINE_AND_POINTS));
    }
}

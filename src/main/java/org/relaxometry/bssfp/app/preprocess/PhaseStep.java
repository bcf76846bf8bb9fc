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
import org.relaxometry.bssfp.preprocessing.phase.FieldDrift;
import org.relaxometry.bssfp.preprocessing.phase.MeanPhase;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.text.Version;

/**
 * Phase reference.
 *
 * @param mean whether to remove the mean phase over the cycles
 * @param drift whether to correct a drift of the field between the cycles; this is done first
 */
public record PhaseStep(boolean mean, boolean drift) implements PreprocessingStep {

    private static final String NAME = "drift";

    /** A drift of fewer standard errors than this may be noise. */
    private static final double SIGNIFICANT = 3;

    public PhaseStep {
        if (!mean && !drift) {
            throw new IllegalArgumentException("There is nothing to do: 'mean' and 'drift' are both switched off.");
        }
    }

    /** Whether the mean phase is removed. */
    public static Key<Boolean> meanKey() {
        return Key.tick(
                "mean",
                "Mean phase",
                "Remove the phase of the mean over the cycles, such as that of the receiver, voxel by voxel.",
                true);
    }

    /** Whether a drift of the field is corrected. */
    public static Key<Boolean> driftKey() {
        return Key.tick(
                "drift",
                "Drift of the field",
                "Find how far the main field was off in every cycle, and correct the images for it. Needs six cycles.",
                false);
    }

    @Override
    public String title() {
        return "Phase reference";
    }

    @Override
    public String word() {
        return "phase";
    }

    /** A map does not show the mean phase. */
    @Override
    public String correction() {
        return drift ? "drift of the field" : "";
    }

    @Override
    public List<String> fileNames() {
        return drift ? List.of(NAME + ".csv", NAME + ".png") : List.of();
    }

    @Override
    public void requirePossible(StepInput input) {
        if (drift) {
            FieldDrift.requireCycles(input.series().protocol().cycles());
        }
    }

    @Override
    public StepOutcome apply(StepInput input) {
        ComplexSeries series = input.series();
        var outcome = new StepOutcome.Builder();
        if (drift) {
            FieldDrift found = FieldDrift.estimate(series, input.progress("Finding drift"));
            found.correct(series, input.threads(), input.progress("Correcting drift"));
            report(found, outcome);
        }
        if (mean) {
            MeanPhase.remove(series, input.progress("Removing the mean phase"));
        }
        return outcome.put("MeanPhaseRemoved", mean)
                .put("FieldDriftCorrected", drift)
                .build();
    }

    private static void report(FieldDrift found, StepOutcome.Builder outcome) {
        boolean significant = IntStream.range(0, found.offResonanceHz().length)
                .anyMatch(j -> Math.abs(found.offResonanceHz()[j]) > SIGNIFICANT * found.standardErrorHz()[j]);
        String summary = String.format(
                Locale.ROOT,
                "Drift of the field: up to %.2f Hz from its mean, standard error up to %.2f Hz, from %d bright voxels%s.",
                found.largestHz(),
                found.largestErrorHz(),
                found.voxels(),
                significant ? "" : "; no more than noise");
        outcome.log(summary);
        outcome.put("FieldDrift", summary);
        outcome.put("FieldDrift_Hz", found.offResonanceHz());
        Figure figure = figure(found);
        outcome.report(new StepOutcome.Section("Drift of the field", List.of(summary), FigureFiles.image(figure, 1)));
        outcome.writeTable(NAME, found.csv(), figure);
    }

    private static Figure figure(FieldDrift found) {
        double[] hertz = found.offResonanceHz();
        double[] cycle = IntStream.rangeClosed(1, hertz.length).asDoubleStream().toArray();
        double[] lower = IntStream.range(0, hertz.length)
                .mapToDouble(j -> hertz[j] - found.standardErrorHz()[j])
                .toArray();
        double[] upper = IntStream.range(0, hertz.length)
                .mapToDouble(j -> hertz[j] + found.standardErrorHz()[j])
                .toArray();
        return Figure.row(
                "Drift of the field",
                Version.footer(found.voxels() + " bright voxels", "bars: standard error"),
                Panel.of(
                        "",
                        Axis.linear("phase cycle"),
                        Axis.linear("off-resonance against the mean (Hz)"),
                        Trace.of("Δf", cycle, hertz, Trace.Look.LINE_AND_POINTS).withErrorBars(lower, upper)));
    }
}

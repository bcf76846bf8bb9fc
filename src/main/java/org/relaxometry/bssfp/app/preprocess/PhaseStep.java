package org.relaxometry.bssfp.app.preprocess;

import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
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

    private static final String TABLE = "drift.csv";
    private static final String PLOT = "drift.png";
    private static final int DOCUMENT_SCALE = 2;

    /** A drift of fewer standard errors than this may be noise. */
    private static final double SIGNIFICANT = 3;

    public PhaseStep {
        if (!mean && !drift) {
            throw new IllegalArgumentException("There is nothing to do: mean and drift are both switched off.");
        }
    }

    @Override
    public String title() {
        return "Phase reference";
    }

    @Override
    public List<String> fileNames() {
        return drift ? List.of(TABLE, PLOT) : List.of();
    }

    @Override
    public void requirePossible(ComplexSeries series, PreprocessingRun run) {
        if (drift) {
            FieldDrift.requireCycles(series.protocol().cycles());
        }
    }

    @Override
    public ComplexSeries apply(ComplexSeries series, PreprocessingRun run) {
        if (drift) {
            FieldDrift found = FieldDrift.estimate(series, run.progress("Finding drift"));
            found.correct(series, run.threads(), run.progress("Correcting drift"));
            report(found, run);
        }
        if (mean) {
            MeanPhase.remove(series, run.progress("Removing the mean phase"));
        }
        run.record().put("MeanPhaseRemoved", mean);
        run.record().put("FieldDriftCorrected", drift);
        return series;
    }

    private static void report(FieldDrift found, PreprocessingRun run) {
        boolean significant = IntStream.range(0, found.offResonanceHz().length)
                .anyMatch(j -> Math.abs(found.offResonanceHz()[j]) > SIGNIFICANT * found.standardErrorHz()[j]);
        String summary = String.format(
                Locale.ROOT,
                "Drift of the field: up to %.2f Hz from its mean, standard error up to %.2f Hz, from %d bright voxels%s.",
                found.largestHz(),
                found.largestErrorHz(),
                found.voxels(),
                significant ? "" : "; no more than noise");
        run.log(summary);
        run.record().put("FieldDrift", summary);
        run.record().put("FieldDrift_Hz", found.offResonanceHz());
        Figure figure = figure(found);
        run.report(new QualityPage.Section(
                "Drift of the field", List.of(summary), List.of(), FigureFiles.image(figure, 1)));
        run.write(folder -> {
            Files.writeString(folder.place(TABLE), found.csv());
            try (var png = Files.newOutputStream(folder.place(PLOT))) {
                FigureFiles.writePng(figure, DOCUMENT_SCALE, png);
            }
        });
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

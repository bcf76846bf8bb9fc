package org.relaxometry.bssfp.app.study;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.frame.StudyPlan;
import org.relaxometry.bssfp.app.group.OutputKeys;
import org.relaxometry.bssfp.app.key.Result;
import org.relaxometry.bssfp.app.result.ResultWriter;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.plot.chart.Figure;

/**
 * A command that simulates, and shows and writes what comes of it: figures in windows and as PNG and SVG, all numbers as CSV, and a
 * record of the settings. Who cancels keeps what is complete.
 */
public abstract class StudyCommand extends RelaxometryCommand {

    private static final Result TABLE = Result.table("table", "all numbers");

    /** A study draws two at most. */
    private static final List<Result> FIGURES = List.of(
            Result.figure("figure", "its figure"), Result.figure("figure2", "its second figure, if it has one"));

    private final OutputKeys output = new OutputKeys(
            keys,
            "Where figures (PNG, SVG), the table (CSV) and the record of the settings (JSON) are"
                    + " written; made if it does not exist. Empty: the figures are only shown.",
            "low-field_");

    @Override
    public List<Result> results() {
        return Stream.concat(Stream.of(TABLE), FIGURES.stream()).toList();
    }

    /** Understands the keys, and refuses what cannot be run. */
    protected abstract StudyPlan plan() throws IOException;

    /** What the user should look at in what was typed, though it can be run. */
    protected List<String> warnings() throws IOException {
        return List.of();
    }

    @Override
    protected final void execute() throws IOException {
        try (ResultFolder folder = output.folderOr(audience().takesFigures(), OutputKeys.WITHOUT_SCREEN)) {
            StudyPlan plan = plan();
            if (folder != null) {
                folder.claim(plan.fileNames());
            }
            List<String> warnings = warnings();
            say(plan.notes(), warnings);
            Progress progress = progress(plan.title());
            long start = System.nanoTime();
            StudyPlan.Outcome outcome = plan.work().run(progress);
            boolean cancelled = progress.isCanceled();
            if (Thread.currentThread().isInterrupted()) {
                // who interrupts wants the thread to end, and it could not write files
                throw new CancellationException();
            }
            log(String.format(Locale.ROOT, "%s: %.1f s. ", plan.title(), (System.nanoTime() - start) * 1e-9)
                    + outcome.summary()
                    + (cancelled ? "Cancelled: what was complete is kept." : ""));
            if (folder != null) {
                write(
                        new ResultWriter(folder, record(plan, warnings, cancelled), writing(progress, cancelled)),
                        plan,
                        outcome);
            }
            show(plan.title(), outcome);
        }
    }

    private void show(String title, StudyPlan.Outcome outcome) {
        audience().tableAside(TABLE.name(), title, outcome.table());
        int place = 0;
        for (Figure figure : outcome.figures().values()) {
            audience().figure(FIGURES.get(place++).name(), figure.title(), figure);
        }
    }

    private static RunRecord record(StudyPlan plan, List<String> warnings, boolean cancelled) {
        RunRecord record = new RunRecord(List.of(), plan.notes(), warnings);
        plan.settings().forEach(record::put);
        return record.put("Cancelled", cancelled);
    }

    private void write(ResultWriter writer, StudyPlan plan, StudyPlan.Outcome outcome) throws IOException {
        writer.table(plan.fileName(), outcome.table().csv());
        writer.json(plan.fileName(), Map.of("Description", plan.title()));
        for (Map.Entry<String, Figure> figure : outcome.figures().entrySet()) {
            writer.figure(figure.getKey(), figure.getValue());
        }
        writer.publish(this::log);
    }
}

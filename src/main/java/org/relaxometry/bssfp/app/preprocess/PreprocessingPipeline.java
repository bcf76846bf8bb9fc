package org.relaxometry.bssfp.app.preprocess;

import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.relaxometry.bssfp.app.frame.Audience;
import org.relaxometry.bssfp.app.frame.PageWindow;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.key.Result;
import org.relaxometry.bssfp.app.result.ResultWriter;
import org.relaxometry.bssfp.app.result.SeriesWindows;
import org.relaxometry.bssfp.app.screen.ResultTitle;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.space.Mask;

/** Takes a series through steps, one after the other; what they say, find and make comes together here. */
public final class PreprocessingPipeline {

    /** What scripts take where all steps are done. */
    public static final List<Result> RESULTS = Stream.of(
                    SeriesWindows.RESULTS, MaskFiles.RESULTS, List.of(B1MapStep.RESULT), UnwrappedField.RESULTS)
            .flatMap(List::stream)
            .toList();

    private final RunRecord record;
    private final Consumer<String> log;
    private final Mask empty;
    private final List<StepOutcome.Output> files = new ArrayList<>();
    private final List<StepOutcome.Windows> windows = new ArrayList<>();
    private final Map<String, Figure> figures = new LinkedHashMap<>();
    private final Map<String, String> pages = new LinkedHashMap<>();
    private StepInput input;

    /** @param log takes messages for the user */
    public PreprocessingPipeline(StepInput start, Consumer<String> log) {
        this.log = log;
        input = start;
        record = new RunRecord(start.loaded());
        // interpolation and filters would make values of a millionth out of nothing, and maps would have noise there
        empty = start.series().empty();
    }

    /**
     * Does all steps, after each was asked whether it is possible.
     *
     * @throws IllegalArgumentException if a step cannot be done with this series
     */
    void run(List<PreprocessingStep> steps) throws IOException {
        for (PreprocessingStep step : steps) {
            step.requirePossible(input);
        }
        for (PreprocessingStep step : steps) {
            apply(step);
        }
        record.put("Preprocessing", steps.stream().map(PreprocessingStep::title).toList());
    }

    /** Does one step. */
    public void apply(PreprocessingStep step) throws IOException {
        long start = System.nanoTime();
        StepOutcome outcome = step.apply(input);
        outcome.messages().forEach(log);
        if (outcome.refusal().isPresent()) {
            throw outcome.refusal().get();
        }
        outcome.record().forEach(record::put);
        outcome.warnings().forEach(record::warn);
        files.addAll(outcome.files());
        windows.addAll(outcome.windows());
        figures.putAll(outcome.figures());
        pages.putAll(outcome.pages());
        if (step.changesSeries()) {
            input.series().clear(empty);
        }
        if (record.corrections().contains(step.correction())) {
            String again = step.title()
                    + " was done to these images before: done again it takes out what is no fault of theirs.";
            log.accept("WARNING: " + again);
            record.warn(again);
        } else if (!step.correction().isEmpty()) {
            record.corrected(step.correction());
        }
        input = input.after(outcome);
        log.accept(String.format(Locale.ROOT, "%s: %.1f s.", step.title(), (System.nanoTime() - start) * 1e-9));
    }

    /** Writes what the steps made beside the series. */
    public void write(ResultWriter writer) throws IOException {
        for (StepOutcome.Output output : files) {
            writer.checkCanceled();
            output.write(writer);
        }
    }

    /** What a reader of the results must know about the steps so far. */
    public RunRecord record() {
        return record;
    }

    /** Figures and pages for a person; a call finds them in its files. */
    void showPages(Audience audience) throws IOException {
        if (audience.isPerson()) {
            figures.forEach((name, figure) -> audience.figure(name, name, figure));
            for (Map.Entry<String, String> page : pages.entrySet()) {
                PageWindow.open(page.getKey(), page.getValue());
            }
        }
    }

    void show(ResultTitle title, Audience audience) {
        for (StepOutcome.Windows each : windows) {
            each.images(record, title).forEach((name, image) -> audience.image(name, ofSeries(image)));
            each.aside(record, title).forEach((name, image) -> audience.imageAside(name, () -> ofSeries(image)));
        }
    }

    private ImagePlus ofSeries(ImagePlus image) {
        ImageProperties.storeSeries(image, input.loaded().id());
        return image;
    }
}

package org.relaxometry.bssfp.app.preprocess;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.plot.map.SliceMosaic;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.ScalarVolume;

/**
 * What a step has to work with: the series, and what is known of it by then.
 *
 * @param loaded the series as it was read: geometry, mask, and what a user should know about it
 * @param series its cycles in memory; steps change their voxels in place, since there is not room for two
 * @param mask voxels that matter: the mask that the user gave, or the brain that a step found; empty where there is neither
 * @param b1Ratio actual over nominal flip angle on the grid of the series, 0 where there is no data; empty where not known
 * @param sections what the steps before found, for the page of quality control
 * @param warnings what a user should look at, by the steps before
 * @param threads number of threads
 * @param tasks progress of a task of that name; cancelled with the run
 */
public record StepInput(
        LoadedSeries loaded,
        ComplexSeries series,
        Optional<Mask> mask,
        Optional<float[]> b1Ratio,
        List<StepOutcome.Section> sections,
        List<String> warnings,
        int threads,
        Function<String, Progress> tasks) {

    /** For the first step. */
    public static StepInput of(
            LoadedSeries loaded, ComplexSeries series, int threads, Function<String, Progress> tasks) {
        return new StepInput(
                loaded,
                series,
                loaded.series().mask(),
                loaded.series().b1Ratio().map(ScalarVolume::values),
                List.of(),
                List.of(),
                threads,
                tasks);
    }

    /** For the step after one with this outcome; a mask that the user gave stands, a B1 map gives way to a prepared one. */
    public StepInput after(StepOutcome outcome) {
        return new StepInput(
                loaded,
                series,
                mask.or(outcome::mask),
                outcome.b1Ratio().or(this::b1Ratio),
                joined(sections, outcome.sections()),
                joined(warnings, outcome.warnings()),
                threads,
                tasks);
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** For pictures of slices of the series. */
    public SliceMosaic mosaic() {
        return new SliceMosaic(series.grid(), loaded.geometry().upright());
    }

    /** Progress of a task; cancelled with the run. */
    public Progress progress(String task) {
        return tasks.apply(task);
    }
}

package org.relaxometry.bssfp.app.preprocess;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.relaxometry.bssfp.app.group.OutputKeys;
import org.relaxometry.bssfp.app.group.SeriesKeys;
import org.relaxometry.bssfp.app.group.ThreadsKey;
import org.relaxometry.bssfp.app.result.ResultWriter;
import org.relaxometry.bssfp.app.result.SeriesWindows;
import org.relaxometry.bssfp.app.screen.ResultTitle;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.image.ImageNames;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.load.SeriesFiles;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.CycleVolumes;

/**
 * A command that reads a series, lets steps work on it, and writes and shows what comes out: the series again, where a step
 * changes it, and what else the steps made.
 */
public abstract class PreprocessingCommand extends RelaxometryCommand {

    protected final SeriesKeys series = new SeriesKeys(keys);

    protected final OutputKeys output = OutputKeys.ofImages(keys);

    protected final ThreadsKey threads = new ThreadsKey(keys);

    /**
     * The steps in their order, made from the keys.
     *
     * @throws IllegalArgumentException if a key cannot be right whatever the images are
     */
    protected abstract List<PreprocessingStep> steps() throws IOException;

    /** Whether what is left of a run whose files this one replaces goes too: a step made anew leaves those of other steps alone. */
    protected boolean replacesWholeRuns() {
        return false;
    }

    /** Reads the series with what belongs to it. */
    protected LoadedSeries load() throws IOException {
        return series.load(this);
    }

    @Override
    protected void execute() throws IOException {
        List<PreprocessingStep> steps = steps();
        int workers = threads.count();
        boolean changed = steps.stream().anyMatch(PreprocessingStep::changesSeries);
        try (ResultFolder folder = output.folderOr(audience())) {
            if (folder != null) {
                claim(folder, fileNames(steps, changed));
            }
            LoadedSeries loaded = load();
            if (loaded.series().mask().isPresent() && steps.stream().noneMatch(PreprocessingStep::usesMask)) {
                log("The mask plays no part here: all voxels are processed.");
            }
            ComplexSeries images = read(loaded);
            var pipeline = new PreprocessingPipeline(StepInput.of(loaded, images, workers, this::progress), this::log);
            pipeline.run(steps);
            SeriesFiles files = changed ? new SeriesFiles(images, loaded.geometry(), loaded.sourced()) : null;
            if (folder != null) {
                write(folder, files, pipeline);
            }
            if (audience().takesImages()) {
                show(files, pipeline, title(loaded, steps));
                pipeline.showPages(audience());
            }
        }
    }

    private static List<String> fileNames(List<PreprocessingStep> steps, boolean changed) {
        List<String> names = new ArrayList<>(changed ? SeriesFiles.NAMES : List.of());
        steps.forEach(step -> names.addAll(step.fileNames()));
        return names;
    }

    private ComplexSeries read(LoadedSeries loaded) {
        CycleVolumes volumes = CycleVolumes.read(loaded.series(), progress("Reading"));
        if (volumes.notFinite() > 0) {
            log("WARNING: " + volumes.notFinite() + " samples are not numbers (NaN or infinite); they were set to 0.");
        }
        return volumes.series();
    }

    /** Claims the files before the work begins. */
    protected void claim(ResultFolder folder, List<String> names) throws IOException {
        folder.claim(names);
    }

    /** @param files of the series, where a step has changed it; else null */
    protected void write(ResultFolder folder, SeriesFiles files, PreprocessingPipeline pipeline) throws IOException {
        ResultWriter writer = new ResultWriter(folder, pipeline.record(), progress("Writing"));
        if (files != null) {
            writer.series(files);
        }
        pipeline.write(writer);
        if (!replacesWholeRuns()) {
            writer.leavingOthers();
        }
        writer.publish(this::log);
    }

    private ResultTitle title(LoadedSeries loaded, List<PreprocessingStep> steps) {
        List<String> words = steps.stream()
                .map(PreprocessingStep::word)
                .filter(word -> !word.isEmpty())
                .toList();
        String source = ResultTitle.after(loaded.source(), words);
        return new ResultTitle(output.prefix(), words.isEmpty() ? source : ImageNames.uniqueSource(source), "");
    }

    private void show(SeriesFiles files, PreprocessingPipeline pipeline, ResultTitle title) {
        pipeline.show(title, audience());
        if (files != null) {
            SeriesWindows.show(files, title, pipeline.record(), audience(), progress("Showing"));
        }
    }
}

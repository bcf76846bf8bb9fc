package org.relaxometry.bssfp.command;

import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.relaxometry.bssfp.estimation.Progress;
import org.relaxometry.bssfp.io.LoadedSeries;
import org.relaxometry.bssfp.io.ResultFolder;
import org.relaxometry.bssfp.volume.CycleVolumes;

/** What the steps of one run of preprocessing share: where the series came from, and where their results go. */
final class PreprocessingRun {

    /** Writes what a step has made into the folder of results. */
    interface Output {
        void write(ResultFolder folder) throws IOException;
    }

    private final LoadedSeries loaded;
    private final RunRecord record;
    private final int threads;
    private final Consumer<String> log;
    private final Function<String, Progress> progress;
    private final List<Output> outputs = new ArrayList<>();
    private final List<ImagePlus> images = new ArrayList<>();
    private Optional<float[]> b1Ratio;

    PreprocessingRun(
            LoadedSeries loaded,
            RunRecord record,
            int threads,
            Consumer<String> log,
            Function<String, Progress> progress) {
        this.loaded = loaded;
        this.record = record;
        this.threads = threads;
        this.log = log;
        this.progress = progress;
        b1Ratio = loaded.series().b1Ratio().map(CycleVolumes::values);
    }

    /** The series as it was read: geometry, mask, and what a user should know about it. */
    LoadedSeries loaded() {
        return loaded;
    }

    /** Takes what a reader of the results must know about a step. */
    RunRecord record() {
        return record;
    }

    int threads() {
        return threads;
    }

    /** Tells the user something that is worth knowing. */
    void log(String message) {
        log.accept(message);
    }

    /** Progress of a task; cancelled with the run. */
    Progress progress(String task) {
        return progress.apply(task);
    }

    /** Actual over nominal flip angle on the grid of the series, 0 where there is no data; empty where it is not known. */
    Optional<float[]> b1Ratio() {
        return b1Ratio;
    }

    /** A step has made a B1 map for the steps after it. */
    void setB1Ratio(float[] ratio) {
        b1Ratio = Optional.of(ratio);
    }

    /** Something to write once all steps are done; left out where no folder was given. */
    void write(Output output) {
        outputs.add(output);
    }

    /** An image to open once all steps are done, where there is a screen. */
    void show(ImagePlus image) {
        images.add(image);
    }

    List<Output> outputs() {
        return List.copyOf(outputs);
    }

    List<ImagePlus> images() {
        return List.copyOf(images);
    }
}

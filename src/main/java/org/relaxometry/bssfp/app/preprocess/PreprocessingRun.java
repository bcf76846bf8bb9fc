package org.relaxometry.bssfp.app.preprocess;

import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.ScalarVolume;

/** What the steps of one run of preprocessing share: where the series came from, and where their results go. */
public final class PreprocessingRun {

    /** Writes what a step has made into the folder of results. */
    public interface Output {
        public void write(ResultFolder folder) throws IOException;
    }

    private final LoadedSeries loaded;
    private final RunRecord record;
    private final int threads;
    private final Consumer<String> log;
    private final Function<String, Progress> progress;
    private final List<Output> outputs = new ArrayList<>();
    private final List<ImagePlus> images = new ArrayList<>();
    private final List<QualityPage.Section> sections = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private Optional<float[]> b1Ratio;
    private Optional<Mask> mask;

    public PreprocessingRun(
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
        b1Ratio = loaded.series().b1Ratio().map(ScalarVolume::values);
        mask = loaded.series().mask();
    }

    /** The series as it was read: geometry, mask, and what a user should know about it. */
    public LoadedSeries loaded() {
        return loaded;
    }

    /** Takes what a reader of the results must know about a step. */
    public RunRecord record() {
        return record;
    }

    public int threads() {
        return threads;
    }

    /** A run of the same series whose files and windows come to nothing; for what a step wants to know by the way. */
    public PreprocessingRun aside() {
        return new PreprocessingRun(loaded, new RunRecord(loaded), threads, message -> {}, progress);
    }

    /** Tells the user something that is worth knowing. */
    public void log(String message) {
        log.accept(message);
    }

    /** Tells the user what to look at; stands on the page of quality control too. */
    public void warn(String warning) {
        warnings.add(warning);
        log("WARNING: " + warning);
    }

    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Adds what a step found to the page of quality control. */
    public void report(QualityPage.Section section) {
        sections.add(section);
    }

    public List<QualityPage.Section> sections() {
        return List.copyOf(sections);
    }

    /** Whether a step has reported under this heading. */
    public boolean hasSection(String heading) {
        return sections.stream().anyMatch(section -> section.heading().equals(heading));
    }

    /** Voxels that matter: the mask that the user gave, or the brain that a step found; empty where there is neither. */
    public Optional<Mask> mask() {
        return mask;
    }

    /** A step has found the brain; a mask that the user gave stands. */
    public void setBrain(Mask brain) {
        mask = mask.isPresent() ? mask : Optional.of(brain);
    }

    /** Progress of a task; cancelled with the run. */
    public Progress progress(String task) {
        return progress.apply(task);
    }

    /** Actual over nominal flip angle on the grid of the series, 0 where there is no data; empty where it is not known. */
    public Optional<float[]> b1Ratio() {
        return b1Ratio;
    }

    /** A step has made a B1 map for the steps after it. */
    void setB1Ratio(float[] ratio) {
        b1Ratio = Optional.of(ratio);
    }

    /** Something to write once all steps are done; left out where no folder was given. */
    public void write(Output output) {
        outputs.add(output);
    }

    /** An image to open once all steps are done, where there is a screen. */
    void show(ImagePlus image) {
        images.add(image);
    }

    public List<Output> outputs() {
        return List.copyOf(outputs);
    }

    List<ImagePlus> images() {
        return List.copyOf(images);
    }
}

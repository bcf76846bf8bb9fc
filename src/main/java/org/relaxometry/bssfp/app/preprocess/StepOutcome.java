package org.relaxometry.bssfp.app.preprocess;

import ij.ImagePlus;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.result.ResultWriter;
import org.relaxometry.bssfp.app.screen.ResultTitle;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.space.Mask;

/**
 * What a step found and made, beside the changed voxels of the series. {@link PreprocessingPipeline} tells, records, writes
 * and shows it.
 *
 * @param mask the brain, if the step found it
 * @param b1Ratio actual over nominal flip angle on the grid of the series, if the step made a map of it
 * @param refusal why the step could not be done after all; empty where it was
 * @param messages for the log, in their order, warnings among them
 * @param warnings what a user should look at; stands on the page of quality control too
 * @param sections for the page of quality control
 * @param record what a reader of the results must know about the step, by key, in its order
 * @param files written once all steps are done; left out where no folder was given
 * @param windows opened once all steps are done, where there is a screen
 * @param pages HTML by the name of its file, shown to a person
 * @param figures by their titles, shown to a person
 */
public record StepOutcome(
        Optional<Mask> mask,
        Optional<float[]> b1Ratio,
        Optional<IllegalArgumentException> refusal,
        List<String> messages,
        List<String> warnings,
        List<Section> sections,
        Map<String, Object> record,
        List<Output> files,
        List<Windows> windows,
        Map<String, String> pages,
        Map<String, Figure> figures) {

    /**
     * One aspect of a data set, on the page of quality control.
     *
     * @param heading what it is about
     * @param texts paragraphs
     * @param table rows, the first is its head; empty for none
     * @param picture null for none
     */
    public record Section(String heading, List<String> texts, List<List<String>> table, BufferedImage picture) {

        /** Of words alone. */
        public Section(String heading, List<String> texts) {
            this(heading, texts, List.of(), null);
        }

        /** Of words and a picture. */
        public Section(String heading, List<String> texts, BufferedImage picture) {
            this(heading, texts, List.of(), picture);
        }
    }

    /** Writes what a step has made, with the record of the whole run. */
    public interface Output {
        void write(ResultWriter writer) throws IOException;
    }

    /** Makes windows of what a step has made, with the record and the title of the whole run. */
    public interface Windows {
        /** By the name that scripts take it by. */
        Map<String, ImagePlus> images(RunRecord record, ResultTitle title);

        /** What nobody wants a window of, but scripts may go on with. */
        default Map<String, ImagePlus> aside(RunRecord record, ResultTitle title) {
            return Map.of();
        }
    }

    /** Gathers an outcome while its step works. */
    public static final class Builder {

        private static final int DOCUMENT_SCALE = 2;

        private final List<String> messages = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();
        private final List<Section> sections = new ArrayList<>();
        private final Map<String, Object> record = new LinkedHashMap<>();
        private final List<Output> files = new ArrayList<>();
        private final List<Windows> windows = new ArrayList<>();
        private final Map<String, String> pages = new LinkedHashMap<>();
        private final Map<String, Figure> figures = new LinkedHashMap<>();
        private Optional<Mask> mask = Optional.empty();
        private Optional<float[]> b1Ratio = Optional.empty();
        private Optional<IllegalArgumentException> refusal = Optional.empty();

        public Builder log(String text) {
            messages.add(text);
            return this;
        }

        public Builder warn(String text) {
            warnings.add(text);
            messages.add("WARNING: " + text);
            return this;
        }

        public Builder report(Section section) {
            sections.add(section);
            return this;
        }

        public Builder put(String key, Object value) {
            record.put(key, value);
            return this;
        }

        public Builder write(Output output) {
            files.add(output);
            return this;
        }

        /** A table and its figure, as NAME.csv and NAME.png, the figure on the screen of a person too. */
        Builder writeTable(String name, String csv, Figure figure) {
            figures.put(name, figure);
            return write(writer -> {
                writer.table(name, csv);
                writer.picture(name, figure);
            });
        }

        /** A page that is written, and shown to a person. */
        public Builder page(String fileName, String html) {
            pages.put(fileName, html);
            return write(writer -> writer.text(fileName, html));
        }

        public Builder show(Windows opened) {
            windows.add(opened);
            return this;
        }

        public Builder mask(Mask found) {
            mask = Optional.of(found);
            return this;
        }

        public Builder b1Ratio(float[] made) {
            b1Ratio = Optional.of(made);
            return this;
        }

        /** What was said until then explains the reason. */
        public Builder refuse(IllegalArgumentException reason) {
            refusal = Optional.of(reason);
            return this;
        }

        public StepOutcome build() {
            return new StepOutcome(
                    mask, b1Ratio, refusal, messages, warnings, sections, record, files, windows, pages, figures);
        }
    }
}

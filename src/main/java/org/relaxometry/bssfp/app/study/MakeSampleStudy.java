package org.relaxometry.bssfp.app.study;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.FileName;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.montecarlo.phantom.PhantomTruth;
import org.relaxometry.bssfp.montecarlo.phantom.TissueRange;
import org.relaxometry.bssfp.statistics.Range;
import org.relaxometry.bssfp.text.TypedNumber;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/** A small study in BIDS whose truth is known: the sample brain, varied from subject to subject. */
@Plugin(
        type = Command.class,
        name = "samplestudy",
        label = "Make Sample Study...",
        description =
                "A BIDS data set of simulated subjects whose truth is known, to try the processing of a study on.",
        visible = false,
        attrs = @Attr(name = "no-record"))
public class MakeSampleStudy extends RelaxometryCommand {

    private static final String ONE_FILE = "one file";
    private static final String FILE_PER_CYCLE = "file per cycle";
    private static final String CYCLES_EXAMPLE = "whole numbers from 3 to 16, such as 12 or 12, 6, 4";
    private static final String SNR_EXAMPLE = "a number from 1 to 1000";

    /** Tissues by their true times; what is of several is of none. */
    private static final List<TissueRange> TISSUES = List.of(
            new TissueRange("white matter", new Range(750, 950), new Range(55, 75)),
            new TissueRange("grey matter", new Range(1250, 1550), new Range(70, 110)),
            new TissueRange("cerebrospinal fluid", new Range(3500, 4500), new Range(1200, 2500)));

    private final Key<String> output = key(Key.folder(
            "output",
            "Output folder",
            "The data set: a folder that there is not yet, or an empty one. Must be given."));

    private final Key<Integer> subjects =
            key(Key.whole("subjects", "Subjects", "How many.", 4).from(1, 9999));

    private final Key<Integer> sessions = key(
            Key.whole("sessions", "Sessions", "How many of each subject.", 1).from(1, 9));

    private final Key<String> cycles =
            key(Key.text("cycles", "Cycles", "Number of phase cycles; of several, the subjects have them in turn.")
                    .usual("12"));

    private final Key<Integer> lesions = key(Key.whole(
                    "lesions",
                    "Lesions",
                    "How many balls of other tissue every third subject has in its white matter.",
                    6)
            .from(0, 100));

    private final Key<String> slices = key(
            Key.text(
                    "slices",
                    "Slices",
                    "Of the sample brain, such as 6-15, where files shall be small; the usual preprocessing needs 10. Empty: all 24."));

    private final Key<String> layout = key(Key.choice(
            "layout",
            "Layout",
            "All cycles in one 4D file, or every cycle in a file of its own.",
            ONE_FILE,
            FILE_PER_CYCLE));

    private final Key<String> snr =
            key(Key.text("snr", "SNR", "Signal-to-noise ratio of a phase-cycle image where M0 is 1.")
                    .usual("25")
                    .more());

    private final Key<Integer> seed = key(
            Key.whole("seed", "Seed", "The same seed makes the same study.", 1).more());

    @Override
    protected void execute() throws IOException {
        if (output.value().isEmpty()) {
            throw new IllegalArgumentException("Give output=FOLDER, the folder of the data set.");
        }
        SampleStudy.Choices choices = new SampleStudy.Choices(
                subjects.value(),
                sessions.value(),
                counts(),
                lesions.value(),
                layout.value().equals(FILE_PER_CYCLE),
                ratio(),
                seed.value());
        Progress progress = progress("Sample study");
        TruthMaps.Read read = TruthMaps.sample(progress.silent());
        TypedSlices part = TypedSlices.of(slices.value(), read.volume().grid().nz());
        PhantomTruth truth = TissueRange.divide(read.volume(), TISSUES).wholeSlices(part.first(), part.last());
        Path folder = newFolder();
        if (Files.isDirectory(folder)) {
            // it is empty, and the data set takes its place
            Files.delete(folder);
        }
        try (ResultFolder results = new ResultFolder(folder.getParent().toString(), "", false)) {
            Path place = results.place(folder.getFileName().toString());
            new SampleStudy(choices, truth, SampleStudy.from(read.geometry(), part.first()), place).write(progress);
            results.publish();
            results.remarks().forEach(this::log);
        }
        log("Made " + subjects.value() + (subjects.value() == 1 ? " subject" : " subjects") + " in " + folder + ".");
    }

    private List<Integer> counts() {
        List<Integer> counts = TypedNumber.wholes("cycles", cycles.value(), CYCLES_EXAMPLE);
        if (counts.stream().anyMatch(count -> count < 3 || count > 16)) {
            throw TypedNumber.wrong("cycles", CYCLES_EXAMPLE, cycles.value());
        }
        return counts;
    }

    private double ratio() {
        double ratio = TypedNumber.number("snr", snr.value(), SNR_EXAMPLE);
        if (!(ratio >= 1 && ratio <= 1000)) {
            throw TypedNumber.wrong("snr", SNR_EXAMPLE, snr.value());
        }
        return ratio;
    }

    private Path newFolder() throws IOException {
        Path folder = FileName.path("output", output.value()).toAbsolutePath().normalize();
        if (folder.getParent() == null) {
            throw new IllegalArgumentException("output must be a new folder, but is " + folder + ".");
        }
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !isEmpty(folder)) {
            throw new FileAlreadyExistsException("There is something in " + folder
                    + " already. A sample study is written into a new folder: choose another one.");
        }
        return folder;
    }

    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (var content = Files.newDirectoryStream(folder)) {
            return !content.iterator().hasNext();
        }
    }
}

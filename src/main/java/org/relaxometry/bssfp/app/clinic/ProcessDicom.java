package org.relaxometry.bssfp.app.clinic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.relaxometry.bssfp.app.frame.CommandRunner;
import org.relaxometry.bssfp.app.frame.FilesOnly;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.relaxometry.bssfp.app.group.B1Keys;
import org.relaxometry.bssfp.app.group.DicomKeys;
import org.relaxometry.bssfp.app.group.OutputKeys;
import org.relaxometry.bssfp.app.group.ProtocolKeys;
import org.relaxometry.bssfp.app.group.ThreadsKey;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.result.DicomResults;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.dicom.write.SourceFolder;
import org.relaxometry.bssfp.io.file.FileName;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.file.ScratchFolder;
import org.relaxometry.bssfp.io.file.Shortage;
import org.relaxometry.bssfp.method.Method;
import org.relaxometry.bssfp.method.Methods;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/** From the scanner's DICOM files of a series to its maps as DICOM: import, preprocess and map in one go. */
@Plugin(
        type = Command.class,
        name = "dicom",
        label = "Process DICOM...",
        description =
                "A folder of DICOM files of one phase-cycled series becomes maps as DICOM in the same examination.",
        visible = false,
        attrs = @Attr(name = "no-record"))
public class ProcessDicom extends RelaxometryCommand {

    private static final String NO_MASK = "none";
    private static final String PAGE = "qc.html";
    private static final String TABLE = "series.csv";
    private static final String MAGNITUDE = "bssfp_part-mag.nii.gz";
    private static final String PHASE = "bssfp_part-phase.nii.gz";

    private final Key<String> folder = key(Key.place(
                    "folder",
                    "Folder",
                    "DICOM files of one phase-cycled series, magnitude and phase of every cycle, in sub-folders too.")
            .shownAs("Folder of the series"));

    private final Key<Method> method =
            key(Key.oneOf("method", "Method", "As in Map T1 T2 B0.", Methods.ALL, Method::title));

    private final Key<Boolean> clean = key(Key.tick(
            "clean",
            "Clean before mapping",
            "Gibbs ringing, motion, drift of the phase, masks and the page of quality control, as Preprocess does them.",
            true));

    private final Key<String> mask = key(Key.choice(
            "mask",
            "Mask",
            "What is mapped, where the series is cleaned: the whole head or object, the brain alone, or all voxels.",
            "head",
            "brain",
            NO_MASK));

    private final B1Keys b1 = B1Keys.onAnyGrid(keys, " Empty: 1 everywhere.").unit();

    private final Key<String> order = key(
            Key.text("order", "Order of the cycles", "As in Import Series. Empty: as found, where nothing is doubtful.")
                    .more());

    private final ProtocolKeys protocol = new ProtocolKeys(keys)
            .increments(
                    ", in their order" + ProtocolKeys.STANDARD
                            + " Empty: from the files, or else the standard ones, which is marked as doubtful.",
                    false)
            .timesAndAngle("from the files", true);

    private final ProtocolKeys pulse = new ProtocolKeys(keys).pulse();

    private final Key<DicomKeys.Kind> objects = key(DicomKeys.objectsKey(true));

    private final OutputKeys output = new OutputKeys(
            keys,
            "Where the maps are written, in its folder dicom, the table of the import and the page of quality control;"
                    + " made if it does not exist.",
            "sub-01_");

    private final ThreadsKey threads = new ThreadsKey(keys);

    @Override
    protected void execute() throws IOException {
        if (folder.value().isEmpty()) {
            throw new IllegalArgumentException("Nothing to process was given: give folder=FOLDER.");
        }
        if (!output.isGiven()) {
            throw new IllegalArgumentException("Where to write the results was not given: give output=FOLDER.");
        }
        requireMaskInUse();
        requireDicom();
        try (ResultFolder results = output.folder()) {
            results.claim(clean.value() ? List.of(TABLE, PAGE) : List.of(TABLE));
            requireNoEarlierMaps();
            try (ScratchFolder work = ScratchFolder.of("bssfp-dicom-")) {
                work.removed()
                        .forEach(left -> log("Removed " + left + ", which a run left on its way that was killed."));
                process(work.path(), results);
            }
        }
    }

    private void requireMaskInUse() {
        if (!clean.value()
                && (mask.isGiven() && !mask.value().equals(NO_MASK) || !b1.map().isEmpty())) {
            throw new IllegalArgumentException(
                    "Masks and the B1 map are prepared with clean=true alone, but clean=false was given. Give clean=true, or"
                            + " leave 'mask' and 'b1' away.");
        }
    }

    /** Other images could be processed, but there would be no study to put the maps into. */
    private void requireDicom() throws IOException {
        Path from = FileName.path(folder.name(), folder.value());
        if (Files.isDirectory(from) && !SourceFolder.holdsDicom(from)) {
            throw new IllegalArgumentException("folder holds no DICOM file: '" + from
                    + "'. Expected the files that the scanner or the PACS sent. NIfTI files go through Import Series…,"
                    + " Preprocess… and Map T1 T2 B0….");
        }
    }

    /** Before hours of work, not after them. */
    private void requireNoEarlierMaps() throws IOException {
        try (ResultFolder maps = output.folder(DicomResults.FOLDER)) {
            DicomResults.claimMaps(maps);
        }
    }

    private void process(Path work, ResultFolder results) throws IOException {
        Path series = work.resolve("series");
        Path cleaned = work.resolve("clean");
        Map<String, String> importing = new LinkedHashMap<>(protocol.texts());
        // so that every step knows it, the page of quality control among them
        importing.putAll(pulse.texts());
        importing.put("folder", folder.value());
        importing.put("order", order.value());
        importing.put("output", series.toString());
        step("import", importing);
        if (clean.value()) {
            Map<String, String> cleaning = images(series);
            if (!b1.map().isEmpty()) {
                cleaning.putAll(b1.texts());
            }
            cleaning.put("output", cleaned.toString());
            step("preprocess", cleaning);
        }
        Files.copy(series.resolve(TABLE), results.place(TABLE));
        if (clean.value()) {
            Files.copy(cleaned.resolve(PAGE), results.place(PAGE));
        }
        step("map", mapping(clean.value() ? cleaned : series), new Worker() {
            @Override
            public void completed() throws IOException {
                // whoever sends the maps on when he sees them finds all that belongs to them
                results.publish().forEach(file -> ProcessDicom.this.log("Wrote " + file));
            }
        });
    }

    private Map<String, String> images(Path from) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("magnitude", from.resolve(MAGNITUDE).toString());
        texts.put("phase", from.resolve(PHASE).toString());
        texts.put("threads", Integer.toString(threads.count()));
        return texts;
    }

    private Map<String, String> mapping(Path from) {
        Map<String, String> texts = images(from);
        texts.put("method", method.text());
        texts.putAll(pulse.texts());
        texts.put("output", output.text());
        texts.put("prefix", output.prefix());
        texts.put("overwrite", output.overwriteText());
        texts.put("format", "DICOM");
        texts.put("source", folder.value());
        texts.put("objects", objects.text());
        texts.put("inspector", "no");
        if (clean.value() && !mask.value().equals(NO_MASK)) {
            texts.put("mask", from.resolve(mask.value() + "_mask.nii.gz").toString());
        }
        if (!b1.map().isEmpty()) {
            texts.put("b1", from.resolve("B1map.nii.gz").toString());
        }
        return texts;
    }

    private void step(String command, Map<String, String> texts) throws IOException {
        step(command, texts, new Worker());
    }

    private void step(String command, Map<String, String> texts, Worker worker) throws IOException {
        log("--- " + command);
        CommandRunner runner = CommandRunner.of(context(), command);
        CommandRunner.Outcome outcome = runner.outcome(texts, worker);
        if (outcome.failure().isEmpty()) {
            return;
        }
        String failure = outcome.failure().get();
        if (isCancelled(failure)) {
            throw new CancellationException(failure);
        }
        if (outcome.lacksResources()) {
            throw new Shortage(failure);
        }
        throw new IllegalArgumentException(failure + elsewhere(failure, runner));
    }

    /** The way out that a step names may be a key that it has and this command has not. */
    private String elsewhere(String failure, CommandRunner step) {
        return step.keys().stream()
                .map(Key::name)
                .filter(name -> !keys.has(name))
                .filter(name ->
                        Pattern.compile("\\b" + name + "=").matcher(failure).find())
                .findFirst()
                .map(name -> " Process DICOM… does not have " + name
                        + ": do its steps one by one, with Import Series…, Preprocess… and Map T1 T2 B0….")
                .orElse("");
    }

    /** For whom the steps work: their words and their progress are those of this command. */
    private class Worker implements FilesOnly {

        @Override
        public void log(String message) {
            ProcessDicom.this.log(message);
        }

        @Override
        public void failed(String message) {
            // this command says it
        }

        @Override
        public Progress progress(String task, BooleanSupplier canceledByHost) {
            return ProcessDicom.this.progress(task);
        }
    }
}

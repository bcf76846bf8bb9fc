package org.relaxometry.bssfp.app.bringin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.group.OutputKeys;
import org.relaxometry.bssfp.app.group.ProtocolKeys;
import org.relaxometry.bssfp.app.group.SeriesKeys;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Result;
import org.relaxometry.bssfp.app.result.ResultWriter;
import org.relaxometry.bssfp.app.result.SeriesWindows;
import org.relaxometry.bssfp.app.screen.ResultTitle;
import org.relaxometry.bssfp.io.file.FileName;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.image.ImageNames;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.load.SeriesFiles;
import org.relaxometry.bssfp.io.series.FoundSeries;
import org.relaxometry.bssfp.io.series.ImportChoices;
import org.relaxometry.bssfp.io.series.ImportPlan;
import org.relaxometry.bssfp.io.series.SeriesImport;
import org.relaxometry.bssfp.io.series.SeriesScan;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/** A folder from the scanner becomes one complex series that all other commands read. */
@Plugin(
        type = Command.class,
        name = "import",
        label = "Import Series...",
        description = "One phase-cycled series from a folder of NIfTI + JSON or DICOM files, or from a 4D file.",
        visible = false,
        attrs = @Attr(name = "no-record"))
public class ImportSeries extends RelaxometryCommand {

    private static final String TABLE = "series";
    private static final String WITHOUT_SCREEN =
            "Without a screen the series can only be written to files: give output=FOLDER, or list=true"
                    + " for the table alone.";

    private final Key<String> folder = key(Key.place(
                    "folder",
                    "Folder",
                    "Folder with magnitude and phase of every phase cycle, in sub-folders too: NIfTI files with"
                            + " their JSON files"
                            + " as dcm2niix writes them, or DICOM. Or one 4D NIfTI file, beside which its phase lies.")
            .shownAs("Folder of the series"));

    private final Key<Boolean> list =
            key(Key.tick("list", "List only", "Show the table of what is found, and import nothing.", false));

    private final Key<String> order = key(Key.text(
                    "order",
                    "Order of the cycles",
                    "Numbers of the table in the order of the cycles, such as 1-12 or 3, 1, 2; those"
                            + " that are not named are"
                            + " left out. It settles what is doubtful. Empty: the order of the table,"
                            + " where nothing is doubtful.")
            .more());

    private final ProtocolKeys protocol = new ProtocolKeys(keys)
            .increments(
                    ", in their order" + ProtocolKeys.STANDARD
                            + " Empty: from the files, or else the standard ones, which is marked as doubtful.",
                    false)
            .timesAndAngle("from the files", true)
            .pulse();

    private final Key<String> phaseunit = key(SeriesKeys.phaseUnit());

    private final OutputKeys output = new OutputKeys(
            keys,
            "Where the series and the table are written; made if it does not exist. Empty: the series is only shown.",
            "sub-01_");

    @Override
    public List<Result> results() {
        return Stream.concat(
                        SeriesWindows.RESULTS.stream(),
                        Stream.of(Result.table(TABLE, "the files that were found, with 'list' alone")))
                .toList();
    }

    @Override
    protected void execute() throws IOException {
        if (folder.value().isEmpty()) {
            throw new IllegalArgumentException("Nothing to import was given: give folder=FOLDER.");
        }
        if (list.value()) {
            list();
            return;
        }
        try (ResultFolder results = output.folderOr(audience().takesImages(), WITHOUT_SCREEN)) {
            List<String> names = new ArrayList<>(SeriesFiles.NAMES);
            names.add(TABLE + ".csv");
            if (results != null) {
                results.claim(names);
            }
            FoundSeries found = SeriesScan.scan(folder.value(), progress("Looking through the folder"));
            ImportPlan plan = found.plan(choices());
            show(plan);
            if (isAsking()) {
                plan = ImportDialog.ask(found, choices(), keys)
                        .orElseThrow(() -> new CancellationException("Cancelled."));
            }
            LoadedSeries loaded = SeriesImport.read(plan, progress("Reading"));
            say(loaded.notes(), loaded.warnings());
            finish(plan, loaded, results);
        }
    }

    private void list() throws IOException {
        ImportPlan plan = SeriesScan.scan(folder.value(), progress("Looking through the folder"))
                .plan(choices());
        show(plan);
        plan.problems().forEach(problem -> log("REFUSED: " + problem));
        plan.doubts().forEach(doubt -> log("DOUBTFUL: " + doubt));
        if (audience().takesImages()) {
            audience().table(TABLE, "Series", plan.table());
        }
    }

    private void show(ImportPlan plan) {
        log(plan.summary());
        plan.tableLines().forEach(this::log);
        plan.notes().forEach(this::log);
        plan.warnings().forEach(warning -> log("WARNING: " + warning));
    }

    private void finish(ImportPlan plan, LoadedSeries loaded, ResultFolder results) throws IOException {
        RunRecord record = new RunRecord(loaded)
                .put("ImportedFrom", folder.value())
                .put("Cycles", plan.sources())
                .put("Doubtful", plan.warnings())
                .put("Ignored", plan.notes());
        SeriesFiles files = new SeriesFiles(loaded.series(), loaded.geometry(), loaded.sourced());
        if (results != null) {
            ResultWriter writer = new ResultWriter(results, record, progress("Writing"));
            writer.series(files);
            writer.table(TABLE, plan.table().csv());
            writer.publish(this::log);
        }
        if (audience().takesImages()) {
            SeriesWindows.show(files, title(), record, audience(), progress("Showing"));
        }
        if (files.notFinite() > 0) {
            log("WARNING: " + files.notFinite() + " samples are not numbers (NaN or infinite); they were set to 0.");
        }
    }

    /** By the folder or file that was imported. */
    private ResultTitle title() {
        String name = FileName.of(folder.value());
        String source = ImageNames.source(name);
        return new ResultTitle(output.prefix(), ImageNames.uniqueSource(source.isEmpty() ? name : source), "");
    }

    private ImportChoices choices() {
        Map<String, String> typed = protocol.texts();
        return new ImportChoices(
                order.value(),
                typed.get("increments"),
                typed.get("tr"),
                typed.get("te"),
                typed.get("flip"),
                typed.get("pulse"),
                typed.get("pulseshape"),
                typed.get("tbw"),
                phaseunit.value());
    }

    /** From the menu, unless the user has settled the order already. */
    private boolean isAsking() {
        return audience().isPerson() && order.value().isEmpty();
    }
}

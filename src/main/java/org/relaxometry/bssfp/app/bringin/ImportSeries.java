package org.relaxometry.bssfp.app.bringin;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.macro.Interpreter;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.relaxometry.bssfp.app.frame.ImageWindows;
import org.relaxometry.bssfp.app.frame.InputField;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.frame.TableWindow;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.load.SeriesFiles;
import org.relaxometry.bssfp.io.series.FoundSeries;
import org.relaxometry.bssfp.io.series.ImportChoices;
import org.relaxometry.bssfp.io.series.ImportPlan;
import org.relaxometry.bssfp.io.series.SeriesImport;
import org.relaxometry.bssfp.io.series.SeriesScan;
import org.relaxometry.bssfp.io.sidecar.ProtocolJson;
import org.relaxometry.bssfp.space.CycleVolumes;
import org.relaxometry.bssfp.text.Version;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** A folder from the scanner becomes one complex series that all other commands read. */
@Plugin(
        type = Command.class,
        name = "import",
        label = "Import Series...",
        description = "One phase-cycled series from a folder of NIfTI + JSON or DICOM files, or from a 4D file.",
        attrs = @Attr(name = "no-record"))
public class ImportSeries extends RelaxometryCommand {

    private static final String TABLE = "series.csv";
    private static final String AUTO = "auto";

    @Parameter(
            label = "Folder",
            description =
                    "Folder with magnitude and phase of every phase cycle, in sub-folders too: NIfTI files with their JSON files"
                            + " as dcm2niix writes them, or DICOM. Or one 4D NIfTI file, beside which its phase lies.",
            style = InputField.FOLDER_STYLE,
            required = false,
            persist = false)
    private String folder = "";

    @Parameter(
            label = "Output folder",
            description =
                    "Where the series and the table are written; made if it does not exist. Empty: the series is only"
                            + " shown.",
            style = InputField.FOLDER_STYLE,
            required = false,
            persist = false)
    private String output = "";

    @Parameter(
            label = "List only",
            description = "Show the table of what is found, and import nothing.",
            required = false,
            persist = false)
    private boolean list = false;

    @Parameter(
            label = "Order of the cycles",
            description =
                    "Numbers of the table in the order of the cycles, such as 1-12 or 3, 1, 2; those that are not named are"
                            + " left out. It settles what is doubtful. Empty: the order of the table, where nothing is doubtful.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String order = "";

    @Parameter(
            label = "Increments (degrees)",
            description =
                    "RF phase increment of every cycle, in their order, such as 45, 135, 225, 315; or the word standard for"
                            + " 180/N (2j - 1), j = 1 … N. Empty: from the files, or else the standard ones, which is marked as doubtful.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String increments = "";

    @Parameter(
            label = "TR (ms)",
            description = "Repetition time. Empty: from the files.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String tr = "";

    @Parameter(
            label = "TE (ms)",
            description = "Echo time. Empty: from the files.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String te = "";

    @Parameter(
            label = "Flip angle (degrees)",
            description = "Nominal flip angle. Empty: from the files.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String flip = "";

    @Parameter(
            label = "Phaseunit",
            description =
                    "Unit of the phase images; siemens means integers 0 … 4095 or -4096 … 4094. auto: decided from header and"
                            + " data and said in the log.",
            choices = {AUTO, "radians", "degrees", "siemens"},
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String phaseunit = AUTO;

    @Parameter(
            label = "Prefix of file names",
            description = "Put before the names of all files written to the output folder, such as sub-01_.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String prefix = "";

    @Parameter(
            label = "Overwrite existing results",
            description = "Whether files in the output folder may be replaced.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private boolean overwrite = false;

    @Override
    protected void execute() throws IOException {
        if (folder == null || folder.isBlank()) {
            throw new IllegalArgumentException("Nothing to import was given: give folder=FOLDER.");
        }
        if (list) {
            list();
            return;
        }
        try (ResultFolder results = resultFolder()) {
            List<String> names = new ArrayList<>(SeriesFiles.NAMES);
            names.add(TABLE);
            if (results != null) {
                results.requireFree(names);
            }
            FoundSeries found = SeriesScan.scan(folder.strip(), progress("Looking through the folder"));
            ImportPlan plan = found.plan(choices());
            show(plan);
            if (isAsking()) {
                plan = ImportDialog.ask(found, choices()).orElseThrow(() -> new CancellationException("Cancelled."));
            }
            LoadedSeries loaded = SeriesImport.read(plan, progress("Reading"));
            loaded.notes().forEach(this::log);
            loaded.warnings().forEach(warning -> log("WARNING: " + warning));
            finish(plan, loaded, results);
        }
    }

    private void list() throws IOException {
        ImportPlan plan = SeriesScan.scan(folder.strip(), progress("Looking through the folder"))
                .plan(choices());
        show(plan);
        plan.problems().forEach(problem -> log("REFUSED: " + problem));
        plan.doubts().forEach(doubt -> log("DOUBTFUL: " + doubt));
        if (canShow()) {
            TableWindow.show("Series", plan.table());
        }
    }

    private void show(ImportPlan plan) {
        log(plan.summary());
        plan.tableLines().forEach(this::log);
        plan.warnings().forEach(warning -> log("WARNING: " + warning));
    }

    private void finish(ImportPlan plan, LoadedSeries loaded, ResultFolder results) throws IOException {
        CycleVolumes volumes =
                CycleVolumes.read(loaded.series(), loaded.geometry().voxelSizeMm(), progress("Converting"));
        if (volumes.notFinite() > 0) {
            log("WARNING: " + volumes.notFinite() + " samples are not numbers (NaN or infinite); they were set to 0.");
        }
        RunRecord record = new RunRecord(loaded)
                .put("ImportedFrom", folder.strip())
                .put("Cycles", plan.sources())
                .put("Doubtful", plan.warnings());
        SeriesFiles files = new SeriesFiles(volumes.series(), loaded.geometry(), progress("Writing"));
        if (results != null) {
            files.write(
                    results,
                    record.json(ProtocolJson.members(loaded.series().protocol())),
                    Version.program(),
                    progress("Writing"));
            Files.writeString(results.place(TABLE), plan.table().csv());
            results.publish().forEach(file -> log("Wrote " + file));
        }
        if (canShow()) {
            for (ImagePlus image : files.images(prefix.strip(), record.info())) {
                ImageWindows.show(image);
                image.resetDisplayRange();
            }
        }
    }

    /** Null where the series is only shown. */
    private ResultFolder resultFolder() throws IOException {
        if (output != null && !output.isBlank()) {
            return new ResultFolder(output.strip(), prefix.strip(), overwrite);
        }
        if (!canShow()) {
            throw new IllegalArgumentException(
                    "Without a screen the series can only be written to files: give output=FOLDER, or list=true for the"
                            + " table alone.");
        }
        return null;
    }

    private ImportChoices choices() {
        return new ImportChoices(order, increments, tr, te, flip, phaseunit);
    }

    /** From the menu, unless the user has settled the order already. */
    private boolean isAsking() {
        return IJ.getInstance() != null
                && Macro.getOptions() == null
                && Interpreter.getInstance() == null
                && order.isBlank();
    }
}

package org.relaxometry.bssfp.app.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.relaxometry.bssfp.app.frame.PageWindow;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.group.DicomKeys;
import org.relaxometry.bssfp.app.group.OutputKeys;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Result;
import org.relaxometry.bssfp.app.result.ResultWriter;
import org.relaxometry.bssfp.concurrent.UnaskingWork;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.dicom.write.Derivation;
import org.relaxometry.bssfp.io.dicom.write.Examination;
import org.relaxometry.bssfp.io.dicom.write.PdfDocument;
import org.relaxometry.bssfp.io.file.AtomicFile;
import org.relaxometry.bssfp.io.file.FileName;
import org.relaxometry.bssfp.io.file.InputFile;
import org.relaxometry.bssfp.io.file.PdfPage;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.map.RunMaps;
import org.relaxometry.bssfp.io.roi.RoiVoxels;
import org.relaxometry.bssfp.norm.Norms;
import org.relaxometry.bssfp.norm.Sex;
import org.relaxometry.bssfp.plot.map.MapFigure;
import org.relaxometry.bssfp.plot.map.MapPanel;
import org.relaxometry.bssfp.plot.map.RegionMarks;
import org.relaxometry.bssfp.plot.style.ParameterDisplay;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.text.TypedNumber;
import org.relaxometry.bssfp.text.Version;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/** One page about the run of one patient: slices, regions with their uncertainty and what is usual, protocol and warnings. */
@Plugin(
        type = Command.class,
        name = "report",
        label = "Report...",
        description =
                "One page about a patient's run: regions with their uncertainty, and what is usual, as HTML and PDF.",
        visible = false,
        attrs = @Attr(name = "no-record"))
public class Report extends RelaxometryCommand {

    private static final String NAME = "report";
    private static final String HTML = NAME + ".html";
    private static final String PDF = NAME + ".pdf";
    private static final String DICOM = NAME + ".dcm";
    private static final double OLDEST = 120;

    private static final List<Parameter> MAPS =
            List.of(Parameter.T1, Parameter.T2, Parameter.T1_SIGMA, Parameter.T2_SIGMA, Parameter.EFFECTIVE_VOXELS);

    private final Key<String> maps = key(Key.image(
            "maps",
            "Maps of T1 and T2",
            "One map of a run of Map T1 T2 B0…, whose other maps are found by it. Title of an open map, path of a map, or folder of the"
                    + " run."));

    private final Key<String> rois = key(Key.image(
            "rois",
            "ROIs (None: as drawn)",
            "A .roi or .zip file, or an image of labels 1, 2, … on the grid of the maps (title or path), whose names a table of the"
                    + " same name with the ending .tsv may give (columns index and name). None: as drawn, or the ROI Manager: what is in"
                    + " the ROI Manager, else the overlay or selection of an open map of the run; if there is none, all voxels with"
                    + " values."));

    private final Key<String> norms = key(Key.file(
            "norms",
            "Norms",
            "norms.json of Make Norms…: regions of the same names are compared. Empty: no comparison."));

    private final DicomKeys patient = DicomKeys.ofPatient(keys);

    private final Key<OptionalDouble> age =
            key(Key.typed("age", "Age (years)", "For the norms. Empty: from source.", (key, text) -> age(key, text)));

    private final Key<Optional<Sex>> sex =
            key(Key.typed("sex", "Sex", "F or M, for the norms. Empty: from source.", (key, text) -> sex(key, text)));

    private final Key<String> comment =
            key(Key.text("comment", "Comment", "A sentence for the head of the report. Empty: none.")
                    .more());

    private final Key<Boolean> dicom = key(Key.tick(
            "document",
            "Document for the PACS",
            "The PDF as a DICOM document too, report.dcm, in the study that source says.",
            false));

    private final OutputKeys output = new OutputKeys(
            keys,
            "Where report.html, report.pdf, the table and a record are written; made if it does not exist. Empty: the page is only"
                    + " shown.",
            "sub-01_");

    private static OptionalDouble age(String key, String text) {
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        double years = TypedNumber.number(key, text, "a number of years, such as 45");
        if (!(years >= 0 && years <= OLDEST)) {
            throw new IllegalArgumentException("'" + key + "' must lie between 0 and " + Math.round(OLDEST)
                    + " years, but is " + TypedNumber.show(years) + ".");
        }
        return OptionalDouble.of(years);
    }

    private static Optional<Sex> sex(String key, String text) {
        Optional<Sex> sex = Sex.of(text);
        if (sex.isEmpty() && !text.isEmpty()) {
            throw new IllegalArgumentException("'" + key + "' must be F or M, or empty, but is " + text + ".");
        }
        return sex;
    }

    @Override
    public List<Result> results() {
        return List.of(Result.table("table", "values of the regions, with their uncertainty and z"));
    }

    @Override
    protected void execute() throws IOException {
        requireValid();
        OptionalDouble years = age.value();
        Optional<Sex> stated = sex.value();
        try (ResultFolder results = output.folderOr(
                audience().isPerson() || audience().takesImages(),
                "Where to write the report was not given: give output=FOLDER.")) {
            if (results != null) {
                results.claim(List.of(HTML, PDF, NAME + ".csv", NAME + ".json"));
                results.claim(dicom.value() ? List.of(DICOM) : List.of());
            }
            RunMaps run = read();
            Optional<Protocol> protocol = run.protocol();
            List<InputFile> inputs = new ArrayList<>(run.inputs());
            List<String> notes = new ArrayList<>();
            List<String> warnings = new ArrayList<>();
            List<RoiVoxels> regions =
                    ReportRegions.read(rois.value(), run, inputs, notes, warnings, progress("Reading ROIs"));
            Optional<Norms> given = readNorms(inputs);
            Examination examination = examination(run, protocol);
            PatientData whom = PatientData.of(examination, patient.knowsName(), patient.knowsId(), years, stated);
            UsableNorms usable = UsableNorms.of(given, run, whom.person());
            warnings.addAll(whom.warnings());
            warnings.addAll(usable.warnings());
            warnings.addAll(ReportWords.warnings(run.record()));
            warnings.addAll(run.warnings());
            say(notes, warnings);
            List<ReportedRegion> reported = ReportedRegion.of(run, regions, usable);
            String html = html(run, protocol, whom, regions, reported, usable, warnings);
            RunRecord record = record(inputs, notes, warnings, run, given);
            if (results != null) {
                write(
                        new ResultWriter(results, record, progress("Writing")),
                        html,
                        reported,
                        run,
                        protocol,
                        examination);
            }
            if (audience().isPerson()) {
                PageWindow.open(HTML, html);
            }
            audience().table("table", "Report", ReportTable.of(reported, run.longestMs()));
        }
    }

    private void requireValid() {
        if (maps.value().isEmpty()) {
            throw new IllegalArgumentException(
                    "'maps' is missing. Expected an open map of Map T1 T2 B0…, the path of one, or the"
                            + " folder of its run.");
        }
        if (dicom.value() && !output.isGiven()) {
            throw new IllegalArgumentException(
                    "With document=true a file is written, but into which folder was not given. Give output=FOLDER.");
        }
        patient.requireValid();
    }

    private RunMaps read() throws IOException {
        RunMaps run = RunMaps.read(maps.name(), maps.value(), MAPS, progress("Reading"));
        if (run.values(Parameter.T1).isEmpty() && run.values(Parameter.T2).isEmpty()) {
            throw new IllegalArgumentException("The run '" + run.source() + "' has no map of T1 or T2.");
        }
        if (run.record().isEmpty()) {
            throw new IllegalArgumentException(
                    "The image '" + maps.value() + "' does not know how it was made, and a report must"
                            + " say it. Give the folder of the run, or open its maps by Open Maps….");
        }
        return run;
    }

    private Optional<Norms> readNorms(List<InputFile> inputs) throws IOException {
        if (norms.value().isEmpty()) {
            return Optional.empty();
        }
        Path file = FileName.path(norms.name(), norms.value());
        Norms read = Norms.read(file);
        inputs.add(InputFile.of(norms.name(), file, progress("Reading")));
        return Optional.of(read);
    }

    private Examination examination(RunMaps run, Optional<Protocol> protocol) throws IOException {
        if (!patient.hasSource()) {
            return patient.unplaced(run.madeFrom());
        }
        return patient.examination(
                DicomKeys.placement(run.geometry(), run.grid()),
                protocol,
                run.madeFrom(),
                progress("Reading the source"));
    }

    private String html(
            RunMaps run,
            Optional<Protocol> protocol,
            PatientData whom,
            List<RoiVoxels> regions,
            List<ReportedRegion> reported,
            UsableNorms usable,
            List<String> warnings)
            throws IOException {
        BufferedImage picture = UnaskingWork.run(() -> picture(run, regions), progress("Drawing"));
        return ReportPage.html(
                whom,
                comment.value(),
                picture,
                reported,
                usable,
                run.longestMs(),
                warnings,
                ReportWords.account(run, protocol),
                "Made by " + Version.program() + ".");
    }

    private static BufferedImage picture(RunMaps run, List<RoiVoxels> regions) {
        List<MapPanel> panels = new ArrayList<>();
        for (Parameter time : ReportedRegion.TIMES) {
            run.values(time).ifPresent(values -> {
                ScalarVolume volume = new ScalarVolume(run.grid(), run.boundsAsNumbers(values));
                panels.add(MapPanel.of(time.symbol(), time.unit(), volume, ParameterDisplay.of(time, volume.planes())));
            });
        }
        Optional<RegionMarks> marks = Optional.of(
                new RegionMarks(regions.stream().map(RoiVoxels::voxels).toList(), run.grid()));
        return MapFigure.render(
                run.source(),
                panels,
                "",
                run.geometry().voxelSizeMm(),
                run.geometry().upright(),
                regions.get(0).name().equals(ReportRegions.ALL) ? Optional.empty() : marks);
    }

    private RunRecord record(
            List<InputFile> inputs, List<String> notes, List<String> warnings, RunMaps run, Optional<Norms> given) {
        return new RunRecord(inputs, notes, warnings)
                .put("MadeFromRun", run.stated("RunId"))
                .put("Method", run.stated("Method"))
                .put("Norms", given.map(Norms::origin).orElse(""));
    }

    private void write(
            ResultWriter writer,
            String html,
            List<ReportedRegion> reported,
            RunMaps run,
            Optional<Protocol> protocol,
            Examination examination)
            throws IOException {
        PdfPage pdf = UnaskingWork.run(() -> PdfPage.of(html), progress("Drawing"));
        if (!PdfPage.hasLettersOf(html)) {
            log(
                    "The PDF does not have some letters of this report (it shows # for them), or writes them from left to right; the page of"
                            + " HTML is right.");
        }
        if (pdf.pages() > 1) {
            log("The report has " + pdf.pages() + " pages: so many regions and warnings do not fit on one.");
        }
        writer.text(HTML, html);
        AtomicFile.write(writer.place(PDF), true, out -> out.write(pdf.bytes()));
        writer.table(NAME, ReportTable.of(reported, run.longestMs()).csv());
        writer.json(NAME, new LinkedHashMap<>());
        if (dicom.value()) {
            patient.warning(examination).ifPresent(text -> log("WARNING: " + text));
            PdfDocument.write(
                    pdf.bytes(),
                    "T1 and T2 report",
                    new Derivation(examination, run.stated("Method"), Version.footer("report"), protocol),
                    NAME,
                    writer::place);
        }
        writer.publish(this::log);
    }
}

package org.relaxometry.bssfp.app.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
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
import org.relaxometry.bssfp.io.bids.Companions;
import org.relaxometry.bssfp.io.dicom.write.Derivation;
import org.relaxometry.bssfp.io.dicom.write.Examination;
import org.relaxometry.bssfp.io.dicom.write.PdfDocument;
import org.relaxometry.bssfp.io.file.AtomicFile;
import org.relaxometry.bssfp.io.file.FileName;
import org.relaxometry.bssfp.io.file.InputFile;
import org.relaxometry.bssfp.io.file.PdfPage;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.io.map.RunMaps;
import org.relaxometry.bssfp.io.roi.RoiVoxels;
import org.relaxometry.bssfp.io.roi.SeriesRois;
import org.relaxometry.bssfp.io.sidecar.MadeFrom;
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

/** One page about the maps of one patient: slices, regions with their uncertainty and what is usual, protocol and warnings. */
@Plugin(
        type = Command.class,
        name = "report",
        label = "Report...",
        description =
                "One page about a patient's maps: regions with their uncertainty, and what is usual, as HTML and PDF.",
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

    private final Key<String> folder = key(
            Key.place("folder", "Folder", "Output folder of Map T1 T2 B0…, or one of its maps, such as T1map.nii.gz."));

    private final Key<String> rois = key(Key.image(
            "rois",
            "ROIs (None: as drawn)",
            "A .roi or .zip file, or an image of labels 1, 2, … on the grid of the maps (title or path), whose names a table of the"
                    + " same name with the ending .tsv may give (columns index and name). None: as drawn, or the ROI Manager, or"
                    + " the selection of the active map; if there is none, all voxels with values."));

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
            RunMaps maps = RunMaps.files(folder.name(), folder.value(), MAPS, progress("Reading"));
            if (maps.values(Parameter.T1).isEmpty() && maps.values(Parameter.T2).isEmpty()) {
                throw new IllegalArgumentException("The run '" + maps.source() + "' has no map of T1 or T2.");
            }
            Optional<Protocol> protocol = ReportWords.protocol(maps);
            List<InputFile> inputs = new ArrayList<>(maps.inputs());
            List<String> notes = new ArrayList<>();
            List<RoiVoxels> regions = regions(maps, inputs, notes);
            Optional<Norms> given = readNorms(inputs);
            Examination examination = examination(maps, protocol);
            PatientData whom = PatientData.of(examination, patient.isKnown(), years, stated);
            UsableNorms usable = UsableNorms.of(given, maps, whom.person());
            List<String> warnings = new ArrayList<>(usable.warnings());
            warnings.addAll(ReportWords.warnings(maps.record()));
            warnings.addAll(maps.warnings());
            say(notes, warnings);
            List<ReportedRegion> reported = ReportedRegion.of(maps, regions, usable);
            String html = html(maps, protocol, whom, regions, reported, usable, warnings);
            RunRecord record = record(inputs, notes, warnings, maps, given);
            if (results != null) {
                write(
                        new ResultWriter(results, record, progress("Writing")),
                        html,
                        reported,
                        maps,
                        protocol,
                        examination);
            }
            if (audience().isPerson()) {
                PageWindow.open(HTML, html);
            }
            audience().table("table", "Report", ReportTable.of(reported));
        }
    }

    private void requireValid() {
        if (folder.value().isEmpty()) {
            throw new IllegalArgumentException(
                    "'folder' is missing. Expected the output folder of Map T1 T2 B0…, or one of"
                            + " its maps, such as T1map.nii.gz.");
        }
        if (dicom.value() && !output.isGiven()) {
            throw new IllegalArgumentException(
                    "document=true writes a file, and where was not given: give output=FOLDER.");
        }
        patient.requireValid();
    }

    private List<RoiVoxels> regions(RunMaps maps, List<InputFile> inputs, List<String> notes) throws IOException {
        Optional<SeriesRois> found = SeriesRois.read(
                rois.value(),
                maps.grid(),
                maps.geometry(),
                image -> ImageProperties.quantity(image).isPresent()
                        && image.getWidth() == maps.grid().nx()
                        && image.getHeight() == maps.grid().ny()
                        && image.getNSlices() == maps.grid().nz(),
                progress("Reading ROIs"));
        if (found.isEmpty()) {
            float[] first = maps.volumes().values().iterator().next().values();
            int[] all = IntStream.range(0, first.length)
                    .filter(v -> !Float.isNaN(first[v]))
                    .toArray();
            notes.add("No region was given or drawn, so the report is about all voxels with values.");
            return List.of(new RoiVoxels(
                    "all voxels with values", "slices 1–" + maps.grid().nz(), all));
        }
        notes.addAll(found.get().notes());
        notes.add("Regions: " + found.get().source() + ".");
        inputs.addAll(found.get().inputs());
        Map<Integer, String> names = labelNames();
        return found.get().rois().stream()
                .map(roi -> new RoiVoxels(called(roi.name(), names), roi.where(), roi.voxels()))
                .toList();
    }

    private Map<Integer, String> labelNames() throws IOException {
        return rois.value().toLowerCase(Locale.ROOT).matches(".*\\.nii(\\.gz)?")
                ? Companions.labelNames(FileName.path(rois.name(), rois.value()))
                : Map.of();
    }

    private static String called(String label, Map<Integer, String> names) {
        String number = label.replaceFirst("^label ", "");
        String name = number.matches("\\d{1,9}") ? names.getOrDefault(Integer.valueOf(number), "") : "";
        return name.isEmpty() ? label : name;
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

    private Examination examination(RunMaps maps, Optional<Protocol> protocol) throws IOException {
        if (!patient.hasSource()) {
            return patient.unplaced(MadeFrom.in(maps.record()));
        }
        return patient.examination(
                DicomKeys.placement(maps.geometry(), maps.grid()),
                protocol,
                MadeFrom.in(maps.record()),
                progress("Reading the source"));
    }

    private String html(
            RunMaps maps,
            Optional<Protocol> protocol,
            PatientData whom,
            List<RoiVoxels> regions,
            List<ReportedRegion> reported,
            UsableNorms usable,
            List<String> warnings)
            throws IOException {
        BufferedImage picture = UnaskingWork.run(() -> picture(maps, regions), progress("Drawing"));
        return ReportPage.html(
                whom,
                comment.value(),
                picture,
                reported,
                usable,
                maps.longestMs(),
                warnings,
                ReportWords.account(maps, protocol),
                "Made by " + Version.program() + ".");
    }

    private static BufferedImage picture(RunMaps maps, List<RoiVoxels> regions) {
        List<MapPanel> panels = new ArrayList<>();
        for (Parameter time : ReportedRegion.TIMES) {
            maps.values(time).ifPresent(values -> {
                ScalarVolume volume = new ScalarVolume(maps.grid(), boundsAsNumbers(values, maps.longestMs()));
                panels.add(MapPanel.of(time.symbol(), time.unit(), volume, ParameterDisplay.of(time, volume.planes())));
            });
        }
        Optional<RegionMarks> marks = Optional.of(
                new RegionMarks(regions.stream().map(RoiVoxels::voxels).toList(), maps.grid()));
        return MapFigure.render(
                maps.source(),
                panels,
                "",
                maps.geometry().voxelSizeMm(),
                maps.geometry().upright(),
                regions.get(0).name().startsWith("all voxels") ? Optional.empty() : marks);
    }

    private static float[] boundsAsNumbers(float[] values, double longestMs) {
        float[] numbers = values.clone();
        for (int v = 0; v < numbers.length; v++) {
            numbers[v] = Float.isInfinite(numbers[v]) ? (float) longestMs : numbers[v];
        }
        return numbers;
    }

    private RunRecord record(
            List<InputFile> inputs, List<String> notes, List<String> warnings, RunMaps maps, Optional<Norms> given) {
        return new RunRecord(inputs, notes, warnings)
                .put("MadeFromRun", maps.stated("RunId"))
                .put("Method", maps.stated("Method"))
                .put("Norms", given.map(Norms::origin).orElse(""));
    }

    private void write(
            ResultWriter writer,
            String html,
            List<ReportedRegion> reported,
            RunMaps maps,
            Optional<Protocol> protocol,
            Examination examination)
            throws IOException {
        PdfPage pdf = UnaskingWork.run(() -> PdfPage.of(html), progress("Drawing"));
        if (!PdfPage.hasLettersOf(html)) {
            log("The PDF's font lacks some letters of this report and shows # for them; the page of HTML has them.");
        }
        if (pdf.pages() > 1) {
            log("The report has " + pdf.pages() + " pages: so many regions and warnings do not fit on one.");
        }
        writer.text(HTML, html);
        AtomicFile.write(writer.place(PDF), true, out -> out.write(pdf.bytes()));
        writer.table(NAME, ReportTable.of(reported).csv());
        writer.json(NAME, new LinkedHashMap<>());
        if (dicom.value()) {
            patient.warning(examination).ifPresent(text -> log("WARNING: " + text));
            PdfDocument.write(
                    pdf.bytes(),
                    "T1 and T2 report",
                    new Derivation(examination, maps.stated("Method"), Version.footer("report"), protocol),
                    NAME,
                    writer::place);
        }
        writer.publish(this::log);
    }
}

package org.relaxometry.bssfp.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.ImagePlus;
import ij.WindowManager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.imglib2.img.array.ArrayImgs;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.app.frame.WrongUses;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.dicom.DicomFile;
import org.relaxometry.bssfp.io.dicom.DicomTag;
import org.relaxometry.bssfp.io.image.HyperStacks;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.io.load.OpenImages;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.nifti.NiftiReader;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;
import org.relaxometry.bssfp.norm.Norm;
import org.relaxometry.bssfp.norm.NormLearning;
import org.relaxometry.bssfp.norm.NormLearning.Measured;
import org.relaxometry.bssfp.norm.Norms;
import org.relaxometry.bssfp.norm.Person;
import org.relaxometry.bssfp.norm.Sex;

/** Reports from maps whose values are known, and ways to ask for one wrongly. */
class ReportTest extends WrongUses {

    private static final int SIDE = 12;
    private static final int SLICES = 3;
    private static final double T1_S = 1.0;
    private static final double SIGMA_S = 0.05;

    static Stream<WrongUse> wrongUses() {
        return Stream.of(
                use("no maps", "'maps' is missing", "maps="),
                use("maps that are not there", "neither a folder nor a file", "maps=nowhere"),
                use("a folder without maps", "There is no map in", "maps=empty"),
                use("a run without T1 and T2", "has no map of T1", "maps=fields"),
                use("no place for results", "give output=FOLDER", "output="),
                use("regions that are not there", "neither an open image nor a file", "rois=none.nii.gz"),
                use("regions on another grid", "must have the grid of the maps", "rois=other.nii.gz"),
                use("norms that are none", "is no file of norms", "norms=labels.tsv"),
                use("norms that are not there", "'norms': there is no file", "norms=none.json"),
                use("text for the age", "age must be a number of years", "age=old"),
                use("an age in days", "between 0 and 120 years", "age=16425"),
                use("another sex", "must be F or M, or empty, but is x", "sex=x"),
                use("two patients", "Both 'source' and", "source=empty", "patient=Doe^Jane"),
                use("a source without DICOM", "no DICOM image", "source=empty"),
                use("a report that is there", "overwrite=true", "output=taken"));
    }

    private static WrongUse use(String what, String message, String... words) {
        return new WrongUse(what, FAILED, message, "report", List.of(words));
    }

    @Override
    protected List<String> rightCall(String command) {
        return List.of("maps=maps", "rois=labels.nii.gz", "output=out");
    }

    @Override
    protected boolean isPath(String key, String value) {
        return List.of("maps", "rois", "norms", "source", "output").contains(key) && !value.endsWith("of the patient");
    }

    @BeforeAll
    static void makeMaps() throws IOException {
        NiftiGeometry place = NiftiGeometry.ofAffine(new double[][] {{-2, 0, 0, 0}, {0, -2, 0, 0}, {0, 0, 3, 0}});
        maps("maps", "Maximum likelihood", true, place);
        maps("plain", "MIRACLE (fast)", false, place);
        map("edge", "T1map", "s", values(voxel -> 2.08f), place, "SVNN");
        map("edge", "statusmap", "code", values(voxel -> label(voxel) == 1 ? 8 : 0), place, "SVNN");
        map("fields", "fieldmap", "Hz", values(voxel -> 3), place, "Maximum likelihood");
        Files.createDirectories(folder.resolve("empty"));
        Files.createDirectories(folder.resolve("taken"));
        Files.writeString(folder.resolve("taken/report.html"), "an older report");
        image(folder.resolve("labels.nii.gz"), values(ReportTest::label), new long[] {SIDE, SIDE, SLICES}, place);
        Files.writeString(folder.resolve("labels.tsv"), "index\tname\n1\twhite matter\n2\tlesion <3\n");
        image(folder.resolve("other.nii.gz"), new float[] {1, 2, 3, 4}, new long[] {2, 2, 1}, place);
        norms("norms.json", "Maximum likelihood");
        norms("others.json", "MIRACLE (fast)");
    }

    /** 1 at the left, 2 in the middle, 3 of three voxels, 4 where nothing has a value. */
    private static float label(int voxel) {
        int x = voxel % SIDE;
        int y = voxel / SIDE % SIDE;
        return x < 4 ? 1 : x < 6 ? 2 : x == 7 && y == 3 ? 3 : x == 11 ? 4 : 0;
    }

    /** Noise about a second; where label 2 is, a quarter longer; no value where label 4 is. */
    private static void maps(String name, String method, boolean withSigma, NiftiGeometry place) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        float[] t1 = values(voxel -> label(voxel) == 4
                ? Float.NaN
                : (float) (T1_S * (label(voxel) == 2 ? 1.25 : 1) + SIGMA_S * random.nextGaussian()));
        map(name, "T1map", "s", t1, place, method);
        map(name, "T2map", "s", values(voxel -> t1[voxel] / 10), place, method);
        if (withSigma) {
            map(name, "T1sigmamap", "s", values(voxel -> (float) SIGMA_S), place, method);
            map(name, "T2sigmamap", "s", values(voxel -> (float) SIGMA_S / 10), place, method);
        }
    }

    private interface Value {
        float at(int voxel);
    }

    private static float[] values(Value value) {
        float[] values = new float[SIDE * SIDE * SLICES];
        for (int v = 0; v < values.length; v++) {
            values[v] = value.at(v);
        }
        return values;
    }

    private static void map(String run, String name, String unit, float[] values, NiftiGeometry place, String method)
            throws IOException {
        Path to = Files.createDirectories(folder.resolve(run));
        image(to.resolve(name + ".nii.gz"), values, new long[] {SIDE, SIDE, SLICES}, place);
        JsonObject record = new JsonObject();
        record.addProperty("Quantity", name.replace("map", ""));
        record.addProperty("Units", unit);
        record.addProperty("Method", method);
        record.addProperty("RunId", run);
        record.add("Protocol", protocol());
        record.add("Warnings", JsonParser.parseString("[\"There is no B1 map <yet>.\"]"));
        Files.writeString(to.resolve(name + ".json"), record.toString());
    }

    private static JsonObject protocol() {
        return JsonParser.parseString("{\"RepetitionTime\": 0.0048, \"EchoTime\": 0.0024, \"FlipAngle\": 15,"
                        + " \"PhaseIncrements_deg\": [45, 135, 225, 315]}")
                .getAsJsonObject();
    }

    private static void image(Path file, float[] values, long[] size, NiftiGeometry place) throws IOException {
        NiftiWriter.write(file, ArrayImgs.floats(values, size), place, "", true, Progress.NONE);
    }

    /** White matter of 950 ms and 20 ms spread. */
    private static void norms(String file, String method) throws IOException {
        SplittableRandom random = new SplittableRandom(2);
        List<Measured> people = new ArrayList<>();
        for (int k = 0; k < 200; k++) {
            people.add(new Measured(
                    "sub",
                    new Person(OptionalDouble.of(random.nextDouble(20, 80)), Optional.of(Sex.values()[k % 2])),
                    950 + 20 * random.nextGaussian()));
        }
        Norm norm = NormLearning.learn("White matter", "T1", people, true, true)
                .orElseThrow()
                .norm();
        JsonObject conditions = new JsonObject();
        conditions.addProperty("Method", method);
        conditions.add("Protocol", protocol());
        conditions.add("VoxelSizeMm", JsonParser.parseString("[2.0, 2.0, 3.0]"));
        Gson gson = new GsonBuilder().serializeSpecialFloatingPointValues().create();
        Files.writeString(folder.resolve(file), gson.toJson(new Norms("Site 1", conditions, List.of(norm)).members()));
    }

    private static List<Map<String, String>> table(String output) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(output).resolve("report.csv"));
        String[] columns = lines.get(0).split(",", -1);
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int k = 0; k < columns.length; k++) {
                row.put(columns[k], cells[k]);
            }
            rows.add(row);
        }
        return rows;
    }

    private static double number(Map<String, String> row, String column) {
        return Double.parseDouble(row.get(column));
    }

    private static String textOfPdf(Path file) throws IOException {
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            return new PDFTextStripper().getText(document);
        }
    }

    @Test
    void saysWhatARegionHasAndHowSureItIs() throws IOException {
        assertThat(launch("report", List.of("norms=norms.json", "age=50", "sex=F", "output=whole")))
                .isZero();
        List<Map<String, String>> rows = table("whole");
        assertThat(rows).hasSize(8);
        Map<String, String> white = rows.get(0);
        int voxels = 4 * SIDE * SLICES;
        assertThat(white).containsEntry("region", "white matter").containsEntry("voxels", "" + voxels);
        double sigma = number(white, "sigma [ms]");
        assertThat(number(white, "median [ms]")).isCloseTo(1000 * T1_S, within(3 * sigma));
        assertThat(sigma).isCloseTo(1253 * SIGMA_S / Math.sqrt(voxels), within(0.25 * sigma));
        assertThat(number(white, "usual [ms]")).isCloseTo(950, within(8.0));
        assertThat(number(white, "z")).isCloseTo(2.5, within(0.6));
        assertThat(white.get("in words")).startsWith("longer than in 9");
        assertThat(rows.get(2)).containsEntry("in words", "the norms have no region of this name");
        Map<String, String> few = rows.get(4);
        assertThat(few).containsEntry("voxels", "3");
        assertThat(number(few, "sigma [ms]")).isBetween(500 * SIGMA_S, 1000 * SIGMA_S);
        assertThat(rows.get(6)).containsEntry("median [ms]", "NaN").containsEntry("sigma [ms]", "NaN");
    }

    @Test
    void pageAndPdfSayTheSame() throws IOException {
        assertThat(launch(
                        "report",
                        List.of(
                                "norms=norms.json",
                                "age=50",
                                "sex=F",
                                "patient=Doe^Jane",
                                "patientid=4711",
                                "comment=Left & right.",
                                "output=page")))
                .isZero();
        String html = Files.readString(folder.resolve("page/report.html"));
        String pdf = textOfPdf(folder.resolve("page/report.pdf")).replaceAll("\\s+", " ");
        double median = number(table("page").get(0), "median [ms]");
        for (String said : List.of(
                "Doe, Jane",
                "4711",
                "50 years",
                "female",
                "white matter",
                String.format("%.0f ± ", median),
                "Site 1",
                "no voxel has a value",
                "at this age and sex",
                "between −2 and +2",
                "TR 4.8 ms",
                ReportPage.RESEARCH)) {
            assertThat(html).contains(said);
            assertThat(pdf).contains(said);
        }
        assertThat(html).contains("lesion &lt;3", "There is no B1 map &lt;yet&gt;.", "Left &amp; right.");
        assertThat(pdf)
                .contains("lesion <3", "There is no B1 map <yet>.", "Left & right.")
                .doesNotContain("#");
    }

    @Test
    void equalCallsMakeEqualFiles() throws IOException {
        for (String output : List.of("one", "other")) {
            assertThat(launch("report", List.of("document=true", "patientid=1", "output=" + output)))
                    .isZero();
        }
        for (String file : List.of("report.html", "report.pdf", "report.csv", "report.dcm")) {
            assertThat(folder.resolve("one").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("other").resolve(file));
        }
        assertThat(Files.readString(folder.resolve("one/report.dcm"), StandardCharsets.ISO_8859_1))
                .contains(Files.readString(folder.resolve("one/report.pdf"), StandardCharsets.ISO_8859_1));
        assertThat(DicomFile.read(folder.resolve("one/report.dcm")).value(DicomTag.PATIENT_ID))
                .hasValueSatisfying(id -> assertThat(new String(id, StandardCharsets.US_ASCII).strip())
                        .isEqualTo("1"));
    }

    @Test
    void withoutSigmaItGoesByTheSpreadAndSaysSo() throws IOException {
        assertThat(launch("report", List.of("maps=plain", "output=spread"))).isZero();
        assertThat(table("spread").get(0)).containsEntry("sigma from", "spread");
        assertThat(number(table("spread").get(0), "sigma [ms]"))
                .isCloseTo(1253 * SIGMA_S / Math.sqrt(4 * SIDE * SLICES), within(2.0));
        assertThat(Files.readString(folder.resolve("spread/report.html")))
                .contains("by how much the voxels of the region differ")
                .contains("too few voxels to say how sure it is");
    }

    /** Of a network at the end of its range nothing is known but that. */
    @Test
    void giveNoValueThatTheStatusDoubts() throws IOException {
        assertThat(launch("report", List.of("maps=edge", "output=edge"))).isZero();
        assertThat(Files.readString(folder.resolve("edge/report.html")))
                .contains("not to be trusted", "144 of 144 voxels: at the edge of what the network can give")
                .contains("all voxels have one value, so nobody knows how sure it is")
                .doesNotContain("2080 ±")
                .doesNotContain("± 0");
        assertThat(table("edge").get(0)).containsEntry("in words", "not to be trusted");
    }

    @Test
    void comparesNoTwoRegionsOfOneName() throws IOException {
        Files.copy(folder.resolve("labels.nii.gz"), folder.resolve("alike.nii.gz"));
        Files.writeString(folder.resolve("alike.tsv"), "index\tname\n1\twhite matter\n2\tWhite Matter\n");
        assertThat(launch(
                        "report", List.of("rois=alike.nii.gz", "norms=norms.json", "age=50", "sex=F", "output=alike")))
                .isZero();
        assertThat(table("alike").get(0)).containsEntry("in words", "several regions here have this name");
    }

    @Test
    void comparesNothingThatWasMeasuredOtherwise() throws IOException {
        assertThat(launch("report", List.of("norms=others.json", "age=50", "sex=F", "output=others")))
                .isZero();
        assertThat(table("others").get(0)).containsEntry("z", "NaN");
        assertThat(Files.readString(folder.resolve("others/report.html")))
                .contains("Not compared with the norms &#39;Site 1&#39;".replace("&#39;", "'"))
                .contains("method: MIRACLE (fast); that of these maps: Maximum likelihood");
    }

    @Test
    void comparesNobodyOfWhomTheNormsKnowNothing() throws IOException {
        assertThat(launch("report", List.of("norms=norms.json", "age=5", "sex=F", "output=child")))
                .isZero();
        assertThat(table("child").get(0).get("z")).isEqualTo("NaN");
        assertThat(Files.readString(folder.resolve("child/report.html"))).contains("says nothing of age 5");
        assertThat(launch("report", List.of("norms=norms.json", "output=nobody")))
                .isZero();
        assertThat(Files.readString(folder.resolve("nobody/report.html"))).contains("the age is not known");
    }

    @Test
    void withoutRegionsItIsAboutAllVoxels() throws IOException {
        assertThat(launch("report", List.of("rois=", "output=all"))).isZero();
        assertThat(table("all")).hasSize(2);
        assertThat(table("all").get(0))
                .containsEntry("region", "all voxels with values")
                .containsEntry("voxels", "" + 11 * SIDE * SLICES);
    }

    /** Maps that were never saved, with a region drawn on one of them. */
    @Test
    void isMadeOfOpenMapsTooAndOfWhatIsDrawnOnThem() throws IOException {
        ImagePlus t1 = open("T1map");
        t1.setRoi(0, 0, 4, SIDE);
        // as that of the buttons below a map
        ImageProperties.storeFurther(t1, List.of(open("T1sigmamap")));
        try (OpenImages open = new OpenImages(t1)) {
            WindowManager.setTempCurrentImage(t1);
            assertThat(launch("report", List.of("maps=T1map of the patient", "rois=", "output=drawn")))
                    .isZero();
        } finally {
            WindowManager.setTempCurrentImage(null);
        }
        assertThat(table("drawn")).hasSize(1);
        assertThat(table("drawn").get(0))
                .containsEntry("voxels", "" + 4 * SIDE)
                .containsEntry("where", "slice 1")
                .containsEntry("sigma from", "noise");
        assertThat(Files.readString(folder.resolve("drawn/report.html"))).contains("Maximum likelihood", "TR 4.8 ms");
    }

    @Test
    void anOpenMapThatDoesNotKnowHowItWasMadeIsRefused() throws IOException {
        ImagePlus silent = open("T1map");
        silent.setProp("bSSFP_Record", null);
        try (OpenImages open = new OpenImages(silent)) {
            assertThat(launch("report", List.of("maps=T1map of the patient", "output=silent")))
                    .isEqualTo(FAILED);
        }
        assertThat(messages()).contains("does not know how it was made");
    }

    @Test
    void aMapThatWasChangedSinceIsWarnedOf() throws IOException {
        ImagePlus t1 = open("T1map");
        t1.getStack().getProcessor(2).multiply(1.01);
        try (OpenImages open = new OpenImages(t1)) {
            assertThat(launch("report", List.of("maps=T1map of the patient", "output=changed")))
                    .isZero();
        }
        assertThat(Files.readString(folder.resolve("changed/report.html")))
                .contains("The image 'T1map of the patient' has been changed since it was made");
    }

    private static ImagePlus open(String name) throws IOException {
        ImagePlus image = HyperStacks.of(
                NiftiReader.read(folder.resolve("maps").resolve(name + ".nii.gz"), Progress.NONE),
                name + " of the patient");
        for (int plane = 1; plane <= image.getStackSize(); plane++) {
            image.getStack().getProcessor(plane).multiply(1000);
        }
        image.getCalibration().setValueUnit("ms");
        image.setProperty("Info", "RunId: abcd\n");
        ImageProperties.storeQuantity(image, name);
        JsonObject record = JsonParser.parseString(
                        Files.readString(folder.resolve("maps").resolve(name + ".json")))
                .getAsJsonObject();
        record.addProperty("RunId", "abcd");
        ImageProperties.storeRecord(image, record);
        return image;
    }
}

package org.relaxometry.bssfp.app.followup;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.SampleBrain;
import org.relaxometry.bssfp.app.frame.CommandRunner;
import org.relaxometry.bssfp.app.frame.FilesOnly;
import org.relaxometry.bssfp.app.frame.WrongUses;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.followup.TwoExaminations;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.nifti.NiftiReader;
import org.relaxometry.bssfp.io.nifti.NiftiWriter;
import org.relaxometry.bssfp.montecarlo.phantom.PhantomTruth;
import org.relaxometry.bssfp.space.Affine;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.RigidMotion;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** Two examinations of the sample brain from files to the table of changes, and ways to compare wrongly. */
class CompareFollowUpTest extends WrongUses {

    private static final RigidMotion MOVED = RigidMotion.of(new double[] {5, -3, 4}, new double[] {4, 2, -3});

    private static final RigidMotion MOVED_FAR = RigidMotion.of(new double[] {12, -9, 7}, new double[] {4, 2, -3});

    private static NiftiGeometry here;
    private static final String CLEANED = "cleaned_";

    /** Where the ball lies. */
    private static PhantomTruth changed;

    static Stream<WrongUse> wrongUses() {
        return Stream.of(
                use("no first examination", "'before' is missing", "before="),
                use("no second examination", "'after' is missing", "after="),
                use("a folder that there is not", "'after': there is neither a folder nor a file", "after=nowhere"),
                use("a folder without maps", "There is no map in", "after=empty"),
                use("the same maps twice", "are the same maps", "after=before"),
                use("one examination by two methods", "were made from the same images", "before=voxelwise"),
                use("one examination, cleaned and not", "were made from the same images", "before=cleaned"),
                use("maps without σ", "has no map of T1 or T2 with its σ", "after=miracle"),
                use("maps of two runs in one folder", "holds maps of different runs under one prefix", "after=mixed"),
                use("a map without its record", "has no record beside it", "after=bare"),
                use("a rate of 0", "must lie between 0 and 1, such as 0.05, but is 0", "fdr=0"),
                use("a rate in percent", "must lie between 0 and 1, such as 0.05, but is 5", "fdr=5"),
                use("text for the rate", "fdr must be a number between 0 and 1", "fdr=low"),
                use("moved, and not registered", "do not lie on one grid", "after=moved", "register=no"),
                use("a mask on another grid", "must have the grid of the maps", "mask=other.nii.gz"),
                use("an empty mask", "is empty: no voxel differs from 0", "mask=none.nii.gz"),
                use("far apart in space", "do not overlap in space", "after=far"),
                use("no place for results", "give output=FOLDER", "output="));
    }

    private static WrongUse use(String what, String message, String... words) {
        return new WrongUse(what, FAILED, message, "followup", List.of(words));
    }

    @Override
    protected List<String> rightCall(String command) {
        return List.of("before=before", "after=after", "output=out");
    }

    @Override
    protected boolean isPath(String key, String value) {
        return List.of("before", "after", "mask", "output").contains(key) && !value.isEmpty();
    }

    @BeforeAll
    static void examine() throws IOException {
        PhantomTruth brain = TwoExaminations.brain();
        changed = TwoExaminations.withLesion(brain, 1);
        here = NiftiReader.readHeader(SampleBrain.truth("B1_rel.nii.gz")).geometry();
        map("before", "Adaptive maximum likelihood", TwoExaminations.series(brain, 7), here);
        PhaseCycledSeries later = TwoExaminations.series(changed, 8);
        map("after", "Adaptive maximum likelihood", later, here);
        map("moved", "Maximum likelihood", later, at(MOVED, here));
        map("shifted", "Adaptive maximum likelihood", later, at(MOVED_FAR, here));
        map("far", "Maximum likelihood", later, at(RigidMotion.of(new double[] {900, 0, 0}, new double[3]), here));
        map("miracle", "MIRACLE (fast)", later, here);
        estimate("voxelwise", "after_", "Maximum likelihood");
        Map<String, String> cleaning = series("after_", false);
        cleaning.put("output", folder.toString());
        cleaning.put("prefix", CLEANED);
        run("gibbs", cleaning);
        estimate("cleaned", CLEANED, "Maximum likelihood");
        Files.createDirectories(folder.resolve("empty"));
        Files.createDirectories(folder.resolve("bare"));
        Files.createDirectories(folder.resolve("mixed"));
        for (String ending : List.of(".nii.gz", ".json")) {
            Files.copy(folder.resolve("before/T1map" + ending), folder.resolve("mixed/T1map" + ending));
            Files.copy(folder.resolve("after/T2map" + ending), folder.resolve("mixed/T2map" + ending));
        }
        Files.copy(folder.resolve("after/T1map.nii.gz"), folder.resolve("bare/T1map.nii.gz"));
        write("none.nii.gz", new float[brain.grid().voxels()], brain.grid().size(), here);
        write("other.nii.gz", new float[] {1, 1, 1, 1, 1, 1, 1, 1}, new long[] {2, 2, 2}, here);
    }

    private static NiftiGeometry at(RigidMotion motion, NiftiGeometry here) {
        Affine there = motion.about(0, 0, 0).after(new Affine(here.affine()));
        return NiftiGeometry.ofAffine(there.rows());
    }

    private static void map(String name, String method, PhaseCycledSeries series, NiftiGeometry geometry)
            throws IOException {
        NiftiWriter.write(
                folder.resolve(name + "_real.nii.gz"), series.images().first(), geometry, "", true, Progress.NONE);
        NiftiWriter.write(
                folder.resolve(name + "_imag.nii.gz"), series.images().second(), geometry, "", true, Progress.NONE);
        write(name + "_b1.nii.gz", changed.b1Ratio(), changed.grid().size(), geometry);
        estimate(name, name + "_", method);
    }

    private static void estimate(String output, String prefix, String method) {
        boolean cleaned = prefix.equals(CLEANED);
        Map<String, String> values = series(prefix, cleaned);
        values.put("b1", path((cleaned ? "after_" : prefix) + "b1.nii.gz"));
        values.put("method", method);
        values.put("output", path(output));
        run("map", values);
    }

    private static Map<String, String> series(String prefix, boolean polar) {
        return new HashMap<>(Map.of(
                polar ? "magnitude" : "real",
                path(prefix + (polar ? "bssfp_part-mag" : "real") + ".nii.gz"),
                polar ? "phase" : "imaginary",
                path(prefix + (polar ? "bssfp_part-phase" : "imag") + ".nii.gz"),
                "tr",
                "4.8",
                "te",
                "2.4",
                "flip",
                "15",
                "increments",
                "standard"));
    }

    private static void run(String command, Map<String, String> values) {
        try (Context context = new Context(CommandService.class)) {
            assertThat(CommandRunner.of(context, command).run(values)).isEmpty();
        }
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    private static void write(String name, float[] values, long[] size, NiftiGeometry geometry) throws IOException {
        NiftiWriter.write(folder.resolve(name), ArrayImgs.floats(values, size), geometry, "", true, Progress.NONE);
    }

    @Test
    void theBallIsTheFirstClusterOfT2() throws IOException {
        assertThat(launch("followup", List.of("output=right"))).isZero();
        List<String> lines = Files.readAllLines(folder.resolve("right/followup.csv"));
        String[] first = lines.stream()
                .filter(line -> line.startsWith("T2,1,"))
                .findFirst()
                .orElseThrow()
                .split(",");
        assertThat(first[2]).isEqualTo("longer");
        double[] numbers = SampleBrain.values(folder.resolve("right/T2clustermap.nii.gz"));
        int ball = 0;
        int found = 0;
        for (int v = 0; v < numbers.length; v++) {
            boolean inBall = changed.tissue()[v] == 3;
            ball += inBall ? 1 : 0;
            found += inBall && numbers[v] == 1 ? 1 : 0;
        }
        assertThat((double) found / ball).isGreaterThan(0.5);
        // 20 % of some 70 ms, less what averaging takes
        assertThat(Double.parseDouble(first[10])).isBetween(5.0, 16.0);
        JsonObject record = record("right/T2changezmap.json");
        assertThat(record.get("Interpolated").getAsBoolean()).isFalse();
        assertThat(record.getAsJsonArray("Warnings")).isEmpty();
        assertThat(record.get("MethodAfter").getAsString()).isEqualTo("Adaptive maximum likelihood");
        assertThat(files()).contains("right/followup.png", "right/T1changemap.nii.gz", "right/T1changesigmamap.json");
    }

    @Test
    void theFigureIsShownBesideTheMaps() {
        Map<String, ImagePlus> pictures = new HashMap<>();
        class Viewer implements FilesOnly {

            @Override
            public boolean takesImages() {
                return true;
            }

            @Override
            public void picture(String name, String title, Supplier<ImagePlus> picture) {
                pictures.put(name, picture.get());
            }
        }
        try (Context context = new Context(CommandService.class)) {
            assertThat(CommandRunner.of(context, "followup")
                            .run(Map.of("before", path("before"), "after", path("after")), new Viewer()))
                    .isEmpty();
        }
        assertThat(pictures).containsOnlyKeys("followup");
        assertThat(pictures.get("followup").getWidth()).isGreaterThan(100);
    }

    @Test
    void whoLayOtherwiseIsRegisteredAndDifferencesOfTheRunsAreSaid() throws IOException {
        assertThat(launch("followup", List.of("after=moved", "output=turned"))).isZero();
        JsonObject record = record("turned/T1changemap.json");
        assertThat(record.get("Interpolated").getAsBoolean()).isTrue();
        assertThat(record.getAsJsonArray("Warnings").toString())
                .contains("differ in the method: before Adaptive maximum likelihood, after Maximum likelihood")
                .contains("interpolated halfway");
        // the patient has not changed but for the ball: where nothing was planted, hardly anything is found
        double[] numbers = SampleBrain.values(folder.resolve("turned/T1clustermap.nii.gz"));
        assertThat(Arrays.stream(numbers).filter(number -> number > 0).count()).isLessThan(30);
    }

    @Test
    void resultsLieOnTheFirstExaminationThoughTheVoxelsAreHalfway() throws IOException {
        assertThat(launch("followup", List.of("after=shifted", "output=halfway")))
                .isZero();
        double[] numbers = SampleBrain.values(folder.resolve("halfway/T2clustermap.nii.gz"));
        Affine toMm = new Affine(NiftiReader.readHeader(folder.resolve("halfway/T2clustermap.nii.gz"))
                .geometry()
                .affine());
        double[] planted = centreMm(changed.tissue(), 3, new Affine(here.affine()));
        double[] found = centreMm(Arrays.stream(numbers).mapToInt(n -> (int) n).toArray(), 1, toMm);
        // in voxels of the first examination it would be off by half of the motion, 8 mm and more
        assertThat(distance(found, planted)).isLessThan(2);
        String[] row = Files.readAllLines(folder.resolve("halfway/followup.csv")).stream()
                .filter(line -> line.startsWith("T2,1,"))
                .findFirst()
                .orElseThrow()
                .split(",");
        double[] peak = {Double.parseDouble(row[5]), Double.parseDouble(row[6]), Double.parseDouble(row[7])};
        assertThat(distance(peak, planted)).isLessThan(6);
    }

    @Test
    void oneExaminationThatNoRecordTellsIsDoubtedByItsNoise() throws IOException {
        Files.createDirectories(folder.resolve("silent"));
        for (String map : List.of("T1map", "T2map", "T1sigmamap", "T2sigmamap")) {
            Files.copy(folder.resolve("voxelwise/" + map + ".nii.gz"), folder.resolve("silent/" + map + ".nii.gz"));
            JsonObject record = record("voxelwise/" + map + ".json");
            record.remove("Inputs");
            Files.writeString(folder.resolve("silent/" + map + ".json"), record.toString());
        }
        assertThat(launch("followup", List.of("before=silent", "output=doubted")))
                .isZero();
        assertThat(record("doubted/T1changemap.json").getAsJsonArray("Warnings").toString())
                .contains("The maps in silent do not say which images they were made from")
                .contains("The differences of T1 are only 0.")
                .contains("The differences of T2 are only 0.");
    }

    private static double[] centreMm(int[] labels, int label, Affine toMm) {
        double[] sum = new double[3];
        int count = 0;
        for (int v = 0; v < labels.length; v++) {
            if (labels[v] == label) {
                int x = v % changed.grid().nx();
                int y = v / changed.grid().nx() % changed.grid().ny();
                int z = v / changed.grid().sliceVoxels();
                sum[0] += toMm.x(x, y, z);
                sum[1] += toMm.y(x, y, z);
                sum[2] += toMm.z(x, y, z);
                count++;
            }
        }
        return new double[] {sum[0] / count, sum[1] / count, sum[2] / count};
    }

    private static double distance(double[] a, double[] b) {
        return Math.hypot(Math.hypot(a[0] - b[0], a[1] - b[1]), a[2] - b[2]);
    }

    private static JsonObject record(String file) throws IOException {
        return JsonParser.parseString(Files.readString(folder.resolve(file))).getAsJsonObject();
    }
}

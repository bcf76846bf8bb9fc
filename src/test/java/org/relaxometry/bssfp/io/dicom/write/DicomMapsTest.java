package org.relaxometry.bssfp.io.dicom.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.relaxometry.bssfp.Needs;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.dicom.DicomFile;
import org.relaxometry.bssfp.io.dicom.DicomFrame;
import org.relaxometry.bssfp.io.dicom.DicomTag;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.VolumeGrid;

/** What is written is read back: every value at its place in space, whatever way the slices lie. */
class DicomMapsTest {

    private static final VolumeGrid GRID = new VolumeGrid(7, 9, 4, 1.1, 1.3, 2.7);
    private static final double[] ORIGIN = {-31.123, -47.77, 12.345};

    @TempDir
    Path folder;

    static Stream<Arguments> orientations() {
        double[][] axial = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
        double[][] sagittal = {{0, 0, 1}, {-1, 0, 0}, {0, 1, 0}};
        return Stream.of(
                Arguments.of("axial", axial),
                Arguments.of("axial, rows from the front", new double[][] {{-1, 0, 0}, {0, -1, 0}, {0, 0, 1}}),
                Arguments.of("axial, left-handed", new double[][] {{-1, 0, 0}, {0, 1, 0}, {0, 0, 1}}),
                Arguments.of("coronal", new double[][] {{1, 0, 0}, {0, 0, 1}, {0, 1, 0}}),
                Arguments.of("sagittal", sagittal),
                Arguments.of("oblique", turned(axial, 17, -11)),
                Arguments.of("doubly oblique", turned(sagittal, 33, -41)));
    }

    /** Turned about x, then about z. */
    private static double[][] turned(double[][] matrix, double xDeg, double zDeg) {
        double cx = Math.cos(Math.toRadians(xDeg));
        double sx = Math.sin(Math.toRadians(xDeg));
        double cz = Math.cos(Math.toRadians(zDeg));
        double sz = Math.sin(Math.toRadians(zDeg));
        double[][] turn = {{cz, -sz * cx, sz * sx}, {sz, cz * cx, -cz * sx}, {0, sx, cx}};
        double[][] product = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                product[i][j] = turn[i][0] * matrix[0][j] + turn[i][1] * matrix[1][j] + turn[i][2] * matrix[2][j];
            }
        }
        return product;
    }

    private static double[][] affine(double[][] directions) {
        double[] size = {GRID.dxMm(), GRID.dyMm(), GRID.dzMm()};
        double[][] affine = new double[3][4];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                affine[row][column] = directions[row][column] * size[column];
            }
            affine[row][3] = ORIGIN[row];
        }
        return affine;
    }

    private static SlicePlacement axial() {
        return new SlicePlacement(affine(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}), GRID);
    }

    private static Derivation derivation() {
        return new Derivation(
                Examination.unknown("input", "Doe^Jane", "4711"),
                "Maximum likelihood",
                "Maximum likelihood · flip 15° · ΔB0 ± 1",
                Optional.of(new Protocol(4.8, 2.4, 15, List.of(0.0, 120.0, 240.0))));
    }

    /** T1 from 300 to 4500 ms with voxels that have no value. */
    private static DerivedMap t1(long seed) {
        Random random = new Random(seed);
        float[][] planes = new float[GRID.nz()][GRID.sliceVoxels()];
        for (float[] plane : planes) {
            for (int i = 0; i < plane.length; i++) {
                plane[i] = i % 10 == 3 ? Float.NaN : 300 + 4200 * random.nextFloat();
            }
        }
        planes[0][0] = Float.POSITIVE_INFINITY;
        return new DerivedMap("T1map", 1, "T1", "ms", planes, 300, 3000, OptionalDouble.empty(), "");
    }

    private ResultPlace place(String name) throws IOException {
        Path place = Files.createDirectories(folder.resolve(name));
        return place::resolve;
    }

    private List<DicomFile> files(String name) throws IOException {
        List<DicomFile> files = new ArrayList<>();
        try (Stream<Path> paths = Files.list(folder.resolve(name))) {
            for (Path path : paths.sorted().toList()) {
                files.add(DicomFile.read(path));
            }
        }
        return files;
    }

    private static String text(DicomFile file, DicomTag tag) {
        return new String(file.value(tag).orElseThrow(), StandardCharsets.ISO_8859_1).strip();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("orientations")
    void everyValueLiesWhereItLayWithinHalfAStep(String name, double[][] directions) throws IOException {
        double[][] affine = affine(directions);
        DerivedMap map = t1(1);
        MrSeries.write(map, new SlicePlacement(affine, GRID), derivation(), place("a"), Progress.NONE);
        Map<String, Float> byPlace = new TreeMap<>();
        for (int z = 0; z < GRID.nz(); z++) {
            for (int i = 0; i < GRID.sliceVoxels(); i++) {
                byPlace.put(key(voxelMm(affine, i % GRID.nx(), i / GRID.nx(), z)), map.planes()[z][i]);
            }
        }
        int read = 0;
        for (DicomFile file : files("a")) {
            DicomFrame frame = DicomFrame.of(file).get(0);
            double step = frame.displayScale().slope();
            assertThat(step).isEqualTo(1);
            float[] stored = frame.samples();
            for (int i = 0; i < stored.length; i++) {
                float expected = byPlace.get(key(pixelMm(frame, i % frame.columns(), i / frame.columns())));
                if (Float.isFinite(expected)) {
                    assertThat(step * stored[i]).isCloseTo(expected, within(0.5 * step));
                } else {
                    assertThat(stored[i]).isEqualTo(Short.MIN_VALUE);
                }
                read++;
            }
        }
        assertThat(read).isEqualTo(GRID.voxels());
    }

    private static double[] voxelMm(double[][] affine, int x, int y, int z) {
        double[] mm = new double[3];
        for (int row = 0; row < 3; row++) {
            mm[row] = affine[row][0] * x + affine[row][1] * y + affine[row][2] * z + affine[row][3];
        }
        return mm;
    }

    /** In NIfTI's axes. */
    private static double[] pixelMm(DicomFrame frame, int column, int row) {
        double[] o = frame.orientation();
        double[] mm = frame.positionMm();
        for (int axis = 0; axis < 3; axis++) {
            mm[axis] += column * frame.spacingMm()[1] * o[axis] + row * frame.spacingMm()[0] * o[3 + axis];
        }
        return new double[] {-mm[0], -mm[1], mm[2]};
    }

    /** Equal within 5·10⁻⁵ mm; voxels lie more than a mm apart, so that none lies on an edge by chance of rounding alone. */
    private static String key(double[] mm) {
        return Math.round(mm[0] * 1e3 + 0.123) + " " + Math.round(mm[1] * 1e3 + 0.123) + " "
                + Math.round(mm[2] * 1e3 + 0.123);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("orientations")
    void aViewerThatShowsSlicesAsStoredShowsThemUpright(String name, double[][] directions) throws IOException {
        MrSeries.write(t1(1), new SlicePlacement(affine(directions), GRID), derivation(), place("a"), Progress.NONE);
        for (DicomFile file : files("a")) {
            double[] o = DicomFrame.of(file).get(0).orientation();
            // rows to the left or the back, columns to the back or the feet
            assertThat(largest(o, 0)).isPositive();
            boolean down = Math.abs(o[5]) > Math.max(Math.abs(o[3]), Math.abs(o[4]));
            assertThat(largest(o, 3) > 0).isEqualTo(!down);
        }
    }

    private static double largest(double[] orientation, int from) {
        double largest = 0;
        for (int i = from; i < from + 3; i++) {
            largest = Math.abs(orientation[i]) > Math.abs(largest) ? orientation[i] : largest;
        }
        return largest;
    }

    @Test
    void equalRunsGiveEqualFilesAndOtherValuesOtherIdentifiers() throws IOException {
        MrSeries.write(t1(1), axial(), derivation(), place("a"), Progress.NONE);
        MrSeries.write(t1(1), axial(), derivation(), place("b"), Progress.NONE);
        MrSeries.write(t1(2), axial(), derivation(), place("c"), Progress.NONE);
        Set<String> uids = new HashSet<>();
        for (int i = 0; i < GRID.nz(); i++) {
            assertThat(files("a").get(i).path())
                    .hasSameBinaryContentAs(files("b").get(i).path());
            uids.add(text(files("a").get(i), DicomTag.SOP_INSTANCE));
            uids.add(text(files("c").get(i), DicomTag.SOP_INSTANCE));
        }
        assertThat(uids).hasSize(2 * GRID.nz()).allMatch(uid -> uid.matches("2\\.25\\.[1-9]\\d{30,38}\0?"));
        assertThat(text(files("a").get(0), DicomTag.STUDY_UID))
                .isEqualTo(text(files("c").get(0), DicomTag.STUDY_UID));
    }

    @Test
    void patientProtocolAndWindowAreStated() throws IOException {
        MrSeries.write(t1(1), axial(), derivation(), place("a"), Progress.NONE);
        DicomFile file = files("a").get(0);
        assertThat(text(file, DicomTag.PATIENT_NAME)).isEqualTo("Doe^Jane");
        assertThat(text(file, DicomTag.PATIENT_ID)).isEqualTo("4711");
        assertThat(text(file, DicomTag.REPETITION_TIME)).isEqualTo("4.8");
        assertThat(text(file, DicomTag.WINDOW_CENTER)).isEqualTo("1650");
        assertThat(text(file, DicomTag.WINDOW_WIDTH)).isEqualTo("2700");
        assertThat(text(file, DicomTag.IMAGE_TYPE)).isEqualTo("DERIVED\\SECONDARY\\T1 MAP\\T1MAP");
        assertThat(text(file, DicomTag.DERIVATION))
                .isEqualTo("For research only, not for diagnosis. Maximum likelihood; flip 15 deg; dB0 +/- 1");
    }

    @Test
    void stepsSuitTheRangeThatIsShownAndOutliersAreLeftOutAloud() throws IOException {
        float[][] planes = {{20, 80.26f, 3000, 1e9f, Float.NaN}};
        StoredScale scale = StoredScale.of(planes, 180, OptionalDouble.empty());
        assertThat(scale.step()).isEqualTo(0.2);
        assertThat(scale.left()).isEqualTo(1);
        assertThat(scale.stored(80.26f)).isEqualTo((short) 401);
        assertThat(scale.stored(1e9f)).isEqualTo(StoredScale.PADDING);
        assertThat(scale.stored(Float.NaN)).isEqualTo(StoredScale.PADDING);
        assertThat(StoredScale.of(new float[][] {{0, 14, 3}}, 14, OptionalDouble.empty())
                        .step())
                .isEqualTo(1);
        DerivedMap map = new DerivedMap(
                "T2map", 2, "T2", "ms", new float[][] {{20.5f, 1e9f}}, 20, 200, OptionalDouble.empty(), "");
        SlicePlacement two = new SlicePlacement(
                affine(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}), new VolumeGrid(2, 1, 1, 1, 1, 1));
        assertThat(MrSeries.write(map, two, derivation(), place("a"), Progress.NONE))
                .isEqualTo("T2 (ms) in steps of 0.2, 1 values too large for them left out");
    }

    /** T1 and T2 alike, whichever of them fits into a number. */
    @ParameterizedTest
    @CsvSource({"T1, 10000, 10000, 10000", "T2, 10000, 6553.4, 6553.4", "T2, Infinity, 6553.4, 6553.4"})
    void lowerBoundsHaveANumberAnOverlayAndWordsThatSaySo(String symbol, double longest, double bound, String said)
            throws IOException {
        float[][] planes = {{20.5f, 1e4f, Float.NaN, 80}, {20, 30, 40, 50}};
        DerivedMap map = new DerivedMap(
                symbol + "map",
                2,
                symbol,
                "ms",
                planes,
                20,
                symbol.equals("T1") ? 3000 : 200,
                OptionalDouble.of(longest),
                "");
        SlicePlacement two = new SlicePlacement(
                affine(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}), new VolumeGrid(2, 2, 2, 1, 1, 1));
        assertThat(MrSeries.write(map, two, derivation(), place("a"), Progress.NONE))
                .contains("1 lower bounds as " + said)
                .doesNotContain(MrSeries.LEFT_OUT);
        DicomFile marked = files("a").get(0);
        DicomFrame frame = DicomFrame.of(marked).get(0);
        float[] stored = frame.samples();
        int at = 0;
        while (Math.abs(stored[at] * frame.displayScale().slope() - bound) > 1e-3) {
            at++;
        }
        byte[] file = Files.readAllBytes(marked.path());
        assertThat(new String(file, StandardCharsets.ISO_8859_1))
                .contains("lower bounds")
                .contains("OB\0\0\2\0\0\0" + (char) (1 << at) + "\0");
        assertThat(text(marked, DicomTag.SERIES_DESCRIPTION)).startsWith(symbol + " (ms, " + said + " = at least)");
        assertThat(text(marked, DicomTag.DERIVATION))
                .contains("1 voxel of " + said + " ms: " + symbol + " is at least that long");
        assertThat(text(marked, DicomTag.COMMENTS)).startsWith("Overlay: 1 voxel of " + said + " ms");
        assertThat(files("a").get(1).value(DicomTag.COMMENTS)).isEmpty();
    }

    @Test
    void lettersBeyondAsciiAreWrittenAndReadBack() throws IOException {
        Examination examination = Examination.unknown("input", "Mu\u0308ller^Jürgen=山田^太郎", "Ж42");
        assertThat(examination.describe()).startsWith("patient 'Müller^Jürgen=山田^太郎', ID 'Ж42'");
        Derivation derivation = new Derivation(examination, "Maximum likelihood", "Δ", Optional.empty());
        MrSeries.write(t1(1), axial(), derivation, place("a"), Progress.NONE);
        DicomFile file = files("a").get(0);
        assertThat(text(file, DicomTag.CHARACTER_SET)).isEqualTo("ISO_IR 192");
        assertThat(Examination.of(file).describe()).isEqualTo(examination.describe());
        assertThat(Examination.unknown("input", "Doe^Jane", "4711").values()).doesNotContainKey(DicomTag.CHARACTER_SET);
    }

    @Test
    void theUnitsOfM0AreArbitraryAndItIsNoProtonDensity() {
        MapQuantity quantity = MapQuantity.of("M0", "a.u.");
        assertThat(quantity.code().scheme()).isEqualTo("99BSSFP");
        assertThat(quantity.code().meaning()).doesNotContainIgnoringCase("density");
        assertThat(quantity.unit().value()).isEqualTo("[arb'U]");
        assertThat(quantity.imageType()).isEqualTo("OTHER");
    }

    @Test
    void slicesThatAreShearedAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SlicePlacement(new double[][] {{1, 0.1, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}}, GRID))
                .withMessageContaining("right angles");
    }

    @Test
    void numbersAsTextHaveAtMost16CharactersAndKeepTheirDigits() {
        assertThat(DecimalText.of(-31.123)).isEqualTo("-31.123");
        assertThat(DecimalText.of(5e-6)).isEqualTo("0.000005");
        assertThat(DecimalText.of(-0.0)).isEqualTo("0");
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            double number = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(12) - 6);
            String text = DecimalText.of(number);
            assertThat(text.length()).isLessThanOrEqualTo(16);
            assertThat(Double.parseDouble(text)).isCloseTo(number, within(1e-8 * Math.abs(number) + 1e-12));
        }
    }

    @Test
    void whatIsNoPdfIsRefused() throws IOException {
        ResultPlace place = place("a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PdfDocument.write(new byte[] {1, 2, 3}, "Report", derivation(), "report", place))
                .withMessageContaining("%PDF-");
    }

    @Test
    void theValidatorOfTheStandardFindsNoErrors() throws IOException, InterruptedException {
        Needs.program("dciodvfy");
        ResultPlace place = place("a");
        DerivedMap sigma =
                new DerivedMap("T1sigmamap", 5, "σ(T1)", "ms", t1(1).planes(), 0.1, 0.6, OptionalDouble.empty(), "");
        DerivedMap removed = new DerivedMap(
                "T1removedmap", 10, "removed from T1", "σ", t1(1).planes(), -2, 2, OptionalDouble.empty(), "");
        DerivedMap bounded =
                new DerivedMap("T2map", 2, "T2", "ms", t1(1).planes(), 20, 200, OptionalDouble.of(4000), "");
        DerivedMap m0 = new DerivedMap("M0map", 4, "M0", "a.u.", t1(1).planes(), 0, 900, OptionalDouble.empty(), "");
        for (DerivedMap map : List.of(t1(1), sigma, removed, bounded, m0)) {
            MrSeries.write(map, axial(), derivation(), place, Progress.NONE);
            ParametricMap.write(map, axial(), derivation(), place);
        }
        ColourCapture.write(
                new BufferedImage(31, 17, BufferedImage.TYPE_INT_RGB), "All maps", derivation(), "figure", place);
        PdfDocument.write(
                "%PDF-1.4\n%%EOF\n".getBytes(StandardCharsets.US_ASCII), "Report", derivation(), "report", place);
        MrSeries.write(
                bounded,
                axial(),
                new Derivation(Examination.unknown("", "Müller^Ä=山田^太郎", "Ж"), "", "", Optional.empty()),
                place("a/letters"),
                Progress.NONE);
        try (Stream<Path> paths = Files.walk(folder.resolve("a"))) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                Process process = new ProcessBuilder("dciodvfy", path.toString())
                        .redirectErrorStream(true)
                        .start();
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                process.waitFor();
                assertThat(said)
                        .as(path.getFileName().toString())
                        .doesNotContain("Error")
                        .isNotBlank();
            }
        }
    }
}

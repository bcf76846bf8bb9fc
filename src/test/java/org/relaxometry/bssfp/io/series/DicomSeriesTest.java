package org.relaxometry.bssfp.io.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.relaxometry.bssfp.Needs;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.dicom.DicomBytes;
import org.relaxometry.bssfp.io.dicom.DicomBytes.Syntax;
import org.relaxometry.bssfp.io.series.scan.Member;
import org.relaxometry.bssfp.io.series.scan.NiftiImages;
import org.relaxometry.bssfp.io.series.scan.ScannedImage;
import org.relaxometry.bssfp.space.PhaseCycledSeries;

/** DICOM series against the NIfTI files they must be equal to: real ones of a scanner, and the sample brain written as DICOM. */
class DicomSeriesTest {

    private static final ImportChoices NOTHING_TYPED = new ImportChoices("", "", "", "", "", "auto");

    private static BrainFiles brain;

    @TempDir
    Path folder;

    @BeforeAll
    static void readBrain() throws IOException {
        brain = new BrainFiles(5);
    }

    @Test
    void aScannersSeriesArePairedByEchoAndTime() throws IOException {
        List<FoundCycle> cycles = siemens().cycles();
        assertThat(cycles).hasSize(2);
        assertThat(cycles.get(0).problems()).containsExactly("missing phase of '2_mag, series 2, 6 files'");
        FoundCycle pair = cycles.get(1);
        assertThat(pair.problems()).isEmpty();
        assertThat(pair.doubts()).isEmpty();
        assertThat(pair.magnitude().orElseThrow().facts().echoTimeMs()).contains(7.65);
        assertThat(pair.phase().orElseThrow().facts().echoTimeMs()).contains(7.65);
        assertThat(pair.phase().orElseThrow().facts().repetitionTimeMs()).contains(400.0);
        assertThat(pair.phase().orElseThrow().facts().flipAngleDeg()).contains(60.0);
        assertThat(pair.phase().orElseThrow().name()).isEqualTo("3_phasediff, series 3, 6 files");
    }

    @ParameterizedTest
    @CsvSource({
        "0, M, Si_2_gre_field_magph_e1.nii",
        "1, M, Si_2_gre_field_magph_e2.nii",
        "1, P, Si_3_gre_field_magph_e2_ph.nii"
    })
    void aScannersSeriesHasTheValuesOfItsConversionAtEveryPlace(int row, String kind, String reference)
            throws IOException {
        FoundCycle cycle = siemens().cycles().get(row);
        ScannedImage image = (kind.equals("M") ? cycle.magnitude() : cycle.phase())
                .orElseThrow()
                .image();
        assertThat(image.grid().size()).containsExactly(64, 64, 6);
        Path scanner = scanner();
        ScannedImage expected = NiftiImages.scan(
                        scanner, scanner.resolve("ref_dcm2niix").resolve(reference))
                .get(0);
        assertSameAtEveryPlace(image, 0, expected);
    }

    @ParameterizedTest
    @EnumSource(Syntax.class)
    void classicSeriesAreTheImagesTheyWereMadeOf(Syntax syntax) throws IOException {
        for (int cycle = 0; cycle < 4; cycle++) {
            // all in one folder, slices in no order
            brain.writeClassic(folder, false, cycle, syntax);
            brain.writeClassic(folder, true, cycle, syntax);
        }
        assertBrain(4);
    }

    @Test
    void enhancedFilesAreTheImagesTheyWereMadeOf() throws IOException {
        for (int cycle = 0; cycle < 4; cycle++) {
            brain.writeEnhanced(folder.resolve("s" + cycle + "/m.dcm"), false, cycle, 1);
            brain.writeEnhanced(folder.resolve("s" + cycle + "/p.dcm"), true, cycle, 1);
        }
        assertBrain(4);
    }

    @Test
    void anEnhancedFileMayHoldAllCycles() throws IOException {
        brain.writeEnhanced(folder.resolve("m.dcm"), false, 0, 6);
        brain.writeEnhanced(folder.resolve("p.dcm"), true, 0, 6);
        assertBrain(6);
        assertThat(scan().cycles().get(5).first().name()).isEqualTo("m.dcm, volume 6");
    }

    @Test
    void framesOfDifferentScaleAreScaledOneByOne() throws IOException {
        for (int z = 0; z < 3; z++) {
            slice(z, 1 + z, -z).write(folder.resolve(z + ".dcm"));
        }
        ScannedImage image = scan().cycles().get(0).first().image();
        assertThat(image.slope()).isEqualTo(1);
        float[][] planes = StoredValues.of(image)[0];
        assertThat(planes[0]).containsExactly(10, 20);
        assertThat(planes[2]).containsExactly(28, 58);
    }

    /** A whole brain as floats would take 400 MB. */
    @Test
    void anImportHoldsNoSlices() throws IOException {
        for (int cycle = 0; cycle < 4; cycle++) {
            brain.writeClassic(folder, false, cycle, Syntax.EXPLICIT_LITTLE);
            brain.writeClassic(folder, true, cycle, Syntax.EXPLICIT_LITTLE);
        }
        FoundSeries found = scan();
        ImportPlan plan = found.plan(new ImportChoices("1-4", "standard", "4.8", "2.4", "15", "auto"));
        PhaseCycledSeries series = SeriesImport.read(plan, Progress.NONE).series();
        float[] magnitude = StoredValues.of(plan.chosen().get(2).first().image())[0][1];
        RandomAccess<FloatType> voxel = series.images().first().randomAccess();
        assertThat(voxel.setPositionAndGet(3, 4, 1, 2).get())
                .isEqualTo(magnitude[4 * series.grid().nx() + 3]);
        for (Path file : plan.chosen().get(2).first().image().files()) {
            Files.delete(file);
        }
        assertThat(series.images()
                        .first()
                        .randomAccess()
                        .setPositionAndGet(3, 4, 1, 3)
                        .get())
                .isFinite();
        assertThatThrownBy(() -> series.images()
                        .first()
                        .randomAccess()
                        .setPositionAndGet(3, 4, 1, 2)
                        .get())
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void missingSlicesAreNamed() throws IOException {
        for (int z : new int[] {0, 1, 2, 4, 5}) {
            slice(z, 1, 0).write(folder.resolve(z + ".dcm"));
        }
        assertThat(scan().broken())
                .singleElement()
                .asString()
                .contains("equal distances")
                .contains("series 3, 5 files");
    }

    @Test
    void aSliceThatIsThereTwiceIsNamed() throws IOException {
        for (int z = 0; z < 4; z++) {
            slice(z, 1, 0).write(folder.resolve(z + ".dcm"));
        }
        Files.copy(folder.resolve("1.dcm"), folder.resolve("again.dcm"));
        assertThat(scan().broken()).singleElement().asString().contains("has 5 slices in 4 places");
    }

    @Test
    void imagesOfUnknownKindAreNamed() throws IOException {
        slice(0, 1, 0).write(folder.resolve("good.dcm"));
        slice("DERIVED\\SECONDARY\\OTHER", 0).write(folder.resolve("map.dcm"));
        assertThat(scan().broken())
                .containsExactly(
                        "'map.dcm' does not say whether it is a magnitude or a phase (ImageType DERIVED\\SECONDARY\\OTHER)."
                                + " Convert the series with dcm2niix and import that.");
    }

    @Test
    void manyFilesOfOneKindAreRefusedInOneLine() throws IOException {
        slice(0, 1, 0).write(folder.resolve("good.dcm"));
        for (int i = 0; i < 193; i++) {
            Files.write(
                    folder.resolve("jpeg" + i + ".dcm"),
                    slice("ORIGINAL\\PRIMARY\\M\\OTHER", i).file("1.2.840.10008.1.2.4.91"));
            slice("ORIGINAL\\PRIMARY\\OTHER", i).write(folder.resolve("ge" + i + ".dcm"));
            slice("ORIGINAL\\PRIMARY\\OTHER\\MOSAIC", i).write(folder.resolve("mosaic" + i + ".dcm"));
        }
        assertThat(scan().broken())
                .hasSize(3)
                .allMatch(line -> line.startsWith("193 files, such as '"))
                .allMatch(line -> line.endsWith("Convert the series with dcm2niix and import that."))
                .anyMatch(line -> line.contains("each is compressed (JPEG 2000, lossy)"))
                .anyMatch(line -> line.contains("each is a mosaic"))
                .anyMatch(line -> line.contains("each does not say whether it is a magnitude or a phase"));
    }

    @Test
    void seriesThatAreRefusedForOneReasonShareALine() throws IOException {
        for (int series = 0; series < 3; series++) {
            for (int z : new int[] {0, 1, 3, 4}) {
                DicomBytes bytes = new DicomBytes(Syntax.EXPLICIT_LITTLE, true)
                        .text(0x00080008, "CS", "ORIGINAL\\PRIMARY\\M\\ND")
                        .text(0x0020000E, "UI", "1.2.3." + series)
                        .integer(0x00200011, series);
                place(bytes, z).shorts(0x7FE00010, new short[] {1, 2}).write(folder.resolve(series + "-" + z + ".dcm"));
            }
        }
        assertThat(scan().broken())
                .singleElement()
                .asString()
                .contains("equal distances")
                .endsWith("The same is true of 2 more.");
    }

    @Test
    void imagesOfOnePlaceThatNothingTellsApartAreRefused() throws IOException {
        for (int volume = 0; volume < 3; volume++) {
            for (int z = 0; z < 2; z++) {
                repetition(z, 1, "", "", volume).write(folder.resolve(z + "-" + volume + ".dcm"));
            }
        }
        assertThat(scan().broken())
                .singleElement()
                .asString()
                .contains("3 images of each place", "order cannot be known");
    }

    @ParameterizedTest
    @CsvSource({"120000, ''", "'', 120000", "120000, 110000"})
    void timesOrderWhatNumbersDoNot(String acquired, String made) throws IOException {
        for (int volume = 0; volume < 3; volume++) {
            for (int z = 0; z < 2; z++) {
                // names in another order in one place than in the other
                int name = z == 0 ? volume : 2 - volume;
                repetition(z, 1, later(acquired, volume), later(made, 2 * volume), volume)
                        .write(folder.resolve(z + "-" + name + ".dcm"));
            }
        }
        float[][][] values = StoredValues.of(scan().cycles().get(0).first().image());
        for (int volume = 0; volume < 3; volume++) {
            assertThat(values[volume][0][0]).isEqualTo(volume);
            assertThat(values[volume][1][0]).isEqualTo(volume);
        }
        assertThat(scan().cycles().get(0).doubts()).isEmpty();
    }

    @Test
    void numbersThatContradictTheTimesAreDoubtful() throws IOException {
        for (int volume = 0; volume < 3; volume++) {
            for (int z = 0; z < 2; z++) {
                repetition(z, 1 + volume, later("120000", 2 - volume), "", volume)
                        .write(folder.resolve(z + "-" + volume + ".dcm"));
            }
        }
        assertThat(scan().cycles().get(0).doubts()).anyMatch(doubt -> doubt.contains("another by acquisition time"));
    }

    @Test
    void seriesThatOnlyTheirPathsTellApartAreDoubtful() throws IOException {
        for (int cycle = 0; cycle < 3; cycle++) {
            DicomBytes bytes = new DicomBytes(Syntax.EXPLICIT_LITTLE, true)
                    .text(0x00080008, "CS", "ORIGINAL\\PRIMARY\\M\\ND")
                    .text(0x0020000E, "UI", "1.2.3." + cycle);
            place(bytes, 0).shorts(0x7FE00010, new short[] {(short) cycle, 2}).write(folder.resolve(cycle + ".dcm"));
        }
        assertThat(scan().cycles())
                .hasSize(3)
                .allMatch(cycle -> cycle.doubts().toString().contains("nothing but the path"));
    }

    @Test
    void copiesOfFilesAreNamed() throws IOException {
        for (String copy : List.of("", "copy/")) {
            for (int z = 0; z < 4; z++) {
                DicomBytes bytes = new DicomBytes(Syntax.EXPLICIT_LITTLE, true)
                        .text(0x00080008, "CS", "ORIGINAL\\PRIMARY\\M\\ND")
                        .text(0x00080018, "UI", "1.2.3.4." + z)
                        .text(0x0020000E, "UI", "1.2.3");
                place(bytes, z).shorts(0x7FE00010, new short[] {1, 2}).write(folder.resolve(copy + z + ".dcm"));
            }
        }
        assertThat(scan().broken())
                .singleElement()
                .asString()
                .contains("4 slices that are there twice", "Remove the copies");
    }

    @Test
    void dicomAndNiftiTogetherAreRefused() throws IOException {
        brain.writeFolder(folder);
        slice(0, 1, 0).write(folder.resolve("good.dcm"));
        assertThat(scan().plan(NOTHING_TYPED).problems()).anyMatch(problem -> problem.contains("both DICOM and NIfTI"));
    }

    private void assertBrain(int cycles) throws IOException {
        FoundSeries found = scan();
        ImportPlan plan = found.plan(NOTHING_TYPED);
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.doubts()).isEmpty();
        assertThat(plan.chosen()).hasSize(cycles);
        assertThat(plan.assembly().protocol().describe()).startsWith("TR 4.8 ms, TE 2.4 ms, flip angle 15°, " + cycles);
        for (int cycle = 0; cycle < cycles; cycle++) {
            for (boolean isPhase : new boolean[] {false, true}) {
                FoundCycle row = found.cycles().get(cycle);
                Member member = (isPhase ? row.phase() : row.magnitude()).orElseThrow();
                Path file = folder.resolveSibling("expected-" + isPhase + cycle + ".nii");
                brain.writeNifti(file, isPhase, cycle, Map.of());
                ScannedImage expected = NiftiImages.scan(file.getParent(), file).get(0);
                assertSameAtEveryPlace(member.image(), member.volume(), expected);
                Files.delete(file);
            }
        }
    }

    private static void assertSameAtEveryPlace(ScannedImage image, int volume, ScannedImage expected)
            throws IOException {
        assertThat(image.slope()).isEqualTo(expected.slope());
        assertThat(image.intercept()).isEqualTo(expected.intercept());
        float[][] values = StoredValues.of(image)[volume];
        float[][] theirs = StoredValues.of(expected)[0];
        int[] indices = SamePlaces.indices(image.geometry(), size(image), expected.geometry(), size(expected));
        int pixels = values[0].length;
        for (int i = 0; i < indices.length; i++) {
            assertThat(values[i / pixels][i % pixels]).isEqualTo(theirs[indices[i] / pixels][indices[i] % pixels]);
        }
    }

    private static int[] size(ScannedImage image) {
        return Arrays.stream(image.grid().size()).mapToInt(Math::toIntExact).toArray();
    }

    /** Files of a Siemens scanner and what dcm2niix made of them. */
    private static Path scanner() {
        return Needs.shared("data/dicom/dcm_qa_fmap_siemens");
    }

    private FoundSeries siemens() throws IOException {
        for (String series : List.of("2_mag", "3_phasediff")) {
            Files.createDirectories(folder.resolve(series));
            try (Stream<Path> files = Files.list(scanner().resolve(series))) {
                for (Path file : files.toList()) {
                    Files.copy(
                            file,
                            folder.resolve(series).resolve(file.getFileName().toString()),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        return scan();
    }

    private FoundSeries scan() throws IOException {
        return SeriesScan.scan(folder.toString(), Progress.NONE);
    }

    private static DicomBytes slice(int z, double slope, double intercept) {
        return slice("ORIGINAL\\PRIMARY\\M\\ND", z)
                .decimals(0x00281052, intercept)
                .decimals(0x00281053, slope)
                .shorts(0x7FE00010, new short[] {10, 20});
    }

    private static DicomBytes slice(String type, int z) {
        DicomBytes bytes = place(
                new DicomBytes(Syntax.EXPLICIT_LITTLE, true)
                        .text(0x00080008, "CS", type)
                        .text(0x0020000E, "UI", "1.2.3")
                        .integer(0x00200011, 3)
                        .integer(0x00200013, z + 1),
                z);
        return type.contains("OTHER") ? bytes.shorts(0x7FE00010, new short[] {1, 2}) : bytes;
    }

    /** One of several images of a place in one series, all of the same instance number. */
    private static DicomBytes repetition(int z, int acquisition, String acquired, String made, int value) {
        DicomBytes bytes = new DicomBytes(Syntax.EXPLICIT_LITTLE, true)
                .text(0x00080008, "CS", "ORIGINAL\\PRIMARY\\M\\ND")
                .text(0x00080018, "UI", "1.2.3.4." + z + "." + value);
        for (Map.Entry<Integer, String> time :
                Map.of(0x00080032, acquired, 0x00080033, made).entrySet()) {
            if (!time.getValue().isEmpty()) {
                bytes.text(time.getKey(), "TM", time.getValue());
            }
        }
        bytes.text(0x0020000E, "UI", "1.2.3")
                .integer(0x00200011, 3)
                .integer(0x00200012, acquisition)
                .integer(0x00200013, 1);
        return place(bytes, z).shorts(0x7FE00010, new short[] {(short) value, 7});
    }

    private static String later(String time, int seconds) {
        return time.isEmpty() ? "" : Integer.toString(Integer.parseInt(time) + seconds);
    }

    private static DicomBytes place(DicomBytes bytes, int z) {
        return bytes.decimals(0x00200032, 5, 6, 2.5 * z)
                .decimals(0x00200037, 1, 0, 0, 0, 1, 0)
                .unsignedShort(0x00280010, 1)
                .unsignedShort(0x00280011, 2)
                .decimals(0x00280030, 1, 1)
                .unsignedShort(0x00280100, 16)
                .unsignedShort(0x00280103, 0);
    }
}

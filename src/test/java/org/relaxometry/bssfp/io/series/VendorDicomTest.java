package org.relaxometry.bssfp.io.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.dicom.DicomBytes;
import org.relaxometry.bssfp.io.dicom.DicomBytes.Syntax;
import org.relaxometry.bssfp.io.series.scan.ImageKind;
import org.relaxometry.bssfp.io.series.scan.Member;

/** What Philips and GE say in elements of their own. */
class VendorDicomTest {

    private static final ImportChoices NOTHING_TYPED = new ImportChoices("", "", "", "", "", "auto");
    private static final String PHILIPS = "Philips MR Imaging DD 001";
    private static final String GE = "GEMS_PARM_01";

    /** In the scale of the scanner: 600 stored at the scale slope of the first cycle, 0.004. */
    private static final double MEASURED = 600 / 0.004;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Syntax.class)
    void magnitudesOfPhilipsComeToOneScale(Syntax syntax) throws IOException {
        philips(syntax, 3, PHILIPS);
        FoundSeries found = scan();
        assertThat(found.broken()).isEmpty();
        assertThat(found.cycles()).hasSize(3).allMatch(cycle -> cycle.problems().isEmpty());
        for (FoundCycle cycle : found.cycles()) {
            assertThat(firstValue(cycle.magnitude().orElseThrow())).isCloseTo(MEASURED, within(0.1));
        }
        assertThat(found.plan(NOTHING_TYPED).problems()).noneMatch(problem -> problem.contains("display"));
    }

    @Test
    void phasesOfPhilipsAreAnglesAsTheyAreDisplayed() throws IOException {
        philips(Syntax.EXPLICIT_LITTLE, 3, PHILIPS);
        for (FoundCycle cycle : scan().cycles()) {
            assertThat(cycle.phase().orElseThrow().image().slope()).isEqualTo(1.5);
            assertThat(cycle.phase().orElseThrow().image().intercept()).isEqualTo(-3142);
        }
    }

    /** Anonymised files lose the elements; under another creator the number means something else. */
    @ParameterizedTest
    @ValueSource(strings = {"", "SOMEBODY ELSE"})
    void magnitudesOfPhilipsThatCannotBeComparedAreRefused(String creator) throws IOException {
        philips(Syntax.EXPLICIT_LITTLE, 3, creator);
        assertThat(scan().plan(NOTHING_TYPED).problems())
                .hasSize(2)
                .allMatch(problem -> problem.contains("factor for the display")
                        && problem.contains("Export the series again with Philips' private elements"));
    }

    @Test
    void magnitudesOfOneDisplayFactorAreTaken() throws IOException {
        for (int cycle = 0; cycle < 3; cycle++) {
            DicomBytes bytes = half(Syntax.EXPLICIT_LITTLE, cycle, "M_FFE\\M\\FFE")
                    .text(0x00080070, "LO", "Philips")
                    .decimals(0x00281053, 2.5);
            write("m" + cycle, bytes, 600, cycle);
        }
        assertThat(scan().plan(NOTHING_TYPED).problems()).noneMatch(problem -> problem.contains("display"));
    }

    @Test
    void imagesOfOneSeriesWithDisplayFactorsOfTheirOwnAreRefused() throws IOException {
        for (int cycle = 0; cycle < 3; cycle++) {
            DicomBytes bytes = half(Syntax.EXPLICIT_LITTLE, 0, "M_FFE\\M\\FFE")
                    .text(0x00080070, "LO", "Philips")
                    .integer(0x00200012, cycle)
                    .decimals(0x00281053, 1 + cycle);
            write("m" + cycle, bytes, 600);
        }
        assertThat(scan().broken()).singleElement().asString().contains("scaled for the display", "Export the series");
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "1, 0"})
    void aConversionThatKeptTheDisplayScaleIsRefused(int undone, int problems) throws IOException {
        BrainFiles brain = new BrainFiles(1);
        for (int cycle = 0; cycle < 3; cycle++) {
            for (boolean isPhase : new boolean[] {false, true}) {
                Map<String, Object> json = new LinkedHashMap<>(BrainFiles.json(isPhase, cycle));
                json.put("UsePhilipsFloatNotDisplayScaling", undone);
                json.put("PhilipsRescaleSlope", 1.5);
                json.put("PhilipsScaleSlope", 0.004 * (1 + cycle));
                brain.writeNifti(folder.resolve(BrainFiles.name(isPhase, cycle)), isPhase, cycle, json);
            }
        }
        assertThat(scan().plan(NOTHING_TYPED).problems())
                .hasSize(problems)
                .allMatch(problem -> problem.contains("factor for the display") && problem.contains("-p y"));
    }

    @ParameterizedTest
    @EnumSource(Syntax.class)
    void theKindOfAnImageOfGeIsItsPrivateType(Syntax syntax) throws IOException {
        for (int cycle = 0; cycle < 3; cycle++) {
            for (int type = 0; type < 4; type++) {
                write("c" + cycle + type, ge(syntax, cycle, type, GE), 100 + type, cycle);
            }
        }
        FoundSeries found = scan();
        assertThat(found.broken()).isEmpty();
        assertThat(found.notes()).singleElement().asString().contains("6 images of real and imaginary part");
        assertThat(found.cycles()).hasSize(3);
        for (FoundCycle cycle : found.cycles()) {
            assertThat(cycle.magnitude().orElseThrow().image().kind()).isEqualTo(ImageKind.MAGNITUDE);
            assertThat(firstValue(cycle.magnitude().orElseThrow())).isEqualTo(100);
            assertThat(firstValue(cycle.phase().orElseThrow())).isEqualTo(101);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, SOMEBODY ELSE", "4, " + GE, "-1, " + GE})
    void otherPrivateTypesSayNothing(int type, String creator) throws IOException {
        write("a", ge(Syntax.EXPLICIT_LITTLE, 0, type, creator), 100);
        assertThat(scan().broken()).singleElement().asString().contains("does not say whether it is a magnitude");
    }

    /** Stored numbers, display and private scale of every cycle are others; what was measured is the same. */
    private void philips(Syntax syntax, int cycles, String creator) throws IOException {
        for (int cycle = 0; cycle < cycles; cycle++) {
            DicomBytes magnitude = half(syntax, cycle, "M_FFE\\M\\FFE")
                    .text(0x00080070, "LO", "Philips Medical Systems")
                    .decimals(0x00281052, 0)
                    .decimals(0x00281053, 2.5 / (1 + 2 * cycle));
            write("m" + cycle, privately(magnitude, syntax, creator, 0.004f * (1 + cycle)), 600 * (1 + cycle), cycle);
            DicomBytes phase = half(syntax, cycle, "PHASE MAP\\P\\FFE")
                    .text(0x00080070, "LO", "Philips Medical Systems")
                    .decimals(0x00281052, -3142)
                    .decimals(0x00281053, 1.5);
            write("p" + cycle, privately(phase, syntax, creator, 651.6f), 2048, cycle);
        }
    }

    private static DicomBytes privately(DicomBytes bytes, Syntax syntax, String creator, float scaleSlope) {
        if (creator.isEmpty()) {
            return bytes;
        }
        byte[] number = buffer(syntax, Float.BYTES).putFloat(scaleSlope).array();
        return bytes.text(0x20050010, "LO", creator).element(0x2005100E, "FL", number);
    }

    private static DicomBytes ge(Syntax syntax, int cycle, int type, String creator) {
        byte[] number = buffer(syntax, Short.BYTES).putShort((short) type).array();
        return half(syntax, cycle, "OTHER").text(0x00430010, "LO", creator).element(0x0043102F, "SS", number);
    }

    private static ByteBuffer buffer(Syntax syntax, int bytes) {
        boolean big = syntax == Syntax.EXPLICIT_BIG;
        return ByteBuffer.allocate(bytes).order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }

    /** One slice of a half of a cycle; halves of a cycle are one series, as on scanners of both makers. */
    private static DicomBytes half(Syntax syntax, int cycle, String type) {
        return new DicomBytes(syntax, true)
                .text(0x00080008, "CS", "ORIGINAL\\PRIMARY\\" + type)
                .text(0x0020000E, "UI", "1.2.3." + cycle)
                .integer(0x00200011, 1 + cycle)
                .decimals(0x00200032, 5, 6, 7)
                .decimals(0x00200037, 1, 0, 0, 0, 1, 0)
                .unsignedShort(0x00280010, 1)
                .unsignedShort(0x00280011, 2)
                .decimals(0x00280030, 1, 1)
                .unsignedShort(0x00280100, 16)
                .unsignedShort(0x00280103, 0);
    }

    private void write(String name, DicomBytes bytes, int... stored) throws IOException {
        short[] pixels = new short[2];
        for (int i = 0; i < stored.length; i++) {
            pixels[i] = (short) stored[i];
        }
        bytes.shorts(0x7FE00010, pixels).write(folder.resolve(name));
    }

    private static double firstValue(Member member) throws IOException {
        float stored = StoredValues.of(member.image())[member.volume()][0][0];
        return stored * member.image().slope() + member.image().intercept();
    }

    private FoundSeries scan() throws IOException {
        return SeriesScan.scan(folder.toString(), Progress.NONE);
    }
}

package org.relaxometry.bssfp.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.io.dicom.DicomBytes.Syntax;

class DicomFileTest {

    private static final short[] PIXELS = {0, 1, 2, 4095, 30000, -5};

    @TempDir
    Path folder;

    private static DicomBytes slice(Syntax syntax, boolean statesLengths) {
        DicomBytes bytes = new DicomBytes(syntax, statesLengths);
        return bytes.text(0x00080008, "CS", "ORIGINAL\\PRIMARY\\P\\ND")
                .text(0x00080032, "TM", "140136.320000")
                .text(0x0008103E, "LO", "bssfp")
                // a private sequence within a sequence, of which nothing is wanted
                .sequence(
                        0x00091010,
                        bytes.nested().sequence(0x00091011, bytes.nested().text(0x00200032, "DS", "9\\9\\9")))
                .decimals(0x00180080, 4.8)
                .decimals(0x00180081, 2.4)
                .decimals(0x00181314, 15)
                .text(0x0020000E, "UI", "1.2.3")
                .integer(0x00200011, 6)
                .decimals(0x00200032, -104, -100.75, 63.5)
                .decimals(0x00200037, 1, 0, 0, 0, 1, 0)
                .unsignedShort(0x00280002, 1)
                .unsignedShort(0x00280010, 2)
                .unsignedShort(0x00280011, 3)
                .decimals(0x00280030, 3.25, 3)
                .unsignedShort(0x00280100, 16)
                .unsignedShort(0x00280101, 16)
                .unsignedShort(0x00280102, 15)
                .unsignedShort(0x00280103, 0)
                .decimals(0x00281052, -4096)
                .decimals(0x00281053, 2)
                .text(0x00430010, "LO", "GEMS_PARM_01")
                .element(0x0043102F, "SS", new byte[2])
                .text(0x20050010, "LO", "Philips MR Imaging DD 001")
                .element(0x2005100E, "FL", new byte[] {0, 0, 1, 0x3C})
                .unsignedShort(0x60000102, 12)
                .shorts(0x7FE00010, PIXELS);
    }

    @ParameterizedTest(name = "{0}, lengths {1}")
    @CsvSource({
        "IMPLICIT_LITTLE, true", "IMPLICIT_LITTLE, false",
        "EXPLICIT_LITTLE, true", "EXPLICIT_LITTLE, false",
        "EXPLICIT_BIG,    true", "EXPLICIT_BIG,    false",
    })
    void everyUncompressedSyntaxIsRead(Syntax syntax, boolean statesLengths) throws IOException {
        DicomFrame frame = only(slice(syntax, statesLengths).file());
        assertThat(frame.typeWords()).containsExactly("ORIGINAL", "PRIMARY", "P", "ND");
        assertThat(frame.timeSeconds()).contains(14 * 3600 + 60 + 36.32);
        assertThat(frame.seriesDescription()).isEqualTo("bssfp");
        assertThat(frame.seriesNumber()).contains(6);
        assertThat(frame.repetitionTimeMs()).contains(4.8);
        assertThat(frame.echoTimeMs()).contains(2.4);
        assertThat(frame.flipAngleDeg()).contains(15.0);
        assertThat(frame.positionMm()).containsExactly(-104, -100.75, 63.5);
        assertThat(frame.spacingMm()).containsExactly(3.25, 3);
        assertThat(frame.displayScale().slope()).isEqualTo(2);
        assertThat(frame.displayScale().intercept()).isEqualTo(-4096);
        assertThat(frame.samples()).containsExactly(0, 1, 2, 4095, 30000, 65531);
    }

    @ParameterizedTest(name = "{0}, lengths {1}")
    @CsvSource({
        "IMPLICIT_LITTLE, true", "IMPLICIT_LITTLE, false",
        "EXPLICIT_LITTLE, true", "EXPLICIT_LITTLE, false",
        "EXPLICIT_BIG,    true", "EXPLICIT_BIG,    false",
    })
    void filesWithoutPreambleAndMetaInformationAreRead(Syntax syntax, boolean statesLengths) throws IOException {
        DicomFrame frame = only(slice(syntax, statesLengths).bare());
        assertThat(frame.seriesNumber()).contains(6);
        assertThat(frame.samples()).containsExactly(0, 1, 2, 4095, 30000, 65531);
    }

    @Test
    void filesWithMetaInformationButWithoutPreambleAreRead() throws IOException {
        byte[] whole = slice(Syntax.IMPLICIT_LITTLE, true).file();
        assertThat(only(Arrays.copyOfRange(whole, 132, whole.length)).samples())
                .containsExactly(0, 1, 2, 4095, 30000, 65531);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"a\": 1}", "\0\0\0\0\0\0\0\0", "\b\0\u0010\0", "\b\0\u0010\0\0\0\0\u0080", "DICM"})
    void otherFilesAreNotTakenForDicom(String text) throws IOException {
        Path file = folder.resolve("other");
        Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(DicomFile.isDicom(file)).isFalse();
    }

    @ParameterizedTest(name = "{0} of 16 bits up to bit {1}, signed {2}, overlay in group {5}, bit {6}")
    @CsvSource({
        // an overlay plane above the number, and one of a number that does not reach down to bit 0
        "12, 11, 0, 0x1FFF, 4095, 0x60, 12",
        "12, 11, 0, 0x8007, 7, 0x60, 12",
        "12, 15, 0, 0x7FFF, 2047, 0x60, 3",
        // any of sixteen overlays
        "12, 11, 0, 0x2FFF, 4095, 0x0260, 13",
        "12, 11, 0, 0x8007, 7, 0x1E60, 15",
        // signed, the sign extended or not
        "12, 11, 1, 0x0FFF, -1, 0x60, 12",
        "12, 11, 1, 0xFFFF, -1, 0x60, 12",
        "12, 11, 1, 0x0800, -2048, 0x60, 12",
        "12, 11, 1, 0xF7FF, 2047, 0x60, 12",
        "16, 15, 1, 0x8000, -32768, 0x60, 12",
        "16, 15, 0, 0x8000, 32768, 0x60, 12",
    })
    void bitsBeyondThoseStoredAreNoPartOfTheNumber(
            int stored, int high, int signed, String cell, float number, String group, int overlay) throws IOException {
        assertThat(new PixelCell(16, stored, high, signed == 1).number(Integer.decode(cell)))
                .isEqualTo(number);
        assertThat(new PixelCell(16, stored, high, signed == 1).number((short) (int) Integer.decode(cell)))
                .as("as a signed short")
                .isEqualTo(number);
        byte[] file = slice(Syntax.EXPLICIT_LITTLE, true).file();
        setShort(file, 0x0101, stored);
        setShort(file, 0x0102, high);
        setShort(file, 0x0103, signed);
        setOverlay(file, Integer.decode(group), overlay);
        file[file.length - 12] = (byte) (int) Integer.decode(cell);
        file[file.length - 11] = (byte) (Integer.decode(cell) >> 8);
        assertThat(only(file).samples()[0]).isEqualTo(number);
    }

    @ParameterizedTest(name = "{0} and {1} in 12 of 16 bits, signed {2}")
    @CsvSource({
        // the values of a file that states too few bits go on
        "4090, 4900, 0, 4900",
        "4090, 100, 0, 100",
        // neither an overlay nor values that go on
        "4090, 12000, 0, NaN",
        "900, 4900, 0, NaN",
        "900, 0x7FFF, 1, NaN",
        "900, 0xFFFF, 1, -1",
        "900, 0x0FFF, 1, -1",
    })
    void bitsBeyondThoseStoredWithoutAnOverlayAreReadOrRefused(int most, String cell, int signed, Float number) {
        PixelCell stated = new PixelCell(16, 12, 11, signed == 1);
        int[] cells = {most, Integer.decode(cell), 7};
        assertThat(stated.confirmed(cells, 3).map(used -> used.number(cells[1])).orElse(Float.NaN))
                .isEqualTo(number);
    }

    /** A mark in the dark beside a bright head looks like values that go on; only what surrounds it does not. */
    @Test
    void bitsOverDarkPixelsAreNoValuesThatGoOn() {
        PixelCell stated = new PixelCell(16, 12, 11, false);
        int[] bright = {4000, 4090, 4000, 4050, 4900, 4080, 9, 9, 9};
        int[] dark = {9, 9, 9, 9, 4900, 9, 4000, 4090, 4000};
        assertThat(stated.confirmed(bright, 3)).isPresent();
        assertThat(stated.confirmed(dark, 3)).isEmpty();
        assertThat(stated.confirmed(new int[] {4090, 4900}, 1)).isPresent();
    }

    /** What is said of an overlay in an element of its own explains no bit of a pixel. */
    @ParameterizedTest
    @ValueSource(ints = {0, 11, 16})
    void bitsThatNothingExplainsAreRefusedByName(int overlay) {
        byte[] file = slice(Syntax.EXPLICIT_LITTLE, true).file();
        setShort(file, 0x0101, 12);
        setShort(file, 0x0102, 11);
        setOverlay(file, 0x60, overlay);
        assertThatThrownBy(() -> only(file).samples()).hasMessageContaining("slice.dcm", "more than the 12 bits");
    }

    @Test
    void bitsThatNoOverlayExplainsAreRefusedByName() {
        byte[] file = slice(Syntax.EXPLICIT_LITTLE, true).file();
        setShort(file, 0x0101, 12);
        setShort(file, 0x0102, 11);
        file[indexOf(file, new byte[] {0, 0x60, 2, 1, 'U', 'S'}) + 2] = 3;
        assertThatThrownBy(() -> only(file).samples()).hasMessageContaining("slice.dcm", "more than the 12 bits");
    }

    @ParameterizedTest
    @CsvSource({"17, 16", "12, 16", "12, 10", "0, 0"})
    void bitsThatCannotBeAreRefused(int stored, int high) {
        byte[] file = slice(Syntax.EXPLICIT_LITTLE, true).file();
        setShort(file, 0x0101, stored);
        setShort(file, 0x0102, high);
        assertThatThrownBy(() -> only(file)).hasMessageContaining("says that " + stored + " of 16 bits are used");
    }

    @Test
    void mosaicsAreRefusedByName() {
        DicomBytes mosaic =
                new DicomBytes(Syntax.EXPLICIT_LITTLE, true).text(0x00080008, "CS", "ORIGINAL\\PRIMARY\\M\\ND\\MOSAIC");
        byte[] all = mosaic.shorts(0x7FE00010, PIXELS).file();
        assertThatThrownBy(() -> only(all)).hasMessageContaining("is a mosaic").hasMessageContaining("dcm2niix");
    }

    @Test
    void aSequenceWhoseKindGotLostIsPassedOver() throws IOException {
        DicomBytes implicit = new DicomBytes(Syntax.IMPLICIT_LITTLE, false).text(0x00091012, "LO", "lost");
        DicomBytes lost = new DicomBytes(Syntax.EXPLICIT_LITTLE, true);
        byte[] items = new DicomBytes(Syntax.IMPLICIT_LITTLE, false)
                .sequence(0x00091010, implicit)
                .file("");
        // the items as they follow the eight bytes of an implicit head
        byte[] content = Arrays.copyOfRange(items, items.length - 8 - 8 - 12 - 8, items.length);
        lost.element(0x00091010, "UN", new byte[0]);
        byte[] head = lost.file();
        byte[] all = concat(Arrays.copyOf(head, head.length - 4), new byte[] {-1, -1, -1, -1}, content);
        byte[] slice = slice(Syntax.EXPLICIT_LITTLE, true).file();
        int elements = lost.file().length - 12;
        DicomFrame frame = only(concat(all, Arrays.copyOfRange(slice, elements, slice.length)));
        assertThat(frame.seriesNumber()).contains(6);
    }

    @Test
    void compressedFilesAreRefusedByName() throws IOException {
        assertThatThrownBy(() -> only(slice(Syntax.EXPLICIT_LITTLE, true).file("1.2.840.10008.1.2.4.91")))
                .isInstanceOf(DicomException.class)
                .hasMessageContaining("slice.dcm")
                .hasMessageContaining("JPEG 2000, lossy")
                .hasMessageContaining("dcm2niix");
    }

    @Test
    void pixelsThatAreWholeWhereTheSyntaxSaysPiecesAreDamage() {
        assertThatThrownBy(() -> only(slice(Syntax.EXPLICIT_LITTLE, true).file("1.2.840.10008.1.2.4.70")))
                .isInstanceOf(DicomException.class)
                .hasMessageContaining("do not agree");
    }

    @Test
    void imagesWithoutAPlaceAndColourImagesAreRefused() throws IOException {
        DicomBytes screenshot = new DicomBytes(Syntax.EXPLICIT_LITTLE, true)
                .unsignedShort(0x00280010, 2)
                .unsignedShort(0x00280011, 3)
                .shorts(0x7FE00010, PIXELS);
        assertThatThrownBy(() -> only(screenshot.file())).hasMessageContaining("states no position in space");
        byte[] colour = slice(Syntax.EXPLICIT_LITTLE, true).file();
        int samples = indexOf(colour, new byte[] {0x28, 0, 2, 0, 'U', 'S', 2, 0}) + 8;
        colour[samples] = 3;
        assertThatThrownBy(() -> only(colour)).hasMessageContaining("colour image");
    }

    /** Scanners write lists of their own of 100 KB and more before the pixels; only so much is read as the pixels are not. */
    @ParameterizedTest
    @ValueSource(ints = {16_000, 16_384, 200_000, 2_000_000})
    void headersOfAnyLengthAreReadAndTheirEndIsFound(int length) throws IOException {
        byte[] plain = slice(Syntax.EXPLICIT_LITTLE, true).file();
        int first = indexOf(plain, new byte[] {8, 0, 8, 0, 'C', 'S'});
        byte[] list = new DicomBytes(Syntax.EXPLICIT_LITTLE, true)
                .element(0x00091010, "OB", new byte[length])
                .file();
        int listAt = indexOf(list, new byte[] {9, 0, 0x10, 0x10, 'O', 'B'});
        ByteBuffer whole = ByteBuffer.allocate(plain.length + list.length - listAt);
        whole.put(plain, 0, first).put(list, listAt, list.length - listAt).put(plain, first, plain.length - first);
        assertThat(DicomFrame.of(read(whole.array())).get(0).samples())
                .containsExactly(DicomFrame.of(read(plain)).get(0).samples());
        for (int end : new int[] {first + 500, first + length + 20, whole.capacity() - 1}) {
            byte[] cut = Arrays.copyOf(whole.array(), end);
            assertThatThrownBy(() -> DicomFrame.of(read(cut)).get(0).samples())
                    .isInstanceOf(DicomException.class)
                    .hasMessageNotContaining("longer than what was read");
        }
    }

    @Test
    void aFileThatIsCutOffAnywhereIsAnErrorAndNothingElse() throws IOException {
        byte[] whole = slice(Syntax.EXPLICIT_LITTLE, false).file();
        for (int length = 132; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> {
                        DicomFile file = read(cut);
                        if (!file.isImage()) {
                            throw new IOException("no pixels");
                        }
                        DicomFrame.of(file).get(0).samples();
                    })
                    .as("cut after %d bytes", length)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void damagedBytesAreAnErrorOrOtherValuesAndNothingElse() throws IOException {
        byte[] whole = slice(Syntax.EXPLICIT_LITTLE, false).file();
        Random random = new Random(3);
        int read = 0;
        for (int trial = 0; trial < 1000; trial++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i < 3; i++) {
                damaged[132 + random.nextInt(whole.length - 132)] = (byte) random.nextInt();
            }
            try {
                DicomFile file = read(damaged);
                if (file.isImage()) {
                    DicomFrame frame = DicomFrame.of(file).get(0);
                    frame.samples();
                    frame.measuredScale()
                            .ifPresent(scale -> assertThat(scale.slope()).isPositive());
                    frame.privateType().ifPresent(type -> assertThat("MPRI").contains(type));
                    read++;
                }
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("slice.dcm");
            }
        }
        assertThat(read).as("some damage is harmless").isPositive();
    }

    /** @param group as its two bytes stand in the file */
    private static void setOverlay(byte[] file, int group, int bit) {
        int at = indexOf(file, new byte[] {0, 0x60, 2, 1, 'U', 'S'});
        file[at] = (byte) (group >> 8);
        file[at + 8] = (byte) bit;
    }

    private DicomFile read(byte[] content) throws IOException {
        Path file = folder.resolve("slice.dcm");
        Files.write(file, content);
        assertThat(DicomFile.isDicom(file)).isTrue();
        return DicomFile.read(file);
    }

    private DicomFrame only(byte[] content) throws IOException {
        return DicomFrame.of(read(content)).get(0);
    }

    /** An element of the group of pixels. */
    private static void setShort(byte[] file, int element, int value) {
        byte[] head = {0x28, 0, (byte) element, (byte) (element >> 8), 'U', 'S', 2, 0};
        file[indexOf(file, head) + head.length] = (byte) value;
    }

    private static byte[] concat(byte[]... parts) {
        byte[] all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static int indexOf(byte[] all, byte[] part) {
        for (int at = 0; at + part.length <= all.length; at++) {
            if (Arrays.equals(all, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        throw new AssertionError("not found");
    }
}

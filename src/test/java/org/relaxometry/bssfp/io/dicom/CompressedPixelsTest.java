package org.relaxometry.bssfp.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Images that dcmtk, GDCM and Pillow have compressed are those that they were made of, bit by bit; damage is an error and nothing else. */
class CompressedPixelsTest {

    /** Made by the script beside them. */
    private static final Path DATA = Path.of("test-data", "dicom");

    private static final int DAMAGES = 300;

    @TempDir
    Path folder;

    static Stream<Path> compressed() throws IOException {
        try (Stream<Path> files = Files.list(DATA)) {
            return files
                    .filter(file -> file.toString().matches(".*\\.(rle|jpg|jp6|jls|jlg|j2k|j2t|j2p)\\.dcm"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static float[] samples(Path file) throws IOException {
        return DicomFrame.of(DicomFile.read(file)).get(0).samples();
    }

    @ParameterizedTest
    @MethodSource("compressed")
    void valuesAreThoseOfTheImageAsItIs(Path file) throws IOException {
        String name = file.getFileName().toString();
        Path original = DATA.resolve(name.substring(0, name.indexOf('.')) + ".native.dcm");
        assertThat(samples(file)).isEqualTo(samples(original));
    }

    @Test
    void everyKindIsThere() throws IOException {
        assertThat(compressed()).hasSizeGreaterThan(30);
    }

    @ParameterizedTest
    @MethodSource("compressed")
    void damageIsAnErrorOrOtherValuesAndNothingElse(Path file) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(3);
        Path damaged = folder.resolve("damaged.dcm");
        for (int i = 0; i < DAMAGES; i++) {
            byte[] bytes = i % 3 == 0 ? Arrays.copyOf(whole, 201 + random.nextInt(whole.length - 201)) : whole.clone();
            for (int k = 0; k < 1 + i % 4; k++) {
                bytes[200 + random.nextInt(bytes.length - 200)] = (byte) random.nextInt();
            }
            Files.write(damaged, bytes);
            try {
                DicomFile read = DicomFile.read(damaged);
                if (read.isImage()) {
                    for (DicomFrame frame : DicomFrame.of(read)) {
                        frame.samples();
                    }
                }
            } catch (DicomException e) {
                assertThat(e).hasMessageContaining("damaged.dcm");
            }
        }
    }

    @Test
    void whatIsCalledLosslessButWasCutShortIsRefused() throws IOException {
        assertThatThrownBy(() -> samples(DATA.resolve("u12.lossy-j2k.dcm")))
                .isInstanceOf(DicomException.class)
                .hasMessageContaining("lossy");
    }

    @Test
    void framesAreFoundByPiecesAndByTheTable() throws IOException {
        for (boolean table : List.of(false, true)) {
            byte[] first = {1, 2, 3, 4};
            byte[] second = {5, 6};
            byte[] third = {7, 8};
            DicomBytes bytes = new DicomBytes(DicomBytes.Syntax.EXPLICIT_LITTLE, true);
            Path file = folder.resolve("pieces" + table);
            Files.write(
                    file,
                    table
                            ? bytes.pieces(new byte[] {0, 0, 0, 0, 22, 0, 0, 0}, first, second, third)
                            : bytes.pieces(new byte[0], first, second, third));
            PixelPieces pieces = PixelPieces.of(file, 0);
            if (table) {
                assertThat(pieces.frame(0, 2)).containsExactly(1, 2, 3, 4, 5, 6);
                assertThat(pieces.frame(1, 2)).containsExactly(7, 8);
            } else {
                assertThat(pieces.frame(1, 3)).containsExactly(5, 6);
                assertThat(pieces.frame(0, 1)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
                assertThatThrownBy(() -> pieces.frame(0, 2)).hasMessageContaining("2 frames in 3 pieces");
            }
        }
    }

    @Test
    void whatIsLossyOrNotKnownIsRefusedByName() throws IOException {
        byte[] file = Files.readAllBytes(DATA.resolve("u12.jls.dcm"));
        String text = new String(file, StandardCharsets.ISO_8859_1);
        int at = text.indexOf("1.2.840.10008.1.2.4.80") + "1.2.840.10008.1.2.4.".length();
        file[at + 1] = '1';
        Path lossy = Files.write(folder.resolve("lossy.dcm"), file);
        assertThatThrownBy(() -> DicomFile.read(lossy))
                .isInstanceOf(DicomException.class)
                .hasMessageContaining("JPEG-LS near-lossless, lossy")
                .hasMessageContaining("dcm2niix");
    }
}

package org.relaxometry.bssfp.io.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.dicom.DicomBytes;
import org.relaxometry.bssfp.io.dicom.DicomBytes.Syntax;
import org.relaxometry.bssfp.io.dicom.DicomException;
import org.relaxometry.bssfp.io.dicom.DicomFile;
import org.relaxometry.bssfp.io.dicom.DicomFrame;

/**
 * Tiles of a mosaic are slices, each in its place. That public mosaics of Siemens (57 series, software VB12 to VE11, axial, coronal,
 * sagittal and oblique) have their values where dcm2niix has them, to 10⁻⁴ mm, was checked apart from this.
 */
class MosaicTest {

    private static final int SLICES = 5;
    private static final int SIDE = 3;
    private static final int COLUMNS = 4;
    private static final int ROWS = 2;
    private static final double[] SPACING = {1.5, 2.5};
    private static final double SLICE_SPACING = 3.5;

    /** Where the first pixel of the first slice lies. */
    private static final double[] FIRST = {-12.5, 31.25, -7};

    /** Turned about the axis from left to right. */
    private static final double[] ORIENTATION = {1, 0, 0, 0, 0.8, -0.6};

    private static final double[] NORMAL = {0, 0.6, 0.8};

    @TempDir
    Path folder;

    /** What a test leaves out or spoils. */
    private record Spoilt(String normal, boolean header, boolean number, boolean old, double spacing, int slices) {
        static final Spoilt NOTHING = new Spoilt(text(1), true, true, false, SLICE_SPACING, SLICES);
    }

    private static String text(double sign) {
        return String.format(Locale.ROOT, "%.8f\\%.8f\\%.8f", sign * NORMAL[0], sign * NORMAL[1], sign * NORMAL[2]);
    }

    private static DicomBytes mosaic(Spoilt spoilt, String kind, int cycle) {
        double[] stated = FIRST.clone();
        for (int i = 0; i < 3; i++) {
            stated[i] -=
                    0.5 * (SIDE - 1) * (COLUMNS * SPACING[1] * ORIENTATION[i] + ROWS * SPACING[0] * ORIENTATION[3 + i]);
        }
        short[] pixels = new short[SIDE * SIDE * COLUMNS * ROWS];
        for (int slice = 0; slice < SLICES; slice++) {
            for (int pixel = 0; pixel < COLUMNS * ROWS; pixel++) {
                int x = slice % SIDE * COLUMNS + pixel % COLUMNS;
                int y = slice / SIDE * ROWS + pixel / COLUMNS;
                pixels[y * SIDE * COLUMNS + x] = (short) value(slice, pixel);
            }
        }
        DicomBytes bytes = new DicomBytes(Syntax.EXPLICIT_LITTLE, true)
                .text(0x00080008, "CS", "ORIGINAL\\PRIMARY\\" + kind + "\\ND\\MOSAIC")
                .text(0x00080018, "UI", "1.2." + (kind.equals("M") ? 1 : 2) + "." + cycle)
                .decimals(0x00180080, 4.8)
                .decimals(0x00180081, 2.4);
        if (spoilt.spacing > 0) {
            bytes.decimals(0x00180088, spoilt.spacing);
        }
        bytes.decimals(0x00181314, 15);
        if (spoilt.number) {
            bytes.text(0x00190010, "LO", "SIEMENS MR HEADER").unsignedShort(0x0019100A, spoilt.slices);
        }
        bytes.text(0x0020000D, "UI", "1.2.9")
                .text(0x0020000E, "UI", "1.2.3." + (kind.equals("M") ? 1 : 2) + "." + cycle)
                .integer(0x00200011, 2 * cycle + (kind.equals("M") ? 1 : 2))
                .decimals(0x00200032, stated)
                .decimals(0x00200037, ORIENTATION)
                .unsignedShort(0x00280002, 1)
                .unsignedShort(0x00280010, SIDE * ROWS)
                .unsignedShort(0x00280011, SIDE * COLUMNS)
                .decimals(0x00280030, SPACING)
                .unsignedShort(0x00280100, 16)
                .unsignedShort(0x00280101, 12)
                .unsignedShort(0x00280102, 11)
                .unsignedShort(0x00280103, 0);
        if (spoilt.header) {
            bytes.text(0x00290010, "LO", "SIEMENS CSA HEADER")
                    .element(0x00291010, "OB", header(spoilt.normal, spoilt.old));
        }
        return bytes.shorts(0x7FE00010, pixels);
    }

    private static int value(int slice, int pixel) {
        return 100 * (slice + 1) + pixel;
    }

    /** As Siemens writes it: two names, the second with as many places for values as there are in real files. */
    private static byte[] header(String normal, boolean isOld) {
        ByteBuffer out = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        if (!isOld) {
            out.put("SV10".getBytes(StandardCharsets.US_ASCII)).put(new byte[] {4, 3, 2, 1});
        }
        int names = 2;
        out.putInt(names).putInt(77);
        name(out, "EchoLinePosition", "IS", names, isOld, new String[] {"64", "", "", "", "", ""});
        String[] three = normal.split("\\\\");
        name(out, "SliceNormalVector", "FD", names, isOld, new String[] {three[0], three[1], three[2], "", "", ""});
        byte[] bytes = new byte[out.position() + 4];
        out.get(0, bytes);
        return bytes;
    }

    private static void name(ByteBuffer out, String name, String kind, int names, boolean isOld, String[] values) {
        out.put(name.getBytes(StandardCharsets.US_ASCII)).position(out.position() + 64 - name.length());
        out.putInt(values.length).put(kind.getBytes(StandardCharsets.US_ASCII)).putShort((short) 0);
        out.putInt(0).putInt(values.length).putInt(77);
        for (String value : values) {
            int length = value.isEmpty() ? 0 : value.length() + 1;
            out.putInt(isOld ? names + length : length)
                    .putInt(isOld ? 0 : length)
                    .putInt(77)
                    .putInt(length);
            out.put(value.getBytes(StandardCharsets.US_ASCII));
            out.position(out.position() + (length + 3) / 4 * 4 - value.length());
        }
    }

    private List<DicomFrame> frames(Spoilt spoilt) throws IOException {
        Path file = folder.resolve("mosaic.dcm");
        mosaic(spoilt, "M", 0).write(file);
        return DicomFrame.of(DicomFile.read(file));
    }

    @ParameterizedTest(name = "normal times {0}, older header {1}")
    @CsvSource({"1, false", "-1, false", "1, true", "-1, true"})
    void everyTileIsASliceInItsPlace(double sign, boolean isOld) throws IOException {
        List<DicomFrame> frames = frames(new Spoilt(text(sign), true, true, isOld, SLICE_SPACING, SLICES));
        assertThat(frames).hasSize(SLICES);
        for (int slice = 0; slice < SLICES; slice++) {
            DicomFrame frame = frames.get(slice);
            assertThat(frame.columns()).isEqualTo(COLUMNS);
            assertThat(frame.rows()).isEqualTo(ROWS);
            for (int i = 0; i < 3; i++) {
                assertThat(frame.positionMm()[i])
                        .isCloseTo(FIRST[i] + sign * slice * SLICE_SPACING * NORMAL[i], within(1e-6));
            }
            float[] samples = frame.samples();
            assertThat(samples).hasSize(COLUMNS * ROWS);
            for (int pixel = 0; pixel < samples.length; pixel++) {
                assertThat(samples[pixel]).isEqualTo(value(slice, pixel));
            }
        }
        assertThat(frames.stream().map(DicomFrame::imageUid).distinct()).hasSize(SLICES);
    }

    @Test
    void whatSaysNotWhereItsSlicesLieIsRefusedByName() {
        refused(new Spoilt(text(1), false, true, false, SLICE_SPACING, SLICES), "in which direction its slices follow");
        refused(new Spoilt(text(1), true, false, false, SLICE_SPACING, SLICES), "how many slices it has");
        refused(new Spoilt(text(1), true, true, false, 0, SLICES), "how far apart its slices are");
        refused(new Spoilt(text(1), true, true, false, SLICE_SPACING, 17), "mosaic of 17 slices");
        refused(new Spoilt("1\\0\\0", true, true, false, SLICE_SPACING, SLICES), "does not stand upright");
        refused(new Spoilt("x\\0\\0", true, true, false, SLICE_SPACING, SLICES), "in which direction");
    }

    private void refused(Spoilt spoilt, String reason) {
        assertThatThrownBy(() -> frames(spoilt))
                .isInstanceOf(DicomException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("dcm2niix");
    }

    @Test
    void aSeriesOfMosaicsIsOneOfVolumes() throws IOException {
        for (int cycle = 0; cycle < 3; cycle++) {
            for (String kind : List.of("M", "P")) {
                mosaic(Spoilt.NOTHING, kind, cycle).write(folder.resolve(kind + cycle + ".dcm"));
            }
        }
        FoundSeries found = SeriesScan.scan(folder.toString(), Progress.NONE);
        assertThat(found.broken()).isEmpty();
        assertThat(found.cycles()).hasSize(3).allSatisfy(cycle -> {
            assertThat(cycle.magnitude().orElseThrow().image().grid().nz()).isEqualTo(SLICES);
            assertThat(cycle.phase()).isPresent();
        });
    }

    @Test
    void damagedMosaicsAreReadOrRefused() throws IOException {
        Random random = new Random(3);
        byte[] whole = mosaic(Spoilt.NOTHING, "M", 0).file();
        int head = whole.length - 2 * SIDE * SIDE * COLUMNS * ROWS;
        int read = 0;
        for (int i = 0; i < 3000; i++) {
            byte[] damaged = whole.clone();
            for (int b = 0; b < 1 + random.nextInt(4); b++) {
                // the header of Siemens is the last element before the pixels
                int at = random.nextBoolean() ? head - 1 - random.nextInt(400) : 132 + random.nextInt(head - 132);
                damaged[at] = (byte) random.nextInt();
            }
            Path file = folder.resolve("damaged.dcm");
            Files.write(file, damaged);
            try {
                for (DicomFrame frame : DicomFrame.of(DicomFile.read(file))) {
                    frame.samples();
                }
                read++;
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("damaged.dcm");
            }
        }
        assertThat(read).isBetween(100, 2900);
    }
}

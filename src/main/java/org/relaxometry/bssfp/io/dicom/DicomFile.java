package org.relaxometry.bssfp.io.dicom;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** One DICOM file: its elements in memory, its pixels on the disk. */
public final class DicomFile {

    private static final int PREAMBLE_BYTES = 128;
    private static final byte[] MAGIC = "DICM".getBytes(StandardCharsets.ISO_8859_1);

    private static final String IMPLICIT_LITTLE = "1.2.840.10008.1.2";
    private static final String EXPLICIT_LITTLE = "1.2.840.10008.1.2.1";
    private static final String EXPLICIT_BIG = "1.2.840.10008.1.2.2";

    private static final Map<String, String> COMPRESSED = Map.of(
            "1.2.840.10008.1.2.1.99", "deflate",
            "1.2.840.10008.1.2.4.50", "JPEG baseline",
            "1.2.840.10008.1.2.4.57", "JPEG lossless",
            "1.2.840.10008.1.2.4.70", "JPEG lossless",
            "1.2.840.10008.1.2.4.80", "JPEG-LS",
            "1.2.840.10008.1.2.4.90", "JPEG 2000",
            "1.2.840.10008.1.2.4.91", "JPEG 2000",
            "1.2.840.10008.1.2.5", "RLE");

    private final Path path;
    private final DicomDataset dataset;
    private final ByteOrder order;
    private final int pixelOffset;
    private final int pixelLength;

    private DicomFile(Path path, DicomDataset dataset, ByteOrder order, int pixelOffset, int pixelLength) {
        this.path = path;
        this.dataset = dataset;
        this.order = order;
        this.pixelOffset = pixelOffset;
        this.pixelLength = pixelLength;
    }

    /** Whether the file begins as DICOM files do: 128 bytes of anything, then {@code DICM}. */
    public static boolean isDicom(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(PREAMBLE_BYTES + MAGIC.length);
            return start.length == PREAMBLE_BYTES + MAGIC.length
                    && Arrays.equals(start, PREAMBLE_BYTES, start.length, MAGIC, 0, MAGIC.length);
        }
    }

    /**
     * Reads all elements but the pixels.
     *
     * @throws DicomException if the file is damaged or compressed
     * @throws IOException if the disk fails
     */
    public static DicomFile read(Path file) throws IOException {
        if (Files.size(file) > Integer.MAX_VALUE - 8) {
            throw new DicomException(file, "is larger than 2 GB, which is not read.");
        }
        DicomParser parser = new DicomParser(file, Files.readAllBytes(file));
        DicomDataset meta = parser.meta(PREAMBLE_BYTES + MAGIC.length);
        String syntax = meta.text(DicomTag.TRANSFER_SYNTAX)
                .orElse(parser.namesKinds(parser.position()) ? EXPLICIT_LITTLE : IMPLICIT_LITTLE);
        boolean big = syntax.equals(EXPLICIT_BIG);
        if (!big && !syntax.equals(EXPLICIT_LITTLE) && !syntax.equals(IMPLICIT_LITTLE)) {
            throw new DicomException(
                    file,
                    "is compressed (" + COMPRESSED.getOrDefault(syntax, "transfer syntax " + syntax)
                            + "), which is not read. Decompress it, or convert the series with dcm2niix.");
        }
        ByteOrder order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        DicomDataset dataset = parser.dataset(!syntax.equals(IMPLICIT_LITTLE), order);
        return new DicomFile(file, dataset, order, parser.pixelOffset(), parser.pixelLength());
    }

    public Path path() {
        return path;
    }

    /** Whether it holds pixels; reports, indices and raw data do not. */
    public boolean isImage() {
        return pixelOffset >= 0;
    }

    DicomDataset dataset() {
        return dataset;
    }

    ByteOrder order() {
        return order;
    }

    /** Bytes of the pixels, or −1 where they are compressed. */
    int pixelLength() {
        return pixelLength;
    }

    /** Pixel bytes from this one on, in the order of the file. */
    ByteBuffer pixels(int start, int count) throws IOException {
        byte[] bytes = new byte[count];
        try (InputStream in = Files.newInputStream(path)) {
            in.skipNBytes((long) pixelOffset + start);
            if (in.readNBytes(bytes, 0, count) < count) {
                throw new DicomException(path, "ends before its last pixel.");
            }
        } catch (EOFException e) {
            throw new DicomException(path, "ends before its first pixel.");
        }
        return ByteBuffer.wrap(bytes).order(order);
    }
}

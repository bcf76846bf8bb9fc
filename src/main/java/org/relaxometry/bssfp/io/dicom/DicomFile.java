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
import java.util.Optional;
import org.relaxometry.bssfp.io.dicom.pixel.PixelCodec;
import org.relaxometry.bssfp.text.Version;

/** One DICOM file: its elements in memory, its pixels on the disk. */
public final class DicomFile {

    private static final int PREAMBLE_BYTES = 128;
    private static final byte[] MAGIC = "DICM".getBytes(StandardCharsets.ISO_8859_1);

    private static final int FIRST_ELEMENT_BYTES = 8;

    /** Files begin with the length of a group, the set of characters or the type of the image. */
    private static final int LAST_FIRST_ELEMENT = 0x20;

    private static final int LONGEST_FIRST_ELEMENT = 1024;

    /** Most headers end in it; those that scanners fill with lists of their own take another read or two. */
    private static final int FIRST_PART_BYTES = 1 << 14;

    private static final int LARGER_PART = 8;

    private static final String IMPLICIT_LITTLE = "1.2.840.10008.1.2";
    private static final String EXPLICIT_LITTLE = "1.2.840.10008.1.2.1";
    private static final String EXPLICIT_BIG = "1.2.840.10008.1.2.2";

    private final Path path;
    private final DicomDataset dataset;
    private final ByteOrder order;
    /** Empty where the pixels are as they are. */
    private final Optional<PixelCodec> codec;

    private final int pixelOffset;
    private final int pixelLength;

    private DicomFile(
            Path path,
            DicomDataset dataset,
            ByteOrder order,
            Optional<PixelCodec> codec,
            int pixelOffset,
            int pixelLength) {
        this.path = path;
        this.dataset = dataset;
        this.order = order;
        this.codec = codec;
        this.pixelOffset = pixelOffset;
        this.pixelLength = pixelLength;
    }

    /**
     * Whether the file begins as DICOM files do: 128 bytes of anything, then {@code DICM}; or, in old files, at once with an
     * element of the first groups.
     */
    public static boolean isDicom(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return start(in.readNBytes(PREAMBLE_BYTES + MAGIC.length)) >= 0;
        }
    }

    /** Where the first element begins; −1 if this is not the beginning of a DICOM file. */
    private static int start(byte[] bytes) {
        int afterMagic = PREAMBLE_BYTES + MAGIC.length;
        if (bytes.length >= afterMagic && Arrays.equals(bytes, PREAMBLE_BYTES, afterMagic, MAGIC, 0, MAGIC.length)) {
            return afterMagic;
        }
        return isFirstElement(bytes, ByteOrder.LITTLE_ENDIAN) || isFirstElement(bytes, ByteOrder.BIG_ENDIAN) ? 0 : -1;
    }

    private static boolean isFirstElement(byte[] bytes, ByteOrder order) {
        if (bytes.length < FIRST_ELEMENT_BYTES) {
            return false;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
        short group = buffer.getShort();
        short element = buffer.getShort();
        boolean namesKind = Character.isUpperCase(bytes[4]) && Character.isUpperCase(bytes[5]);
        int length = buffer.getInt();
        return (group == 2 || group == 8)
                && element >= 0
                && element <= LAST_FIRST_ELEMENT
                && (namesKind || length >= 0 && length <= LONGEST_FIRST_ELEMENT);
    }

    /**
     * Reads all elements but the pixels.
     *
     * @throws DicomException if the file is damaged, or compressed in a way that is not read
     * @throws IOException if the disk fails
     */
    public static DicomFile read(Path file) throws IOException {
        long size = Files.size(file);
        if (size > Integer.MAX_VALUE - 8) {
            throw new DicomException(file, "is larger than 2 GB, which is not read.");
        }
        try (InputStream in = Files.newInputStream(file)) {
            for (byte[] part = in.readNBytes((int) Math.min(size, FIRST_PART_BYTES)); ; ) {
                try {
                    return parse(file, part, (int) size);
                } catch (DicomParser.BeyondPart e) {
                    byte[] more = in.readNBytes((int) Math.min(size - part.length, (LARGER_PART - 1L) * part.length));
                    if (more.length == 0) {
                        throw e;
                    }
                    byte[] longer = Arrays.copyOf(part, part.length + more.length);
                    System.arraycopy(more, 0, longer, part.length, more.length);
                    part = longer;
                }
            }
        }
    }

    private static DicomFile parse(Path file, byte[] content, int fileBytes) throws DicomException {
        DicomParser parser = new DicomParser(file, content, fileBytes);
        DicomDataset meta = parser.meta(Math.max(0, start(content)));
        Optional<String> stated = meta.text(DicomTag.TRANSFER_SYNTAX);
        String syntax = stated.isPresent() ? stated.get() : unstatedSyntax(parser, content);
        boolean big = syntax.equals(EXPLICIT_BIG);
        Optional<PixelCodec> codec = PixelCodec.of(syntax);
        if (!big && !syntax.equals(EXPLICIT_LITTLE) && !syntax.equals(IMPLICIT_LITTLE) && codec.isEmpty()) {
            throw new DicomException(
                    file,
                    "is compressed (" + PixelCodec.name(syntax) + "), which is not read. " + DicomException.CONVERT);
        }
        ByteOrder order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        DicomDataset dataset = parser.dataset(!syntax.equals(IMPLICIT_LITTLE), order);
        return new DicomFile(file, dataset, order, codec, parser.pixelOffset(), parser.pixelLength());
    }

    /** Without file meta information the first element shows how all are written. */
    private static String unstatedSyntax(DicomParser parser, byte[] content) throws DicomException {
        if (!parser.namesKinds(parser.position())) {
            return IMPLICIT_LITTLE;
        }
        return content[parser.position()] == 0 ? EXPLICIT_BIG : EXPLICIT_LITTLE;
    }

    public Path path() {
        return path;
    }

    /** Whether it holds pixels; reports, indices and raw data do not. */
    public boolean isImage() {
        return pixelOffset >= 0;
    }

    /** Whether this program has written it: what is sent to a PACS comes back with the study. */
    public boolean isOwnResult() {
        return dataset.text(DicomTag.MANUFACTURER)
                .filter(Version.PROGRAM::equals)
                .isPresent();
    }

    /** The bytes of an element of the file itself, as they stand there; empty where it has none. */
    public Optional<byte[]> value(DicomTag tag) {
        return dataset.bytes(tag);
    }

    DicomDataset dataset() {
        return dataset;
    }

    boolean isCompressed() {
        return codec.isPresent();
    }

    /** Bytes of the pixels, or −1 where they come in pieces. */
    int pixelLength() {
        return pixelLength;
    }

    /**
     * The bytes of a frame's pixels, in the order of the file.
     *
     * @param index of the frame
     * @param frames that the file has
     * @param pixels of a frame
     * @param bytesPerPixel 1, 2 or 4
     */
    ByteBuffer frame(int index, int frames, int pixels, int bytesPerPixel) throws IOException {
        int count = pixels * bytesPerPixel;
        if (codec.isEmpty()) {
            return pixels(index * count, count);
        }
        byte[] compressed = PixelPieces.of(path, pixelOffset).frame(index, frames);
        try {
            return ByteBuffer.wrap(codec.get().decode(compressed, pixels, bytesPerPixel))
                    .order(order);
        } catch (IOException e) {
            throw new DicomException(path, "is damaged: its compressed pixels " + e.getMessage() + ".");
        }
    }

    private ByteBuffer pixels(int start, int count) throws IOException {
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

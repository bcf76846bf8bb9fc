package org.relaxometry.bssfp.io.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads data elements one after another, up to the pixels. Every length is checked against what is left of the file. Source:
 * DICOM PS3.5, 7.1 and 7.5.
 */
final class DicomParser {

    private static final int ITEM = 0xFFFEE000;
    private static final int END_OF_ITEM = 0xFFFEE00D;
    private static final int END_OF_SEQUENCE = 0xFFFEE0DD;
    private static final int UNDEFINED = 0xFFFFFFFF;

    /** Sequences within sequences; real files stay below ten. */
    private static final int MOST_DEPTH = 32;

    /** Kinds of values whose length takes four bytes, after two that are kept free. */
    private static final Set<String> LONG =
            Set.of("OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV");

    /** The part of the file that was given ends before what is looked for. */
    static final class BeyondPart extends DicomException {
        private static final long serialVersionUID = 1L;

        private BeyondPart(Path file) {
            super(file, "is longer than what was read of it.");
        }
    }

    private final Path file;
    private final ByteBuffer bytes;
    private final int fileBytes;

    /** Where the pixels begin and how long they are, as the file says; −1 until they are met. */
    private int pixelOffset = -1;

    private int pixelLength = -1;

    /**
     * @param part of the file from its beginning: where it ends too early, {@link BeyondPart} says so
     * @param fileBytes size of the file
     */
    DicomParser(Path file, byte[] part, int fileBytes) {
        this.file = file;
        this.fileBytes = fileBytes;
        bytes = ByteBuffer.wrap(part);
    }

    int pixelOffset() {
        return pixelOffset;
    }

    /** In bytes; negative where the pixels are compressed into pieces. */
    int pixelLength() {
        return pixelLength;
    }

    /** Whether the byte at this position and the next are capital letters, as the names of kinds of values are. */
    boolean namesKinds(int tagPosition) throws DicomException {
        int at = tagPosition + 4;
        if (fileBytes < at + 2) {
            return false;
        }
        require(at + 2 - bytes.position());
        return isCapital(bytes.get(at)) && isCapital(bytes.get(at + 1));
    }

    private static boolean isCapital(byte b) {
        return b >= 'A' && b <= 'Z';
    }

    /** The group of file meta information, always explicit and little-endian; leaves the position after it. */
    DicomDataset meta(int start) throws DicomException {
        bytes.position(start).order(ByteOrder.LITTLE_ENDIAN);
        DicomDataset meta = new DicomDataset();
        while (left() >= 8) {
            require(8);
            if (bytes.getShort(bytes.position()) != 2) {
                break;
            }
            element(meta, true, 0);
        }
        return meta;
    }

    /** Everything from here to the pixels or the end of the file. */
    DicomDataset dataset(boolean explicit, ByteOrder order) throws DicomException {
        bytes.order(order);
        DicomDataset set = new DicomDataset();
        while (left() >= 8 && pixelOffset < 0) {
            element(set, explicit, 0);
        }
        return set;
    }

    /** Bytes of the file from here on. */
    private int left() {
        return fileBytes - bytes.position();
    }

    int position() {
        return bytes.position();
    }

    private int tag() throws DicomException {
        require(4);
        return (bytes.getShort() & 0xFFFF) << 16 | bytes.getShort() & 0xFFFF;
    }

    private void element(DicomDataset into, boolean explicit, int depth) throws DicomException {
        int tag = tag();
        require(4);
        String vr = null;
        int length;
        if (explicit) {
            byte[] name = {bytes.get(), bytes.get()};
            vr = new String(name, StandardCharsets.ISO_8859_1);
            if (LONG.contains(vr)) {
                require(6);
                bytes.getShort();
                length = bytes.getInt();
            } else {
                length = bytes.getShort() & 0xFFFF;
            }
        } else {
            length = bytes.getInt();
        }
        value(into, tag, vr, length, explicit, depth);
    }

    /** Keeps what is looked at, and of that a copy, so that the rest of the file need not stay in memory. */
    private void value(DicomDataset into, int tag, String vr, int length, boolean explicit, int depth)
            throws DicomException {
        Optional<DicomTag> known = DicomTag.of(tag);
        if (known.equals(Optional.of(DicomTag.PIXEL_DATA)) && depth == 0) {
            pixelOffset = bytes.position();
            pixelLength = length;
            return;
        }
        boolean sequence = known.map(each -> each.vr.equals("SQ")).orElse(false);
        if (sequence || length == UNDEFINED) {
            // a sequence whose kind got lost on its way is written implicitly. Source: PS3.5, 6.2.2, note 2
            boolean lost = "UN".equals(vr);
            ByteOrder order = bytes.order();
            bytes.order(lost ? ByteOrder.LITTLE_ENDIAN : order);
            into.put(tag, items(length, explicit && !lost, depth + 1));
            bytes.order(order);
            return;
        }
        require(length);
        boolean isHeaderOfMosaic = known.equals(Optional.of(DicomTag.SIEMENS_CSA_IMAGE)) && Mosaic.is(into);
        if (known.isPresent() && (isHeaderOfMosaic || !known.get().isBulk())) {
            byte[] copy = new byte[length];
            bytes.get(copy);
            into.put(tag, ByteBuffer.wrap(copy).order(bytes.order()));
        } else {
            bytes.position(bytes.position() + length);
        }
    }

    private List<DicomDataset> items(int length, boolean explicit, int depth) throws DicomException {
        if (depth > MOST_DEPTH) {
            throw new DicomException(file, "is damaged: its sequences are nested too deeply.");
        }
        if (length != UNDEFINED) {
            require(length);
        }
        int end = length == UNDEFINED ? Integer.MAX_VALUE : bytes.position() + length;
        List<DicomDataset> items = new ArrayList<>();
        while (bytes.position() < end) {
            int tag = tag();
            require(4);
            int itemLength = bytes.getInt();
            if (tag == END_OF_SEQUENCE) {
                break;
            }
            if (tag != ITEM) {
                throw new DicomException(
                        file, "is damaged: element " + name(tag) + " stands where an item of a sequence is expected.");
            }
            items.add(item(itemLength, explicit, depth));
        }
        return items;
    }

    private DicomDataset item(int length, boolean explicit, int depth) throws DicomException {
        if (length != UNDEFINED) {
            require(length);
        }
        int end = length == UNDEFINED ? Integer.MAX_VALUE : bytes.position() + length;
        DicomDataset item = new DicomDataset();
        while (bytes.position() < end) {
            int start = bytes.position();
            if (tag() == END_OF_ITEM) {
                require(4);
                bytes.getInt();
                break;
            }
            bytes.position(start);
            element(item, explicit, depth);
        }
        return item;
    }

    private void require(int count) throws DicomException {
        if (count < 0 || count > left()) {
            throw new DicomException(
                    file,
                    "is damaged or cut off: at byte " + bytes.position() + " it announces more data than the "
                            + fileBytes + " bytes it has.");
        }
        if (count > bytes.remaining()) {
            throw new BeyondPart(file);
        }
    }

    private static String name(int tag) {
        return String.format("(%04X,%04X)", tag >>> 16, tag & 0xFFFF);
    }
}

package org.relaxometry.bssfp.io.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** A header as it stands in the file, its numbers reached by field. */
final class HeaderBytes {

    /** Bytes that hold the longer of the two headers. */
    static final int MOST_BYTES = NiftiVersion.NIFTI_2.headerBytes;

    private final NiftiVersion version;
    private final ByteBuffer bytes;

    private HeaderBytes(NiftiVersion version, ByteBuffer bytes) {
        this.version = version;
        this.bytes = bytes;
    }

    /** A header to be filled in, little-endian, for a file that holds header and voxels. */
    static HeaderBytes blank(NiftiVersion version) {
        ByteBuffer bytes = ByteBuffer.allocate(version.headerBytes).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(0, version.headerBytes);
        bytes.put(version.magicOffset, version.singleMagic.getBytes(StandardCharsets.ISO_8859_1));
        return new HeaderBytes(version, bytes);
    }

    /** The header that these bytes start with, if the size it states is that of a header in either byte order. */
    static Optional<HeaderBytes> of(byte[] start) {
        for (NiftiVersion version : NiftiVersion.values()) {
            for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
                ByteBuffer bytes = ByteBuffer.wrap(start).order(order);
                if (start.length >= version.headerBytes && bytes.getInt(0) == version.headerBytes) {
                    return Optional.of(new HeaderBytes(version, bytes));
                }
            }
        }
        return Optional.empty();
    }

    NiftiVersion version() {
        return version;
    }

    ByteOrder byteOrder() {
        return bytes.order();
    }

    byte[] array() {
        return bytes.array();
    }

    boolean isSingleFile() {
        return magic().equals(version.singleMagic);
    }

    boolean isPair() {
        return magic().equals(version.pairMagic);
    }

    private String magic() {
        return new String(
                bytes.array(), version.magicOffset, version.singleMagic.length(), StandardCharsets.ISO_8859_1);
    }

    String description() {
        byte[] text = Arrays.copyOfRange(
                bytes.array(), version.descriptionOffset, version.descriptionOffset + NiftiVersion.DESCRIPTION_BYTES);
        int length = 0;
        while (length < text.length && text[length] != 0) {
            length++;
        }
        return new String(text, 0, length, StandardCharsets.UTF_8).strip();
    }

    /** Keeps as many whole characters as fit and leaves the zero that ends the text. */
    void setDescription(String description) {
        ByteBuffer text = bytes.slice(version.descriptionOffset, NiftiVersion.DESCRIPTION_BYTES - 1);
        StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(description), text, true);
    }

    /** An integer field; the reals are read by {@link #real}. */
    long integer(HeaderField field, int index) {
        int offset = field.offset(version, index);
        return switch (field.storage(version)) {
            case UINT8 -> Byte.toUnsignedInt(bytes.get(offset));
            case INT16 -> bytes.getShort(offset);
            case INT32 -> bytes.getInt(offset);
            case INT64 -> bytes.getLong(offset);
            case FLOAT32, FLOAT64 -> throw new IllegalArgumentException(field + " is no integer.");
        };
    }

    double real(HeaderField field, int index) {
        int offset = field.offset(version, index);
        return switch (field.storage(version)) {
            case FLOAT32 -> bytes.getFloat(offset);
            case FLOAT64 -> bytes.getDouble(offset);
            default -> integer(field, index);
        };
    }

    /** Stores a number as nearly as the field can. */
    void set(HeaderField field, int index, double value) {
        int offset = field.offset(version, index);
        switch (field.storage(version)) {
            case UINT8 -> bytes.put(offset, (byte) value);
            case INT16 -> bytes.putShort(offset, (short) value);
            case INT32 -> bytes.putInt(offset, (int) value);
            case INT64 -> bytes.putLong(offset, (long) value);
            case FLOAT32 -> bytes.putFloat(offset, (float) value);
            case FLOAT64 -> bytes.putDouble(offset, value);
        }
    }
}

package org.relaxometry.bssfp.io.dicom.write;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ObjDoubleConsumer;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.relaxometry.bssfp.io.dicom.DicomTag;

/** Elements to be written, in the order of their numbers; explicit, little-endian. Source: DICOM PS3.5, 7.1. */
final class DataSet {

    /** Kinds of values whose length takes four bytes, after two that are kept free. */
    private static final Set<String> LONG = Set.of("OB", "OF", "OW", "SQ");

    private static final int ITEM = 0xFFFEE000;
    private static final int LARGEST_SHORT = 0xFFFF;

    private final Map<Integer, byte[]> elements = new TreeMap<>(Integer::compareUnsigned);

    /** Text, of which a backslash separates values. */
    DataSet text(DicomTag tag, String text) {
        return bytes(tag, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** An element without a value, for what has to be there and is not known. */
    DataSet unknown(DicomTag tag) {
        return bytes(tag, new byte[0]);
    }

    /** Numbers, as text or in binary as the tag has them. */
    DataSet numbers(DicomTag tag, double... numbers) {
        return switch (tag.vr) {
            case "IS" -> text(tag, joined(numbers, number -> Long.toString(Math.round(number))));
            case "DS" -> text(tag, joined(numbers, DecimalText::of));
            case "US", "SS" -> binary(tag, Short.BYTES, numbers, (to, number) -> to.putShort((short) (int) number));
            case "UL" -> binary(tag, Integer.BYTES, numbers, (to, number) -> to.putInt((int) (long) number));
            case "FD" -> binary(tag, Double.BYTES, numbers, ByteBuffer::putDouble);
            default -> throw new IllegalArgumentException(tag + " takes no numbers.");
        };
    }

    private static String joined(double[] numbers, java.util.function.DoubleFunction<String> text) {
        return DoubleStream.of(numbers).mapToObj(text).collect(Collectors.joining("\\"));
    }

    private DataSet binary(DicomTag tag, int size, double[] numbers, ObjDoubleConsumer<ByteBuffer> put) {
        ByteBuffer buffer = ByteBuffer.allocate(size * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double number : numbers) {
            put.accept(buffer, number);
        }
        return bytes(tag, buffer.array());
    }

    /** The number of another element. */
    DataSet pointer(DicomTag tag, DicomTag to) {
        ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putShort((short) (to.number >>> Short.SIZE)).putShort((short) to.number);
        return bytes(tag, buffer.array());
    }

    /** A sequence of data sets. */
    DataSet items(DicomTag tag, DataSet... items) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (DataSet item : items) {
            byte[] content = item.encoded();
            all.writeBytes(ByteBuffer.allocate(2 * Integer.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putShort((short) (ITEM >>> Short.SIZE))
                    .putShort((short) ITEM)
                    .putInt(content.length)
                    .array());
            all.writeBytes(content);
        }
        return bytes(tag, all.toByteArray());
    }

    /** A value as it stands in a file; made even in length. */
    DataSet bytes(DicomTag tag, byte[] value) {
        boolean isLong = LONG.contains(tag.vr);
        int length = value.length + value.length % 2;
        if (!isLong && length > LARGEST_SHORT) {
            throw new IllegalArgumentException(tag + " of " + length + " bytes is too long.");
        }
        ByteBuffer buffer = ByteBuffer.allocate((isLong ? 12 : 8) + length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putShort((short) (tag.number >>> Short.SIZE)).putShort((short) tag.number);
        buffer.put(tag.vr.getBytes(StandardCharsets.US_ASCII));
        if (isLong) {
            buffer.putShort((short) 0).putInt(length);
        } else {
            buffer.putShort((short) length);
        }
        buffer.put(value);
        if (buffer.hasRemaining()) {
            boolean fillsWithZero = isLong || tag.vr.equals("UI");
            buffer.put((byte) (fillsWithZero ? 0 : ' '));
        }
        elements.put(tag.number, buffer.array());
        return this;
    }

    /** Takes the elements of another one too. */
    DataSet with(DataSet other) {
        elements.putAll(other.elements);
        return this;
    }

    byte[] encoded() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        elements.values().forEach(all::writeBytes);
        return all.toByteArray();
    }

    void writeTo(OutputStream out) throws IOException {
        for (byte[] element : elements.values()) {
            out.write(element);
        }
    }
}

package org.relaxometry.bssfp.io.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes DICOM data sets for tests, in each of the uncompressed transfer syntaxes. Source: DICOM PS3.5, 7 and PS3.10, 7. */
public final class DicomBytes {

    /** How elements are written. */
    public enum Syntax {
        IMPLICIT_LITTLE("1.2.840.10008.1.2", false, ByteOrder.LITTLE_ENDIAN),
        EXPLICIT_LITTLE("1.2.840.10008.1.2.1", true, ByteOrder.LITTLE_ENDIAN),
        EXPLICIT_BIG("1.2.840.10008.1.2.2", true, ByteOrder.BIG_ENDIAN);

        final String uid;
        final boolean explicit;
        final ByteOrder order;

        Syntax(String uid, boolean explicit, ByteOrder order) {
            this.uid = uid;
            this.explicit = explicit;
            this.order = order;
        }
    }

    private static final List<String> LONG = List.of("OB", "OW", "SQ", "UN");

    private final Syntax syntax;
    private final boolean statesLengths;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** @param statesLengths whether sequences and their items state their length, or end with a mark */
    public DicomBytes(Syntax syntax, boolean statesLengths) {
        this.syntax = syntax;
        this.statesLengths = statesLengths;
    }

    /** A data set for a sequence of this one. */
    public DicomBytes nested() {
        return new DicomBytes(syntax, statesLengths);
    }

    /** Items of bytes behind one another, and the end of their sequence, as compressed pixels have them. */
    byte[] pieces(byte[]... pieces) {
        ByteBuffer all = ByteBuffer.allocate(8
                        + Arrays.stream(pieces)
                                .mapToInt(piece -> 8 + piece.length)
                                .sum())
                .order(ByteOrder.LITTLE_ENDIAN);
        for (byte[] piece : pieces) {
            all.putInt(0xE000FFFE).putInt(piece.length).put(piece);
        }
        return all.putInt(0xE0DDFFFE).putInt(0).array();
    }

    public DicomBytes text(int tag, String vr, String text) {
        String even = text.length() % 2 == 0 ? text : text + (vr.equals("UI") ? "\0" : " ");
        return element(tag, vr, even.getBytes(StandardCharsets.ISO_8859_1));
    }

    public DicomBytes decimals(int tag, double... values) {
        return text(
                tag, "DS", Arrays.stream(values).mapToObj(DicomBytes::decimal).collect(Collectors.joining("\\")));
    }

    /** At most the 16 letters that the standard allows. */
    private static String decimal(double value) {
        String text = Double.toString(value);
        return text.length() <= 16 ? text : String.format(Locale.ROOT, "%.9e", value);
    }

    public DicomBytes integer(int tag, int value) {
        return text(tag, "IS", Integer.toString(value));
    }

    public DicomBytes unsignedShort(int tag, int value) {
        return element(tag, "US", buffer(2).putShort((short) value).array());
    }

    public DicomBytes unsignedInt(int tag, long value) {
        return element(tag, "UL", buffer(4).putInt((int) value).array());
    }

    public DicomBytes floating(int tag, double value) {
        return element(tag, "FD", buffer(8).putDouble(value).array());
    }

    public DicomBytes shorts(int tag, short[] values) {
        ByteBuffer bytes = buffer(2 * values.length);
        bytes.asShortBuffer().put(values);
        return element(tag, "OW", bytes.array());
    }

    public DicomBytes sequence(int tag, DicomBytes... items) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (DicomBytes item : items) {
            byte[] bytes = item.out.toByteArray();
            content.writeBytes(mark(0xFFFEE000, statesLengths ? bytes.length : -1));
            content.writeBytes(bytes);
            if (!statesLengths) {
                content.writeBytes(mark(0xFFFEE00D, 0));
            }
        }
        if (statesLengths) {
            return element(tag, "SQ", content.toByteArray());
        }
        head(tag, "SQ", -1);
        out.writeBytes(content.toByteArray());
        out.writeBytes(mark(0xFFFEE0DD, 0));
        return this;
    }

    public DicomBytes element(int tag, String vr, byte[] value) {
        head(tag, vr, value.length);
        out.writeBytes(value);
        return this;
    }

    /** The whole file: preamble, meta information, and what was put. */
    public byte[] file() {
        return file(syntax.uid);
    }

    public byte[] file(String statedSyntax) {
        DicomBytes meta = new DicomBytes(Syntax.EXPLICIT_LITTLE, true).text(0x00020010, "UI", statedSyntax);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[128]);
        file.writeBytes("DICM".getBytes(StandardCharsets.ISO_8859_1));
        file.writeBytes(meta.out.toByteArray());
        file.writeBytes(out.toByteArray());
        return file.toByteArray();
    }

    /** What was put and nothing before it, as in files of before 1993. */
    public byte[] bare() {
        return out.toByteArray();
    }

    public void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, file());
    }

    private void head(int tag, String vr, int length) {
        out.writeBytes(tag(tag));
        if (!syntax.explicit) {
            out.writeBytes(buffer(4).putInt(length).array());
            return;
        }
        out.writeBytes(vr.getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(
                LONG.contains(vr)
                        ? buffer(6).putShort((short) 0).putInt(length).array()
                        : buffer(2).putShort((short) length).array());
    }

    private byte[] mark(int tag, int length) {
        return buffer(8).put(tag(tag)).putInt(length).array();
    }

    private byte[] tag(int tag) {
        return buffer(4).putShort((short) (tag >>> 16)).putShort((short) tag).array();
    }

    private ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(syntax.order);
    }
}

package org.relaxometry.bssfp.io.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What the directories of a TIFF announce, compared with what is there, before ImageJ's decoder makes room for it and looks for it
 * byte by byte: some hundred damaged bytes can claim gigabytes, keep it busy for minutes, or for ever. Looks at those fields only
 * that the decoder of ImageJ 1.54 takes its lengths from.
 */
final class TiffClaims {

    private static final int LITTLE_ENDIAN = 0x49492a00;
    private static final int BIG_ENDIAN = 0x4d4d002a;

    private static final int ENTRY_BYTES = 12;
    private static final int MOST_ENTRIES = 1000;
    private static final int SHORT = 3;

    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS = 258;
    private static final int COMPRESSION = 259;
    private static final int DESCRIPTION = 270;
    private static final int STRIP_OFFSETS = 273;
    private static final int SAMPLES = 277;
    private static final int STRIP_BYTES = 279;
    private static final int METADATA_BYTES = 50838;
    private static final int METADATA = 50839;

    private static final Set<Integer> TEXTS = Set.of(DESCRIPTION, 305, 306, 315, 316);
    private static final Set<Integer> DEFLATE = Set.of(8, 32946);

    /** No compression that ImageJ knows does better. */
    private static final long MOST_PACKED = 4096;

    /** ImageJ's own metadata have a dozen kinds. */
    private static final int MOST_KINDS = 100;

    private final FileChannel channel;
    private final long fileBytes;
    private final ByteOrder order;
    private long plainBytes;
    private long packedBytes;

    private TiffClaims(FileChannel channel, ByteOrder order) throws IOException {
        this.channel = channel;
        this.order = order;
        fileBytes = channel.size();
    }

    /** @throws IOException if a TIFF announces more than it holds; the message is a clause. Other files pass. */
    static void require(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer head = ByteBuffer.allocate(8);
            if (channel.read(head, 0) == 8 && (head.getInt(0) == LITTLE_ENDIAN || head.getInt(0) == BIG_ENDIAN)) {
                ByteOrder order = head.getInt(0) == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
                new TiffClaims(channel, order).requireDirectories(unsigned(head.order(order), 4));
            }
        }
    }

    private void requireDirectories(long first) throws IOException {
        Set<Long> seen = new HashSet<>();
        for (long at = first; at != 0; ) {
            require(seen.add(at), "one of its directories follows on itself");
            int entries = at + 2 > fileBytes ? 0 : read(at, 2).getShort(0) & 0xffff;
            if (entries < 1 || entries > MOST_ENTRIES) {
                // here the decoder ends
                return;
            }
            at = requireDirectory(read(at + 2, ENTRY_BYTES * entries + 4), entries);
        }
    }

    /** @return where the next one lies, 0 for nowhere */
    private long requireDirectory(ByteBuffer directory, int entries) throws IOException {
        long width = 0;
        long height = 0;
        long bits = 1;
        long samples = 1;
        int compression = 1;
        long[] offsets = {};
        long[] lengths = {};
        long[] metadata = {};
        for (int entry = 0; entry < ENTRY_BYTES * entries; entry += ENTRY_BYTES) {
            int tag = directory.getShort(entry) & 0xffff;
            int type = directory.getShort(entry + 2) & 0xffff;
            long count = unsigned(directory, entry + 4);
            long value = type == SHORT && count == 1
                    ? directory.getShort(entry + 8) & 0xffff
                    : unsigned(directory, entry + 8);
            switch (tag) {
                case WIDTH -> width = value;
                case HEIGHT -> height = value;
                case BITS -> bits = count == 1 ? value : read(value, 2).getShort(0) & 0xffff;
                case COMPRESSION -> compression = (int) value;
                case SAMPLES -> samples = value;
                // the decoder takes every offset for a whole number of four bytes
                case STRIP_OFFSETS -> offsets = numbers(value, count, Integer.BYTES);
                case STRIP_BYTES -> lengths = numbers(value, count, type == SHORT ? Short.BYTES : Integer.BYTES);
                case METADATA_BYTES -> {
                    metadata = numbers(value, count, Integer.BYTES);
                    requireSum(metadata);
                }
                case METADATA -> requireKinds(value, metadata);
                default -> {
                    if (TEXTS.contains(tag) && count > Integer.BYTES) {
                        room(value, count);
                    }
                }
            }
        }
        long pixelBytes = Math.multiplyExact(Math.multiplyExact(width, height), Math.max(1, bits / 8 * samples));
        if (compression > 1) {
            requirePacked(compression, pixelBytes, offsets, lengths);
        } else {
            plainBytes = Math.addExact(plainBytes, pixelBytes);
            requirePixels(plainBytes, fileBytes);
        }
        return unsigned(directory, ENTRY_BYTES * entries);
    }

    private void requirePacked(int compression, long pixelBytes, long[] offsets, long[] lengths) throws IOException {
        packedBytes = Math.addExact(packedBytes, pixelBytes);
        requirePixels(packedBytes, MOST_PACKED * fileBytes);
        requireSum(lengths);
        require(offsets.length <= lengths.length, "it does not say how long its strips are");
        if (DEFLATE.contains(compression)) {
            inflate(offsets, lengths);
        }
    }

    private void requirePixels(long announced, long most) throws IOException {
        require(
                announced <= most,
                "it announces " + announced + " bytes of pixels, but has " + fileBytes + " bytes in all");
    }

    /** ImageJ would wait for ever for the end of a strip that is cut off. */
    private void inflate(long[] offsets, long[] lengths) throws IOException {
        byte[] target = new byte[1 << 16];
        long unpacked = 0;
        for (int strip = 0; strip < offsets.length; strip++) {
            room(offsets[strip], lengths[strip]);
            Inflater inflater = new Inflater();
            try {
                inflater.setInput(read(offsets[strip], (int) lengths[strip]));
                while (!inflater.finished()) {
                    int count = inflater.inflate(target);
                    unpacked += count;
                    require(count > 0 || inflater.finished(), "its strip " + (strip + 1) + " is cut off");
                    // the last strip may be filled up to the length of the others
                    require(unpacked <= 2 * packedBytes + target.length, "it unpacks to more pixels than it announces");
                }
            } catch (DataFormatException e) {
                throw new IOException("its strip " + (strip + 1) + " cannot be unpacked", e);
            } finally {
                inflater.end();
            }
        }
    }

    /** The first length is that of the header: a word, then kind and number of every kind. */
    private void requireKinds(long at, long[] lengths) throws IOException {
        long kinds = lengths.length == 0 ? 0 : (lengths[0] - 4) / 8;
        if (kinds >= 1 && kinds <= MOST_KINDS) {
            ByteBuffer header = read(at, (int) (4 + 8 * kinds));
            for (int kind = 0; kind < kinds; kind++) {
                long number = unsigned(header, 8 + 8 * kind);
                require(number <= lengths.length, "it announces " + number + " metadata, but has " + lengths.length);
            }
        }
    }

    private void requireSum(long[] lengths) throws IOException {
        long sum = 0;
        for (long length : lengths) {
            sum += length;
        }
        require(sum <= fileBytes, "it announces parts of " + sum + " bytes, but has " + fileBytes + " bytes in all");
    }

    private long[] numbers(long value, long count, int bytesOfEach) throws IOException {
        if (count == 1) {
            return new long[] {value};
        }
        room(value, Math.multiplyExact(count, bytesOfEach));
        ByteBuffer bytes = read(value, (int) (count * bytesOfEach));
        long[] numbers = new long[(int) count];
        for (int i = 0; i < count; i++) {
            numbers[i] = bytesOfEach == Short.BYTES ? bytes.getShort(2 * i) & 0xffff : unsigned(bytes, 4 * i);
        }
        return numbers;
    }

    private void room(long at, long bytes) throws IOException {
        require(
                at + bytes <= fileBytes && bytes <= Integer.MAX_VALUE,
                "it announces " + bytes + " bytes at byte " + at + ", but has " + fileBytes + " bytes in all");
    }

    private ByteBuffer read(long at, int bytes) throws IOException {
        room(at, bytes);
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(order);
        while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) >= 0) {
            continue;
        }
        return buffer.rewind();
    }

    private static long unsigned(ByteBuffer bytes, int at) {
        return bytes.getInt(at) & 0xffffffffL;
    }

    private static void require(boolean condition, String otherwise) throws IOException {
        if (!condition) {
            throw new IOException(otherwise);
        }
    }
}

package org.relaxometry.bssfp.io.dicom;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the pieces of compressed pixels lie in a file: a table of where the frames begin, which may be empty, then the pieces. Source:
 * DICOM PS3.5, A.4.
 */
final class PixelPieces {

    private static final int ITEM = 0xFFFEE000;
    private static final int END = 0xFFFEE0DD;
    private static final int HEADER_BYTES = 8;

    private record Piece(long offset, int length) {}

    private final Path path;
    private final List<Piece> pieces;
    private final int[] starts;

    private PixelPieces(Path path, List<Piece> pieces, int[] starts) {
        this.path = path;
        this.pieces = pieces;
        this.starts = starts;
    }

    /** @param offset of the table */
    static PixelPieces of(Path path, long offset) throws IOException {
        List<Piece> pieces = new ArrayList<>();
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] header = new byte[HEADER_BYTES];
            for (long at = offset; at + HEADER_BYTES <= file.length(); ) {
                file.seek(at);
                file.readFully(header);
                ByteBuffer words = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
                int tag = words.getShort() << Short.SIZE | Short.toUnsignedInt(words.getShort());
                int length = words.getInt();
                if (tag == END) {
                    break;
                }
                if (tag != ITEM || length < 0 || at + HEADER_BYTES + length > file.length()) {
                    throw new DicomException(
                            path, "is damaged or cut off: the pieces of its pixels do not fit together.");
                }
                pieces.add(new Piece(at + HEADER_BYTES, length));
                at += HEADER_BYTES + length;
            }
            if (pieces.size() < 2) {
                throw new DicomException(path, "ends before its first pixel.");
            }
            byte[] table = new byte[pieces.get(0).length() / Integer.BYTES * Integer.BYTES];
            file.seek(pieces.get(0).offset());
            file.readFully(table);
            int[] starts = new int[table.length / Integer.BYTES];
            ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(starts);
            return new PixelPieces(path, List.copyOf(pieces.subList(1, pieces.size())), starts);
        }
    }

    /** The bytes of a frame. */
    byte[] frame(int index, int frames) throws IOException {
        int first;
        int end;
        if (frames == 1) {
            first = 0;
            end = pieces.size();
        } else if (pieces.size() == frames) {
            first = index;
            end = index + 1;
        } else if (starts.length == frames) {
            first = at(starts[index]);
            end = index + 1 < frames ? at(starts[index + 1]) : pieces.size();
        } else {
            throw new DicomException(
                    path,
                    "has " + frames + " frames in " + pieces.size()
                            + " pieces, and no table that says where they begin.");
        }
        return joined(pieces.subList(first, Math.max(first, end)));
    }

    private int at(int start) throws DicomException {
        long origin = pieces.get(0).offset();
        for (int i = 0; i < pieces.size(); i++) {
            if (pieces.get(i).offset() - origin == Integer.toUnsignedLong(start)) {
                return i;
            }
        }
        throw new DicomException(path, "is damaged: its table says that a frame begins where no piece does.");
    }

    private byte[] joined(List<Piece> parts) throws IOException {
        byte[] all =
                new byte[Math.toIntExact(parts.stream().mapToLong(Piece::length).sum())];
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            int done = 0;
            for (Piece part : parts) {
                file.seek(part.offset());
                file.readFully(all, done, part.length());
                done += part.length();
            }
        }
        return all;
    }
}

package org.relaxometry.bssfp.io.dicom.pixel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.TreeMap;

/**
 * JPEG 2000 of one component with the reversible transform, of which no bit was left out; what else the standard knows is refused. Source:
 * ITU-T T.800, annex A.
 */
final class Jpeg2000 {

    private static final int START = 0xFF4F;
    private static final int SIZE = 0xFF51;
    private static final int STYLE = 0xFF52;
    private static final int QUANTISATION = 0xFF5C;
    private static final int TILE = 0xFF90;
    private static final int DATA = 0xFF93;
    private static final int END = 0xFFD9;
    private static final int TILE_SEGMENT_BYTES = 12;

    /** Comments, lengths of tiles and packets, and where components belong: of no use here. */
    private static final Set<Integer> PASSED_OVER = Set.of(0xFF55, 0xFF57, 0xFF58, 0xFF63, 0xFF64);

    private static final int MOST_BITS = 16;

    private final ByteBuffer in;
    private final TreeMap<Integer, ByteArrayOutputStream> tiles = new TreeMap<>();
    private int width;
    private int height;
    private int imageX;
    private int imageY;
    private int tileWidth;
    private int tileHeight;
    private int tileX;
    private int tileY;
    private int levelShift;
    private ByteBuffer style;
    private ByteBuffer quantisation;

    Jpeg2000(byte[] frame) {
        in = ByteBuffer.wrap(frame);
    }

    /** The pixels, row by row. */
    int[] decoded(int pixels) throws IOException {
        try {
            mainHeader();
            if (style == null || quantisation == null || (long) width * height != pixels) {
                throw new IOException("are not of the size that the file says");
            }
            WaveletCoding coding = WaveletCoding.of(style, quantisation);
            boolean hasMore = true;
            while (hasMore) {
                hasMore = tilePart();
            }
            return image(coding);
        } catch (BufferUnderflowException e) {
            throw new IOException("end before the last of them", e);
        }
    }

    private void mainHeader() throws IOException {
        skipBoxes();
        if (marker() != START) {
            throw new IOException("are no JPEG 2000");
        }
        for (int marker = marker(); ; marker = marker()) {
            if (marker == TILE) {
                in.position(in.position() - Short.BYTES);
                return;
            }
            ByteBuffer segment = segment();
            switch (marker) {
                case SIZE -> size(segment);
                case STYLE -> style = segment;
                case QUANTISATION -> quantisation = segment;
                default -> requirePassedOver(marker);
            }
        }
    }

    /** Some files have the boxes of an image file around the pixels, which DICOM does not want. */
    private void skipBoxes() {
        if (in.remaining() >= 2 * Integer.BYTES && in.getInt(0) == 12) {
            int at = 0;
            while (at + Integer.BYTES < in.limit() && in.getInt(at) != (START << Short.SIZE | SIZE)) {
                at++;
            }
            in.position(at);
        }
    }

    private static void requirePassedOver(int marker) throws IOException {
        if (!PASSED_OVER.contains(marker)) {
            throw new IOException(String.format("are coded in a variant of JPEG 2000 that is not read (%04X)", marker));
        }
    }

    private int marker() {
        return Short.toUnsignedInt(in.getShort());
    }

    /** What follows a marker, behind its length. */
    private ByteBuffer segment() throws IOException {
        int length = Short.toUnsignedInt(in.getShort()) - Short.BYTES;
        if (length < 0 || length > in.remaining()) {
            throw new IOException("end before the last of them");
        }
        ByteBuffer segment = in.slice(in.position(), length);
        in.position(in.position() + length);
        return segment;
    }

    private void size(ByteBuffer segment) throws IOException {
        segment.getShort();
        int right = segment.getInt();
        int bottom = segment.getInt();
        imageX = segment.getInt();
        imageY = segment.getInt();
        width = right - imageX;
        height = bottom - imageY;
        tileWidth = segment.getInt();
        tileHeight = segment.getInt();
        tileX = segment.getInt();
        tileY = segment.getInt();
        int components = segment.getShort();
        int bits = Byte.toUnsignedInt(segment.get());
        int steps = segment.getShort();
        boolean isPossible = imageX >= 0 && imageY >= 0 && width > 0 && height > 0 && right > 0 && bottom > 0;
        boolean hasTiles = tileWidth > 0
                && tileHeight > 0
                && tileX >= 0
                && tileY >= 0
                && tileX <= imageX
                && tileY <= imageY
                && imageX - tileX < tileWidth
                && imageY - tileY < tileHeight;
        if (!isPossible || !hasTiles) {
            throw new IOException("have a header of JPEG 2000 that cannot be");
        }
        if (components != 1 || steps != 0x0101 || (bits & 0x7F) >= MOST_BITS) {
            throw new IOException("are not one component of at most 16 bits");
        }
        boolean isSigned = bits >> 7 == 1;
        levelShift = isSigned ? 0 : 1 << (bits & 0x7F);
    }

    /** Whether there was one more. */
    private boolean tilePart() throws IOException {
        if (in.remaining() < Short.BYTES) {
            return false;
        }
        int start = in.position();
        int marker = marker();
        if (marker == END) {
            return false;
        }
        if (marker != TILE) {
            throw new IOException("are damaged: a tile does not begin where the one before it ends");
        }
        ByteBuffer segment = segment();
        int tile = Short.toUnsignedInt(segment.getShort());
        long length = Integer.toUnsignedLong(segment.getInt());
        for (int next = marker(); next != DATA; next = marker()) {
            segment();
            requirePassedOver(next);
        }
        long end = length == 0 ? in.limit() : start + length;
        if (end < in.position() || length != 0 && length < TILE_SEGMENT_BYTES || end > in.limit()) {
            throw new IOException("end before the last of them");
        }
        byte[] data = new byte[(int) end - in.position()];
        in.get(data);
        tiles.computeIfAbsent(tile, key -> new ByteArrayOutputStream()).writeBytes(data);
        return true;
    }

    private int[] image(WaveletCoding coding) throws IOException {
        int[] image = new int[width * height];
        int right = imageX + width;
        int bottom = imageY + height;
        int across = (int) (((long) right - tileX + tileWidth - 1) / tileWidth);
        int down = (int) (((long) bottom - tileY + tileHeight - 1) / tileHeight);
        if (tiles.size() != (long) across * down || tiles.lastKey() != tiles.size() - 1) {
            throw new IOException("have lost a tile");
        }
        for (int index : tiles.keySet()) {
            int x0 = Math.max(imageX, tileX + index % across * tileWidth);
            int y0 = Math.max(imageY, tileY + index / across * tileHeight);
            int x1 = (int) Math.min(right, tileX + (index % across + 1L) * tileWidth);
            int y1 = (int) Math.min(bottom, tileY + (index / across + 1L) * tileHeight);
            WaveletTile tile = new WaveletTile(x0, y0, x1, y1, coding);
            tile.read(tiles.get(index).toByteArray());
            int[] values = tile.pixels();
            for (int y = y0; y < y1; y++) {
                for (int x = x0; x < x1; x++) {
                    image[(y - imageY) * width + x - imageX] = values[(y - y0) * (x1 - x0) + x - x0] + levelShift;
                }
            }
        }
        return image;
    }
}

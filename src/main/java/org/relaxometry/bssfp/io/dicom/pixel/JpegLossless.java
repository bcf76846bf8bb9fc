package org.relaxometry.bssfp.io.dicom.pixel;

import java.io.IOException;

/**
 * JPEG lossless, process 14: differences from a prediction by neighbours, in Huffman codes. Source: ITU-T T.81, annexes C, F.2.2 and H.
 */
final class JpegLossless {

    private static final int FRAME = 0xC3;
    private static final int HUFFMAN = 0xC4;
    private static final int RESTART = 0xDD;
    private static final int LONGEST_CODE = 16;
    private static final int HALF_CIRCLE = 1 << 15;

    private final byte[] bytes;

    private int precision;
    private int rows;
    private int columns;
    private int restartInterval;
    private int predictor;
    private int shift;
    private HuffmanCode code;
    private final HuffmanCode[] codes = new HuffmanCode[4];

    /** Next byte of the scan, and the bits that were taken from it but not used yet. */
    private int position;

    private int bits;
    private int bitCount;

    JpegLossless(byte[] bytes) throws IOException {
        this.bytes = bytes;
        JpegMarkers markers = new JpegMarkers(bytes);
        for (int marker = markers.next(); marker != JpegMarkers.SCAN; marker = markers.next()) {
            switch (marker) {
                case FRAME -> frame(markers);
                case HUFFMAN -> huffman(markers);
                case RESTART -> restartInterval = markers.word();
                default -> {
                    boolean otherProcess = marker >= 0xC0 && marker <= 0xCF && marker != 0xC8 && marker != 0xCC;
                    if (otherProcess) {
                        throw new IOException("are JPEG of another process than lossless (marker "
                                + Integer.toHexString(marker) + ")");
                    }
                }
            }
        }
        scan(markers);
        position = markers.end();
    }

    private void frame(JpegMarkers markers) throws IOException {
        precision = markers.octet();
        rows = markers.word();
        columns = markers.word();
        if (markers.octet() != 1 || precision < 2 || precision > Short.SIZE || rows == 0 || columns == 0) {
            throw new IOException("are not single numbers of 2 to 16 bits");
        }
    }

    private void huffman(JpegMarkers markers) throws IOException {
        while (markers.hasMore()) {
            int table = markers.octet();
            int[] counts = new int[LONGEST_CODE + 1];
            int total = 0;
            for (int length = 1; length <= LONGEST_CODE; length++) {
                counts[length] = markers.octet();
                total += counts[length];
            }
            int[] categories = new int[total];
            for (int i = 0; i < total; i++) {
                categories[i] = markers.octet();
                if (categories[i] > Short.SIZE) {
                    throw new IOException("have a Huffman table that is not one of lossless JPEG");
                }
            }
            codes[table & 3] = new HuffmanCode(counts, categories);
        }
    }

    private void scan(JpegMarkers markers) throws IOException {
        if (markers.octet() != 1) {
            throw new IOException("have several components in a scan");
        }
        markers.octet();
        code = codes[markers.octet() >> 4 & 3];
        predictor = markers.octet();
        markers.octet();
        shift = markers.octet() & 0xF;
        if (code == null || precision == 0 || predictor < 1 || predictor > 7 || shift >= precision) {
            throw new IOException("have a scan without its tables");
        }
    }

    /** @param pixels that there must be */
    int[] decoded(int pixels) throws IOException {
        if ((long) rows * columns != pixels) {
            throw new IOException("are " + columns + " × " + rows + ", which is not what the file says");
        }
        int[] values = new int[pixels];
        int untilRestart = restartInterval;
        int firstRow = 0;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                if (restartInterval > 0 && untilRestart-- == 0) {
                    restart();
                    untilRestart = restartInterval - 1;
                    firstRow = row;
                }
                int i = row * columns + column;
                values[i] = predicted(values, i, row - firstRow, column) + difference() & 0xFFFF;
            }
        }
        for (int i = 0; i < pixels; i++) {
            values[i] <<= shift;
        }
        return values;
    }

    private int predicted(int[] values, int i, int row, int column) {
        if (row == 0) {
            return column == 0 ? 1 << precision - shift - 1 : values[i - 1];
        }
        int above = values[i - columns];
        if (column == 0) {
            return above;
        }
        int left = values[i - 1];
        int aboveLeft = values[i - columns - 1];
        return switch (predictor) {
            case 1 -> left;
            case 2 -> above;
            case 3 -> aboveLeft;
            case 4 -> left + above - aboveLeft;
            case 5 -> left + (above - aboveLeft >> 1);
            case 6 -> above + (left - aboveLeft >> 1);
            default -> left + above >> 1;
        };
    }

    private int difference() throws IOException {
        int category = code.next(this);
        if (category == 0) {
            return 0;
        }
        if (category == Short.SIZE) {
            return HALF_CIRCLE;
        }
        int value = 0;
        for (int i = 0; i < category; i++) {
            value = value << 1 | bit();
        }
        return value < 1 << category - 1 ? value - (1 << category) + 1 : value;
    }

    /** The next bit; a byte of ones is followed by one of zeros that means nothing. */
    int bit() throws IOException {
        if (bitCount == 0) {
            bits = bytes[position++] & 0xFF;
            bitCount = Byte.SIZE;
            if (bits == 0xFF && bytes[position++] != 0) {
                throw new IOException("end before the last of them");
            }
        }
        bitCount--;
        return bits >> bitCount & 1;
    }

    private void restart() throws IOException {
        bitCount = 0;
        int marker = bytes[position + 1] & 0xFF;
        if ((bytes[position] & 0xFF) != 0xFF || marker < 0xD0 || marker > 0xD7) {
            throw new IOException("lack a restart marker");
        }
        position += 2;
    }
}

package org.relaxometry.bssfp.io.dicom.pixel;

import java.io.IOException;
import java.util.Arrays;

/**
 * JPEG-LS, lossless: errors of a prediction by neighbours in Golomb codes that adapt to the context, and runs of equal values. Source:
 * ITU-T T.87, annex A, whose names stand beside ours.
 */
final class JpegLs {

    private static final int FRAME = 0xF7;
    private static final int PRESET = 0xF8;

    /** J: logarithms of the lengths of runs. */
    private static final int[] RUN_BITS = {
        0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15
    };

    private static final int LONGEST_GOLOMB = 32;

    private int precision;
    private int rows;
    private int columns;
    private final int[] preset = new int[5];
    private final JpegLsBits in;

    private int largest;
    private int range;
    private int rangeBits;
    private int limit;
    private int[] thresholds;
    private JpegLsContexts contexts;
    private int runIndex;

    JpegLs(byte[] bytes) throws IOException {
        JpegMarkers markers = new JpegMarkers(bytes);
        for (int marker = markers.next(); marker != JpegMarkers.SCAN; marker = markers.next()) {
            if (marker == FRAME) {
                frame(markers);
            } else if (marker == PRESET) {
                preset(markers);
            } else if (marker == 0xDD || marker >= 0xC0 && marker <= 0xCF) {
                throw new IOException("are no JPEG-LS, or have restart markers (" + Integer.toHexString(marker) + ")");
            }
        }
        if (markers.octet() != 1 || precision == 0) {
            throw new IOException("have several components in a scan, or none");
        }
        markers.word();
        if (markers.octet() != 0) {
            throw new IOException("are near-lossless JPEG-LS, which is lossy");
        }
        prepare();
        in = new JpegLsBits(bytes, markers.end());
    }

    private void frame(JpegMarkers markers) throws IOException {
        precision = markers.octet();
        rows = markers.word();
        columns = markers.word();
        if (markers.octet() != 1 || precision < 2 || precision > Short.SIZE || rows == 0 || columns == 0) {
            throw new IOException("are not single numbers of 2 to 16 bits");
        }
    }

    private void preset(JpegMarkers markers) throws IOException {
        if (markers.octet() != 1) {
            throw new IOException("have tables of JPEG-LS that are not read");
        }
        for (int i = 0; i < preset.length; i++) {
            preset[i] = markers.word();
        }
    }

    private void prepare() throws IOException {
        largest = preset[0] > 0 ? preset[0] : (1 << precision) - 1;
        range = largest + 1;
        rangeBits = Integer.SIZE - Integer.numberOfLeadingZeros(range - 1);
        int bits = Math.max(2, rangeBits);
        limit = 2 * (bits + Math.max(8, bits));
        int[] usual = usualThresholds(largest);
        thresholds = new int[3];
        for (int i = 0; i < thresholds.length; i++) {
            thresholds[i] = preset[1 + i] > 0 ? preset[1 + i] : usual[i];
        }
        int reset = preset[4] > 0 ? preset[4] : 64;
        if (largest >= 1 << precision || reset < 3) {
            throw new IOException("have parameters of JPEG-LS that cannot be");
        }
        contexts = new JpegLsContexts(range, reset);
    }

    /** T1, T2, T3. Source: C.2.4.1.1. */
    private static int[] usualThresholds(int largest) {
        int[] basic = {3, 7, 21};
        int[] thresholds = new int[3];
        int least = 1;
        for (int i = 0; i < 3; i++) {
            int value = largest >= 128
                    ? (Math.min(largest, 4095) + 128) / 256 * (basic[i] - 2 - i) + 2 + i
                    : Math.max(2 + i, basic[i] / (256 / (largest + 1)));
            thresholds[i] = value > largest || value < least ? least : value;
            least = thresholds[i];
        }
        return thresholds;
    }

    /** @param pixels that there must be */
    int[] decoded(int pixels) throws IOException {
        if ((long) rows * columns != pixels) {
            throw new IOException("are " + columns + " × " + rows + ", which is not what the file says");
        }
        int[] values = new int[pixels];
        // one more at both ends: what stands there when a row begins or ends
        int[] above = new int[columns + 2];
        int[] row = new int[columns + 2];
        for (int y = 0; y < rows; y++) {
            row[0] = above[1];
            above[columns + 1] = above[columns];
            row(above, row);
            System.arraycopy(row, 1, values, y * columns, columns);
            int[] swap = above;
            above = row;
            row = swap;
        }
        return values;
    }

    private void row(int[] above, int[] row) throws IOException {
        int x = 1;
        while (x <= columns) {
            int a = row[x - 1];
            int b = above[x];
            int c = above[x - 1];
            int d = above[x + 1];
            if (d == b && b == c && c == a) {
                x = run(above, row, x);
            } else {
                row[x] = regular(a, b, c, d);
                x++;
            }
        }
    }

    private int regular(int a, int b, int c, int d) throws IOException {
        int signed = 81 * level(d - b) + 9 * level(b - c) + level(c - a);
        int sign = signed < 0 ? -1 : 1;
        int context = Math.abs(signed);
        int median = c >= Math.max(a, b) ? Math.min(a, b) : c <= Math.min(a, b) ? Math.max(a, b) : a + b - c;
        int predicted = Math.max(0, Math.min(largest, median + sign * contexts.correction(context)));
        int k = contexts.golomb(context);
        int mapped = golomb(k, limit);
        return wrapped(predicted + sign * contexts.error(context, k, mapped));
    }

    private int level(int difference) {
        int size = Math.abs(difference);
        int level = size == 0 ? 0 : size < thresholds[0] ? 1 : size < thresholds[1] ? 2 : size < thresholds[2] ? 3 : 4;
        return difference < 0 ? -level : level;
    }

    /** @return the column behind the run and what ended it */
    private int run(int[] above, int[] row, int start) throws IOException {
        int value = row[start - 1];
        int x = start;
        while (in.bit() == 1) {
            int full = 1 << RUN_BITS[runIndex];
            int count = Math.min(full, columns + 1 - x);
            Arrays.fill(row, x, x + count, value);
            x += count;
            if (count == full && runIndex < RUN_BITS.length - 1) {
                runIndex++;
            }
            if (x > columns) {
                return x;
            }
        }
        int count = in.bits(RUN_BITS[runIndex]);
        if (x + count > columns) {
            throw new IOException("hold a run beyond the end of a row");
        }
        Arrays.fill(row, x, x + count, value);
        x += count;
        row[x] = interruption(value, above[x]);
        if (runIndex > 0) {
            runIndex--;
        }
        return x + 1;
    }

    private int interruption(int a, int b) throws IOException {
        int type = a == b ? 1 : 0;
        int sign = type == 0 && a > b ? -1 : 1;
        int k = contexts.runGolomb(type);
        int mapped = golomb(k, limit - RUN_BITS[runIndex] - 1);
        return wrapped((type == 1 ? a : b) + sign * contexts.runError(type, k, mapped));
    }

    private int wrapped(int value) {
        int inRange = value < 0 ? value + range : value > largest ? value - range : value;
        return Math.max(0, Math.min(largest, inRange));
    }

    /** A.5.3 */
    private int golomb(int k, int most) throws IOException {
        int zeros = 0;
        while (in.bit() == 0) {
            if (++zeros > LONGEST_GOLOMB + limit) {
                throw new IOException("hold a code that is too long");
            }
        }
        return zeros < most - rangeBits - 1 ? zeros << k | in.bits(k) : in.bits(rangeBits) + 1;
    }
}

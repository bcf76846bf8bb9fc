package org.relaxometry.bssfp.io.dicom.pixel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * A rectangle of a band of the wavelet transform, coded bit plane by bit plane from the highest, each in three passes: what lies beside larger
 * values, what is large already, and the rest. Source: ITU-T T.800, annex D.
 */
final class CodeBlock {

    private static final int SIGN = 9;
    private static final int REFINED = 14;
    private static final int RUN = 17;
    private static final int UNIFORM = 18;
    private static final int STRIPE = 4;
    private static final int MOST_PLANES = 30;

    /** Passes at the end that some writers leave out where they say nothing that the middle does not. Who saves space leaves out more. */
    private static final int MOST_LEFT = 6;

    final int x0;
    final int y0;
    final int width;
    final int height;
    final ByteArrayOutputStream data = new ByteArrayOutputStream();
    int passes;

    /** Above the highest that has a 1. */
    int emptyPlanes;

    int lengthBits = 3;

    // with a margin of one all around
    private int[] magnitudes;
    private byte[] signs;
    private boolean[] isVisited;
    private boolean[] isRefined;

    /** The bit of every value that was read last. */
    private int[] lowestBits;

    private int stride;
    private MqDecoder decoder;
    private boolean isHighX;
    private boolean isHighY;

    CodeBlock(int x0, int y0, int width, int height) {
        this.x0 = x0;
        this.y0 = y0;
        this.width = width;
        this.height = height;
    }

    boolean isIncluded() {
        return passes > 0;
    }

    /**
     * The values.
     *
     * @param planes bits that values of the band may have
     * @param to takes them, row by row
     */
    void decode(int planes, boolean highX, boolean highY, int[] to, int from, int toStride) throws IOException {
        int own = planes - emptyPlanes;
        int left = 3 * own - 2 - passes;
        if (own > MOST_PLANES || left < 0 || left > MOST_LEFT) {
            throw new IOException("have lost some of their bits, so they are lossy");
        }
        isHighX = highX;
        isHighY = highY;
        stride = width + 2;
        int cells = stride * (height + 2);
        magnitudes = new int[cells];
        signs = new byte[cells];
        isVisited = new boolean[cells];
        isRefined = new boolean[cells];
        lowestBits = new int[cells];
        int[] states = new int[UNIFORM + 1];
        states[0] = 4;
        states[RUN] = 3;
        states[UNIFORM] = 46;
        decoder = new MqDecoder(data.toByteArray(), states);
        for (int pass = 0; pass < passes; pass++) {
            int bit = 1 << own - 1 - (pass + 2) / 3;
            switch (pass % 3) {
                case 0 -> cleanup(bit);
                case 1 -> significance(bit);
                default -> refinement(bit);
            }
        }
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int cell = cell(x, y);
                // what was left out stands for the middle of what it may be
                int magnitude = magnitudes[cell] | lowestBits[cell] >> 1;
                to[from + y * toStride + x] = signs[cell] < 0 ? -magnitude : magnitude;
            }
        }
        magnitudes = null;
        signs = null;
        isVisited = null;
        isRefined = null;
        lowestBits = null;
        decoder = null;
    }

    private int cell(int x, int y) {
        return (y + 1) * stride + x + 1;
    }

    private void significance(int bit) {
        for (int stripe = 0; stripe < height; stripe += STRIPE) {
            for (int x = 0; x < width; x++) {
                for (int y = stripe; y < Math.min(stripe + STRIPE, height); y++) {
                    int cell = cell(x, y);
                    int context = signs[cell] == 0 ? zeroContext(cell) : 0;
                    if (context > 0) {
                        isVisited[cell] = true;
                        if (decoder.bit(context) == 1) {
                            become(cell, bit);
                        }
                    }
                }
            }
        }
    }

    private void refinement(int bit) {
        for (int stripe = 0; stripe < height; stripe += STRIPE) {
            for (int x = 0; x < width; x++) {
                for (int y = stripe; y < Math.min(stripe + STRIPE, height); y++) {
                    int cell = cell(x, y);
                    if (signs[cell] != 0 && !isVisited[cell]) {
                        int first = zeroContext(cell) > 0 ? REFINED + 1 : REFINED;
                        magnitudes[cell] |= decoder.bit(isRefined[cell] ? REFINED + 2 : first) == 1 ? bit : 0;
                        isRefined[cell] = true;
                        lowestBits[cell] = bit;
                    }
                }
            }
        }
    }

    private void cleanup(int bit) {
        for (int stripe = 0; stripe < height; stripe += STRIPE) {
            for (int x = 0; x < width; x++) {
                int y = stripe;
                boolean known = false;
                if (isRun(x, stripe)) {
                    if (decoder.bit(RUN) == 0) {
                        continue;
                    }
                    y += decoder.bit(UNIFORM) << 1 | decoder.bit(UNIFORM);
                    known = true;
                }
                for (; y < Math.min(stripe + STRIPE, height); y++) {
                    int cell = cell(x, y);
                    if (signs[cell] == 0 && !isVisited[cell] && (known || decoder.bit(zeroContext(cell)) == 1)) {
                        become(cell, bit);
                    }
                    known = false;
                }
            }
        }
        Arrays.fill(isVisited, false);
    }

    /** Whether a column of a stripe and all around it is still 0. */
    private boolean isRun(int x, int stripe) {
        if (stripe + STRIPE > height) {
            return false;
        }
        for (int y = stripe; y < stripe + STRIPE; y++) {
            int cell = cell(x, y);
            if (signs[cell] != 0 || isVisited[cell] || zeroContext(cell) != 0) {
                return false;
            }
        }
        return true;
    }

    private void become(int cell, int bit) {
        int across = Integer.signum(signs[cell - 1] + signs[cell + 1]);
        int down = Integer.signum(signs[cell - stride] + signs[cell + stride]);
        int sum = 3 * across + down;
        // 4, 3, 2, 1, 0 and their opposites
        boolean isOpposite = sum < 0;
        int negative = decoder.bit(SIGN + Math.abs(sum)) ^ (isOpposite ? 1 : 0);
        signs[cell] = (byte) (negative == 1 ? -1 : 1);
        magnitudes[cell] = bit;
        lowestBits[cell] = bit;
    }

    private int large(int cell) {
        return signs[cell] == 0 ? 0 : 1;
    }

    private int zeroContext(int cell) {
        int across = large(cell - 1) + large(cell + 1);
        int down = large(cell - stride) + large(cell + stride);
        int diagonal = large(cell - stride - 1)
                + large(cell - stride + 1)
                + large(cell + stride - 1)
                + large(cell + stride + 1);
        if (isHighX && isHighY) {
            int beside = Math.min(across + down, 2);
            return switch (diagonal) {
                case 0 -> beside;
                case 1 -> 3 + beside;
                case 2 -> beside > 0 ? 7 : 6;
                default -> 8;
            };
        }
        int first = isHighX ? down : across;
        int second = isHighX ? across : down;
        return switch (first) {
            case 2 -> 8;
            case 1 -> second > 0 ? 7 : diagonal > 0 ? 6 : 5;
            default -> second > 0 ? 2 + second : Math.min(diagonal, 2);
        };
    }
}

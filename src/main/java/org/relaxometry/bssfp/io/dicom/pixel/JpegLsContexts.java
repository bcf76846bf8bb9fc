package org.relaxometry.bssfp.io.dicom.pixel;

import java.util.Arrays;

/** What was seen in each context: A, B, C and N of ITU-T T.87, 365 of single values and two behind runs (A.6, A.7). */
final class JpegLsContexts {

    private static final int REGULAR = 365;
    private static final int MOST_CORRECTION = 127;

    private final int reset;
    private final int[] sizes = new int[REGULAR + 2];
    private final int[] biases = new int[REGULAR + 2];
    private final int[] corrections = new int[REGULAR];
    private final int[] counts = new int[REGULAR + 2];

    /** Of the contexts behind runs, how many errors were negative: Nn. */
    private final int[] negatives = new int[2];

    JpegLsContexts(int range, int reset) {
        this.reset = reset;
        Arrays.fill(sizes, Math.max(2, (range + 32) / 64));
        Arrays.fill(counts, 1);
    }

    int correction(int context) {
        return corrections[context];
    }

    /** Parameter k of the Golomb code. */
    int golomb(int context) {
        return golomb(context, sizes[context]);
    }

    int runGolomb(int type) {
        int context = REGULAR + type;
        return golomb(context, sizes[context] + (type == 1 ? counts[context] >> 1 : 0));
    }

    private int golomb(int context, int size) {
        int k = 0;
        while (k < Short.SIZE && counts[context] << k < size) {
            k++;
        }
        return k;
    }

    /** The error that a code stands for; learns from it. */
    int error(int context, int k, int mapped) {
        boolean turned = k == 0 && 2 * biases[context] <= -counts[context];
        int half = mapped >> 1;
        boolean odd = (mapped & 1) == 1;
        int error = turned ? (odd ? half : -half - 1) : odd ? -half - 1 : half;
        biases[context] += error;
        sizes[context] += Math.abs(error);
        if (counts[context] == reset) {
            sizes[context] >>= 1;
            biases[context] >>= 1;
            counts[context] >>= 1;
        }
        counts[context]++;
        correct(context);
        return error;
    }

    private void correct(int context) {
        int count = counts[context];
        if (biases[context] <= -count) {
            corrections[context] = Math.max(-MOST_CORRECTION - 1, corrections[context] - 1);
            biases[context] = Math.max(biases[context] + count, -count + 1);
        } else if (biases[context] > 0) {
            corrections[context] = Math.min(MOST_CORRECTION, corrections[context] + 1);
            biases[context] = Math.min(biases[context] - count, 0);
        }
    }

    /** As {@link #error}, of the value that ends a run. */
    int runError(int type, int k, int mapped) {
        int context = REGULAR + type;
        boolean odd = (mapped + type & 1) == 1;
        int size = mapped + type + 1 >> 1;
        boolean negative = size > 0 && (k != 0 || 2 * negatives[type] >= counts[context]) == odd;
        if (negative) {
            negatives[type]++;
        }
        sizes[context] += mapped + 1 - type >> 1;
        if (counts[context] == reset) {
            sizes[context] >>= 1;
            counts[context] >>= 1;
            negatives[type] >>= 1;
        }
        counts[context]++;
        return negative ? -size : size;
    }
}

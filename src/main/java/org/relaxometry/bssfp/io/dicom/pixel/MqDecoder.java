package org.relaxometry.bssfp.io.dicom.pixel;

/** Arithmetic decoder of JPEG 2000, which learns how likely a 1 is in each context. Source: ITU-T T.800, annex C. */
final class MqDecoder {

    /** Of every state: how likely the less likely symbol is, the states after it and after the other one, and whether the two change places. */
    private static final int[] PROBABILITY = {
        0x5601, 0x3401, 0x1801, 0x0AC1, 0x0521, 0x0221, 0x5601, 0x5401, 0x4801, 0x3801, 0x3001, 0x2401, 0x1C01, 0x1601,
        0x5601, 0x5401, 0x5101, 0x4801, 0x3801, 0x3401, 0x3001, 0x2801, 0x2401, 0x2201, 0x1C01, 0x1801, 0x1601, 0x1401,
        0x1201, 0x1101, 0x0AC1, 0x09C1, 0x08A1, 0x0521, 0x0441, 0x02A1, 0x0221, 0x0141, 0x0111, 0x0085, 0x0049, 0x0025,
        0x0015, 0x0009, 0x0005, 0x0001, 0x5601
    };

    private static final int[] AFTER_LIKELY = {
        1, 2, 3, 4, 5, 38, 7, 8, 9, 10, 11, 12, 13, 29, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30,
        31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 45, 46
    };

    private static final int[] AFTER_UNLIKELY = {
        1, 6, 9, 12, 29, 33, 6, 14, 14, 14, 17, 18, 20, 21, 14, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 23, 24, 25, 26,
        27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 46
    };

    private final byte[] data;
    private final int[] state;
    private final int[] likely;
    private int at;
    private int interval = 0x8000;
    private int code;
    private int shifts;

    /** @param states of every context at the beginning */
    MqDecoder(byte[] data, int[] states) {
        this.data = data;
        state = states.clone();
        likely = new int[states.length];
        code = at(0) << 16;
        next();
        code <<= 7;
        shifts -= 7;
    }

    /** Behind its end there are ones without end. */
    private int at(int index) {
        return index < data.length ? data[index] & 0xFF : 0xFF;
    }

    private void next() {
        boolean afterOnes = at(at) == 0xFF;
        int following = at(at + 1);
        if (afterOnes && following > 0x8F) {
            code += 0xFF00;
            shifts = 8;
            return;
        }
        at++;
        code += following << (afterOnes ? 9 : 8);
        shifts = afterOnes ? 7 : 8;
    }

    int bit(int context) {
        int now = state[context];
        int probability = PROBABILITY[now];
        interval -= probability;
        boolean isLower = code >>> 16 < probability;
        if (!isLower) {
            code -= probability << 16;
            if ((interval & 0x8000) != 0) {
                return likely[context];
            }
        }
        boolean isLikely = isLower == interval < probability;
        if (isLower) {
            interval = probability;
        }
        int bit = isLikely ? likely[context] : 1 - likely[context];
        if (isLikely) {
            state[context] = AFTER_LIKELY[now];
        } else {
            boolean changes = now == 0 || now == 6 || now == 14;
            likely[context] = changes ? 1 - likely[context] : likely[context];
            state[context] = AFTER_UNLIKELY[now];
        }
        do {
            if (shifts == 0) {
                next();
            }
            interval <<= 1;
            code <<= 1;
            shifts--;
        } while ((interval & 0x8000) == 0);
        return bit;
    }
}

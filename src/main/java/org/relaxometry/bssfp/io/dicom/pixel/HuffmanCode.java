package org.relaxometry.bssfp.io.dicom.pixel;

import java.io.IOException;

/** Codes of up to 16 bits, those of one length one after another. Source: ITU-T T.81, annex C and F.2.2.3. */
final class HuffmanCode {

    private final int[] counts;
    private final int[] symbols;

    /**
     * @param counts number of codes by their length
     * @param symbols in the order of the codes
     */
    HuffmanCode(int[] counts, int[] symbols) {
        this.counts = counts;
        this.symbols = symbols;
    }

    int next(JpegLossless stream) throws IOException {
        int code = 0;
        int first = 0;
        int index = 0;
        for (int length = 1; length < counts.length; length++) {
            code = code << 1 | stream.bit();
            first <<= 1;
            if (code - first < counts[length]) {
                return symbols[index + code - first];
            }
            first += counts[length];
            index += counts[length];
        }
        throw new IOException("hold a code that their table has not");
    }
}

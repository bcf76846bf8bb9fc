package org.relaxometry.bssfp.io.dicom.pixel;

/** Puts the halves of a signal together that the reversible wavelet of JPEG 2000 has split. Source: ITU-T T.800, F.3. */
final class Wavelet53 {

    private Wavelet53() {}

    /**
     * A line of an image, in place: values at even places are low, those at odd places high.
     *
     * @param from index of the first value
     * @param step from a value to the next
     * @param start place of the first value
     */
    static void join(int[] values, int from, int step, int length, int start) {
        int odd = start & 1;
        if (length == 1) {
            values[from] = odd == 1 ? values[from] >> 1 : values[from];
            return;
        }
        for (int i = odd; i < length; i += 2) {
            int before = values[from + step * mirrored(i - 1, length)];
            int after = values[from + step * mirrored(i + 1, length)];
            values[from + step * i] -= before + after + 2 >> 2;
        }
        for (int i = 1 - odd; i < length; i += 2) {
            int before = values[from + step * mirrored(i - 1, length)];
            int after = values[from + step * mirrored(i + 1, length)];
            values[from + step * i] += before + after >> 1;
        }
    }

    private static int mirrored(int index, int length) {
        return index < 0 ? -index : index < length ? index : 2 * length - 2 - index;
    }
}

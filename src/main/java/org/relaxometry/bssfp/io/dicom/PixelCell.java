package org.relaxometry.bssfp.io.dicom;

/**
 * Where in the bits kept for a pixel its number lies. What stands in the others is no part of it: an overlay plane, or the
 * sign that a converter did not extend. Source: DICOM PS3.5, 8.1.1.
 *
 * @param allocated bits kept for a pixel: 8, 16 or 32
 * @param stored bits of the number
 * @param highBit the uppermost of them, counted from 0
 * @param signed whether the number is in two's complement
 */
record PixelCell(int allocated, int stored, int highBit, boolean signed) {

    /** What a data set states; the number fills the cell where nothing is said. */
    static PixelCell of(DicomDataset set) {
        int allocated =
                set.number(DicomTag.BITS_ALLOCATED).map(Double::intValue).orElse(0);
        int stored = set.number(DicomTag.BITS_STORED).map(Double::intValue).orElse(allocated);
        return new PixelCell(
                allocated,
                stored,
                set.number(DicomTag.HIGH_BIT).map(Double::intValue).orElse(stored - 1),
                set.number(DicomTag.PIXEL_REPRESENTATION).orElse(0.0) == 1);
    }

    boolean isPossible() {
        return stored >= 1 && stored <= allocated && highBit < allocated && highBit >= stored - 1;
    }

    int bytes() {
        return allocated / 8;
    }

    /** The number in a cell whose bits are the lowest of these. */
    float number(long cell) {
        long upmost = cell << Long.SIZE - 1 - highBit;
        int shift = Long.SIZE - stored;
        return signed ? upmost >> shift : upmost >>> shift;
    }
}

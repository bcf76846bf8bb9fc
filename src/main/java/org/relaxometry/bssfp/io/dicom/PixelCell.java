package org.relaxometry.bssfp.io.dicom;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

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

    /** Of the full range that the bits stated can hold. */
    private static final double NEARLY = 0.9;

    /** Of a whole file; damaged headers say more, and nothing but memory would stop them. */
    private static final long MOST_COMPRESSED = 1L << 29;

    private static final double LITTLE_MORE = 1.5;

    private static final int LAST_BIT = Integer.SIZE - 1;

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

    /**
     * Checks what a file says of its pixels.
     *
     * @throws DicomException if they are not so many single 8, 16 or 32 bit integers
     */
    static void require(DicomFile file, long pixels) throws DicomException {
        if (file.pixelLength() < 0 != file.isCompressed()) {
            throw new DicomException(
                    file.path(),
                    "is damaged: its transfer syntax and the form of its pixels, whole or in pieces, do not agree.");
        }
        if (file.dataset().number(DicomTag.SAMPLES_PER_PIXEL).orElse(1.0) != 1) {
            throw new DicomException(file.path(), "is a colour image, not a measurement.");
        }
        PixelCell cell = of(file.dataset());
        int bits = cell.allocated();
        if (bits != 8 && bits != 16 && bits != 32) {
            throw new DicomException(
                    file.path(), "has pixels of " + bits + " bits. Expected 8, 16 or 32. " + DicomException.CONVERT);
        }
        if (!cell.isPossible()) {
            throw new DicomException(
                    file.path(),
                    "says that " + cell.stored() + " of " + bits + " bits are used, up to bit " + cell.highBit()
                            + ", which cannot be.");
        }
        long needed = pixels * bits / 8;
        if (file.isCompressed() && pixels > MOST_COMPRESSED) {
            throw new DicomException(
                    file.path(), "says that it has " + pixels + " compressed pixels, which cannot be.");
        }
        if (!file.isCompressed() && needed > file.pixelLength()) {
            throw new DicomException(
                    file.path(), "has " + file.pixelLength() + " bytes of pixels, but needs " + needed + ".");
        }
    }

    private boolean isPossible() {
        return stored >= 1 && stored <= allocated && highBit < allocated && highBit >= stored - 1;
    }

    /**
     * The cell as the pixels of an image without an overlay show it: where bits beyond the number are set, some files only
     * state too few, and their values go on a little beyond the largest that is stated, where their neighbours are bright too.
     *
     * @param columns pixels of a row
     * @return empty where neither is plausible
     */
    Optional<PixelCell> confirmed(int[] cells, int columns) {
        boolean any = false;
        for (int cell : cells) {
            any |= isBeyond(cell);
        }
        return any ? goingOn(cells, columns) : Optional.of(this);
    }

    private Optional<PixelCell> goingOn(int[] cells, int columns) {
        long most = 0;
        long mostBeyond = -1;
        boolean[] beyond = new boolean[cells.length];
        for (int i = 0; i < cells.length; i++) {
            long bits = Integer.toUnsignedLong(cells[i] & lowest(allocated));
            beyond[i] = isBeyond(cells[i]);
            if (beyond[i]) {
                mostBeyond = Math.max(mostBeyond, bits);
            } else {
                most = Math.max(most, bits);
            }
        }
        double full = Math.scalb(1.0, stored);
        boolean goesOn = !signed
                && highBit == stored - 1
                && most >= NEARLY * full
                && mostBeyond < LITTLE_MORE * full
                && meanAround(beyond, cells, columns) >= full / 2;
        return goesOn ? Optional.of(new PixelCell(allocated, allocated, allocated - 1, false)) : Optional.empty();
    }

    /** Whether a bit is none of the number's. */
    boolean isBesideNumber(int bit) {
        return bit < allocated && (bit > highBit || bit <= highBit - stored);
    }

    /** Whether other bits than those of the number, or of its sign, are set. */
    private boolean isBeyond(int cell) {
        int kept = cell & lowest(allocated);
        int unused = highBit - stored + 1;
        int number = kept & lowest(stored) << unused;
        int extended = cell << LAST_BIT - highBit >> Integer.SIZE - stored << unused & lowest(allocated);
        return kept != number && !(signed && kept == extended);
    }

    /** So many bits, from the lowest on. */
    private static int lowest(int bits) {
        return -1 >>> Integer.SIZE - bits;
    }

    /** Mean number of the pixels that touch the marked ones and are not marked; NaN where there are none. */
    private double meanAround(boolean[] marked, int[] cells, int columns) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < cells.length; i++) {
            int x = i % columns;
            boolean touches = x > 0 && marked[i - 1]
                    || x < columns - 1 && marked[i + 1]
                    || i >= columns && marked[i - columns]
                    || i + columns < cells.length && marked[i + columns];
            if (touches && !marked[i]) {
                sum += number(cells[i]);
                count++;
            }
        }
        return sum / count;
    }

    /**
     * Reads the numbers of all pixels.
     *
     * @return whether bits beyond the number are set in one of them
     */
    boolean read(ByteBuffer bytes, float[] numbers) {
        int anywhere = 0;
        for (int i = 0; i < numbers.length; i++) {
            int cell = cell(bytes, i);
            numbers[i] = number(cell);
            anywhere |= cell;
        }
        // mostly no pixel has one; else each has to be looked at
        int beside = anywhere & lowest(allocated) & ~(lowest(stored) << highBit - stored + 1);
        return beside != 0 && IntStream.range(0, numbers.length).anyMatch(i -> isBeyond(cell(bytes, i)));
    }

    int[] cells(ByteBuffer bytes, int count) {
        int[] cells = new int[count];
        Arrays.setAll(cells, i -> cell(bytes, i));
        return cells;
    }

    private int cell(ByteBuffer bytes, int index) {
        return switch (allocated) {
            case Byte.SIZE -> bytes.get(index);
            case Short.SIZE -> bytes.getShort(Short.BYTES * index);
            default -> bytes.getInt(Integer.BYTES * index);
        };
    }

    int bytes() {
        return allocated / 8;
    }

    /** The number in a cell whose bits are the lowest of these. */
    float number(int cell) {
        int upmost = cell << LAST_BIT - highBit;
        int shift = Integer.SIZE - stored;
        return signed ? upmost >> shift : Integer.toUnsignedLong(upmost >>> shift);
    }
}

package org.relaxometry.bssfp.io.dicom.write;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.OptionalDouble;
import org.relaxometry.bssfp.io.dicom.DicomTag;
import org.relaxometry.bssfp.io.file.InputFile;

/**
 * A map to be written.
 *
 * @param name of its files, such as {@code T1map}
 * @param number its own among the maps of a run, 1 to 99
 * @param symbol of what was measured, such as T1
 * @param unit of the values
 * @param planes [z][x + y · width]; what is not finite has no value
 * @param lower value that a viewer shows darkest
 * @param upper value that a viewer shows brightest
 * @param longest of times: from which on a value is no more than a lower bound, infinite where none is; empty for what is no time
 * @param note what a reader of the values must know besides, may be empty
 */
public record DerivedMap(
        String name,
        int number,
        String symbol,
        String unit,
        float[][] planes,
        double lower,
        double upper,
        OptionalDouble longest,
        String note) {

    private static final int LONGEST_WORD = 16;

    /** Its name as a word of an image type: at most 16 capital letters, digits and _; PS3.5, 6.2. */
    String word() {
        String word = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
        return word.substring(0, Math.min(word.length(), LONGEST_WORD));
    }

    /** What it shows, and in which unit. */
    String label() {
        return symbol + (unit.isEmpty() ? "" : " (" + unit + ")");
    }

    /** As {@link #label}, with the value that stands for lower bounds. */
    String label(double bound) {
        return symbol + " (" + unit + ", " + DecimalText.of(bound) + " = at least)";
    }

    /** What a value that stands for lower bounds means. */
    String meaning(double bound, int voxels) {
        return voxels + (voxels == 1 ? " voxel" : " voxels") + " of " + DecimalText.of(bound) + " " + unit + ": "
                + symbol + " is at least that long, a lower bound and no estimate";
    }

    /** The range that is shown, in values; as it is meant, also where it is narrower than 1. */
    DataSet window() {
        return new DataSet()
                .numbers(DicomTag.WINDOW_CENTER, (lower + upper) / 2)
                .numbers(DicomTag.WINDOW_WIDTH, upper - lower)
                .text(DicomTag.WINDOW_FUNCTION, "LINEAR_EXACT");
    }

    /** What tells it from a map of the same name with other values. */
    String checksum() {
        StringBuilder sums = new StringBuilder();
        for (float[] plane : planes) {
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * plane.length);
            bytes.asFloatBuffer().put(plane);
            sums.append(InputFile.sha256(bytes.array()));
        }
        return sums.toString();
    }
}

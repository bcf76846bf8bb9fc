package org.relaxometry.bssfp.app.study;

import org.relaxometry.bssfp.statistics.Range;
import org.relaxometry.bssfp.text.TypedNumber;

/**
 * Slices of a volume as a user names them.
 *
 * @param first number of the first slice, from 0
 * @param last number of the last slice
 */
record TypedSlices(int first, int last) {

    /**
     * Understands the key {@code slices}.
     *
     * @param text such as 60-79, counted from 1; blank for all
     * @param count of the volume
     */
    static TypedSlices of(String text, int count) {
        if (text.isBlank()) {
            return new TypedSlices(0, count - 1);
        }
        String expected = "two slices from 1 to " + count + ", such as 1-" + count;
        Range range = Range.parse("slices", text, expected);
        boolean possible = range.min() >= 1
                && range.max() <= count
                && range.min() == Math.rint(range.min())
                && range.max() == Math.rint(range.max());
        if (!possible) {
            throw TypedNumber.wrong("slices", expected, text);
        }
        return new TypedSlices((int) range.min() - 1, (int) range.max() - 1);
    }
}

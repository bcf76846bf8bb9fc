package org.relaxometry.bssfp.statistics;

import org.relaxometry.bssfp.text.TypedNumber;

/**
 * A closed range of values.
 *
 * @param min smallest value
 * @param max largest value, at least the smallest; may be infinite
 */
public record Range(double min, double max) {

    public Range {
        if (!(min <= max)) {
            throw new IllegalArgumentException(
                    "A range needs a smallest and a largest value, but has " + min + " and " + max + ".");
        }
    }

    /**
     * A range as users type it: {@code 360-2080}, {@code 360 to 2080}; or one number, which is both its ends.
     *
     * @param key for the message
     * @param expected what it should be, for the message, such as {@code a range such as 360-2080}
     * @throws IllegalArgumentException where the text is no range, or the larger number comes first
     */
    public static Range parse(String key, String text, String expected) {
        double[] ends = TypedNumber.range(key, text, expected);
        return new Range(ends[0], ends[1]);
    }

    public double width() {
        return max - min;
    }

    public boolean contains(double value) {
        return value >= min && value <= max;
    }
}

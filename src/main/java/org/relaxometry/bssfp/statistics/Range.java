package org.relaxometry.bssfp.statistics;

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

    public double width() {
        return max - min;
    }

    public boolean contains(double value) {
        return value >= min && value <= max;
    }
}

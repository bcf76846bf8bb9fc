package org.relaxometry.bssfp.plot.chart;

import java.util.List;

/**
 * An axis of a {@link Panel}.
 *
 * @param title quantity and unit, such as "T1 (ms)"
 * @param logarithmic whether equal distances are equal ratios; values that are not positive are not shown then
 * @param lower value at the left or lower end; NaN for an end that follows from the data
 * @param upper value at the other end, more than lower; NaN for an end that follows from the data
 * @param whole whether ticks stand at whole numbers only
 * @param categories names of the places 0, 1, 2 … of an axis that holds names instead of numbers; else empty
 */
public record Axis(
        String title, boolean logarithmic, double lower, double upper, boolean whole, List<String> categories) {

    public Axis {
        if (lower >= upper || logarithmic && lower <= 0) {
            throw new IllegalArgumentException("The axis '" + title + "' must rise, and be positive where logarithmic,"
                    + " but is to go from " + lower + " to " + upper + ".");
        }
        categories = List.copyOf(categories);
    }

    /** A linear axis as long as the data need. */
    public static Axis linear(String title) {
        return new Axis(title, false, Double.NaN, Double.NaN, false, List.of());
    }

    /** A linear axis of what is counted, such as epochs. */
    public static Axis counting(String title) {
        return new Axis(title, false, Double.NaN, Double.NaN, true, List.of());
    }

    /** A logarithmic axis as long as the data need. */
    public static Axis logarithmic(String title) {
        return new Axis(title, true, Double.NaN, Double.NaN, false, List.of());
    }

    /** An axis of names, the first at 0, the next at 1 and so on. */
    public static Axis of(String title, List<String> categories) {
        return new Axis(title, false, -0.5, categories.size() - 0.5, false, categories);
    }

    /** This axis with fixed ends; NaN leaves an end to the data. */
    public Axis between(double lowerEnd, double upperEnd) {
        return new Axis(title, logarithmic, lowerEnd, upperEnd, whole, categories);
    }
}

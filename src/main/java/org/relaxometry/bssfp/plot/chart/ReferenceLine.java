package org.relaxometry.bssfp.plot.chart;

/**
 * A thin dashed line to compare with.
 *
 * @param name written beside the line; may be empty
 * @param direction where the line lies
 * @param value height of a horizontal line, place of a vertical one; without meaning for the line of identity
 */
public record ReferenceLine(String name, Direction direction, double value) implements PanelLayer {

    /** Where a line lies. */
    public enum Direction {
        HORIZONTAL,
        VERTICAL,
        /** y = x. */
        IDENTITY
    }

    public static ReferenceLine horizontal(String name, double value) {
        return new ReferenceLine(name, Direction.HORIZONTAL, value);
    }

    public static ReferenceLine identity() {
        return new ReferenceLine("", Direction.IDENTITY, 0);
    }
}

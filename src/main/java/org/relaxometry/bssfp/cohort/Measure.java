package org.relaxometry.bssfp.cohort;

/**
 * A quantity of which a group has one value per examination.
 *
 * @param name in words, such as {@code median T2 of white matter}
 * @param unit of the values, empty for none
 * @param negligible difference that nobody minds, however alike all others are; more than 0
 * @param direction in which a value is remarkable
 */
public record Measure(String name, String unit, double negligible, Direction direction) {

    /** In which direction a value that is unusual tells of something wrong. */
    public enum Direction {
        BOTH,
        HIGH,
        LOW
    }

    public Measure {
        if (!(negligible > 0)) {
            throw new IllegalArgumentException("What is negligible must be more than 0, but is " + negligible + ".");
        }
    }

    boolean isRemarkable(double difference) {
        return switch (direction) {
            case BOTH -> true;
            case HIGH -> difference > 0;
            case LOW -> difference < 0;
        };
    }
}

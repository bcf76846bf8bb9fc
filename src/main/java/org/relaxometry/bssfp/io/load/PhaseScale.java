package org.relaxometry.bssfp.io.load;

import java.util.Optional;
import org.relaxometry.bssfp.io.image.LinearScale;
import org.relaxometry.bssfp.statistics.ValueStatistics;

/** What the numbers of a phase image mean. */
enum PhaseScale {
    RADIANS("radians", -Math.PI, 2 * Math.PI, 2 * Math.PI, LinearScale.IDENTITY),
    DEGREES("degrees", -180, 360, 360, LinearScale.factor(Math.PI / 180)),
    /** Stored integers, to which the header's slope 2 and intercept −4096 have not been applied. */
    SIEMENS_STORED("siemens", 0, 4095, 4096, new LinearScale(Math.PI / 2048, -Math.PI)),
    /** Slope and intercept have been applied: even integers. */
    SIEMENS_SCALED("siemens", -4096, 4095, 8192, LinearScale.factor(Math.PI / 4096));

    /** Of the circle: room for rounding at its ends. */
    private static final double TOLERANCE = 5e-4;

    private final String key;
    private final double min;
    private final double max;
    private final double circle;
    private final LinearScale toRadians;

    PhaseScale(String key, double min, double max, double circle, LinearScale toRadians) {
        this.key = key;
        this.min = min;
        this.max = max;
        this.circle = circle;
        this.toRadians = toRadians;
    }

    /** As the user writes it in {@code phaseunit=siemens}. */
    String key() {
        return key;
    }

    LinearScale toRadians() {
        return toRadians;
    }

    double circle() {
        return circle;
    }

    /** Part of the full circle that the values span. */
    double coverage(ValueStatistics values) {
        return (values.max() - values.min()) / circle;
    }

    /** Whether every value lies in the range of this scale. */
    boolean contains(ValueStatistics values) {
        double room = TOLERANCE * circle;
        return values.min() >= min - room && values.max() <= max + room && coverage(values) <= 1 + TOLERANCE;
    }

    /** Whether the values are also of the kind that this scale has. */
    boolean fits(ValueStatistics values) {
        return contains(values)
                && switch (this) {
                    case RADIANS -> !values.integers();
                    case DEGREES -> true;
                    case SIEMENS_STORED -> values.integers();
                    case SIEMENS_SCALED -> values.even();
                };
    }

    /** The scale with the smallest circle into which the values fit. */
    static Optional<PhaseScale> detect(ValueStatistics values) {
        for (PhaseScale scale : values()) {
            if (scale.fits(values)) {
                return Optional.of(scale);
            }
        }
        return Optional.empty();
    }

    /** Such as {@code Siemens (−4096 … 4094 is −π … π)}. */
    String describe() {
        return switch (this) {
            case RADIANS -> "radians";
            case DEGREES -> "degrees";
            case SIEMENS_STORED -> "Siemens units as stored (0 … 4095 is -π … π)";
            case SIEMENS_SCALED -> "Siemens units with slope and intercept applied (-4096 … 4094 is -π … π)";
        };
    }
}

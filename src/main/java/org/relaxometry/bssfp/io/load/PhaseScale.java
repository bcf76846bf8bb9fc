package org.relaxometry.bssfp.io.load;

import java.util.Arrays;
import java.util.Optional;
import org.relaxometry.bssfp.io.image.LinearScale;
import org.relaxometry.bssfp.statistics.ValueStatistics;

/** What the numbers of a phase image mean; in the order in which a range is tried. */
enum PhaseScale {
    RADIANS("radians", "radians", Numbers.FRACTIONS, Told.BY_RANGE, -Math.PI, 2 * Math.PI, 2 * Math.PI),
    DEGREES("degrees", "degrees", Numbers.ANY, Told.BY_RANGE, -180, 360, 360),
    /** Stored integers, to which the header's slope 2 and intercept −4096 have not been applied. */
    SIEMENS_STORED(
            "siemens",
            "Siemens units as stored (0 … 4095 is -π … π)",
            Numbers.INTEGERS,
            Told.BY_RANGE,
            0,
            4095,
            4096,
            -Math.PI),
    /** Slope and intercept have been applied: even integers. */
    SIEMENS_SCALED(
            "siemens",
            "Siemens units with slope and intercept applied (-4096 … 4094 is -π … π)",
            Numbers.EVEN,
            Told.BY_RANGE,
            -4096,
            4095,
            8192),
    /** Philips in DICOM, GE. */
    MILLIRADIANS(
            "milliradians",
            "milliradians (-3142 … 3142 is -π … π)",
            Numbers.ANY,
            Told.BY_FULL_RANGE,
            -1000 * Math.PI,
            2000 * Math.PI,
            2000 * Math.PI),
    DEGREES_X10("degrees x10", "tenths of a degree", Numbers.ANY, Told.BY_FULL_RANGE, -1800, 3600, 3600),
    DEGREES_X100("degrees x100", "hundredths of a degree", Numbers.ANY, Told.BY_FULL_RANGE, -18000, 36000, 36000),
    /** 12 bits with sign. */
    PI_IS_2048(
            "pi is 2048", "12 bits (-2048 … 2047 is -π … π)", Numbers.INTEGERS, Told.BY_FULL_RANGE, -2048, 2047, 4096),
    PI_IS_1("pi is 1", "units of π (-1 … 1 is -π … π)", Numbers.FRACTIONS, Told.BY_NAME, -1, 2, 2),
    TWO_PI_IS_1("2 pi is 1", "turns (0 … 1 is 0 … 2π)", Numbers.FRACTIONS, Told.BY_NAME, -0.5, 1, 1),
    PI_IS_500("pi is 500", "-500 … 500 for -π … π", Numbers.ANY, Told.BY_NAME, -500, 1000, 1000),
    PI_IS_32768(
            "pi is 32768", "16 bits (65536 steps are a circle)", Numbers.INTEGERS, Told.BY_NAME, -32768, 65535, 65536),
    EIGHT_BITS(
            "8 bits",
            "256 steps, as of a phase that was converted to 8 bits",
            Numbers.INTEGERS,
            Told.BY_NAME,
            -128,
            255,
            256);

    /** Which numbers the values are. */
    private enum Numbers {
        ANY,
        FRACTIONS,
        INTEGERS,
        EVEN;

        boolean include(ValueStatistics values) {
            return switch (this) {
                case ANY -> true;
                case FRACTIONS -> !values.integers();
                case INTEGERS -> values.integers();
                case EVEN -> values.even();
            };
        }
    }

    /** What is enough to take values for a phase in this unit. The rest of what has such a range may be anything. */
    private enum Told {
        BY_RANGE,
        BY_FULL_RANGE,
        BY_NAME
    }

    /** Noise in the background fills the circle up to the last few steps. */
    static final double FULL = 0.95;

    /** Of the circle: room for rounding at its ends. */
    private static final double TOLERANCE = 5e-4;

    /** Bits of stored numbers that headers spread over the circle. */
    private static final int[] BITS = {8, 12, 16};

    /** Of the circle: with how few digits headers state slope and intercept. */
    private static final double HEADER_TOLERANCE = 1e-3;

    private final String key;
    private final String description;
    private final Numbers numbers;
    private final Told told;
    private final double min;
    private final double max;
    private final double circle;
    private final double zeroRad;

    PhaseScale(String key, String description, Numbers numbers, Told told, double min, double max, double circle) {
        this(key, description, numbers, told, min, max, circle, 0);
    }

    PhaseScale(
            String key,
            String description,
            Numbers numbers,
            Told told,
            double min,
            double max,
            double circle,
            double zeroRad) {
        this.key = key;
        this.description = description;
        this.numbers = numbers;
        this.told = told;
        this.min = min;
        this.max = max;
        this.circle = circle;
        this.zeroRad = zeroRad;
    }

    /** As the user writes it in {@code phaseunit=siemens}. */
    String key() {
        return key;
    }

    LinearScale toRadians() {
        return this == RADIANS ? LinearScale.IDENTITY : new LinearScale(2 * Math.PI / circle, zeroRad);
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
        return contains(values) && numbers.include(values);
    }

    /** Whether the values fit and fill the circle. */
    boolean isFilledBy(ValueStatistics values) {
        return fits(values) && coverage(values) >= FULL;
    }

    /** The first scale that the range tells. */
    static Optional<PhaseScale> detect(ValueStatistics values) {
        return Arrays.stream(values())
                .filter(scale -> switch (scale.told) {
                    case BY_RANGE -> scale.fits(values);
                    case BY_FULL_RANGE -> scale.isFilledBy(values);
                    case BY_NAME -> false;
                })
                .findFirst();
    }

    /** The scale whose circle the values fill; no two circles are so alike that both could be. */
    static Optional<PhaseScale> filledBy(ValueStatistics values) {
        return Arrays.stream(values()).filter(scale -> scale.isFilledBy(values)).findFirst();
    }

    /**
     * The scale whose circle slope and intercept of a header spread all stored numbers over, as Siemens (2 and −4096) and
     * Philips (1.5346 and −3142) do.
     */
    static Optional<PhaseScale> ofHeader(LinearScale header) {
        return Arrays.stream(values())
                .filter(scale -> Math.abs(header.offset() + scale.circle / 2) <= HEADER_TOLERANCE * scale.circle
                        && Arrays.stream(BITS).anyMatch(bits -> scale.isSpread(header.slope(), Math.pow(2, bits))))
                .findFirst();
    }

    private boolean isSpread(double slope, double steps) {
        return slope * (steps - 1) <= circle * (1 + HEADER_TOLERANCE)
                && slope * steps >= circle * (1 - HEADER_TOLERANCE);
    }

    /** Such as {@code Siemens (−4096 … 4094 is −π … π)}. */
    String describe() {
        return description;
    }
}

package org.relaxometry.bssfp.io.dicom.write;

import java.util.OptionalDouble;

/**
 * Values as 16-bit integers: value = step · stored, with a step of 1, 2 or 5 times a power of ten, of 1 for whole numbers. What is no number is the
 * padding value, and so is what lies far beyond all that is shown; but a time that is too long for a number is stored as the longest that there
 * is, which is a lower bound, as are those that the map holds.
 *
 * @param step value of a stored 1
 * @param atLeast what stands for lower bounds; larger than all that is stored where a map has none
 * @param left finite values that are too large for it
 * @param bounds values that are stored as lower bounds
 */
record StoredScale(double step, int atLeast, int left, int bounds) {

    static final short PADDING = Short.MIN_VALUE;

    private static final int NO_BOUND = Short.MAX_VALUE + 1;

    /** Steps in the range that is shown: the eye tells fewer apart. */
    private static final int SHOWN_STEPS = 2000;

    /** A map's outliers may make its steps so much coarser, and no more. */
    private static final double COARSEST = 4;

    private static final double[] ROUND = {1, 2, 5, 10};

    private static final double ROUNDING = 1 + 1e-9;

    /**
     * @param planes values
     * @param shown width of the range of values that is shown
     * @param longest from which on a value is a lower bound, infinite where only what is too long for a number is; empty where none is
     */
    static StoredScale of(float[][] planes, double shown, OptionalDouble longest) {
        double largest = 0;
        boolean whole = true;
        for (float[] plane : planes) {
            for (float value : plane) {
                if (Float.isFinite(value)) {
                    largest = Math.max(largest, Math.abs(value));
                    whole &= value == Math.rint(value);
                }
            }
        }
        double finest = whole ? 1 : roundDown(shown / SHOWN_STEPS);
        double step = finest;
        while (largest > Short.MAX_VALUE * step && step * ROUNDING < COARSEST * finest) {
            step = next(step);
        }
        int atLeast = longest.isPresent()
                ? (int) Math.min(Math.rint(longest.getAsDouble() / step), Short.MAX_VALUE)
                : NO_BOUND;
        StoredScale scale = new StoredScale(step, atLeast, 0, 0);
        int left = 0;
        int bounds = 0;
        for (float[] plane : planes) {
            for (float value : plane) {
                short stored = scale.stored(value);
                left += Float.isFinite(value) && stored == PADDING ? 1 : 0;
                bounds += stored == atLeast ? 1 : 0;
            }
        }
        return new StoredScale(step, atLeast, left, bounds);
    }

    /** What lower bounds are stored as, as a value. */
    double bound() {
        return atLeast * step;
    }

    short stored(float value) {
        double exact = Math.rint(value / step);
        double stored = Float.isFinite(value) ? Math.min(exact, atLeast) : exact;
        // NaN compares false
        return Math.abs(stored) <= Short.MAX_VALUE ? (short) stored : PADDING;
    }

    private static double roundDown(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value) + 1e-9));
        double down = ROUND[0];
        for (double round : ROUND) {
            down = round * power <= value * ROUNDING ? round : down;
        }
        return exact(down * power);
    }

    private static double next(double step) {
        double power = Math.pow(10, Math.floor(Math.log10(step) + 1e-9));
        for (double round : ROUND) {
            if (round * power > step * ROUNDING) {
                return exact(round * power);
            }
        }
        throw new AssertionError(step);
    }

    /** The number that its shortest text stands for. */
    private static double exact(double value) {
        return Double.parseDouble(String.format(java.util.Locale.ROOT, "%.0e", value));
    }
}

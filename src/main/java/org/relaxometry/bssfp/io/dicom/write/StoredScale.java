package org.relaxometry.bssfp.io.dicom.write;

/**
 * Values as 16-bit integers: value = step · stored, with a step of 1, 2 or 5 times a power of ten, of 1 for whole numbers. What is no number, or lies far
 * beyond all that is shown, is the padding value.
 *
 * @param step value of a stored 1
 * @param left finite values that are too large for it
 */
record StoredScale(double step, int left) {

    static final short PADDING = Short.MIN_VALUE;

    /** Steps in the range that is shown: the eye tells fewer apart. */
    private static final int SHOWN_STEPS = 2000;

    /** A map's outliers may make its steps so much coarser, and no more. */
    private static final double COARSEST = 4;

    private static final double[] ROUND = {1, 2, 5, 10};

    private static final double ROUNDING = 1 + 1e-9;

    /**
     * @param planes values
     * @param shown width of the range of values that is shown
     */
    static StoredScale of(float[][] planes, double shown) {
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
        StoredScale scale = new StoredScale(step, 0);
        int left = 0;
        for (float[] plane : planes) {
            for (float value : plane) {
                left += Float.isFinite(value) && scale.stored(value) == PADDING ? 1 : 0;
            }
        }
        return new StoredScale(step, left);
    }

    short stored(float value) {
        double stored = Math.rint(value / step);
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

package org.relaxometry.bssfp.plot.style;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Round numbers to label an axis with. */
public final class AxisTicks {

    /** A labelled value. */
    public record Tick(double value, String label) {}

    /** From dense to sparse: the numbers between 1 and 10 that are labelled in every decade. */
    private static final int[][] DECADE_PATTERNS = {{1, 2, 3, 5}, {1, 2, 5}, {1, 3}, {1}};

    private static final int[] STEPS = {1, 2, 5};

    /** Longer numbers are written as 2e6. */
    private static final int LONGEST_PLAIN = 6;

    private AxisTicks() {}

    /**
     * Ticks of a linear axis: multiples of 1, 2 or 5 times a power of ten.
     *
     * @param spacing smallest distance of two ticks as a fraction of the axis
     */
    public static List<Tick> linear(double lower, double upper, double spacing) {
        double least = (upper - lower) * Math.min(1, spacing);
        int exponent = (int) Math.floor(Math.log10(least));
        BigDecimal step = null;
        while (step == null) {
            for (int mantissa : STEPS) {
                BigDecimal candidate = BigDecimal.valueOf(mantissa).scaleByPowerOfTen(exponent);
                if (step == null && candidate.doubleValue() >= least * (1 - 1e-9)) {
                    step = candidate;
                }
            }
            exponent++;
        }
        double hair = (upper - lower) * 1e-9;
        BigDecimal value = BigDecimal.valueOf(lower - hair)
                .divide(step, 0, RoundingMode.CEILING)
                .multiply(step);
        List<Tick> ticks = new ArrayList<>();
        for (; value.doubleValue() <= upper + hair; value = value.add(step)) {
            ticks.add(tick(value));
        }
        return ticks;
    }

    /**
     * Ticks of a logarithmic axis: the densest of 1-2-3-5, 1-2-5, 1-3 and 1 in every decade.
     *
     * @param spacing smallest distance of two ticks as a fraction of the axis
     */
    public static List<Tick> logarithmic(double lower, double upper, double spacing) {
        double least = Math.log(upper / lower) * spacing;
        for (int[] pattern : DECADE_PATTERNS) {
            List<Tick> ticks = decades(lower, upper, pattern);
            boolean fits = true;
            for (int i = 1; i < ticks.size(); i++) {
                fits &= Math.log(ticks.get(i).value() / ticks.get(i - 1).value()) >= least;
            }
            if (fits) {
                return ticks;
            }
        }
        return List.of();
    }

    private static List<Tick> decades(double lower, double upper, int[] pattern) {
        List<Tick> ticks = new ArrayList<>();
        for (int exponent = (int) Math.floor(Math.log10(lower)); exponent <= Math.log10(upper) + 1e-9; exponent++) {
            for (int mantissa : pattern) {
                BigDecimal value = BigDecimal.valueOf(mantissa).scaleByPowerOfTen(exponent);
                if (value.doubleValue() >= lower * (1 - 1e-9) && value.doubleValue() <= upper * (1 + 1e-9)) {
                    ticks.add(tick(value));
                }
            }
        }
        return ticks;
    }

    private static Tick tick(BigDecimal value) {
        BigDecimal shortest = value.stripTrailingZeros();
        String label = shortest.toPlainString();
        if (label.replace("-", "").length() > LONGEST_PLAIN) {
            int exponent = shortest.precision() - shortest.scale() - 1;
            label = shortest.scaleByPowerOfTen(-exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
        }
        return new Tick(value.doubleValue(), label.replace('-', '−'));
    }
}

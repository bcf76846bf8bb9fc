package org.relaxometry.bssfp.statistics;

import java.util.Arrays;
import org.relaxometry.bssfp.text.TypedNumber;

/** Range and distribution of the values that were added; NaN and infinite ones are counted only. */
public final class ValueStatistics {

    private final int stride;
    private float[] kept = new float[1024];
    private int keptCount;
    private long total;
    private long finite;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private boolean integers = true;
    private boolean even = true;

    /** @param stride every such value is kept for the distribution */
    public ValueStatistics(int stride) {
        this.stride = stride;
    }

    public void add(float value) {
        total++;
        if (!Float.isFinite(value)) {
            return;
        }
        min = Math.min(min, value);
        max = Math.max(max, value);
        integers &= value == Math.rint(value);
        even &= value % 2 == 0;
        if (finite++ % stride == 0) {
            if (keptCount == kept.length) {
                kept = Arrays.copyOf(kept, 2 * keptCount);
            }
            kept[keptCount++] = value;
        }
    }

    long total() {
        return total;
    }

    public long finite() {
        return finite;
    }

    /** Smallest value; +∞ if there is none. */
    public double min() {
        return min;
    }

    /** Largest value; −∞ if there is none. */
    public double max() {
        return max;
    }

    /** Whether every value is a whole number. */
    public boolean integers() {
        return integers;
    }

    /** Whether every value is an even whole number. */
    public boolean even() {
        return even;
    }

    public double fractionAbove(double limit) {
        int above = 0;
        for (int i = 0; i < keptCount; i++) {
            above += kept[i] > limit ? 1 : 0;
        }
        return keptCount == 0 ? 0 : (double) above / keptCount;
    }

    public double median() {
        return SortedSamples.all(Arrays.copyOf(kept, keptCount)).median();
    }

    /** Such as {@code −3.14 … 3.14}. */
    public String rangeText() {
        return TypedNumber.show(min) + " … " + TypedNumber.show(max);
    }
}

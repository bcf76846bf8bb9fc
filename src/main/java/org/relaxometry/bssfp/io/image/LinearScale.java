package org.relaxometry.bssfp.io.image;

/** value · slope + offset: from stored numbers to values, from values to radians or ratios. */
public record LinearScale(double slope, double offset) {

    public static final LinearScale IDENTITY = new LinearScale(1, 0);

    public static LinearScale factor(double slope) {
        return new LinearScale(slope, 0);
    }

    public double apply(double value) {
        return value * slope + offset;
    }

    /** This scale first, then the other. */
    public LinearScale then(LinearScale next) {
        return new LinearScale(slope * next.slope, offset * next.slope + next.offset);
    }
}

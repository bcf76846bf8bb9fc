package org.relaxometry.bssfp.io;

/** value · slope + offset: from stored numbers to values, from values to radians or ratios. */
record LinearScale(double slope, double offset) {

    static final LinearScale IDENTITY = new LinearScale(1, 0);

    static LinearScale factor(double slope) {
        return new LinearScale(slope, 0);
    }

    double apply(double value) {
        return value * slope + offset;
    }

    /** This scale first, then the other. */
    LinearScale then(LinearScale next) {
        return new LinearScale(slope * next.slope, offset * next.slope + next.offset);
    }
}

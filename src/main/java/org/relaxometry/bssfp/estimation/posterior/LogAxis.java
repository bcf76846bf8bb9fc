package org.relaxometry.bssfp.estimation.posterior;

import org.relaxometry.bssfp.statistics.Range;

/** A relaxation time on a fine logarithmic lattice, with E = e^{−TR/T} at every point and where in the cells of a prior it lies. */
final class LogAxis {

    /** Distance of two points of the lattice in ln T. */
    static final double STEP = 0.001;

    final int size;
    final double lnMin;
    final double step;
    final double[] timeMs;
    final double[] oneMinusE;
    final int[] cell;
    final float[] part;
    private final double repetitionTimeMs;

    LogAxis(Range range, double repetitionTimeMs, int cells) {
        this.repetitionTimeMs = repetitionTimeMs;
        lnMin = Math.log(range.min());
        double width = Math.log(range.max()) - lnMin;
        size = Math.max(8, (int) Math.ceil(width / STEP));
        step = width / size;
        timeMs = new double[size];
        oneMinusE = new double[size];
        cell = new int[size];
        part = new float[size];
        for (int i = 0; i < size; i++) {
            timeMs[i] = Math.exp(lnMin + (i + 0.5) * step);
            oneMinusE[i] = -Math.expm1(-repetitionTimeMs / timeMs[i]);
            double place = Math.max(0, Math.min(cells - 1, (i + 0.5) / size * cells - 0.5));
            cell[i] = Math.min(cells - 2, (int) place);
            part[i] = (float) (place - cell[i]);
        }
    }

    /** The point of the lattice at a place. */
    int index(double place) {
        return Math.max(0, Math.min(size - 1, (int) place));
    }

    /** −d(1 − E)/d ln T at a point of the lattice. */
    double slope(int i) {
        return (1 - oneMinusE[i]) * repetitionTimeMs / timeMs[i];
    }

    /** Where on the lattice the time lies that has this 1 − E: 0 and {@link #size} are the ends of the range. */
    double place(double oneMinusE) {
        if (!(oneMinusE > 0)) {
            return size;
        }
        if (oneMinusE >= 1) {
            return 0;
        }
        return Math.max(0, Math.min(size, placeOf(-repetitionTimeMs / Math.log1p(-oneMinusE))));
    }

    /** 1 − E of any time. */
    double oneMinusE(double time) {
        return -Math.expm1(-repetitionTimeMs / time);
    }

    /** The time at a place of the lattice, in ms. */
    double timeMsAt(double place) {
        return Math.exp(lnMin + place * step);
    }

    /** Where on the lattice a time lies, also beyond its ends. */
    double placeOf(double timeMs) {
        return (Math.log(timeMs) - lnMin) / step;
    }
}

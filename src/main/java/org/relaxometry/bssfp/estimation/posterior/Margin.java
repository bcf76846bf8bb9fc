package org.relaxometry.bssfp.estimation.posterior;

import java.util.Arrays;

/** The distribution of one relaxation time of a voxel: masses in cells of the lattice of a {@link LogAxis}. */
final class Margin {

    private static final int CELLS = 192;

    private final LogAxis axis;
    private final double[] mass = new double[CELLS];
    private double first;
    private double width;

    Margin(LogAxis axis) {
        this.axis = axis;
    }

    /** Empties it, for what lies between these places of the lattice. */
    void clear(double from, double to) {
        first = from;
        width = Math.max(to - from, 1e-9) / CELLS;
        Arrays.fill(mass, 0);
    }

    /** Adds a mass that lies evenly between two places. */
    void add(double weight, double from, double to) {
        double left = Math.max(0, Math.min(CELLS, (from - first) / width));
        double right = Math.max(left, Math.min(CELLS, (to - first) / width));
        if (right - left < 1e-9) {
            mass[(int) Math.min(CELLS - 1, left)] += weight;
            return;
        }
        double perCell = weight / (right - left);
        int last = (int) Math.min(CELLS - 1, right);
        for (int cell = (int) left; cell <= last; cell++) {
            mass[cell] += perCell * (Math.min(cell + 1, right) - Math.max(cell, left));
        }
    }

    /** The time in ms below which this fraction lies. */
    double percentileMs(double fraction) {
        double wanted = fraction * Arrays.stream(mass).sum();
        double sum = 0;
        for (int cell = 0; cell < CELLS; cell++) {
            if (sum + mass[cell] >= wanted && mass[cell] > 0) {
                return axis.timeMsAt(first + (cell + (wanted - sum) / mass[cell]) * width);
            }
            sum += mass[cell];
        }
        return axis.timeMsAt(first + CELLS * width);
    }

    /** The fraction that lies above a time in ms. */
    double fractionAbove(double timeMs) {
        double place = (axis.placeOf(timeMs) - first) / width;
        double sum = 0;
        double above = 0;
        for (int cell = 0; cell < CELLS; cell++) {
            sum += mass[cell];
            above += mass[cell] * Math.max(0, Math.min(1, cell + 1 - place));
        }
        return above / sum;
    }
}

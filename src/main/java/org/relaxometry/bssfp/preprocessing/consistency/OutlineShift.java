package org.relaxometry.bssfp.preprocessing.consistency;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.statistics.SortedSamples;

/**
 * How far the outline of the object moved within the slices from cycle to cycle: motion that is too large for what the misfit of
 * single voxels says of it.
 *
 * <p>Along every row and column, in every cycle, the first and the last voxel with signal; what both are shifted by against
 * their means over the cycles is the shift of that line, and the median over the lines that of the cycle. A dark band moves one
 * end, and not on all lines. An object that fills the images has no outline, and does not move.
 */
final class OutlineShift {

    /** Of a bright voxel's least brightness, this part is signal; two neighbours together keep noise out. */
    private static final double SIGNAL = 0.7;

    private static final int MIN_LINES = 20;

    private final VolumeGrid grid;
    private final int cycles;
    private final List<double[]> alongX = new ArrayList<>();
    private final List<double[]> alongY = new ArrayList<>();

    OutlineShift(VolumeGrid grid, int cycles) {
        this.grid = grid;
        this.cycles = cycles;
    }

    /**
     * Takes a slice into account.
     *
     * @param magnitudes of every cycle
     * @param bright least brightness of a bright voxel
     */
    void add(float[][] magnitudes, double bright) {
        double limit = SIGNAL * bright;
        for (int y = 0; y < grid.ny(); y++) {
            shifts(magnitudes, y * grid.nx(), 1, grid.nx(), limit, alongX);
        }
        for (int x = 0; x < grid.nx(); x++) {
            shifts(magnitudes, x, grid.nx(), grid.ny(), limit, alongY);
        }
    }

    /** Shifts of all cycles against their mean, where all cycles have signal on the line. */
    private void shifts(float[][] magnitudes, int start, int step, int length, double limit, List<double[]> into) {
        double[] first = new double[cycles];
        double[] last = new double[cycles];
        for (int j = 0; j < cycles; j++) {
            first[j] = end(magnitudes[j], start, step, length - 1, 2 * limit);
            last[j] = length - 2 - end(magnitudes[j], start + (length - 1) * step, -step, length - 1, 2 * limit);
            if (first[j] > last[j]) {
                return;
            }
        }
        double meanFirst = Arrays.stream(first).average().orElseThrow();
        double meanLast = Arrays.stream(last).average().orElseThrow();
        into.add(IntStream.range(0, cycles)
                .mapToDouble(j -> inCommon(first[j] - meanFirst, last[j] - meanLast))
                .toArray());
    }

    /** How many steps it takes to the first two neighbours with signal. */
    private static int end(float[] magnitudes, int start, int step, int steps, double limit) {
        for (int k = 0; k < steps; k++) {
            int i = start + k * step;
            if (magnitudes[i] + magnitudes[i + step] >= limit) {
                return k;
            }
        }
        return steps;
    }

    /** A band darkens one end, motion moves both. */
    private static double inCommon(double first, double last) {
        if (first * last <= 0) {
            return 0;
        }
        return Math.abs(first) < Math.abs(last) ? first : last;
    }

    /** Largest distance between the outlines of two cycles, in voxels; 0 where there are too few rows or columns to see. */
    double farthest() {
        double[] x = medians(alongX);
        double[] y = medians(alongY);
        double farthest = 0;
        for (int i = 0; i < cycles; i++) {
            for (int j = 0; j < i; j++) {
                farthest = Math.max(farthest, Math.hypot(x[i] - x[j], y[i] - y[j]));
            }
        }
        return farthest;
    }

    private double[] medians(List<double[]> lines) {
        return IntStream.range(0, cycles)
                .mapToDouble(j -> lines.size() < MIN_LINES
                        ? 0
                        : SortedSamples.finite(lines.stream()
                                        .mapToDouble(line -> line[j])
                                        .toArray())
                                .median())
                .toArray();
    }
}

package org.relaxometry.bssfp.contrast;

import java.util.ArrayList;
import java.util.List;
import org.relaxometry.bssfp.protocol.Protocol;

/**
 * The geometric solution: samples of increments 180° apart lie on a line through M, so M is where two such lines cross.
 *
 * <p>With four cycles there are two lines, and the crossing is that of the source. With more, M is the point of least
 * Σ (d × (p − S))² over all lines, d = S_j − S_k from sample to sample: long lines, whose direction is well known, count more. A
 * point further out than all samples cannot be M, which noise makes of lines that are nearly parallel; there the complex mean is
 * taken, as in the source.
 *
 * <p>The second pass takes every pair as w S_j + (1 − w) S_k with the weight that meets the geometric solution of the 5 × 5
 * neighbours of the slice best, and the mean over the pairs.
 *
 * <p>Source: Xiang and Hoff, Magn. Reson. Med. 71, 927 (2014), doi:10.1002/mrm.25098. Immutable, for any number of threads.
 */
final class OppositeCycles {

    /** Pairs that make two lines. */
    private static final int LEAST_PAIRS = 2;

    private static final double HALF_TURN_DEG = 180;

    /** Rounding of increments that were typed with a few digits. */
    private static final double TOLERANCE_DEG = 0.1;

    private static final int REACH = 2;

    /** Indices of two cycles. */
    private record Pair(int first, int second) {}

    private final List<Pair> pairs;

    private OppositeCycles(List<Pair> pairs) {
        this.pairs = pairs;
    }

    /**
     * Of a protocol.
     *
     * @throws IllegalArgumentException where fewer than two pairs of cycles lie opposite each other
     */
    static OppositeCycles of(Protocol protocol) {
        List<Pair> pairs = pairs(protocol.phaseIncrementsDeg());
        if (pairs.size() < LEAST_PAIRS) {
            throw new IllegalArgumentException("The geometric solution needs two pairs of cycles whose phase increments"
                    + " lie 180° apart, such as 0, 90, 180, 270°, but the protocol is: " + protocol.describe()
                    + ". Leave geometric and linearised out.");
        }
        return new OppositeCycles(pairs);
    }

    /** Whether the protocol has two pairs. */
    static boolean suit(Protocol protocol) {
        return pairs(protocol.phaseIncrementsDeg()).size() >= LEAST_PAIRS;
    }

    private static List<Pair> pairs(List<Double> incrementsDeg) {
        List<Pair> pairs = new ArrayList<>();
        for (int j = 0; j < incrementsDeg.size(); j++) {
            for (int k = j + 1; k < incrementsDeg.size(); k++) {
                double apart = Math.IEEEremainder(incrementsDeg.get(k) - incrementsDeg.get(j) - HALF_TURN_DEG, 360);
                if (Math.abs(apart) < TOLERANCE_DEG) {
                    pairs.add(new Pair(j, k));
                }
            }
        }
        return pairs;
    }

    /**
     * Where the lines cross.
     *
     * @param in samples of a slice
     * @param real receives real parts
     * @param imaginary receives imaginary parts
     */
    void cross(CycleSlice in, float[] real, float[] imaginary) {
        for (int v = 0; v < real.length; v++) {
            double xx = 0;
            double xy = 0;
            double yy = 0;
            double rightX = 0;
            double rightY = 0;
            double farthest = 0;
            for (Pair pair : pairs) {
                double x = in.real(pair.first, v);
                double y = in.imaginary(pair.first, v);
                double dx = x - in.real(pair.second, v);
                double dy = y - in.imaginary(pair.second, v);
                double moment = dx * y - dy * x;
                xx += dy * dy;
                xy -= dx * dy;
                yy += dx * dx;
                rightX -= dy * moment;
                rightY += dx * moment;
                farthest = Math.max(farthest, Math.max(x * x + y * y, square(x - dx) + square(y - dy)));
            }
            double determinant = xx * yy - xy * xy;
            double x = (rightX * yy - rightY * xy) / determinant;
            double y = (rightY * xx - rightX * xy) / determinant;
            boolean possible = x * x + y * y <= farthest;
            real[v] = possible ? (float) x : in.meanReal(v);
            imaginary[v] = possible ? (float) y : in.meanImaginary(v);
        }
    }

    /**
     * The second pass.
     *
     * @param in samples of a slice
     * @param inside voxels that count as neighbours
     * @param crossReal of {@link #cross}; crossImaginary likewise
     * @param magnitude receives the magnitudes
     */
    void weigh(CycleSlice in, boolean[] inside, float[] crossReal, float[] crossImaginary, float[] magnitude) {
        int width = in.width();
        double[] projection = new double[magnitude.length];
        double[] length = new double[magnitude.length];
        double[] x = new double[magnitude.length];
        double[] y = new double[magnitude.length];
        for (Pair pair : pairs) {
            for (int v = 0; v < magnitude.length; v++) {
                double dx = in.real(pair.first, v) - in.real(pair.second, v);
                double dy = in.imaginary(pair.first, v) - in.imaginary(pair.second, v);
                projection[v] = inside[v]
                        ? (crossReal[v] - in.real(pair.second, v)) * dx
                                + (crossImaginary[v] - in.imaginary(pair.second, v)) * dy
                        : 0;
                length[v] = inside[v] ? dx * dx + dy * dy : 0;
            }
            for (int v = 0; v < magnitude.length; v++) {
                double all = around(length, v, width);
                double weight = all > 0 ? around(projection, v, width) / all : 0.5;
                x[v] += weight * in.real(pair.first, v) + (1 - weight) * in.real(pair.second, v);
                y[v] += weight * in.imaginary(pair.first, v) + (1 - weight) * in.imaginary(pair.second, v);
            }
        }
        for (int v = 0; v < magnitude.length; v++) {
            magnitude[v] = (float) (Math.hypot(x[v], y[v]) / pairs.size());
        }
    }

    private static double around(double[] values, int voxel, int width) {
        int height = values.length / width;
        int column = voxel % width;
        int row = voxel / width;
        double sum = 0;
        for (int y = Math.max(0, row - REACH); y <= Math.min(height - 1, row + REACH); y++) {
            for (int x = Math.max(0, column - REACH); x <= Math.min(width - 1, column + REACH); x++) {
                sum += values[x + width * y];
            }
        }
        return sum;
    }

    private static double square(double x) {
        return x * x;
    }
}

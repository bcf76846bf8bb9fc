package org.relaxometry.bssfp.accuracy;

import java.util.Arrays;
import org.relaxometry.bssfp.accuracy.NetworkAccuracy.Pair;
import org.relaxometry.bssfp.statistics.Range;

/**
 * Errors of noisy samples over a square grid of tissue, T1 fastest. Estimates beyond the grid count as its nearest end, voxels
 * without an estimate as the longest T1 and T2: where maximum likelihood gives none, its solution lies beyond 10 s.
 */
final class GridErrors {

    static final Range T1_MS = new Range(360, 2080);
    static final Range T2_MS = new Range(20, 120);

    private final double[] t1Ms;
    private final double[] t2Ms;
    private final double[][] sums;
    private final double[][] sumsOfSquares;
    private int samples;

    GridErrors(double[] t1Ms, double[] t2Ms) {
        this.t1Ms = t1Ms;
        this.t2Ms = t2Ms;
        sums = new double[2][t1Ms.length];
        sumsOfSquares = new double[2][t1Ms.length];
    }

    /** Adds one sample of every tissue. */
    void add(float[] t1, float[] t2) {
        add(0, t1, t1Ms, T1_MS);
        add(1, t2, t2Ms, T2_MS);
        samples++;
    }

    /** Coefficient of determination 1 − Σ(p̂ − p)²/Σ(p − p̄)² of single samples. */
    Pair determinationOfSamples() {
        return new Pair(determination(rootMeanSquare(0), t1Ms), determination(rootMeanSquare(1), t2Ms));
    }

    /** Coefficient of determination of the means of all samples, which hides their spread. */
    Pair determinationOfMeans() {
        return new Pair(determination(bias(0), t1Ms), determination(bias(1), t2Ms));
    }

    /** Mean error of every tissue in % of its T1. */
    float[] t1BiasPercent() {
        return percent(bias(0), t1Ms);
    }

    /** Mean error of every tissue in % of its T2. */
    float[] t2BiasPercent() {
        return percent(bias(1), t2Ms);
    }

    /** Root mean square error of every tissue in % of its T1. */
    float[] t1RootMeanSquarePercent() {
        return percent(rootMeanSquare(0), t1Ms);
    }

    /** Root mean square error of every tissue in % of its T2. */
    float[] t2RootMeanSquarePercent() {
        return percent(rootMeanSquare(1), t2Ms);
    }

    private void add(int parameter, float[] values, double[] truth, Range range) {
        for (int v = 0; v < truth.length; v++) {
            double value = Float.isNaN(values[v]) ? range.max() : values[v];
            double error = Math.min(range.max(), Math.max(range.min(), value)) - truth[v];
            sums[parameter][v] += error;
            sumsOfSquares[parameter][v] += error * error;
        }
    }

    private double[] bias(int parameter) {
        return Arrays.stream(sums[parameter]).map(sum -> sum / samples).toArray();
    }

    private double[] rootMeanSquare(int parameter) {
        return Arrays.stream(sumsOfSquares[parameter])
                .map(sum -> Math.sqrt(sum / samples))
                .toArray();
    }

    private static double determination(double[] errors, double[] truth) {
        double mean = Arrays.stream(truth).average().orElseThrow();
        double unexplained = Arrays.stream(errors).map(error -> error * error).sum();
        double spread = Arrays.stream(truth).map(p -> (p - mean) * (p - mean)).sum();
        return 1 - unexplained / spread;
    }

    private static float[] percent(double[] errors, double[] truth) {
        float[] percent = new float[truth.length];
        for (int v = 0; v < percent.length; v++) {
            percent[v] = (float) (100 * errors[v] / truth[v]);
        }
        return percent;
    }
}

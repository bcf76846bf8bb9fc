package org.relaxometry.bssfp.norm;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.statistics.CholeskyFactor;
import org.relaxometry.bssfp.statistics.SortedSamples;

/**
 * A straight line, or a plane, through values of which a few may be wrong: least absolute deviations first; what lies more than 3.5
 * robust standard deviations from them is left out; least squares through the rest (reweighted least squares, Rousseeuw and Leroy
 * 1987).
 *
 * @param coefficients of the columns
 * @param inverse (XᵀX)⁻¹ of the values that count
 * @param spread standard deviation of the values that count about the plane
 * @param counting indices of the values that count
 */
record NormFit(double[] coefficients, double[][] inverse, double spread, int[] counting) {

    /** Of a normal distribution. */
    private static final double SIGMA_PER_MAD = 1.4826;

    /** Iglewicz and Hoaglin 1993. */
    private static final double UNUSUAL = 3.5;

    /** The fewer values, the less sure their median absolute deviation; without it, z of norms of a dozen people are too large. */
    private static final double UNSURE = 5;

    private static final int ITERATIONS = 100;

    /**
     * Fits.
     *
     * @param columns [value][column]
     * @param values one for each row
     * @param least spread that is always assumed, more than 0
     * @return empty where the columns do not determine the coefficients, or too few values count
     */
    static Optional<NormFit> of(double[][] columns, double[] values, double least) {
        int p = columns[0].length;
        double[] weights = new double[values.length];
        Arrays.fill(weights, 1);
        Optional<double[]> robust = weighted(columns, values, weights).map(Solution::x);
        for (int k = 0; k < ITERATIONS && robust.isPresent(); k++) {
            double[] residuals = residuals(columns, values, robust.get());
            for (int i = 0; i < weights.length; i++) {
                weights[i] = 1 / Math.max(Math.abs(residuals[i]), 1e-3 * least);
            }
            robust = weighted(columns, values, weights).map(Solution::x);
        }
        if (robust.isEmpty()) {
            return Optional.empty();
        }
        double[] residuals = residuals(columns, values, robust.get());
        double[] sizes = Arrays.stream(residuals).map(Math::abs).toArray();
        int spare = Math.max(1, values.length - p);
        double sigma = SIGMA_PER_MAD * SortedSamples.all(sizes).median() * Math.sqrt((double) values.length / spare);
        double limit = UNUSUAL * (1 + UNSURE / spare) * Math.max(least, sigma);
        int[] kept =
                IntStream.range(0, values.length).filter(i -> sizes[i] <= limit).toArray();
        return squares(columns, values, kept, least);
    }

    private static Optional<NormFit> squares(double[][] columns, double[] values, int[] kept, double least) {
        int p = columns[0].length;
        double[] weights = new double[values.length];
        IntStream.of(kept).forEach(i -> weights[i] = 1);
        if (kept.length <= p) {
            return Optional.empty();
        }
        return weighted(columns, values, weights).map(solution -> {
            double[] residuals = residuals(columns, values, solution.x());
            double sum = IntStream.of(kept)
                    .mapToDouble(i -> residuals[i] * residuals[i])
                    .sum();
            return new NormFit(
                    solution.x(), solution.inverse(), Math.max(least, Math.sqrt(sum / (kept.length - p))), kept);
        });
    }

    private static double[] residuals(double[][] columns, double[] values, double[] x) {
        double[] residuals = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            residuals[i] = values[i] - product(columns[i], x);
        }
        return residuals;
    }

    static double product(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    private record Solution(double[] x, double[][] inverse) {}

    private static Optional<Solution> weighted(double[][] columns, double[] values, double[] weights) {
        int p = columns[0].length;
        double[][] normal = new double[p][p];
        double[] right = new double[p];
        for (int i = 0; i < values.length; i++) {
            for (int a = 0; a < p; a++) {
                right[a] += weights[i] * columns[i][a] * values[i];
                for (int b = 0; b < p; b++) {
                    normal[a][b] += weights[i] * columns[i][a] * columns[i][b];
                }
            }
        }
        return CholeskyFactor.of(normal).map(factor -> {
            double[][] inverse = new double[p][];
            for (int a = 0; a < p; a++) {
                double[] unit = new double[p];
                unit[a] = 1;
                inverse[a] = factor.solve(unit);
            }
            return new Solution(factor.solve(right), inverse);
        });
    }
}

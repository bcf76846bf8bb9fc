package org.relaxometry.bssfp.statistics;

import java.util.Optional;

/** The lower triangular L of a symmetric positive definite matrix L Lᵀ of a few rows, to solve its equations. Immutable. */
public final class CholeskyFactor {

    private final double[][] lower;

    private CholeskyFactor(double[][] lower) {
        this.lower = lower;
    }

    /**
     * Factors a matrix.
     *
     * @param matrix symmetric; only its lower triangle is read
     * @return empty where it is not positive definite
     */
    public static Optional<CholeskyFactor> of(double[][] matrix) {
        int size = matrix.length;
        double[][] lower = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[i][k] * lower[j][k];
                }
                if (i == j && !(sum > 0)) {
                    return Optional.empty();
                }
                lower[i][j] = i == j ? Math.sqrt(sum) : sum / lower[j][j];
            }
        }
        return Optional.of(new CholeskyFactor(lower));
    }

    /** x of L Lᵀ x = right-hand side. */
    public double[] solve(double[] rightHandSide) {
        double[] x = rightHandSide.clone();
        for (int i = 0; i < x.length; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= lower[i][k] * x[k];
            }
            x[i] /= lower[i][i];
        }
        for (int i = x.length - 1; i >= 0; i--) {
            for (int k = i + 1; k < x.length; k++) {
                x[i] -= lower[k][i] * x[k];
            }
            x[i] /= lower[i][i];
        }
        return x;
    }
}

package org.relaxometry.bssfp.signal;

import java.util.Arrays;

/** The inverse of a symmetric positive definite matrix by Gauss–Jordan, which needs no pivoting for such a matrix. */
public final class SymmetricInverse {

    private SymmetricInverse() {}

    /** @param matrix its upper left part of the size of {@code inverse} is inverted, and destroyed */
    public static void write(double[][] matrix, double[][] inverse) {
        int size = inverse.length;
        for (int i = 0; i < size; i++) {
            Arrays.fill(inverse[i], 0);
            inverse[i][i] = 1;
        }
        for (int pivot = 0; pivot < size; pivot++) {
            double scale = 1 / matrix[pivot][pivot];
            for (int column = 0; column < size; column++) {
                matrix[pivot][column] *= scale;
                inverse[pivot][column] *= scale;
            }
            for (int row = 0; row < size; row++) {
                double factor = matrix[row][pivot];
                if (row != pivot) {
                    for (int column = 0; column < size; column++) {
                        matrix[row][column] -= factor * matrix[pivot][column];
                        inverse[row][column] -= factor * inverse[pivot][column];
                    }
                }
            }
        }
    }
}

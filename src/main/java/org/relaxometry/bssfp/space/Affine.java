package org.relaxometry.bssfp.space;

import java.util.Arrays;

/**
 * An affine map of space, p ↦ A p + b: from voxel indices to millimetres as NIfTI headers state it, from millimetres to
 * millimetres, or between the indices of two grids.
 */
public final class Affine {

    /** Nothing moves. */
    public static final Affine IDENTITY = new Affine(new double[][] {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}});

    private final double[][] rows;

    /**
     * From its matrix.
     *
     * @param rows three rows (A | b) of four numbers
     * @throws IllegalArgumentException if it is of another size, or maps space onto a plane
     */
    public Affine(double[][] rows) {
        if (rows.length != 3 || Arrays.stream(rows).anyMatch(row -> row.length != 4)) {
            throw new IllegalArgumentException(
                    "An affine matrix has 3 rows of 4 numbers, but is " + Arrays.deepToString(rows) + ".");
        }
        this.rows = Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
        double determinant = determinant();
        if (!(Math.abs(determinant) > 0 && Math.abs(determinant) < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "An affine matrix must map space onto space, but is " + Arrays.deepToString(rows) + ".");
        }
    }

    /** First coordinate of the image of (x, y, z). */
    public double x(double x, double y, double z) {
        return row(0, x, y, z);
    }

    /** Second coordinate of the image of (x, y, z). */
    public double y(double x, double y, double z) {
        return row(1, x, y, z);
    }

    /** Third coordinate of the image of (x, y, z). */
    public double z(double x, double y, double z) {
        return row(2, x, y, z);
    }

    /** The map that does {@code first}, then this one. */
    public Affine after(Affine first) {
        double[][] product = new double[3][4];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 4; j++) {
                product[i][j] = j == 3 ? rows[i][3] : 0;
                for (int k = 0; k < 3; k++) {
                    product[i][j] += rows[i][k] * first.rows[k][j];
                }
            }
        }
        return new Affine(product);
    }

    /** The map back. */
    public Affine inverse() {
        double determinant = determinant();
        double[][] inverse = new double[3][4];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                inverse[i][j] = cofactor(j, i) / determinant;
                inverse[i][3] -= inverse[i][j] * rows[j][3];
            }
        }
        return new Affine(inverse);
    }

    /** Its three rows (A | b) of four numbers, fresh arrays. */
    public double[][] rows() {
        return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
    }

    private double row(int i, double x, double y, double z) {
        double[] row = rows[i];
        return row[0] * x + row[1] * y + row[2] * z + row[3];
    }

    private double determinant() {
        return rows[0][0] * cofactor(0, 0) + rows[0][1] * cofactor(0, 1) + rows[0][2] * cofactor(0, 2);
    }

    /** With its sign, by taking rows and columns in cyclic order. */
    private double cofactor(int i, int j) {
        double[] next = rows[(i + 1) % 3];
        double[] last = rows[(i + 2) % 3];
        return next[(j + 1) % 3] * last[(j + 2) % 3] - next[(j + 2) % 3] * last[(j + 1) % 3];
    }
}

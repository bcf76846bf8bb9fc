package org.relaxometry.bssfp.io.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.relaxometry.bssfp.io.nifti.NiftiGeometry;

/** Which voxel of one image lies where a voxel of another lies, whatever the order of rows and slices. */
public final class SamePlaces {

    private SamePlaces() {}

    /**
     * Every voxel must lie on one of the others, to a hundredth of its size.
     *
     * @param size of the first image
     * @param otherSize of the second
     * @return index in the second image of every voxel of the first, x fastest
     */
    public static int[] indices(NiftiGeometry geometry, int[] size, NiftiGeometry other, int[] otherSize) {
        double[][] a = geometry.affine();
        double[][] b = other.affine();
        int[] indices = new int[size[0] * size[1] * size[2]];
        for (int i = 0; i < indices.length; i++) {
            int[] at = {i % size[0], i / size[0] % size[1], i / size[0] / size[1]};
            double[] place = new double[3];
            for (int axis = 0; axis < 3; axis++) {
                place[axis] = a[axis][0] * at[0] + a[axis][1] * at[1] + a[axis][2] * at[2] + a[axis][3] - b[axis][3];
            }
            int[] found = new int[3];
            for (int column = 0; column < 3; column++) {
                double index = determinant(replaced(b, column, place)) / determinant(b);
                assertThat(index).isCloseTo(Math.rint(index), within(0.01)).isBetween(-0.01, otherSize[column] - 0.99);
                found[column] = (int) Math.rint(index);
            }
            indices[i] = found[0] + otherSize[0] * (found[1] + otherSize[1] * found[2]);
        }
        return indices;
    }

    private static double[][] replaced(double[][] matrix, int column, double[] by) {
        double[][] copy = new double[3][];
        for (int row = 0; row < 3; row++) {
            copy[row] = matrix[row].clone();
            copy[row][column] = by[row];
        }
        return copy;
    }

    private static double determinant(double[][] m) {
        return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
                - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
                + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
    }
}

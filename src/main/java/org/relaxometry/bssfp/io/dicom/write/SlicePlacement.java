package org.relaxometry.bssfp.io.dicom.write;

import java.util.Arrays;
import org.relaxometry.bssfp.space.Upright;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * Where the slices of a volume lie in DICOM's axes (x to the left, y to the back, z to the head), turned so that a viewer that shows
 * them as stored shows them upright. Source: DICOM PS3.3, C.7.6.2.1.1.
 */
public final class SlicePlacement {

    /** Cosine between rows and columns that is rounding; DICOM cannot say a sheared slice. */
    private static final double MOST_SHEAR = 1e-4;

    private final VolumeGrid grid;
    private final Upright upright;
    private final double[] row;
    private final double[] column;
    private final double[] origin;
    private final double[] step;
    private final double columnSpacing;
    private final double rowSpacing;

    /**
     * @param affine [3][4] from voxel indices to mm, x to the right, y to the front, z to the head
     * @throws IllegalArgumentException if rows and columns are not at right angles
     */
    public SlicePlacement(double[][] affine, VolumeGrid grid) {
        this.grid = grid;
        upright = Upright.of(affine);
        double[] alongRow = axis(affine, 0);
        double[] alongColumn = axis(affine, 1);
        step = axis(affine, 2);
        origin = axis(affine, 3);
        if (upright.mirrorsX()) {
            turn(alongRow, grid.nx());
        }
        if (upright.mirrorsY()) {
            turn(alongColumn, grid.ny());
        }
        columnSpacing = length(alongRow);
        rowSpacing = length(alongColumn);
        row = scaled(alongRow, 1 / columnSpacing);
        double shear = dot(row, alongColumn) / rowSpacing;
        if (!(Math.abs(shear) <= MOST_SHEAR)) {
            throw new IllegalArgumentException("Rows and columns of the maps are not at right angles (they are off by "
                    + Math.round(Math.toDegrees(Math.asin(shear)) * 100) / 100.0
                    + "°), which DICOM images cannot be. Write NIfTI, or map the series before it is resampled.");
        }
        for (int i = 0; i < 3; i++) {
            alongColumn[i] -= dot(row, alongColumn) * row[i];
        }
        column = scaled(alongColumn, 1 / length(alongColumn));
    }

    private void turn(double[] direction, int count) {
        for (int i = 0; i < 3; i++) {
            origin[i] += (count - 1) * direction[i];
            direction[i] = -direction[i];
        }
    }

    /** From NIfTI's axes to DICOM's. */
    private static double[] axis(double[][] affine, int index) {
        return new double[] {-affine[0][index], -affine[1][index], affine[2][index]};
    }

    /** Of the volume. */
    public VolumeGrid grid() {
        return grid;
    }

    /** Centre of the first pixel of a slice in mm. */
    double[] positionMm(int slice) {
        double[] position = origin.clone();
        for (int i = 0; i < 3; i++) {
            position[i] += slice * step[i];
        }
        return position;
    }

    /** Direction along a row, then down a column. */
    double[] orientation() {
        double[] both = Arrays.copyOf(row, 6);
        System.arraycopy(column, 0, both, 3, 3);
        return both;
    }

    /** Distance of two rows, then of two columns, in mm. */
    double[] spacingMm() {
        return new double[] {rowSpacing, columnSpacing};
    }

    /** Distance of two slices along their normal in mm. */
    double sliceSpacingMm() {
        double[] normal = {
            row[1] * column[2] - row[2] * column[1],
            row[2] * column[0] - row[0] * column[2],
            row[0] * column[1] - row[1] * column[0]
        };
        return Math.abs(dot(normal, step));
    }

    /** The values of a slice as they are stored. */
    float[] upright(float[] plane) {
        int width = grid.nx();
        float[] turned = new float[plane.length];
        for (int i = 0; i < plane.length; i++) {
            turned[i] = plane[upright.row(i / width, grid.ny()) * width + upright.column(i % width, width)];
        }
        return turned;
    }

    /** The centres of the corner voxels, in no order that means anything. */
    double[][] cornersMm() {
        double[][] corners = new double[8][];
        for (int i = 0; i < corners.length; i++) {
            double x = (i & 1) * (grid.nx() - 1) * columnSpacing;
            double y = (i >> 1 & 1) * (grid.ny() - 1) * rowSpacing;
            double[] corner = positionMm((i >> 2) * (grid.nz() - 1));
            for (int axis = 0; axis < 3; axis++) {
                corner[axis] += x * row[axis] + y * column[axis];
            }
            corners[i] = corner;
        }
        return corners;
    }

    String text() {
        return grid + " " + Arrays.toString(origin) + Arrays.toString(orientation()) + Arrays.toString(step);
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    private static double length(double[] vector) {
        return Math.sqrt(dot(vector, vector));
    }

    private static double[] scaled(double[] vector, double factor) {
        return new double[] {vector[0] * factor, vector[1] * factor, vector[2] * factor};
    }
}

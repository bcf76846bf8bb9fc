package org.relaxometry.bssfp.preprocessing.motion;

import org.relaxometry.bssfp.space.VolumeGrid;

/** Reads value and gradient of a {@link SplineImage} at any place. An instance serves one thread. */
final class SplineProbe {

    private final double[][] weights = new double[3][SplineImage.TAPS];
    private final double[][] slopes = new double[3][SplineImage.TAPS];
    private final int[][] offsets = new int[3][SplineImage.TAPS];

    double value;

    /** Per mm along x, y, z. */
    double gradientX;

    double gradientY;
    double gradientZ;

    /**
     * Moves to a place in voxel coordinates.
     *
     * @return false outside the voxels; value and gradient then keep what they were
     */
    boolean moveTo(SplineImage image, double x, double y, double z) {
        VolumeGrid grid = image.grid();
        if (!(SplineImage.covers(x, grid.nx())
                && SplineImage.covers(y, grid.ny())
                && SplineImage.covers(z, grid.nz()))) {
            return false;
        }
        prepare(0, x, grid.nx(), 1);
        prepare(1, y, grid.ny(), grid.nx());
        prepare(2, z, grid.nz(), grid.sliceVoxels());
        float[] c = image.coefficients();
        double v = 0;
        double gx = 0;
        double gy = 0;
        double gz = 0;
        for (int k = 0; k < SplineImage.TAPS; k++) {
            double planeV = 0;
            double planeX = 0;
            double planeY = 0;
            for (int j = 0; j < SplineImage.TAPS; j++) {
                int row = offsets[2][k] + offsets[1][j];
                double rowV = 0;
                double rowX = 0;
                for (int i = 0; i < SplineImage.TAPS; i++) {
                    float coefficient = c[row + offsets[0][i]];
                    rowV += weights[0][i] * coefficient;
                    rowX += slopes[0][i] * coefficient;
                }
                planeV += weights[1][j] * rowV;
                planeX += weights[1][j] * rowX;
                planeY += slopes[1][j] * rowV;
            }
            v += weights[2][k] * planeV;
            gx += weights[2][k] * planeX;
            gy += weights[2][k] * planeY;
            gz += slopes[2][k] * planeV;
        }
        value = v;
        gradientX = gx / grid.dxMm();
        gradientY = gy / grid.dyMm();
        gradientZ = gz / grid.dzMm();
        return true;
    }

    private void prepare(int axis, double place, int n, int stride) {
        int floor = (int) Math.floor(place);
        SplineImage.weights(place - floor, weights[axis]);
        SplineImage.slopes(place - floor, slopes[axis]);
        for (int i = 0; i < SplineImage.TAPS; i++) {
            offsets[axis][i] = SplineImage.mirrored(floor - 1 + i, n) * stride;
        }
    }
}

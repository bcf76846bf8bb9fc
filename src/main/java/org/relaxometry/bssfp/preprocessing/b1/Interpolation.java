package org.relaxometry.bssfp.preprocessing.b1;

import org.relaxometry.bssfp.space.VolumeGrid;

/** Values of a volume between its voxels. */
final class Interpolation {

    private Interpolation() {}

    /** Whether a point, in voxel indices, lies in one of the voxels. */
    static boolean covers(VolumeGrid grid, double x, double y, double z) {
        return x >= -0.5
                && x <= grid.nx() - 0.5
                && y >= -0.5
                && y <= grid.ny() - 0.5
                && z >= -0.5
                && z <= grid.nz() - 0.5;
    }

    /** Trilinear; beyond the outermost voxel centres the volume continues with their values. */
    static double linear(VolumeGrid grid, float[] values, double x, double y, double z) {
        double px = Math.max(0, Math.min(x, grid.nx() - 1));
        double py = Math.max(0, Math.min(y, grid.ny() - 1));
        double pz = Math.max(0, Math.min(z, grid.nz() - 1));
        int ix = (int) px;
        int iy = (int) py;
        int iz = (int) pz;
        int right = ix + 1 < grid.nx() ? 1 : 0;
        int down = iy + 1 < grid.ny() ? grid.nx() : 0;
        int deep = iz + 1 < grid.nz() ? grid.sliceVoxels() : 0;
        double fx = px - ix;
        double fy = py - iy;
        int i = grid.index(ix, iy, iz);
        double near = plane(values, i, right, down, fx, fy);
        double far = plane(values, i + deep, right, down, fx, fy);
        return near + (pz - iz) * (far - near);
    }

    private static double plane(float[] values, int i, int right, int down, double fx, double fy) {
        double upper = values[i] + fx * (values[i + right] - values[i]);
        double lower = values[i + down] + fx * (values[i + down + right] - values[i + down]);
        return upper + fy * (lower - upper);
    }
}

package org.relaxometry.bssfp.space;

/**
 * Size of a volume in voxels and of its voxels in mm. Voxel (x, y, z) of an array has the index x + nx (y + ny z).
 *
 * @param nx voxels along x, at least 1; ny and nz likewise
 * @param dxMm voxel size along x, positive; dyMm and dzMm likewise
 */
public record VolumeGrid(int nx, int ny, int nz, double dxMm, double dyMm, double dzMm) {

    public VolumeGrid {
        if (nx < 1 || ny < 1 || nz < 1) {
            throw new IllegalArgumentException("A volume has at least 1 voxel along each axis, but " + nx + " × " + ny
                    + " × " + nz + " is given.");
        }
        if (!(dxMm > 0 && dyMm > 0 && dzMm > 0)) {
            throw new IllegalArgumentException("The voxel size must be more than 0 mm along each axis, but is " + dxMm
                    + " × " + dyMm + " × " + dzMm + " mm.");
        }
        if ((long) nx * ny > Integer.MAX_VALUE / nz) {
            throw new IllegalArgumentException("A volume has at most " + Integer.MAX_VALUE
                    + " voxels, as an array has, but " + nx + " × " + ny + " × " + nz + " is given.");
        }
    }

    /** Number of voxels. */
    public int voxels() {
        return nx * ny * nz;
    }

    /** Number of voxels of a slice. */
    public int sliceVoxels() {
        return nx * ny;
    }

    /** Number of voxels along x, y and z, as images state it; a fresh array. */
    public long[] size() {
        return new long[] {nx, ny, nz};
    }

    /** Such as {@code 64 × 64 × 24 voxels}. */
    public String sizeText() {
        return nx + " × " + ny + " × " + nz + " voxels";
    }

    /** Index of a voxel. */
    public int index(int x, int y, int z) {
        return x + nx * (y + ny * z);
    }

    void require(String what, float[] values) {
        if (values.length != voxels()) {
            throw new IllegalArgumentException("The " + what + " of a volume of " + sizeText() + " must have "
                    + voxels() + " values, but has " + values.length + ".");
        }
    }
}

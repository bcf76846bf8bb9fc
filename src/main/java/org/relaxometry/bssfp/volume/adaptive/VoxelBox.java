package org.relaxometry.bssfp.volume.adaptive;

import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * A part of a volume, with its voxel x, y, z at x + nx (y + ny z).
 *
 * @param x0 its first voxel along x; y0 and z0 likewise
 * @param nx voxels along x; ny and nz likewise
 */
record VoxelBox(int x0, int y0, int z0, int nx, int ny, int nz) {

    /**
     * The smallest that holds all voxels of the mask, at least one.
     *
     * @param empty columns that are added at its end, beyond the volume maybe
     */
    static VoxelBox around(PhaseCycledSeries series, int empty) {
        VolumeGrid grid = series.grid();
        if (series.mask().isEmpty()) {
            return new VoxelBox(0, 0, 0, grid.nx() + empty, grid.ny(), grid.nz());
        }
        Mask mask = series.mask().get();
        int[] from = {grid.nx(), grid.ny(), grid.nz()};
        int[] to = new int[3];
        for (int i = 0; i < mask.inside().length; i++) {
            if (mask.inside()[i]) {
                int[] at = {i % grid.nx(), i / grid.nx() % grid.ny(), i / grid.sliceVoxels()};
                for (int axis = 0; axis < 3; axis++) {
                    from[axis] = Math.min(from[axis], at[axis]);
                    to[axis] = Math.max(to[axis], at[axis] + 1);
                }
            }
        }
        if (to[0] == 0) {
            return new VoxelBox(0, 0, 0, 1 + empty, 1, 1);
        }
        return new VoxelBox(from[0], from[1], from[2], to[0] - from[0] + empty, to[1] - from[1], to[2] - from[2]);
    }

    /** Some of its slices. */
    VoxelBox slices(int from, int count) {
        return new VoxelBox(x0, y0, z0 + from, nx, ny, count);
    }

    int voxels() {
        return nx * ny * nz;
    }

    int rows() {
        return ny * nz;
    }
}

package org.relaxometry.bssfp.preprocessing.b1;

import org.relaxometry.bssfp.space.Affine;
import org.relaxometry.bssfp.space.PlacedVolume;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

/** Coarser volumes by averaging blocks of voxels. */
final class ReducedVolume {

    private ReducedVolume() {}

    /**
     * The volume with voxels of about a given size; an axis whose voxels are as large already keeps them. Values that are not
     * finite count as 0.
     */
    static PlacedVolume of(PlacedVolume placed, double pitchMm) {
        VolumeGrid grid = placed.volume().grid();
        int fx = factor(grid.nx(), grid.dxMm(), pitchMm);
        int fy = factor(grid.ny(), grid.dyMm(), pitchMm);
        int fz = factor(grid.nz(), grid.dzMm(), pitchMm);
        // what is left over at the far border is dropped
        VolumeGrid coarse = new VolumeGrid(
                grid.nx() / fx, grid.ny() / fy, grid.nz() / fz, grid.dxMm() * fx, grid.dyMm() * fy, grid.dzMm() * fz);
        float[] values = placed.volume().values();
        double[] sums = new double[coarse.voxels()];
        for (int z = 0; z < coarse.nz() * fz; z++) {
            for (int y = 0; y < coarse.ny() * fy; y++) {
                int i = grid.index(0, y, z);
                int row = coarse.index(0, y / fy, z / fz);
                for (int x = 0; x < coarse.nx() * fx; x++) {
                    float value = values[i + x];
                    sums[row + x / fx] += Float.isFinite(value) ? value : 0;
                }
            }
        }
        float[] means = new float[sums.length];
        for (int i = 0; i < sums.length; i++) {
            means[i] = (float) (sums[i] / (fx * fy * fz));
        }
        Affine block = new Affine(
                new double[][] {{fx, 0, 0, (fx - 1) / 2.0}, {0, fy, 0, (fy - 1) / 2.0}, {0, 0, fz, (fz - 1) / 2.0}});
        return new PlacedVolume(new ScalarVolume(coarse, means), placed.toMm().after(block));
    }

    private static int factor(int size, double voxelMm, double pitchMm) {
        return (int) Math.max(1, Math.min(size, Math.rint(pitchMm / voxelMm)));
    }
}

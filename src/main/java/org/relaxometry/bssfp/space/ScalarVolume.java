package org.relaxometry.bssfp.space;

import java.util.Arrays;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

/**
 * One real-valued image in memory, such as a magnitude or a B1 map.
 *
 * @param grid size
 * @param values by {@link VolumeGrid#index}; not copied
 */
public record ScalarVolume(VolumeGrid grid, float[] values) {

    public ScalarVolume {
        grid.require("image", values);
    }

    /** The values of an image [x, y, z] by {@link VolumeGrid#index}. */
    public static float[] values(RandomAccessibleInterval<FloatType> image) {
        float[] values = new float[Math.toIntExact(image.size())];
        PrimitiveBlocks.of(image, PrimitiveBlocks.OnFallback.ACCEPT).copy(image, values);
        return values;
    }

    /** As an image [x, y, z] over the same values. */
    public RandomAccessibleInterval<FloatType> image() {
        return ArrayImgs.floats(values, grid.nx(), grid.ny(), grid.nz());
    }

    /** Copies of the slices [z][x + y · width]. */
    public float[][] planes() {
        int voxels = grid.sliceVoxels();
        float[][] planes = new float[grid.nz()][];
        Arrays.setAll(planes, z -> Arrays.copyOfRange(values, z * voxels, (z + 1) * voxels));
        return planes;
    }
}

package org.relaxometry.bssfp.space;

/**
 * One complex image in memory, such as a phase cycle.
 *
 * @param grid size
 * @param real real part, by {@link VolumeGrid#index}; not copied
 * @param imaginary imaginary part, likewise
 */
public record ComplexVolume(VolumeGrid grid, float[] real, float[] imaginary) {

    public ComplexVolume {
        grid.require("real part", real);
        grid.require("imaginary part", imaginary);
    }

    /** All voxels 0. */
    public static ComplexVolume zeros(VolumeGrid grid) {
        return new ComplexVolume(grid, new float[grid.voxels()], new float[grid.voxels()]);
    }

    /** |S| of every voxel. */
    public float[] magnitude() {
        float[] magnitude = new float[real.length];
        for (int i = 0; i < magnitude.length; i++) {
            magnitude[i] = (float) Math.sqrt((double) real[i] * real[i] + (double) imaginary[i] * imaginary[i]);
        }
        return magnitude;
    }
}

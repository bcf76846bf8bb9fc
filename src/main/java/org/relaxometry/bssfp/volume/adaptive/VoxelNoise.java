package org.relaxometry.bssfp.volume.adaptive;

/**
 * Standard deviation of the noise of real and imaginary part, the same everywhere or voxel by voxel.
 *
 * @param sigma of all voxels where there is no map, in image units, above 0
 * @param map by index on the grid of the series, not copied; null where one number does. A voxel whose value is not positive
 *     has no known noise and is left out
 */
public record VoxelNoise(double sigma, float[] map) {

    /** The same noise everywhere. */
    public static VoxelNoise uniform(double sigma) {
        if (!(sigma > 0 && sigma < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The noise level must be more than 0, but is " + sigma + ".");
        }
        return new VoxelNoise(sigma, null);
    }

    /** At a voxel of the series; not positive where it is not known. */
    double at(int voxel) {
        return map == null ? sigma : map[voxel];
    }
}

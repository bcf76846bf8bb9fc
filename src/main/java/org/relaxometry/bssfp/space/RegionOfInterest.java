package org.relaxometry.bssfp.space;

/**
 * Voxels that belong together. Regions may overlap.
 *
 * @param name as it stands in tables
 * @param voxels indices into {@link Voxels}, at least one; not copied
 */
public record RegionOfInterest(String name, int[] voxels) {

    public RegionOfInterest {
        if (voxels.length == 0) {
            throw new IllegalArgumentException(
                    "The region " + name + " has no voxels. Does it lie outside the image, or outside the mask?");
        }
    }

    public void requireWithin(Voxels all) {
        for (int v : voxels) {
            if (v < 0 || v >= all.count()) {
                throw new IllegalArgumentException(
                        "The region " + name + " names voxel " + v + ", but there are only " + all.count() + ".");
            }
        }
    }
}

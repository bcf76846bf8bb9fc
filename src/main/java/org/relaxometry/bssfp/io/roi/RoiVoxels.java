package org.relaxometry.bssfp.io.roi;

/**
 * The voxels of one region of a series.
 *
 * @param name as it stands in tables, different from those of the other regions
 * @param where slices it lies in, such as {@code slice 12}, or {@code slices 3–9}; the first has number 1
 * @param voxels indices x + width · (y + height · z), in rising order, at least one; not copied
 */
public record RoiVoxels(String name, String where, int[] voxels) {}

package org.relaxometry.bssfp.space;

/**
 * A volume and where it lies in space.
 *
 * @param volume values
 * @param toMm from voxel indices to mm
 */
public record PlacedVolume(ScalarVolume volume, Affine toMm) {}

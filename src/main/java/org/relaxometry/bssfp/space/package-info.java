/**
 * Where voxels lie: grids, affine maps and rigid motion, volumes in memory, the phase-cycled series as ImgLib2 images, and
 * voxels gathered from it.
 */
package org.relaxometry.bssfp.space;

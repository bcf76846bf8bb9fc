/**
 * What is known of voxels beside their samples, brought into maps: the spread of the field within a voxel, its whole turns per TR,
 * the doubt of B1.
 */
package org.relaxometry.bssfp.volume.correction;

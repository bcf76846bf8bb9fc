/** Regions of interest from ImageJ, label images and masks, placed on the voxels of a series or of maps. */
package org.relaxometry.bssfp.io.roi;

/**
 * NIfTI-1 and NIfTI-2 files, read and written.
 *
 * <p>{@link org.relaxometry.bssfp.io.nifti.NiftiReader} takes .nii, .nii.gz and .hdr/.img pairs of either byte order and
 * gives the voxels in their stored type as ImgLib2 planes, with slope, intercept and geometry beside them.
 * {@link org.relaxometry.bssfp.io.nifti.NiftiWriter} writes float images with the geometry of the input.
 * A header is believed only as far as the file's size bears it out: what is too good to be true is refused before
 * memory is taken.
 */
package org.relaxometry.bssfp.io.nifti;

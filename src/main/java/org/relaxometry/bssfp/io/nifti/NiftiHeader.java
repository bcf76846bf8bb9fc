package org.relaxometry.bssfp.io.nifti;

import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * What the header of a NIfTI file says, checked against the standard and the size of the file.
 *
 * @param file the file that holds the header
 * @param dataFile the file that holds the voxels; the same unless the image is a .hdr/.img pair
 * @param byteOrder order of the bytes of every number
 * @param type type of the stored voxels
 * @param dimensions size along x, y, z, time or cycle …, 2 to 7 numbers without trailing ones
 * @param dataOffset byte of the (unpacked) data file where the voxels start
 * @param slope factor from stored to true values (scl_slope), 1 where the header states none
 * @param intercept true value of a stored 0 (scl_inter)
 * @param geometry where the voxels lie in space
 * @param description text of the header, may be empty
 */
public record NiftiHeader(
        Path file,
        Path dataFile,
        ByteOrder byteOrder,
        NiftiType type,
        long[] dimensions,
        long dataOffset,
        double slope,
        double intercept,
        NiftiGeometry geometry,
        String description) {

    @Override
    public long[] dimensions() {
        return dimensions.clone();
    }

    int planeVoxels() {
        return (int) (dimensions[0] * dimensions[1]);
    }

    int planes() {
        long planes = 1;
        for (int axis = 2; axis < dimensions.length; axis++) {
            planes *= dimensions[axis];
        }
        return (int) planes;
    }

    long dataBytes() {
        return (long) planeVoxels() * planes() * type.bytes();
    }

    /** The byte of the data file behind the last voxel. */
    long end() {
        return dataOffset + dataBytes();
    }
}

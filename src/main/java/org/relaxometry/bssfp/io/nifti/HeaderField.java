package org.relaxometry.bssfp.io.nifti;

/**
 * Where the numbers of a header stand and how they are stored. Source: nifti1.h and nifti2.h of the NIfTI Data Format
 * Working Group.
 */
enum HeaderField {
    DIM(40, Storage.INT16, 16, Storage.INT64),
    DATATYPE(70, Storage.INT16, 12, Storage.INT16),
    BITPIX(72, Storage.INT16, 14, Storage.INT16),
    PIXDIM(76, Storage.FLOAT32, 104, Storage.FLOAT64),
    VOX_OFFSET(108, Storage.FLOAT32, 168, Storage.INT64),
    SCL_SLOPE(112, Storage.FLOAT32, 176, Storage.FLOAT64),
    SCL_INTER(116, Storage.FLOAT32, 184, Storage.FLOAT64),
    XYZT_UNITS(123, Storage.UINT8, 500, Storage.INT32),
    QFORM_CODE(252, Storage.INT16, 344, Storage.INT32),
    SFORM_CODE(254, Storage.INT16, 348, Storage.INT32),
    /** quatern_b, _c, _d and qoffset_x, _y, _z. */
    QFORM(256, Storage.FLOAT32, 352, Storage.FLOAT64),
    /** srow_x, srow_y, srow_z, four numbers each. */
    SROW(280, Storage.FLOAT32, 400, Storage.FLOAT64);

    enum Storage {
        UINT8(1),
        INT16(2),
        INT32(4),
        INT64(8),
        FLOAT32(4),
        FLOAT64(8);

        final int bytes;

        Storage(int bytes) {
            this.bytes = bytes;
        }
    }

    private final int offset1;
    private final Storage storage1;
    private final int offset2;
    private final Storage storage2;

    HeaderField(int offset1, Storage storage1, int offset2, Storage storage2) {
        this.offset1 = offset1;
        this.storage1 = storage1;
        this.offset2 = offset2;
        this.storage2 = storage2;
    }

    int offset(NiftiVersion version, int index) {
        return version == NiftiVersion.NIFTI_1 ? offset1 + index * storage1.bytes : offset2 + index * storage2.bytes;
    }

    Storage storage(NiftiVersion version) {
        return version == NiftiVersion.NIFTI_1 ? storage1 : storage2;
    }
}

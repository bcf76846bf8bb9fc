package org.relaxometry.bssfp.io.nifti;

/** The two versions of the format, told apart by the size that their headers state. */
enum NiftiVersion {
    NIFTI_1(348, 344, "n+1\0", "ni1\0", 148),
    NIFTI_2(540, 4, "n+2\0\r\n\032\n", "ni2\0\r\n\032\n", 240);

    /** Bytes of the description field in both versions. */
    static final int DESCRIPTION_BYTES = 80;

    /** Four bytes behind the header of a single file say whether extensions follow. */
    static final int EXTENSION_FLAG_BYTES = 4;

    final int headerBytes;
    final int magicOffset;
    /** Mark of a file that holds header and voxels. */
    final String singleMagic;
    /** Mark of a header whose voxels are in a file of their own. */
    final String pairMagic;

    final int descriptionOffset;

    NiftiVersion(int headerBytes, int magicOffset, String singleMagic, String pairMagic, int descriptionOffset) {
        this.headerBytes = headerBytes;
        this.magicOffset = magicOffset;
        this.singleMagic = singleMagic;
        this.pairMagic = pairMagic;
        this.descriptionOffset = descriptionOffset;
    }
}

package org.relaxometry.bssfp.io.dicom.write;

import org.relaxometry.bssfp.io.dicom.DicomTag;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * Marks the pixels of a slice that hold no more than a lower bound, by an overlay that viewers draw over the image, and says so in the
 * comment of the image. Source: DICOM PS3.3, C.9.2; PS3.5, 8.1.2.
 */
final class BoundsOverlay {

    private BoundsOverlay() {}

    /** @return without elements where the slice holds none */
    static DataSet of(short[] stored, DerivedMap map, StoredScale scale, VolumeGrid grid) {
        byte[] bits = new byte[(stored.length + Byte.SIZE - 1) / Byte.SIZE];
        int marked = 0;
        for (int i = 0; i < stored.length; i++) {
            if (stored[i] == scale.atLeast()) {
                bits[i / Byte.SIZE] |= (byte) (1 << i % Byte.SIZE);
                marked++;
            }
        }
        if (marked == 0) {
            return new DataSet();
        }
        return new DataSet()
                .text(DicomTag.COMMENTS, AsciiText.of("Overlay: " + map.meaning(scale.bound(), marked) + ".", 1024))
                .numbers(DicomTag.OVERLAY_ROWS, grid.ny())
                .numbers(DicomTag.OVERLAY_COLUMNS, grid.nx())
                .text(DicomTag.OVERLAY_TYPE, "G")
                .numbers(DicomTag.OVERLAY_ORIGIN, 1, 1)
                .numbers(DicomTag.OVERLAY_BITS_ALLOCATED, 1)
                .numbers(DicomTag.OVERLAY_BIT, 0)
                .text(DicomTag.OVERLAY_DESCRIPTION, AsciiText.of(map.label(scale.bound()), 64))
                .text(DicomTag.OVERLAY_LABEL, "lower bounds")
                .bytes(DicomTag.OVERLAY_DATA, bits);
    }
}

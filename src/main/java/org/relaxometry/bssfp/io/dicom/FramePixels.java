package org.relaxometry.bssfp.io.dicom;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The numbers of the pixels of a frame. */
final class FramePixels {

    private FramePixels() {}

    /**
     * The stored integers, row by row, to which slope and intercept have not been applied.
     *
     * @param index of the frame
     * @param frames that the file has
     */
    static float[] samples(DicomFile file, int index, int frames, int rows, int columns) throws IOException {
        PixelCell cell = PixelCell.of(file.dataset());
        int count = rows * columns;
        ByteBuffer bytes = file.frame(index, frames, count, cell.bytes());
        float[] samples = new float[count];
        boolean beyond = cell.read(bytes, samples);
        // an overlay in an element of its own says that it begins with bit 0
        if (beyond && file.dataset().overlayBits().stream().noneMatch(cell::isBesideNumber)) {
            cell.confirmed(cell.cells(bytes, count), columns)
                    .orElseThrow(() -> new DicomException(
                            file.path(),
                            "has pixels with more than the " + cell.stored()
                                    + " bits it says are used, and no overlay that they belong to: its values are"
                                    + " not known. Export the series again, without overlays or markings."))
                    .read(bytes, samples);
        }
        return samples;
    }
}

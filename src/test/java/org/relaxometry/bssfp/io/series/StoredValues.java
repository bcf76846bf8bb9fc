package org.relaxometry.bssfp.io.series;

import java.io.IOException;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.series.scan.ScannedImage;

/** All stored numbers of an image. */
final class StoredValues {

    private StoredValues() {}

    /** By volume, slice and pixel. */
    static float[][][] of(ScannedImage image) throws IOException {
        ScannedImage.Slices slices = image.voxels().open(Progress.NONE);
        float[][][] values = new float[image.volumes()][image.grid().nz()][];
        for (int volume = 0; volume < values.length; volume++) {
            for (int z = 0; z < values[volume].length; z++) {
                values[volume][z] = slices.read(volume, z);
            }
        }
        return values;
    }
}

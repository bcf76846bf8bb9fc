package org.relaxometry.bssfp.plot.style;

import ij.process.LUT;
import java.awt.image.IndexColorModel;

/** Makes ImageJ's lookup tables. */
final class LookupTable {

    private LookupTable() {}

    /**
     * A lookup table with its display range; {@code ImagePlus.setLut} applies both.
     *
     * @param colours 256 colours 0xRRGGBB
     * @param min value shown with the first colour
     * @param max value shown with the last colour
     */
    static LUT of(int[] colours, double min, double max) {
        byte[] red = new byte[256];
        byte[] green = new byte[256];
        byte[] blue = new byte[256];
        for (int i = 0; i < 256; i++) {
            red[i] = (byte) (colours[i] >> 16);
            green[i] = (byte) (colours[i] >> 8);
            blue[i] = (byte) colours[i];
        }
        return new LUT(new IndexColorModel(8, 256, red, green, blue), min, max);
    }
}

package org.relaxometry.bssfp.io.dicom.pixel;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * How the wavelet transform of an image was coded. Source: ITU-T T.800, A.6.1 and A.6.4.
 *
 * @param progression order of the packets, 0 to 4
 * @param layers of quality
 * @param levels of the transform
 * @param blockWidth exponent of 2, as all sizes here
 * @param precinctWidths of every resolution from the lowest
 * @param planes bits that values may have, by band: the lowest resolution, then three of every higher one
 */
record WaveletCoding(
        int progression,
        int layers,
        int levels,
        int blockWidth,
        int blockHeight,
        int[] precinctWidths,
        int[] precinctHeights,
        int[] planes) {

    private static final int MOST_LEVELS = 32;
    private static final int WHOLE = 15;

    /**
     * @param style segment COD, behind its length
     * @param quantisation segment QCD, behind its length
     */
    static WaveletCoding of(ByteBuffer style, ByteBuffer quantisation) throws IOException {
        boolean statesPrecincts = (style.get() & 1) == 1;
        int progression = style.get();
        int layers = Short.toUnsignedInt(style.getShort());
        style.get();
        int levels = Byte.toUnsignedInt(style.get());
        int width = style.get() + 2;
        int height = style.get() + 2;
        int variant = style.get();
        int transform = style.get();
        int bits = Byte.toUnsignedInt(quantisation.get());
        if (transform != 1 || (bits & 0x1F) != 0) {
            throw new IOException("are lossy: JPEG 2000 is read only with the reversible transform");
        }
        if (variant != 0 || progression < 0 || progression > 4) {
            throw new IOException("are coded in a variant of JPEG 2000 that is not read");
        }
        if (levels > MOST_LEVELS || layers == 0 || width < 2 || height < 2 || width + height > 12) {
            throw new IOException("have a header of JPEG 2000 that cannot be");
        }
        int[] precinctWidths = new int[levels + 1];
        int[] precinctHeights = new int[levels + 1];
        for (int i = 0; i <= levels; i++) {
            int sizes = statesPrecincts ? style.get() : WHOLE << 4 | WHOLE;
            precinctWidths[i] = sizes & 0xF;
            precinctHeights[i] = sizes >> 4 & 0xF;
            if (i > 0 && (precinctWidths[i] == 0 || precinctHeights[i] == 0)) {
                throw new IOException("have a header of JPEG 2000 that cannot be");
            }
        }
        int[] planes = new int[3 * levels + 1];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = (bits >> 5) + (Byte.toUnsignedInt(quantisation.get()) >> 3) - 1;
        }
        return new WaveletCoding(progression, layers, levels, width, height, precinctWidths, precinctHeights, planes);
    }
}

package org.relaxometry.bssfp.plot.style;

import ij.process.LUT;
import org.relaxometry.bssfp.estimation.EstimationStatus;

/**
 * One colour per {@link EstimationStatus}, for the status map and its legend.
 *
 * <p>The eight colours of Okabe and Ito (Color Universal Design, 2008) stay distinct for colour-blind readers: cool ones
 * for voxels that are estimated or that nothing can be expected of, warm ones for voxels where the estimation failed.
 */
public final class StatusColours {

    private StatusColours() {}

    /** Opaque colour 0xffRRGGBB of a status. */
    public static int rgb(EstimationStatus status) {
        return switch (status) {
            case OK -> 0xff56b4e9;
            case OUTSIDE_MASK -> 0xff000000;
            case NO_SIGNAL -> 0xff404040;
            case NO_B1 -> 0xff009e73;
            case NOT_FINITE -> 0xffcc79a7;
            case NO_SOLUTION -> 0xffd55e00;
            case OUT_OF_RANGE -> 0xffe69f00;
            case NOT_CONVERGED -> 0xfff0e442;
            // their T1 and T2 are to be taken with care: paler than what is estimated
            case NEAR_OUTPUT_BOUND -> 0xffbfe3f7;
            case B1_OUTSIDE_TRAINING -> 0xff9fe0c4;
            case NOISE_OUTSIDE_TRAINING -> 0xffe6c8dc;
            case AT_LEAST -> 0xfff3d9a4;
            case FAT_LIKELY -> 0xfff4a6b8;
            case HARDLY_WATER -> 0xffcfc3e8;
            case MOSTLY_PRIOR -> 0xffb0b0b0;
            case NOISE_ONLY -> 0xff202020;
            case FROM_NEIGHBOURS -> 0xff7f9fd6;
        };
    }

    /** Lookup table for a 32-bit status map; its display range 0 to 255 makes the code of a status its index. */
    public static LUT lut() {
        int[] colours = new int[256];
        for (EstimationStatus status : EstimationStatus.values()) {
            colours[status.code()] = rgb(status);
        }
        return LookupTable.of(colours, 0, 255);
    }
}

package org.relaxometry.bssfp.plot.style;

import java.util.Arrays;

/**
 * A continuous colour map: position 0 to 1 gives an opaque colour, linearly interpolated in sRGB between equidistant
 * control points.
 *
 * <p>Lipari, navia and vik are Fabio Crameri's Scientific colour maps (MIT licence, notice beside this class; Crameri,
 * Zenodo, doi 10.5281/zenodo.1243862). The 17 control points reproduce the 256 original colours to 2.4/255 (lipari,
 * navia) and 6.4/255 (vik). Lipari for T1 and navia for T2 follow Fuderer et al., Color-map recommendation for MR
 * relaxometry maps, Magn Reson Med 2025, doi 10.1002/mrm.30290.
 *
 * <p>No map contains black: it is kept for voxels without a value.
 */
public enum ColourMap {
    /** Dark blue over violet and red to cream; lightness rises all the way. */
    LIPARI("031326 092844 183d61 355176 515b7a 655e77 785f72 8c616d a46267 be6561 d96e5e e88365 e99a73 e5ae83 e7c399"
            + " f0dbb7 fdf5da"),
    /** Dark blue over green to cream; lightness rises all the way. */
    NAVIA("031327 052545 073865 0e4d81 1a608f 256e90 2e798c 378186 418a80 4c9479 5aa172 6cb06a 88c369 afd57d d1e39f"
            + " eaedc0 fcf4d9"),
    /** Blue over white to red, for quantities with a sign; 0 belongs in its middle. */
    VIK("001261 022b71 034481 0c5e92 2f7ca6 609dbc 92bdd2 c5dbe5 ece5e1 e9cbb9 dcab8f cf8e68 c37243 b3531f 932e06"
            + " 741506 590008"),
    /** Dark grey to white. */
    GREY("303030 ffffff");

    /** Colour of a voxel without a value. */
    public static final int NO_VALUE = 0xff000000;

    private final int[] controlPoints;

    ColourMap(String hexadecimal) {
        controlPoints = Arrays.stream(hexadecimal.split(" "))
                .mapToInt(colour -> Integer.parseInt(colour, 16))
                .toArray();
    }

    /**
     * Opaque colour 0xffRRGGBB at a position.
     *
     * @param position 0 to 1; beyond, the colour of the nearer end; NaN gives {@link #NO_VALUE}
     */
    public int rgb(double position) {
        if (Double.isNaN(position)) {
            return NO_VALUE;
        }
        double place = Math.max(0, Math.min(1, position)) * (controlPoints.length - 1);
        int left = Math.min((int) place, controlPoints.length - 2);
        int colour = 0xff;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = controlPoints[left] >> shift & 0xff;
            int to = controlPoints[left + 1] >> shift & 0xff;
            colour = colour << 8 | (int) Math.rint(from + (place - left) * (to - from));
        }
        return colour;
    }
}

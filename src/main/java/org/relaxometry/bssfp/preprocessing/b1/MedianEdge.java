package org.relaxometry.bssfp.preprocessing.b1;

import java.util.Locale;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.text.TypedNumber;

/**
 * Edge of the cube of a median filter, as a user gives it.
 *
 * @param value in voxels or mm, 0 or more; up to one voxel there is no filter
 * @param inMm whether it is in mm
 */
public record MedianEdge(double value, boolean inMm) {

    private static final String MM = "mm";

    /**
     * From what was typed.
     *
     * @param key of the parameter, for the message
     * @param text a whole number of voxels, such as {@code 10}, or a length, such as {@code 13 mm}
     * @throws IllegalArgumentException for anything else
     */
    public static MedianEdge parse(String key, String text) {
        String bare = text.strip().toLowerCase(Locale.ROOT);
        if (!bare.endsWith(MM)) {
            return new MedianEdge(TypedNumber.whole(key, bare, 0, Integer.MAX_VALUE), false);
        }
        double lengthMm = TypedNumber.number(
                key, bare.substring(0, bare.length() - MM.length()), "a length of 0 mm or more, such as 13 mm");
        if (!(lengthMm >= 0 && lengthMm < Double.POSITIVE_INFINITY)) {
            throw TypedNumber.wrong(key, "a length of 0 mm or more, such as 13 mm", text);
        }
        return new MedianEdge(lengthMm, true);
    }

    /** Number of voxels; of a length, as many as come nearest to it along the longest side of a voxel. */
    public int voxels(VolumeGrid grid) {
        return (int) Math.round(inMm ? value / longestMm(grid) : value);
    }

    /** The longest edge of the cube. */
    public double widestMm(VolumeGrid grid) {
        return voxels(grid) * longestMm(grid);
    }

    private static double longestMm(VolumeGrid grid) {
        return Math.max(grid.dxMm(), Math.max(grid.dyMm(), grid.dzMm()));
    }
}

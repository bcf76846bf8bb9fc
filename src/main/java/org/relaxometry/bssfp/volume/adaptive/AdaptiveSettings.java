package org.relaxometry.bssfp.volume.adaptive;

import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * How freely voxels share what they know.
 *
 * @param strength λ: neighbours whose estimates differ by less than √λ standard deviations of the estimate are averaged, the
 *     more the nearer; above 0
 * @param reachMm no voxel farther than this counts, in mm; above 0
 */
public record AdaptiveSettings(double strength, double reachMm) {

    /** From figures: a compromise between white matter (more is better) and small lesions (less is better). */
    public static final double USUAL_STRENGTH = 15;

    /** The usual reach in voxels. */
    public static final double USUAL_REACH_VOXELS = 3.2;

    /** From figures, see {@link #influenceMm}. */
    private static final double INFLUENCE = 2;

    /** The usual reach: {@link #USUAL_REACH_VOXELS} of the mean size of a voxel, of its sides in a single slice. */
    public static double usualReachMm(VolumeGrid grid) {
        double size = grid.nz() == 1
                ? Math.sqrt(grid.dxMm() * grid.dyMm())
                : Math.cbrt(grid.dxMm() * grid.dyMm() * grid.dzMm());
        return USUAL_REACH_VOXELS * size;
    }

    /** What does well on a grid. */
    public static AdaptiveSettings usual(VolumeGrid grid) {
        return new AdaptiveSettings(USUAL_STRENGTH, usualReachMm(grid));
    }

    /**
     * Farther away than this, samples change an average by less than a hundredth of what noise does, though they have a say up to eight
     * times the reach, by way of neighbours of neighbours.
     */
    public double influenceMm() {
        return INFLUENCE * reachMm;
    }

    public AdaptiveSettings {
        if (!(strength > 0 && strength < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("strength must be more than 0, but is " + strength + ".");
        }
        if (!(reachMm > 0 && reachMm < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("reach must be more than 0 mm, but is " + reachMm + " mm.");
        }
    }
}

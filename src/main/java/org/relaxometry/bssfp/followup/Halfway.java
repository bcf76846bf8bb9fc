package org.relaxometry.bssfp.followup;

import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.preprocessing.b1.MutualInformationRegistration;
import org.relaxometry.bssfp.space.Affine;
import org.relaxometry.bssfp.space.PlacedVolume;
import org.relaxometry.bssfp.space.RigidMotion;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * Where the voxels of two examinations meet: halfway between them, so that both are interpolated alike and neither looks smoother.
 * Results on these voxels lie on the tissue of the first examination with {@code toMm}.
 *
 * @param grid of the first examination, moved halfway to the second
 * @param toMm from indices of the grid to mm of the first examination: its own matrix, then half the motion back
 * @param before brings maps of the first examination there
 * @param after those of the second
 * @param motion from the first to the second
 * @param farthestMm how far it moves a point of a head
 * @param isInterpolated whether values are: not where the examinations lie on each other already
 */
public record Halfway(
        VolumeGrid grid,
        Affine toMm,
        Resampling before,
        Resampling after,
        RigidMotion motion,
        double farthestMm,
        boolean isInterpolated) {

    /** Motion below this part of a voxel is less than interpolation would do to the values. */
    private static final double NEGLIGIBLE_VOXELS = 0.15;

    /** About the radius of a head. */
    private static final double HEAD_MM = 80;

    /** Rounding of affine matrices. */
    private static final double ROUNDING_VOXELS = 0.01;

    /**
     * Finds it by mutual information of two images of the same contrast.
     *
     * @throws IllegalArgumentException if the images do not overlap
     */
    public static Halfway register(PlacedVolume before, PlacedVolume after, Progress progress) {
        MutualInformationRegistration.Result found = MutualInformationRegistration.register(before, after, progress);
        RigidMotion half = found.motion().half();
        double[] centre = found.centreMm();
        double farthest = Math.max(
                found.motion().displacementMm(HEAD_MM, 0, 0),
                Math.max(
                        found.motion().displacementMm(0, HEAD_MM, 0),
                        found.motion().displacementMm(0, 0, HEAD_MM)));
        VolumeGrid grid = before.volume().grid();
        double voxel = Math.min(grid.dxMm(), Math.min(grid.dyMm(), grid.dzMm()));
        if (farthest < NEGLIGIBLE_VOXELS * voxel && lieOnOneAnother(before, after)) {
            return unmoved(before, found.motion(), farthest);
        }
        Affine there = half.about(centre[0], centre[1], centre[2]);
        Affine toMm = there.inverse().after(before.toMm());
        return new Halfway(
                grid,
                toMm,
                new Resampling(before.toMm().inverse().after(toMm), grid, grid),
                new Resampling(
                        after.toMm().inverse().after(there).after(before.toMm()),
                        after.volume().grid(),
                        grid),
                found.motion(),
                farthest,
                true);
    }

    /**
     * Without registration.
     *
     * @throws IllegalArgumentException if the voxels of the two do not lie on each other
     */
    public static Halfway asTheyLie(PlacedVolume before, PlacedVolume after) {
        if (!lieOnOneAnother(before, after)) {
            throw new IllegalArgumentException(
                    "The maps before (" + before.volume().grid().sizeText()
                            + ") and after (" + after.volume().grid().sizeText()
                            + ") do not lie on one grid, so they cannot be compared without registration. "
                            + "Leave register=yes.");
        }
        return unmoved(before, RigidMotion.NONE, 0);
    }

    private static Halfway unmoved(PlacedVolume before, RigidMotion motion, double farthestMm) {
        VolumeGrid grid = before.volume().grid();
        Resampling same = new Resampling(Affine.IDENTITY, grid, grid);
        return new Halfway(grid, before.toMm(), same, same, motion, farthestMm, false);
    }

    private static boolean lieOnOneAnother(PlacedVolume before, PlacedVolume after) {
        VolumeGrid a = before.volume().grid();
        VolumeGrid b = after.volume().grid();
        if (a.nx() != b.nx() || a.ny() != b.ny() || a.nz() != b.nz()) {
            return false;
        }
        Affine there = after.toMm().inverse().after(before.toMm());
        double farthest = 0;
        for (int corner = 0; corner < 8; corner++) {
            double x = (corner & 1) * (a.nx() - 1);
            double y = (corner >> 1 & 1) * (a.ny() - 1);
            double z = (corner >> 2) * (a.nz() - 1);
            farthest = Math.max(
                    farthest,
                    Math.abs(there.x(x, y, z) - x) + Math.abs(there.y(x, y, z) - y) + Math.abs(there.z(x, y, z) - z));
        }
        return farthest < ROUNDING_VOXELS;
    }
}

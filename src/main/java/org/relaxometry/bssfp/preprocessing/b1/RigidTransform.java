package org.relaxometry.bssfp.preprocessing.b1;

import org.relaxometry.bssfp.preprocessing.Affine;

/**
 * A rotation about a centre, followed by a shift: p ↦ R (p − c) + c + t with R = R_z R_y R_x, right-handed about the axes
 * of space.
 *
 * @param rotationXDeg angle about the x axis in degrees; likewise y and z
 * @param translationXMm shift along x in mm; likewise y and z
 * @param centreXMm the point c that only the shift moves, in mm; likewise y and z
 */
public record RigidTransform(
        double rotationXDeg,
        double rotationYDeg,
        double rotationZDeg,
        double translationXMm,
        double translationYMm,
        double translationZMm,
        double centreXMm,
        double centreYMm,
        double centreZMm) {

    /** Nothing moves. */
    public static final RigidTransform IDENTITY = new RigidTransform(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** As a map from mm to mm. */
    public Affine affine() {
        double cx = Math.cos(Math.toRadians(rotationXDeg));
        double sx = Math.sin(Math.toRadians(rotationXDeg));
        double cy = Math.cos(Math.toRadians(rotationYDeg));
        double sy = Math.sin(Math.toRadians(rotationYDeg));
        double cz = Math.cos(Math.toRadians(rotationZDeg));
        double sz = Math.sin(Math.toRadians(rotationZDeg));
        double[][] rows = {
            {cz * cy, cz * sy * sx - sz * cx, cz * sy * cx + sz * sx, centreXMm + translationXMm},
            {sz * cy, sz * sy * sx + cz * cx, sz * sy * cx - cz * sx, centreYMm + translationYMm},
            {-sy, cy * sx, cy * cx, centreZMm + translationZMm}
        };
        for (double[] row : rows) {
            row[3] -= row[0] * centreXMm + row[1] * centreYMm + row[2] * centreZMm;
        }
        return new Affine(rows);
    }

    /** Length of the shift in mm. */
    public double shiftMm() {
        return Math.sqrt(
                translationXMm * translationXMm + translationYMm * translationYMm + translationZMm * translationZMm);
    }

    /** Angle of the whole rotation, about whatever axis, in degrees, 0 to 180. */
    public double angleDeg() {
        Affine affine = new RigidTransform(rotationXDeg, rotationYDeg, rotationZDeg, 0, 0, 0, 0, 0, 0).affine();
        double trace = affine.x(1, 0, 0) + affine.y(0, 1, 0) + affine.z(0, 0, 1);
        return Math.toDegrees(Math.acos(Math.max(-1, Math.min(1, (trace - 1) / 2))));
    }
}

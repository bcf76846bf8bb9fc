package org.relaxometry.bssfp.space;

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
        return motion().about(centreXMm, centreYMm, centreZMm);
    }

    /** Length of the shift in mm. */
    public double shiftMm() {
        return Math.sqrt(
                translationXMm * translationXMm + translationYMm * translationYMm + translationZMm * translationZMm);
    }

    /** Angle of the whole rotation, about whatever axis, in degrees, 0 to 180. */
    public double angleDeg() {
        return motion().angleDeg();
    }

    private RigidMotion motion() {
        return RigidMotion.of(
                new double[] {translationXMm, translationYMm, translationZMm},
                new double[] {rotationXDeg, rotationYDeg, rotationZDeg});
    }
}

package org.relaxometry.bssfp.space;

import java.util.Locale;

/**
 * Where a rigid head lies in one image, against where it lies in the reference image: the point p of the reference is found
 * at
 *
 * <pre>
 * q = R (p − c) + c + t,   R = R_z(γ) R_y(β) R_x(α)
 * </pre>
 *
 * in the image, with the centre c of the volume, x, y, z along the axes of the image arrays in mm, and right-handed
 * rotations of the object in that frame. Immutable.
 */
public final class RigidMotion {

    /** No motion. */
    public static final RigidMotion NONE = new RigidMotion(new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, new double[3]);

    /** R by rows. */
    private final double[] rotation;

    private final double[] rotationDeg;

    private final double[] translationMm;

    private RigidMotion(double[] rotation, double[] translationMm) {
        this(rotation, anglesDeg(rotation), translationMm);
    }

    private RigidMotion(double[] rotation, double[] rotationDeg, double[] translationMm) {
        this.rotation = rotation;
        this.rotationDeg = rotationDeg;
        this.translationMm = translationMm;
    }

    /**
     * From the six parameters.
     *
     * @param translationMm t along x, y, z
     * @param rotationDeg α, β, γ about x, y, z, in that order
     */
    public static RigidMotion of(double[] translationMm, double[] rotationDeg) {
        double ca = Math.cos(Math.toRadians(rotationDeg[0]));
        double sa = Math.sin(Math.toRadians(rotationDeg[0]));
        double cb = Math.cos(Math.toRadians(rotationDeg[1]));
        double sb = Math.sin(Math.toRadians(rotationDeg[1]));
        double cg = Math.cos(Math.toRadians(rotationDeg[2]));
        double sg = Math.sin(Math.toRadians(rotationDeg[2]));
        return new RigidMotion(
                new double[] {
                    cg * cb,
                    cg * sb * sa - sg * ca,
                    cg * sb * ca + sg * sa,
                    sg * cb,
                    sg * sb * sa + cg * ca,
                    sg * sb * ca - cg * sa,
                    -sb,
                    cb * sa,
                    cb * ca
                },
                rotationDeg.clone(),
                translationMm.clone());
    }

    /** t along x, y, z in mm, a fresh array. */
    public double[] translationMm() {
        return translationMm.clone();
    }

    /** α, β, γ in degrees, a fresh array: as they were given, else with β within ±90°. */
    public double[] rotationDeg() {
        return rotationDeg.clone();
    }

    private static double[] anglesDeg(double[] rotation) {
        return new double[] {
            Math.toDegrees(Math.atan2(rotation[7], rotation[8])),
            Math.toDegrees(Math.asin(Math.max(-1, Math.min(1, -rotation[6])))),
            Math.toDegrees(Math.atan2(rotation[3], rotation[0]))
        };
    }

    /** The whole angle of the rotation in degrees, 0 to 180. */
    public double angleDeg() {
        // the antisymmetric part holds the sine, which tells small angles apart where the cosine does not
        double sine = Math.sqrt(square(rotation[7] - rotation[5])
                        + square(rotation[2] - rotation[6])
                        + square(rotation[3] - rotation[1]))
                / 2;
        return Math.toDegrees(Math.atan2(sine, (rotation[0] + rotation[4] + rotation[8] - 1) / 2));
    }

    /** The motion that first does {@code first} and then this one. */
    public RigidMotion after(RigidMotion first) {
        double[] product = new double[9];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                for (int k = 0; k < 3; k++) {
                    product[3 * row + column] += rotation[3 * row + k] * first.rotation[3 * k + column];
                }
            }
        }
        double[] translation = rotated(first.translationMm);
        for (int axis = 0; axis < 3; axis++) {
            translation[axis] += translationMm[axis];
        }
        return new RigidMotion(product, translation);
    }

    /** The motion back. */
    public RigidMotion inverse() {
        double[] r = rotation;
        RigidMotion back =
                new RigidMotion(new double[] {r[0], r[3], r[6], r[1], r[4], r[7], r[2], r[5], r[8]}, new double[3]);
        double[] translation = back.rotated(translationMm);
        return new RigidMotion(back.rotation, new double[] {-translation[0], -translation[1], -translation[2]});
    }

    /** The motion that, done twice, is this one: by half the angle about the same axis. For angles below 180°. */
    public RigidMotion half() {
        double angle = Math.toRadians(angleDeg());
        double[] turn = new double[9];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                double odd = (rotation[3 * row + column] - rotation[3 * column + row]) / 2;
                turn[3 * row + column] = angle > 0 ? odd / Math.sin(angle) : 0;
            }
        }
        double[] halved = new double[9];
        double[][] sum = new double[3][4];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                double square = 0;
                for (int k = 0; k < 3; k++) {
                    square += turn[3 * row + k] * turn[3 * k + column];
                }
                double one = row == column ? 1 : 0;
                halved[3 * row + column] =
                        one + Math.sin(angle / 2) * turn[3 * row + column] + (1 - Math.cos(angle / 2)) * square;
                sum[row][column] = halved[3 * row + column] + one;
            }
        }
        Affine back = new Affine(sum).inverse();
        double[] t = translationMm;
        return new RigidMotion(
                halved, new double[] {back.x(t[0], t[1], t[2]), back.y(t[0], t[1], t[2]), back.z(t[0], t[1], t[2])});
    }

    /** How far the point at this offset from the centre of the volume is moved, in mm. */
    public double displacementMm(double xMm, double yMm, double zMm) {
        double[] moved = rotated(new double[] {xMm, yMm, zMm});
        return Math.sqrt(square(moved[0] + translationMm[0] - xMm)
                + square(moved[1] + translationMm[1] - yMm)
                + square(moved[2] + translationMm[2] - zMm));
    }

    private double[] rotated(double[] v) {
        double[] result = new double[3];
        for (int row = 0; row < 3; row++) {
            result[row] = rotation[3 * row] * v[0] + rotation[3 * row + 1] * v[1] + rotation[3 * row + 2] * v[2];
        }
        return result;
    }

    /**
     * The same map from voxel coordinates of one grid to voxel coordinates of it: 3 × 4 numbers by rows, the last column the
     * offset.
     */
    public double[] voxelMap(VolumeGrid grid) {
        double[] size = {grid.dxMm(), grid.dyMm(), grid.dzMm()};
        double[] centre = {(grid.nx() - 1) / 2.0, (grid.ny() - 1) / 2.0, (grid.nz() - 1) / 2.0};
        double[] map = new double[12];
        for (int row = 0; row < 3; row++) {
            map[4 * row + 3] = centre[row] + translationMm[row] / size[row];
            for (int column = 0; column < 3; column++) {
                map[4 * row + column] = rotation[3 * row + column] * size[column] / size[row];
                map[4 * row + 3] -= map[4 * row + column] * centre[column];
            }
        }
        return map;
    }

    /** The same map of points in mm, p ↦ R (p − c) + c + t, about any point c and along any axes x, y, z. */
    public Affine about(double centreXMm, double centreYMm, double centreZMm) {
        double[] centre = {centreXMm, centreYMm, centreZMm};
        double[] turned = rotated(centre);
        double[][] rows = new double[3][4];
        for (int row = 0; row < 3; row++) {
            System.arraycopy(rotation, 3 * row, rows[row], 0, 3);
            rows[row][3] = centre[row] + translationMm[row] - turned[row];
        }
        return new Affine(rows);
    }

    private static double square(double x) {
        return x * x;
    }

    /** Six numbers, such as {@code 1.20 −0.30 0.00 mm, 0.50 0.00 −1.10°}. */
    @Override
    public String toString() {
        double[] t = translationMm;
        double[] r = rotationDeg();
        return String.format(Locale.ROOT, "%.2f %.2f %.2f mm, %.2f %.2f %.2f°", t[0], t[1], t[2], r[0], r[1], r[2]);
    }
}

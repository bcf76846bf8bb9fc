package org.relaxometry.bssfp.preprocessing.motion;

import java.util.Arrays;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * What one patch of voxels says about a small motion.
 *
 * <p>Within a patch the image may differ from the reference by a gain, an offset and a linear shade. So
 *
 * <pre>
 * r = m − (β₀ + β₁ f + β₂ x + β₃ y + β₄ z),   cost = n ln(|r|² + n ε²)
 * </pre>
 *
 * with the five β that make |r| least. For ε → 0 this is, but for a constant, −2n times the mutual information of normally
 * distributed m and f; what the reference cannot explain, such as the shoulder of a band, lowers the weight of its patch
 * instead of pulling at it. An instance serves one thread.
 */
final class PatchEquations {

    /** Voxels along an edge of a patch. */
    static final int EDGE = 4;

    /** Unknowns: translation along x, y, z in mm, rotation about x, y, z as the arc in mm at {@link #RADIUS_MM}. */
    static final int UNKNOWNS = 6;

    static final double RADIUS_MM = 50;

    /** The lower triangle of the normal matrix by rows, the right-hand side, the cost, and the number of voxels. */
    static final int SUMS = UNKNOWNS * (UNKNOWNS + 1) / 2 + UNKNOWNS + 2;

    static final int RIGHT_HAND_SIDE = SUMS - 2 - UNKNOWNS;
    static final int COST = SUMS - 2;
    static final int VOXELS = SUMS - 1;

    private static final int SIZE = EDGE * EDGE * EDGE;

    /** A vector that keeps less than this part of its square beside the others says nothing new. */
    private static final double DEPENDENT = 1e-10;

    private final VolumeGrid grid;
    private final float[] reference;
    private final double unexplainedPower;
    private final SplineProbe probe = new SplineProbe();
    private final double[][] explaining = new double[5][SIZE];
    private final double[][] slopes = new double[UNKNOWNS][SIZE];
    private final double[] residual = new double[SIZE];

    /** @param epsilon misfit per voxel below which patches are equally good, in the unit of the images */
    PatchEquations(VolumeGrid grid, float[] reference, double epsilon) {
        this.grid = grid;
        this.reference = reference;
        unexplainedPower = SIZE * epsilon * epsilon;
    }

    /**
     * Writes the sums of the patch whose first voxel is {@code origin}; all 0 where a part of it lies outside the image.
     *
     * @param map from voxels of the reference to voxels of the image, see {@link RigidMotion#voxelMap}
     */
    void evaluate(SplineImage image, double[] map, int origin, double[] sums, int at) {
        Arrays.fill(sums, at, at + SUMS, 0);
        if (!read(image, map, origin)) {
            return;
        }
        for (int k = 0; k < explaining.length; k++) {
            explain(k);
        }
        double power = dot(residual, residual) + unexplainedPower;
        double weight = SIZE / power;
        int to = at;
        for (int i = 0; i < UNKNOWNS; i++) {
            for (int j = 0; j <= i; j++) {
                sums[to++] = weight * dot(slopes[i], slopes[j]);
            }
        }
        for (int i = 0; i < UNKNOWNS; i++) {
            sums[to++] = -weight * dot(slopes[i], residual);
        }
        sums[to++] = SIZE * Math.log(power);
        sums[to] = SIZE;
    }

    private boolean read(SplineImage image, double[] map, int origin) {
        int x0 = origin % grid.nx();
        int y0 = origin / grid.nx() % grid.ny();
        int z0 = origin / grid.sliceVoxels();
        for (int n = 0; n < SIZE; n++) {
            int x = x0 + n % EDGE;
            int y = y0 + n / EDGE % EDGE;
            int z = z0 + n / (EDGE * EDGE);
            double u = map[0] * x + map[1] * y + map[2] * z + map[3];
            double v = map[4] * x + map[5] * y + map[6] * z + map[7];
            double w = map[8] * x + map[9] * y + map[10] * z + map[11];
            if (!probe.moveTo(image, u, v, w)) {
                return false;
            }
            residual[n] = probe.value;
            setSlopes(n, u, v, w);
            explaining[0][n] = 1;
            explaining[1][n] = x - x0;
            explaining[2][n] = y - y0;
            explaining[3][n] = z - z0;
            explaining[4][n] = reference[grid.index(x, y, z)];
        }
        return true;
    }

    /** Derivatives of the image at a place by a motion that follows: gradient · (τ + ω × (q − c)). */
    private void setSlopes(int n, double u, double v, double w) {
        double qx = (u - (grid.nx() - 1) / 2.0) * grid.dxMm() / RADIUS_MM;
        double qy = (v - (grid.ny() - 1) / 2.0) * grid.dyMm() / RADIUS_MM;
        double qz = (w - (grid.nz() - 1) / 2.0) * grid.dzMm() / RADIUS_MM;
        slopes[0][n] = probe.gradientX;
        slopes[1][n] = probe.gradientY;
        slopes[2][n] = probe.gradientZ;
        slopes[3][n] = probe.gradientZ * qy - probe.gradientY * qz;
        slopes[4][n] = probe.gradientX * qz - probe.gradientZ * qx;
        slopes[5][n] = probe.gradientY * qx - probe.gradientX * qy;
    }

    /** Takes the k-th explaining vector, as far as it is new, out of the image and its derivatives. */
    private void explain(int k) {
        double[] vector = explaining[k];
        double whole = dot(vector, vector);
        for (int j = 0; j < k; j++) {
            remove(vector, explaining[j]);
        }
        double rest = dot(vector, vector);
        double scale = rest > DEPENDENT * whole ? 1 / Math.sqrt(rest) : 0;
        for (int n = 0; n < SIZE; n++) {
            vector[n] *= scale;
        }
        remove(residual, vector);
        for (double[] slope : slopes) {
            remove(slope, vector);
        }
    }

    private static void remove(double[] from, double[] unit) {
        double part = dot(from, unit);
        for (int n = 0; n < SIZE; n++) {
            from[n] -= part * unit[n];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int n = 0; n < SIZE; n++) {
            sum += a[n] * b[n];
        }
        return sum;
    }
}

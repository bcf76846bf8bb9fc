package org.relaxometry.bssfp.volume.adaptive;

import java.util.Arrays;

/**
 * One step of the averaging: every voxel i takes
 *
 * <pre>
 * w_ij = (1 − d²/h²)₊ (1 − s_ij/λ)₊,   s_ij = (x_i − x_j)·N_i (x_i − x_j)
 * N_i = Σ_j w_ij P_j,   x_i = N_i⁻¹ Σ_j w_ij u_j
 * </pre>
 *
 * <p>with the estimates x and precisions N so far on the right. Likelihoods are averaged, not values, so a voxel that says little
 * counts little, and one without a value of its own gets that of its neighbours. Source: Polzehl and Spokoiny, Probab. Theory
 * Relat. Fields 135, 335 (2006), doi:10.1007/s00440-005-0464-1; Tabelow et al., NeuroImage 39, 1763 (2008),
 * doi:10.1016/j.neuroimage.2007.10.024. An instance serves one thread.
 */
final class AdaptiveStep {

    /** Determinant over the product of the diagonal below which T1 and T2 are not told apart. */
    private static final double SINGULAR = 1e-6;

    private final LikelihoodField field;
    private final float[] s11;
    private final float[] s12;
    private final float[] s22;
    private final float[] t1;
    private final float[] t2;
    private final float[] weights;
    private final float[] squares;

    AdaptiveStep(LikelihoodField field) {
        this.field = field;
        int width = field.box.nx();
        s11 = new float[width];
        s12 = new float[width];
        s22 = new float[width];
        t1 = new float[width];
        t2 = new float[width];
        weights = new float[width];
        squares = new float[width];
    }

    /**
     * Averages for one row of voxels.
     *
     * @param row y + ny · z
     * @param near the voxels to average over
     * @param limit λ, more where the noise of neighbours is alike
     */
    void average(int row, Neighbourhood near, double limit) {
        VoxelBox box = field.box;
        int y = row % box.ny();
        int z = row / box.ny();
        for (float[] sum : new float[][] {s11, s12, s22, t1, t2, weights, squares}) {
            Arrays.fill(sum, 0);
        }
        for (int k = 0; k < near.size(); k++) {
            int otherY = y + near.dy()[k];
            int otherZ = z + near.dz()[k];
            if (otherY >= 0 && otherY < box.ny() && otherZ >= 0 && otherZ < box.nz()) {
                int dx = near.dx()[k];
                int other = box.nx() * (otherY + box.ny() * otherZ) + dx;
                int from = Math.max(0, -dx);
                int to = Math.min(box.nx(), box.nx() - dx);
                add(row * box.nx(), other, from, to, near.weight()[k], (float) (near.weight()[k] / limit));
            }
        }
        solve(row * box.nx());
    }

    private void add(int own, int other, int from, int to, float most, float fall) {
        float[] e1 = field.e1;
        float[] e2 = field.e2;
        float[] n11 = field.n11;
        float[] n12 = field.n12;
        float[] n22 = field.n22;
        float[] p11 = field.p11;
        float[] p12 = field.p12;
        float[] p22 = field.p22;
        float[] u1 = field.u1;
        float[] u2 = field.u2;
        for (int x = from; x < to; x++) {
            float d1 = e1[own + x] - e1[other + x];
            float d2 = e2[own + x] - e2[other + x];
            float s = n11[own + x] * d1 * d1 + 2 * n12[own + x] * d1 * d2 + n22[own + x] * d2 * d2;
            float w = Math.max(0, most - fall * s);
            s11[x] += w * p11[other + x];
            s12[x] += w * p12[other + x];
            s22[x] += w * p22[other + x];
            t1[x] += w * u1[other + x];
            t2[x] += w * u2[other + x];
            weights[x] += w;
            squares[x] += w * w;
        }
    }

    private void solve(int own) {
        for (int x = 0; x < weights.length; x++) {
            int i = own + x;
            double n11 = s11[x];
            double n12 = s12[x];
            double n22 = s22[x];
            double determinant = n11 * n22 - n12 * n12;
            if (determinant > SINGULAR * n11 * n22) {
                field.setNext(i, (n22 * t1[x] - n12 * t2[x]) / determinant, (n11 * t2[x] - n12 * t1[x]) / determinant);
                field.n11[i] = s11[x];
                field.n12[i] = s12[x];
                field.n22[i] = s22[x];
                field.weight[i] = weights[x];
                field.squares[i] = squares[x];
            } else {
                field.setNext(i, field.e1[i], field.e2[i]);
            }
        }
    }
}

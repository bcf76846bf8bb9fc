package org.relaxometry.bssfp.volume.adaptive;

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

    /** Where the neighbours of a voxel of the row lie, as far as the box has their row, and the weights of their distance. */
    private int[] offset = new int[0];

    private float[] weight = new float[0];

    AdaptiveStep(LikelihoodField field) {
        this.field = field;
    }

    /**
     * Averages for one row of voxels. The last columns of the box are empty, so a step along x beyond the end of a row finds nothing.
     *
     * @param row y + ny · z
     * @param near the voxels to average over
     * @param limit λ, more where the noise of neighbours is alike
     * @param oddOnly whether odd voxels are averaged, among themselves, and the others stay as they are
     */
    void average(int row, Neighbourhood near, double limit, boolean oddOnly) {
        VoxelBox box = field.box;
        int count = select(near, row % box.ny(), row / box.ny());
        for (int i = row * box.nx(); i < (row + 1) * box.nx(); i++) {
            if (field.odd[i] || !oddOnly && field.active[i]) {
                average(i, count, (float) (1 / limit));
            } else {
                field.setNext(i, field.e1[i], field.e2[i]);
            }
        }
    }

    private int select(Neighbourhood near, int y, int z) {
        if (offset.length < near.size()) {
            offset = new int[near.size()];
            weight = new float[near.size()];
        }
        VoxelBox box = field.box;
        int count = 0;
        for (int k = 0; k < near.size(); k++) {
            int otherY = y + near.dy()[k];
            int otherZ = z + near.dz()[k];
            if (otherY >= 0 && otherY < box.ny() && otherZ >= 0 && otherZ < box.nz()) {
                offset[count] = near.dx()[k] + box.nx() * (near.dy()[k] + box.ny() * near.dz()[k]);
                weight[count++] = near.weight()[k];
            }
        }
        return count;
    }

    private void average(int i, int count, float perLimit) {
        LikelihoodField f = field;
        float[] e1 = f.e1;
        float[] e2 = f.e2;
        float own1 = e1[i];
        float own2 = e2[i];
        float c11 = perLimit * f.n11[i];
        float c12 = perLimit * 2 * f.n12[i];
        float c22 = perLimit * f.n22[i];
        float s11 = 0;
        float s12 = 0;
        float s22 = 0;
        float t1 = 0;
        float t2 = 0;
        float sum = 0;
        float squares = 0;
        boolean isOdd = f.odd[i];
        for (int k = 0; k < count; k++) {
            int j = i + offset[k];
            if (j < 0 || j >= e1.length) {
                continue;
            }
            float d1 = own1 - e1[j];
            float d2 = own2 - e2[j];
            float alike = alike(c11, c12, c22, d1, d2);
            if (alike > 0 && f.p11[j] > 0 && f.odd[j] == isOdd) {
                float w = weight[k] * alike;
                s11 += w * f.p11[j];
                s12 += w * f.p12[j];
                s22 += w * f.p22[j];
                t1 += w * f.u1[j];
                t2 += w * f.u2[j];
                sum += w;
                squares += w * w;
            }
        }
        double determinant = (double) s11 * s22 - (double) s12 * s12;
        if (determinant > SINGULAR * s11 * s22) {
            f.setNext(
                    i,
                    ((double) s22 * t1 - (double) s12 * t2) / determinant,
                    ((double) s11 * t2 - (double) s12 * t1) / determinant);
            f.n11[i] = s11;
            f.n12[i] = s12;
            f.n22[i] = s22;
            f.weight[i] = sum;
            f.squares[i] = squares;
        } else {
            f.setNext(i, own1, own2);
        }
    }

    /** 1 − s_ij/λ of two estimates that differ by (d1, d2), with N_i/λ = (c11, c12/2, c22). */
    static float alike(float c11, float c12, float c22, float d1, float d2) {
        return 1 - (c11 * d1 + c12 * d2) * d1 - c22 * d2 * d2;
    }
}

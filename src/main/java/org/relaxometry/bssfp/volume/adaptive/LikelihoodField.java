package org.relaxometry.bssfp.volume.adaptive;

import java.util.Arrays;
import org.relaxometry.bssfp.estimation.likelihood.MaximumLikelihood;
import org.relaxometry.bssfp.estimation.likelihood.RelaxationLikelihood;

/**
 * What the samples of every voxel of a box say of x = (ln T1, ln T2), and the estimates so far.
 *
 * <p>x counts from {@link #T1_ORIGIN} and {@link #T2_ORIGIN}, which spares digits. The likelihood of a voxel is a parabola of
 * precision P = (p11, p12, p22) about P⁻¹(u1, u2); a voxel that says nothing has P = u = 0. The estimate (e1, e2) has the
 * precision N = (n11, n12, n22), as if what was averaged were of one tissue.
 */
final class LikelihoodField {

    /** ln of 1000 ms. */
    static final double T1_ORIGIN = Math.log(1000);

    /** ln of 80 ms. */
    static final double T2_ORIGIN = Math.log(80);

    /** ln of the longest time in ms, less what single precision loses. */
    private static final double LONGEST_LN = Math.log(MaximumLikelihood.MAX_RELAXATION_TIME_MS) - 1e-5;

    final VoxelBox box;
    final float[] p11;
    final float[] p12;
    final float[] p22;
    final float[] u1;
    final float[] u2;
    final float[] n11;
    final float[] n12;
    final float[] n22;

    /** Voxels with samples inside the mask: the others neither give nor take. */
    final boolean[] active;

    /** Voxels whose samples contradict the average: they are averaged among themselves. */
    final boolean[] odd;

    /** Sum of the weights. */
    final float[] weight;

    /** Sum of the squares of the weights, the own being 1. */
    final float[] squares;

    /** θ that fits each voxel best; NaN where it is not known. */
    final float[] theta;

    float[] e1;
    float[] e2;
    private float[] next1;
    private float[] next2;

    LikelihoodField(VoxelBox box) {
        this.box = box;
        int voxels = box.voxels();
        active = new boolean[voxels];
        odd = new boolean[voxels];
        p11 = new float[voxels];
        p12 = new float[voxels];
        p22 = new float[voxels];
        u1 = new float[voxels];
        u2 = new float[voxels];
        n11 = new float[voxels];
        n12 = new float[voxels];
        n22 = new float[voxels];
        weight = new float[voxels];
        squares = new float[voxels];
        theta = new float[voxels];
        Arrays.fill(theta, Float.NaN);
        e1 = new float[voxels];
        e2 = new float[voxels];
        next1 = new float[voxels];
        next2 = new float[voxels];
    }

    /** Whether there is an estimate. */
    boolean hasEstimate(int voxel) {
        return n11[voxel] > 0;
    }

    /** Variance of the estimate of ln T1 as far as averaged noise goes, that of neighbours being independent. */
    double noiseVarianceT1(int voxel) {
        return noiseShare(voxel) * n22[voxel];
    }

    /** The same of ln T2. */
    double noiseVarianceT2(int voxel) {
        return noiseShare(voxel) * n11[voxel];
    }

    /** Covariance of ln T1 and ln T2 likewise. */
    double noiseCovariance(int voxel) {
        return -noiseShare(voxel) * n12[voxel];
    }

    private double noiseShare(int voxel) {
        double determinant = (double) n11[voxel] * n22[voxel] - (double) n12[voxel] * n12[voxel];
        return squares[voxel] / weight[voxel] / determinant;
    }

    double t1Ms(int voxel) {
        return ms(T1_ORIGIN + e1[voxel]);
    }

    double t2Ms(int voxel) {
        return ms(T2_ORIGIN + e2[voxel]);
    }

    /** What has come to the longest time is that, to the last digit. */
    private static double ms(double ln) {
        return ln >= LONGEST_LN ? MaximumLikelihood.MAX_RELAXATION_TIME_MS : Math.exp(ln);
    }

    /** Where the estimates of the step go that is under way, no farther than T1 and T2 can be. */
    void setNext(int voxel, double x1, double x2) {
        next1[voxel] = limited(x1, RelaxationLikelihood.SHORTEST_T1_MS, T1_ORIGIN);
        next2[voxel] = limited(x2, RelaxationLikelihood.SHORTEST_T2_MS, T2_ORIGIN);
    }

    private static float limited(double x, double shortestMs, double origin) {
        double longest = Math.log(MaximumLikelihood.MAX_RELAXATION_TIME_MS) - origin;
        return (float) Math.min(longest, Math.max(Math.log(shortestMs) - origin, x));
    }

    /** Whether T1 or T2 has come to the longest time. */
    boolean isLongest(int voxel) {
        return e1[voxel] + T1_ORIGIN >= LONGEST_LN || e2[voxel] + T2_ORIGIN >= LONGEST_LN;
    }

    /** Sets one of two numbers of every voxel that last until the next step. */
    void setRemoved(int voxel, double r1, double r2) {
        next1[voxel] = (float) r1;
        next2[voxel] = (float) r2;
    }

    /** Numbers for every voxel that last until the next step; first the one, then the other. */
    float[] next1() {
        return next1;
    }

    float[] next2() {
        return next2;
    }

    /** Starts a voxel anew from its own estimate, as far as its likelihood is a parabola. */
    void startFromOwn(int voxel) {
        double determinant = (double) p11[voxel] * p22[voxel] - (double) p12[voxel] * p12[voxel];
        if (determinant > 0) {
            double x1 = ((double) p22[voxel] * u1[voxel] - (double) p12[voxel] * u2[voxel]) / determinant;
            double x2 = ((double) p11[voxel] * u2[voxel] - (double) p12[voxel] * u1[voxel]) / determinant;
            e1[voxel] = limited(x1, RelaxationLikelihood.SHORTEST_T1_MS, T1_ORIGIN);
            e2[voxel] = limited(x2, RelaxationLikelihood.SHORTEST_T2_MS, T2_ORIGIN);
            n11[voxel] = p11[voxel];
            n12[voxel] = p12[voxel];
            n22[voxel] = p22[voxel];
        }
    }

    /** Ends a step: its estimates become those so far. */
    void takeNext() {
        float[] old1 = e1;
        float[] old2 = e2;
        e1 = next1;
        e2 = next2;
        next1 = old1;
        next2 = old2;
    }

    /** Sets the likelihood of a voxel near (x1, x2): its precision and gradient there. */
    void setLikelihood(int voxel, double x1, double x2, double p1, double p12, double p2, double g1, double g2) {
        p11[voxel] = (float) p1;
        this.p12[voxel] = (float) p12;
        p22[voxel] = (float) p2;
        u1[voxel] = (float) (p1 * x1 + p12 * x2 + g1);
        u2[voxel] = (float) (p12 * x1 + p2 * x2 + g2);
    }

    /** Makes a voxel say nothing. */
    void clearLikelihood(int voxel) {
        setLikelihood(voxel, 0, 0, 0, 0, 0, 0, 0);
    }
}

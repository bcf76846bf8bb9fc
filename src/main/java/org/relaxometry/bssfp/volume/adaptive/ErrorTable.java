package org.relaxometry.bssfp.volume.adaptive;

/**
 * How far the averages are off, found from the series itself.
 *
 * <p>Averaging trades noise for error: voxels that are told apart too late are mixed. With z the estimate of a voxel by itself, C its
 * variance and x the average, Stein's identity gives the squared error without the truth:
 *
 * <pre>
 * E (x − truth)² = E [(x − z)² − C + 2 δ·dx/ε²]
 * </pre>
 *
 * <p>where δ is a small perturbation of z of variance ε²C, independent of everything, and dx what it does to x. That holds on the
 * average, here over the voxels of like T1, T2 and weights. Source: Stein, Ann. Stat. 9, 1135 (1981); Ramani et al., IEEE
 * Trans. Image Process. 17, 1540 (2008), doi:10.1109/TIP.2008.2001404.
 */
final class ErrorTable {

    /** Width of a class in ln T1 and ln T2. */
    private static final double WIDTH = 0.2;

    private static final int CLASSES = 32;
    private static final int COUNT_CLASSES = 10;

    /** Classes with fewer voxels borrow from all voxels of their effective number. */
    private static final int FEW = 150;

    private final double[][] sums = new double[CLASSES * CLASSES * COUNT_CLASSES][];
    private final double[][] sumsOfCounts = new double[COUNT_CLASSES][5];

    /** Takes a voxel: its averages, how the perturbed ones differ, and its own likelihood. */
    void add(LikelihoodField field, int voxel, double moved1, double moved2, Perturbation perturbation) {
        double p11 = field.p11[voxel];
        double p12 = field.p12[voxel];
        double p22 = field.p22[voxel];
        double determinant = p11 * p22 - p12 * p12;
        if (!(determinant > 1e-6 * p11 * p22)) {
            return;
        }
        int x = voxel % field.box.nx();
        double c1 = p22 / determinant;
        double c2 = p11 / determinant;
        double d1 = (p22 * field.u1[voxel] - p12 * field.u2[voxel]) / determinant - field.e1[voxel];
        double d2 = (p11 * field.u2[voxel] - p12 * field.u1[voxel]) / determinant - field.e2[voxel];
        double scale = 2 / (Perturbation.SIZE * Perturbation.SIZE);
        double risk1 = d1 * d1 - c1 + scale * perturbation.shift1(x, p11, p12, p22) * moved1;
        double risk2 = d2 * d2 - c2 + scale * perturbation.shift2(x, p11, p12, p22) * moved2;
        int at = index(field, voxel);
        if (sums[at] == null) {
            sums[at] = new double[5];
        }
        for (double[] sum : new double[][] {sums[at], sumsOfCounts[at % COUNT_CLASSES]}) {
            // precise voxels say more
            sum[0] += risk1 / (c1 * c1);
            sum[1] += 1 / (c1 * c1);
            sum[2] += risk2 / (c2 * c2);
            sum[3] += 1 / (c2 * c2);
            sum[4]++;
        }
    }

    /** Mean squared error of ln T1 (0) or ln T2 (1) of voxels like this; 0 or less where too few say nothing. */
    double meanSquare(LikelihoodField field, int voxel, int parameter) {
        int at = index(field, voxel);
        double[] sum = sums[at] == null || sums[at][4] < FEW ? sumsOfCounts[at % COUNT_CLASSES] : sums[at];
        return sum[4] < FEW ? 0 : sum[2 * parameter] / sum[2 * parameter + 1];
    }

    private static int index(LikelihoodField field, int voxel) {
        double count = field.weight[voxel] * field.weight[voxel] / field.squares[voxel];
        int of1 = clamp((int) Math.floor(field.e1[voxel] / WIDTH) + CLASSES / 2, CLASSES);
        int of2 = clamp((int) Math.floor(field.e2[voxel] / WIDTH) + CLASSES / 2, CLASSES);
        int ofCount = clamp((int) Math.floor(Math.log(count) / Math.log(2)), COUNT_CLASSES);
        return (of1 * CLASSES + of2) * COUNT_CLASSES + ofCount;
    }

    private static int clamp(int value, int size) {
        return Math.max(0, Math.min(size - 1, value));
    }
}

package org.relaxometry.bssfp.volume.adaptive;

/**
 * Finds voxels whose samples contradict the averages they took part in: by themselves, or together with their nearest neighbours.
 *
 * <p>What was removed from a voxel, z − x in units of its own standard deviation, is two independent normal numbers where the average is
 * right. A small lesion that was averaged away leaves them alike in neighbours. So the sum over a voxel and the six beside it is
 * looked at: its square over the number of voxels follows χ² of two degrees of freedom.
 */
final class OddVoxels {

    /** Exceeded by chance in one of 160 000 places. */
    private static final double LIMIT = 24;

    private static final int[][] BESIDE = {
        {0, 0, 0}, {-1, 0, 0}, {1, 0, 0}, {0, -1, 0}, {0, 1, 0}, {0, 0, -1}, {0, 0, 1}
    };

    private OddVoxels() {}

    /** Writes what was removed from the voxels of a row, after their likelihoods have been evaluated at the averages. */
    static void removed(LikelihoodField field, int row) {
        int first = row * field.box.nx();
        for (int i = first; i < first + field.box.nx(); i++) {
            double p11 = field.p11[i];
            double g1 = field.u1[i] - p11 * field.e1[i] - field.p12[i] * (double) field.e2[i];
            double g2 = field.u2[i] - field.p12[i] * (double) field.e1[i] - field.p22[i] * (double) field.e2[i];
            double l11 = Math.sqrt(p11);
            double l21 = field.p12[i] / l11;
            double r1 = g1 / l11;
            double r2 = (g2 - l21 * r1) / Math.sqrt(field.p22[i] - l21 * l21);
            boolean known = field.active[i] && r1 * r1 + r2 * r2 >= 0;
            field.setRemoved(i, known ? r1 : 0, known ? r2 : 0);
        }
    }

    /** Marks those of a row, and those beside them that have a part in it. */
    static void mark(LikelihoodField field, int row) {
        VoxelBox box = field.box;
        int y = row % box.ny();
        int z = row / box.ny();
        for (int x = 0; x < box.nx(); x++) {
            int i = row * box.nx() + x;
            if (!field.active[i]) {
                continue;
            }
            double sum1 = 0;
            double sum2 = 0;
            int count = 0;
            for (int[] step : BESIDE) {
                int j = beside(box, x, y, z, step);
                if (j >= 0 && field.active[j]) {
                    sum1 += field.next1()[j];
                    sum2 += field.next2()[j];
                    count++;
                }
            }
            double r1 = field.next1()[i];
            double r2 = field.next2()[i];
            if (r1 * r1 + r2 * r2 > LIMIT) {
                field.odd[i] = true;
            }
            if (sum1 * sum1 + sum2 * sum2 > LIMIT * count) {
                for (int[] step : BESIDE) {
                    int j = beside(box, x, y, z, step);
                    if (j >= 0 && field.active[j] && hasPart(field, j, sum1, sum2)) {
                        field.odd[j] = true;
                    }
                }
            }
        }
    }

    /** Starts those of a row from estimates of their own, found by one more step towards their best values. */
    static void start(LikelihoodField field, int row, LikelihoodSource source) {
        if (startFromOwn(field, row)) {
            source.renew(row);
            startFromOwn(field, row);
        }
    }

    /** Whether there are any. */
    private static boolean startFromOwn(LikelihoodField field, int row) {
        boolean any = false;
        int first = row * field.box.nx();
        for (int i = first; i < first + field.box.nx(); i++) {
            if (field.odd[i]) {
                field.startFromOwn(i);
                any = true;
            }
        }
        return any;
    }

    /** Whether a voxel deviates by a standard deviation at least in the direction of all. */
    private static boolean hasPart(LikelihoodField field, int j, double sum1, double sum2) {
        return field.next1()[j] * sum1 + field.next2()[j] * sum2 > Math.sqrt(sum1 * sum1 + sum2 * sum2);
    }

    private static int beside(VoxelBox box, int x, int y, int z, int[] step) {
        int otherX = x + step[0];
        int otherY = y + step[1];
        int otherZ = z + step[2];
        boolean inside = otherX >= 0
                && otherX < box.nx()
                && otherY >= 0
                && otherY < box.ny()
                && otherZ >= 0
                && otherZ < box.nz();
        return inside ? otherX + box.nx() * (otherY + box.ny() * otherZ) : -1;
    }
}

package org.relaxometry.bssfp.preprocessing.mask;

import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * Exact Euclidean distance of every voxel centre from the nearest voxel of a mask: the lower envelope of parabolas along one axis
 * after the other (Felzenszwalb and Huttenlocher, Theory Comput. 8, 415 (2012), doi:10.4086/toc.2012.v008a019).
 */
final class DistanceMap {

    /** Square of the distance where there is no voxel to be near to; still adds up in float. */
    private static final float FAR = 1e20f;

    private DistanceMap() {}

    /**
     * Squares of the distances in mm²; {@code wanted} says which value the voxels to be near to have.
     *
     * @return 1e20 everywhere if there is no such voxel
     */
    static float[] squared(boolean[] mask, boolean wanted, VolumeGrid grid, WorkerPool workers, Progress progress) {
        float[] distance = new float[mask.length];
        for (int i = 0; i < mask.length; i++) {
            distance[i] = mask[i] == wanted ? 0 : FAR;
        }
        along(distance, grid.nx(), 1, grid.dxMm(), workers, progress);
        along(distance, grid.ny(), grid.nx(), grid.dyMm(), workers, progress);
        along(distance, grid.nz(), grid.sliceVoxels(), grid.dzMm(), workers, progress);
        return distance;
    }

    private static void along(
            float[] distance, int length, int stride, double stepMm, WorkerPool workers, Progress progress) {
        int lines = distance.length / length;
        int tasks = Math.min(lines, 256);
        workers.run(tasks, (worker, task) -> {
            progress.checkCanceled();
            Envelope envelope = new Envelope(length, stepMm);
            int end = (int) ((task + 1L) * lines / tasks);
            for (int line = (int) ((long) task * lines / tasks); line < end; line++) {
                envelope.replace(distance, line / stride * stride * length + line % stride, stride);
            }
        });
    }

    /** Scratch for the lines of one thread. */
    private static final class Envelope {
        private final int length;
        private final double stepMm;
        private final float[] values;
        private final int[] vertex;
        private final double[] border;

        Envelope(int length, double stepMm) {
            this.length = length;
            this.stepMm = stepMm;
            values = new float[length];
            vertex = new int[length];
            border = new double[length + 1];
        }

        void replace(float[] distance, int start, int stride) {
            int last = -1;
            for (int q = 0; q < length; q++) {
                values[q] = distance[start + q * stride];
                if (values[q] >= FAR) {
                    continue;
                }
                while (last >= 0 && crossing(vertex[last], q) <= border[last]) {
                    last--;
                }
                border[last + 1] = last < 0 ? Double.NEGATIVE_INFINITY : crossing(vertex[last], q);
                vertex[++last] = q;
            }
            if (last < 0) {
                return;
            }
            int k = 0;
            for (int q = 0; q < length; q++) {
                while (k < last && border[k + 1] < q * stepMm) {
                    k++;
                }
                double along = (q - vertex[k]) * stepMm;
                distance[start + q * stride] = (float) (along * along + values[vertex[k]]);
            }
        }

        /** Where the parabolas over two voxels are equally high. */
        private double crossing(int p, int q) {
            double a = p * stepMm;
            double b = q * stepMm;
            return (values[q] + b * b - values[p] - a * a) / (2 * (b - a));
        }
    }
}

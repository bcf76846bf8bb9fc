package org.relaxometry.bssfp.preprocessing.mask;

import java.util.Arrays;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.ComplexVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

/** Mean of |S_j| over the cycles, in which banding cancels, and what its histogram says. */
final class MeanMagnitude {

    private static final int BINS = 512;

    /** Above it lies a part per thousand of the voxels: vessels and fat, which would stretch the histogram. */
    private static final double TOP = 0.999;

    private MeanMagnitude() {}

    static float[] of(ComplexSeries series, WorkerPool workers, Progress progress) {
        VolumeGrid grid = series.grid();
        float[] mean = new float[grid.voxels()];
        workers.run(grid.nz(), (worker, z) -> {
            progress.checkCanceled();
            for (int i = z * grid.sliceVoxels(); i < (z + 1) * grid.sliceVoxels(); i++) {
                double sum = 0;
                for (ComplexVolume cycle : series.cycles()) {
                    double re = cycle.real()[i];
                    double im = cycle.imaginary()[i];
                    sum += Math.sqrt(re * re + im * im);
                }
                mean[i] = (float) (sum / series.cycles().size());
            }
        });
        return mean;
    }

    /**
     * A quarter of the median of what Otsu's threshold (IEEE Trans. Syst. Man Cybern. 9, 62 (1979)) calls bright: well above noise
     * and below muscle, the darkest tissue.
     */
    static double headThreshold(float[] mean) {
        float[] sorted = mean.clone();
        Arrays.sort(sorted);
        int zeros = 0;
        while (zeros < sorted.length && sorted[zeros] <= 0) {
            zeros++;
        }
        if (zeros == sorted.length) {
            throw new IllegalArgumentException("There is nothing to make a mask of: all images are 0 everywhere.");
        }
        double otsu = otsu(sorted, sorted[(int) (TOP * (sorted.length - 1))]);
        int bright = Arrays.binarySearch(sorted, (float) otsu);
        bright = bright < 0 ? -bright - 1 : bright;
        return sorted[bright + (sorted.length - bright) / 2] / 4.0;
    }

    /** Between 0 and the top, where the classes' variance between them is greatest. */
    private static double otsu(float[] values, double top) {
        long[] histogram = new long[BINS];
        double all = 0;
        for (float value : values) {
            int bin = (int) Math.min(BINS - 1, value / top * BINS);
            histogram[bin]++;
            all += bin;
        }
        double best = -1;
        int threshold = 0;
        double below = 0;
        double sum = 0;
        for (int bin = 0; bin < BINS - 1; bin++) {
            below += histogram[bin];
            sum += (double) histogram[bin] * bin;
            double between = all * below / values.length - sum;
            double variance = between * between / (below * (values.length - below));
            if (below > 0 && below < values.length && variance > best) {
                best = variance;
                threshold = bin + 1;
            }
        }
        return threshold * top / BINS;
    }
}

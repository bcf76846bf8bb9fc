package org.relaxometry.bssfp.preprocessing.gibbs;

import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.space.ComplexVolume;

/**
 * Whether an image covers the k-space that was measured: after zero filling, strong filters or partial Fourier sampling, the
 * highest frequencies of an axis are empty, at one end at least.
 */
public final class SpectrumCheck {

    /** Frequencies as parts of the highest: where an image that was not interpolated still has noise and edges. */
    private static final double OUTER_FROM = 0.93;

    /** Where an image interpolated by two still has a signal. */
    private static final double INNER_FROM = 0.25;

    private static final double INNER_TO = 0.35;

    /** Sharp edges alone leave a tenth; rounding to integers leaves far less than this. */
    private static final double LEAST_POWER_RATIO = 1e-3;

    private SpectrumCheck() {}

    /**
     * The axes along which the outer k-space is empty.
     *
     * @param image one cycle
     * @return such as "xy"; "" if there is none
     */
    public static String emptyAxes(ComplexVolume image, GibbsRemoval.Mode mode, int threads, Progress progress) {
        StringBuilder empty = new StringBuilder();
        try (WorkerPool workers = new WorkerPool(threads)) {
            for (int axis = 0; axis < mode.axes(); axis++) {
                double[] power = power(image, new AxisLines(image.grid(), axis), workers, progress);
                double inner = mean(power, INNER_FROM, INNER_TO) + mean(power, -INNER_TO, -INNER_FROM);
                double outer = Math.min(mean(power, OUTER_FROM, 1), mean(power, -1, -OUTER_FROM));
                if (outer < LEAST_POWER_RATIO * inner / 2) {
                    empty.append("xyz".charAt(axis));
                }
            }
        }
        return empty.toString();
    }

    private static double[] power(ComplexVolume image, AxisLines axis, WorkerPool workers, Progress progress) {
        double[][] ofBatch = new double[axis.batches()][axis.length()];
        workers.run(axis.batches(), (worker, batch) -> {
            progress.checkCanceled();
            float[] real = new float[axis.length() * AxisLines.LANES];
            float[] imaginary = new float[real.length];
            axis.gather(image, batch, real, imaginary);
            new FourierLines(axis.length(), AxisLines.LANES).forward(real, imaginary);
            for (int i = 0; i < real.length; i++) {
                ofBatch[batch][i / AxisLines.LANES] +=
                        (double) real[i] * real[i] + (double) imaginary[i] * imaginary[i];
            }
        });
        double[] power = new double[axis.length()];
        for (double[] each : ofBatch) {
            for (int k = 0; k < power.length; k++) {
                power[k] += each[k];
            }
        }
        return power;
    }

    /** Over the frequencies between these parts of the highest; at least one of them. */
    private static double mean(double[] power, double from, double to) {
        int n = power.length;
        double highest = (n - 1) / 2;
        int first = (int) Math.floor(from * highest);
        int last = (int) Math.ceil(to * highest);
        double sum = 0;
        for (int k = first; k <= last; k++) {
            sum += power[Math.floorMod(k, n)];
        }
        return sum / (last - first + 1);
    }
}

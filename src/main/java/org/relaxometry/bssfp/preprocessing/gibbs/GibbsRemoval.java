package org.relaxometry.bssfp.preprocessing.gibbs;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.ComplexVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * Takes Gibbs ringing out of complex images by local subvoxel shifts, in the plane of the slices or in 3D.
 *
 * <pre>
 * result = Σ_a U_a(F⁻¹ G_a F image),   G_a = (1/w_a) / Σ_b (1/w_b),   w_b = 1 + cos k_b
 * </pre>
 *
 * U_a removes ringing line by line along axis a ({@link SubvoxelShift}), k_b runs from −π to π, the weights G_a add up to 1 and
 * leave to U_a what rings along a. In plane, a and b run over x and y (Kellner et al., Magn. Reson. Med. 76, 1574 (2016),
 * doi:10.1002/mrm.26054); in 3D over x, y and z (Bautista et al., Proc. ISMRM 2021, 3535).
 *
 * <p>The images must cover the k-space that was measured and no more: interpolated (zero-filled) images, images filtered against
 * ringing and images of partial Fourier acquisitions ring in another way ({@link SpectrumCheck}).
 */
public final class GibbsRemoval {

    /** Along which axes it works. */
    public enum Mode {
        /** x and y, slice by slice: for 2D acquisitions, and for 3D ones with few slices. */
        IN_PLANE("in plane", 2),
        /** x, y and z: for 3D acquisitions. */
        THREE_D("3D", 3);

        private final String label;
        private final int axes;

        Mode(String label, int axes) {
            this.label = label;
            this.axes = axes;
        }

        /** As users choose it. */
        public String label() {
            return label;
        }

        int axes() {
            return axes;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    /** Fewer voxels along an axis hold no shift window without meeting themselves. */
    private static final int MIN_LENGTH = 10;

    /** In standard deviations of the noise. At 2.5, noise keeps 98 % of its size, and ringing that stands out of it goes. */
    private static final double MARGIN = 2.5;

    private final VolumeGrid grid;
    private final AxisLines[] axes;
    private final WorkerPool workers;
    private final Progress progress;
    private final double batches;
    private final AtomicInteger done = new AtomicInteger();

    private GibbsRemoval(VolumeGrid grid, int images, Mode mode, WorkerPool workers, Progress progress) {
        this.grid = grid;
        axes = new AxisLines[mode.axes()];
        int sum = 0;
        for (int a = 0; a < axes.length; a++) {
            axes[a] = new AxisLines(grid, a);
            sum += axes[a].batches();
        }
        batches = (double) sum * images;
        this.workers = workers;
        this.progress = progress;
    }

    /**
     * Takes the ringing out of every cycle.
     *
     * @param series changed in place; of no use after an error or a cancellation
     * @param threads the result is the same for any number
     * @throws IllegalArgumentException where an axis is shorter than 10 voxels, or a value is not finite
     */
    public static void inPlace(ComplexSeries series, Mode mode, int threads, Progress progress) {
        inPlace(series.cycles(), mode, threads, progress);
    }

    static void inPlace(List<ComplexVolume> cycles, Mode mode, int threads, Progress progress) {
        try (WorkerPool workers = new WorkerPool(threads)) {
            GibbsRemoval removal = new GibbsRemoval(cycles.get(0).grid(), cycles.size(), mode, workers, progress);
            for (AxisLines axis : removal.axes) {
                requireLength(axis);
            }
            for (int j = 0; j < cycles.size(); j++) {
                requireFinite(cycles.get(j), j + 1);
                removal.clean(cycles.get(j));
            }
        }
    }

    private static void requireLength(AxisLines axis) {
        if (axis.length() < MIN_LENGTH) {
            throw new IllegalArgumentException("Gibbs ringing cannot be removed along " + "xyz".charAt(axis.axis())
                    + ": the images have " + axis.length() + " voxels there, at least " + MIN_LENGTH + " are needed."
                    + (axis.axis() == 2 ? " For so few slices choose mode = in plane." : ""));
        }
    }

    private static void requireFinite(ComplexVolume cycle, int number) {
        int missing = 0;
        for (int i = 0; i < cycle.real().length; i++) {
            missing += Float.isFinite(cycle.real()[i]) && Float.isFinite(cycle.imaginary()[i]) ? 0 : 1;
        }
        if (missing > 0) {
            throw new IllegalArgumentException("Gibbs ringing cannot be removed: " + missing + " voxels of cycle "
                    + number + " have no finite value, and each would spread over the image. Set them to 0 first.");
        }
    }

    private void clean(ComplexVolume cycle) {
        float margin = (float) (MARGIN * DetailNoise.of(cycle));
        ComplexVolume spectrum =
                new ComplexVolume(grid, cycle.real().clone(), cycle.imaginary().clone());
        for (AxisLines axis : axes) {
            transform(spectrum, axis, true);
        }
        Arrays.fill(cycle.real(), 0);
        Arrays.fill(cycle.imaginary(), 0);
        ComplexVolume weighted = ComplexVolume.zeros(grid);
        for (AxisLines axis : axes) {
            weigh(spectrum, axis, weighted);
            for (AxisLines other : axes) {
                if (other != axis) {
                    transform(weighted, other, false);
                }
            }
            addWithoutRinging(weighted, axis, margin, cycle);
        }
    }

    private void transform(ComplexVolume volume, AxisLines axis, boolean forward) {
        Lines[] lines = new Lines[workers.size()];
        workers.run(axis.batches(), (worker, batch) -> {
            progress.checkCanceled();
            lines[worker] = lines[worker] == null ? new Lines(axis.length()) : lines[worker];
            Lines each = lines[worker];
            axis.gather(volume, batch, each.real, each.imaginary);
            if (forward) {
                each.transform.forward(each.real, each.imaginary);
            } else {
                each.transform.inverse(each.real, each.imaginary);
            }
            axis.scatter(each.real, each.imaginary, batch, volume);
        });
    }

    /** The part of the spectrum that the axis is in charge of, scaled for the inverse transform along the others. */
    private void weigh(ComplexVolume spectrum, AxisLines axis, ComplexVolume weighted) {
        double[][] w = new double[3][];
        double scale = 1;
        for (int a = 0; a < 3; a++) {
            int length = new AxisLines(grid, a).length();
            w[a] = new double[length];
            for (int k = 0; k < length; k++) {
                w[a][k] = a < axes.length ? 1 + Math.cos(2 * Math.PI * k / length) : 1;
            }
            scale /= a < axes.length && a != axis.axis() ? length : 1;
        }
        double factor = scale;
        workers.run(grid.nz(), (worker, z) -> {
            double[] here = new double[axes.length];
            for (int y = 0; y < grid.ny(); y++) {
                for (int x = 0; x < grid.nx(); x++) {
                    int[] k = {x, y, z};
                    for (int a = 0; a < here.length; a++) {
                        here[a] = w[a][k[a]];
                    }
                    float weight = (float) (factor * weight(here, axis.axis()));
                    int i = grid.index(x, y, z);
                    weighted.real()[i] = weight * spectrum.real()[i];
                    weighted.imaginary()[i] = weight * spectrum.imaginary()[i];
                }
            }
        });
    }

    /** G_a = (1/w_a) / Σ_c (1/w_c); where some are 0, they share. */
    static double weight(double[] w, int axis) {
        int zeros = 0;
        double sum = 0;
        for (double each : w) {
            zeros += each == 0 ? 1 : 0;
            sum += 1 / each;
        }
        if (zeros > 0) {
            return w[axis] == 0 ? 1.0 / zeros : 0;
        }
        return 1 / w[axis] / sum;
    }

    private void addWithoutRinging(ComplexVolume spectrum, AxisLines axis, float margin, ComplexVolume sum) {
        Lines[] lines = new Lines[workers.size()];
        workers.run(axis.batches(), (worker, batch) -> {
            progress.checkCanceled();
            lines[worker] = lines[worker] == null ? new Lines(axis.length()) : lines[worker];
            Lines each = lines[worker];
            axis.gather(spectrum, batch, each.real, each.imaginary);
            each.shift.remove(margin, each.real, each.imaginary, each.cleanReal, each.cleanImaginary);
            axis.add(each.cleanReal, each.cleanImaginary, batch, sum);
            progress.update(done.incrementAndGet() / batches);
        });
    }

    /** What one worker needs for lines of one length. */
    private static final class Lines {
        final FourierLines transform;
        final SubvoxelShift shift;
        final float[] real;
        final float[] imaginary;
        final float[] cleanReal;
        final float[] cleanImaginary;

        Lines(int length) {
            int size = length * AxisLines.LANES;
            transform = new FourierLines(length, AxisLines.LANES);
            shift = new SubvoxelShift(length, transform);
            real = new float[size];
            imaginary = new float[size];
            cleanReal = new float[size];
            cleanImaginary = new float[size];
        }
    }
}

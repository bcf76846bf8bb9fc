package org.relaxometry.bssfp.preprocessing.gibbs;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.space.ComplexVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * Takes ringing out of images axis by axis.
 *
 * <pre>
 * result = Σ_a U_a(F⁻¹ G_a F image),   G_a = (1/w_a) / Σ_b (1/w_b),   w_b = 1 + cos k_b
 * </pre>
 *
 * U_a removes ringing line by line along axis a ({@link SubvoxelShift}), k_b runs from −π to π, the weights G_a add up to 1 and
 * leave to U_a what rings along a. In plane, a and b run over x and y (Kellner et al., Magn. Reson. Med. 76, 1574 (2016),
 * doi:10.1002/mrm.26054); in 3D over x, y and z (Bautista et al., Proc. ISMRM 2021, 3535).
 */
final class RingingByAxis {

    private final VolumeGrid grid;
    private final AxisLines[] axes;
    private final WorkerPool workers;
    private final Progress progress;
    private final double batches;
    private final AtomicInteger done = new AtomicInteger();

    /** @param axes 2 for x and y, 3 for x, y and z */
    RingingByAxis(VolumeGrid grid, int axes, WorkerPool workers, Progress progress) {
        this.grid = grid;
        this.axes = new AxisLines[axes];
        int sum = 0;
        for (int a = 0; a < axes; a++) {
            this.axes[a] = new AxisLines(grid, a);
            sum += this.axes[a].batches();
        }
        batches = sum;
        this.workers = workers;
        this.progress = progress;
    }

    /**
     * Takes the ringing out of all images.
     *
     * @param cycles changed in place; beside them there are two more copies
     * @param margin see {@link SubvoxelShift}
     */
    void remove(List<ComplexVolume> cycles, float margin) {
        List<ComplexVolume> parts =
                cycles.stream().map(cycle -> ComplexVolume.zeros(grid)).toList();
        List<ComplexVolume> sums =
                cycles.stream().map(cycle -> ComplexVolume.zeros(grid)).toList();
        for (ComplexVolume cycle : cycles) {
            for (AxisLines axis : axes) {
                transform(cycle, axis, true);
            }
        }
        for (AxisLines axis : axes) {
            weigh(cycles, axis, parts);
            for (ComplexVolume part : parts) {
                for (AxisLines other : axes) {
                    if (other != axis) {
                        transform(part, other, false);
                    }
                }
            }
            addWithoutRinging(parts, axis, margin, sums);
        }
        copy(sums, cycles, 0);
    }

    /** All of the one, to a place in the other. */
    static void copy(List<ComplexVolume> from, List<ComplexVolume> to, int first) {
        for (int j = 0; j < from.size(); j++) {
            float[] real = from.get(j).real();
            float[] imaginary = from.get(j).imaginary();
            System.arraycopy(real, 0, to.get(j).real(), first, real.length);
            System.arraycopy(imaginary, 0, to.get(j).imaginary(), first, imaginary.length);
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

    /** The part of the spectra that the axis is in charge of, scaled for the inverse transform along the others. */
    private void weigh(List<ComplexVolume> spectra, AxisLines axis, List<ComplexVolume> parts) {
        double[][] w = new double[axes.length][];
        double scale = 1;
        for (int a = 0; a < axes.length; a++) {
            int length = axes[a].length();
            w[a] = new double[length];
            for (int k = 0; k < length; k++) {
                w[a][k] = 1 + Math.cos(2 * Math.PI * k / length);
            }
            scale /= a == axis.axis() ? 1 : length;
        }
        double factor = scale;
        workers.run(grid.nz(), (worker, z) -> {
            progress.checkCanceled();
            double[] here = new double[axes.length];
            float[] weights = new float[grid.nx()];
            for (int y = 0; y < grid.ny(); y++) {
                for (int x = 0; x < grid.nx(); x++) {
                    here[0] = w[0][x];
                    here[1] = w[1][y];
                    if (here.length == 3) {
                        here[2] = w[2][z];
                    }
                    weights[x] = (float) (factor * weight(here, axis.axis()));
                }
                int row = grid.index(0, y, z);
                for (int j = 0; j < parts.size(); j++) {
                    multiply(spectra.get(j).real(), weights, row, parts.get(j).real());
                    multiply(
                            spectra.get(j).imaginary(),
                            weights,
                            row,
                            parts.get(j).imaginary());
                }
            }
        });
    }

    private static void multiply(float[] values, float[] weights, int row, float[] result) {
        for (int x = 0; x < weights.length; x++) {
            result[row + x] = weights[x] * values[row + x];
        }
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

    private void addWithoutRinging(
            List<ComplexVolume> spectra, AxisLines axis, float margin, List<ComplexVolume> sums) {
        CommonLines[] lines = new CommonLines[workers.size()];
        workers.run(axis.batches(), (worker, batch) -> {
            progress.checkCanceled();
            lines[worker] = lines[worker] == null ? new CommonLines(axis.length(), sums.size()) : lines[worker];
            CommonLines each = lines[worker];
            for (int j = 0; j < sums.size(); j++) {
                axis.gather(spectra.get(j), batch, each.real[j], each.imaginary[j]);
            }
            each.shift.remove(margin, each.real, each.imaginary, each.cleanReal, each.cleanImaginary);
            for (int j = 0; j < sums.size(); j++) {
                axis.add(each.cleanReal[j], each.cleanImaginary[j], batch, sums.get(j));
            }
            progress.update(done.incrementAndGet() / batches);
        });
    }

    /** What one worker needs for the lines of one image. */
    private static final class Lines {
        final FourierLines transform;
        final float[] real;
        final float[] imaginary;

        Lines(int length) {
            int size = length * AxisLines.LANES;
            transform = new FourierLines(length, AxisLines.LANES);
            real = new float[size];
            imaginary = new float[size];
        }
    }

    /** What one worker needs for the same lines of all images. */
    private static final class CommonLines {
        final SubvoxelShift shift;
        final float[][] real;
        final float[][] imaginary;
        final float[][] cleanReal;
        final float[][] cleanImaginary;

        CommonLines(int length, int cycles) {
            int size = length * AxisLines.LANES;
            shift = new SubvoxelShift(length, cycles, new FourierLines(length, AxisLines.LANES));
            real = new float[cycles][size];
            imaginary = new float[cycles][size];
            cleanReal = new float[cycles][size];
            cleanImaginary = new float[cycles][size];
        }
    }
}

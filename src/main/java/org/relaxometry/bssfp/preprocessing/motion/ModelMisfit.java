package org.relaxometry.bssfp.preprocessing.motion;

import java.util.List;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.likelihood.EllipseFit;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.space.ComplexVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * How badly cycles follow the signal model: the mean of ln(misfit/signal) of the signal ellipse over the bright voxels, the root mean squares
 * of both, after (1 2 1)/4 along every axis as in {@link Smoothing}. Cycles that do not lie on one another fit badly wherever the head has
 * structure; so this tells right from wrong motions, and any motion from none.
 *
 * <p>The ellipse has five unknowns and four cycles eight numbers: from four cycles on there is a misfit.
 */
final class ModelMisfit {

    static final int MIN_CYCLES = 4;

    /** ln(0.4). Measured: −3 to −5 of a simulated brain, −0.1 to −0.6 where the phases do not follow the model. */
    static final double FOLLOWS = Math.log(0.4);

    private static final double[] WEIGHTS = {0.25, 0.5, 0.25};

    private ModelMisfit() {}

    /**
     * The mean over the voxels whose root mean square signal is above {@code least}, those at the faces left out; infinite without any.
     *
     * @param cycles not finite where one does not reach
     */
    static double of(Protocol protocol, List<ComplexVolume> cycles, double least, WorkerPool pool, Progress progress) {
        VolumeGrid grid = cycles.get(0).grid();
        Voxel[] voxels = IntStream.range(0, pool.size())
                .mapToObj(worker -> new Voxel(protocol, cycles, least))
                .toArray(Voxel[]::new);
        double[] sums = new double[grid.ny() * grid.nz()];
        int[] counts = new int[sums.length];
        pool.run(sums.length, (worker, row) -> {
            progress.checkCanceled();
            int y = row % grid.ny();
            int z = row / grid.ny();
            if (y > 0 && y < grid.ny() - 1 && z > 0 && z < grid.nz() - 1) {
                for (int x = 1; x < grid.nx() - 1; x++) {
                    double misfit = voxels[worker].misfit(grid.index(x, y, z));
                    if (!Double.isNaN(misfit)) {
                        sums[row] += misfit;
                        counts[row]++;
                    }
                }
            }
        });
        int count = IntStream.of(counts).sum();
        double sum = 0;
        for (double each : sums) {
            sum += each;
        }
        return count == 0 ? Double.POSITIVE_INFINITY : sum / count;
    }

    /** One voxel after the other, for one thread. */
    private static final class Voxel {

        private final List<ComplexVolume> cycles;
        private final double least;
        private final EllipseFit fit;
        private final double[] real;
        private final double[] imaginary;

        Voxel(Protocol protocol, List<ComplexVolume> cycles, double least) {
            this.cycles = cycles;
            this.least = least;
            fit = new EllipseFit(protocol);
            real = new double[cycles.size()];
            imaginary = new double[cycles.size()];
        }

        double misfit(int voxel) {
            double power = 0;
            for (int j = 0; j < real.length; j++) {
                double re = cycles.get(j).real()[voxel];
                double im = cycles.get(j).imaginary()[voxel];
                power += re * re + im * im;
            }
            if (!(power > real.length * least * least)) {
                return Double.NaN;
            }
            VolumeGrid grid = cycles.get(0).grid();
            for (int j = 0; j < real.length; j++) {
                real[j] = smoothed(grid, cycles.get(j).real(), voxel);
                imaginary[j] = smoothed(grid, cycles.get(j).imaginary(), voxel);
            }
            EstimationStatus status = fit.fit(real, imaginary);
            return status == EstimationStatus.NO_SIGNAL || status == EstimationStatus.NOT_FINITE
                    ? Double.NaN
                    : Math.log(Math.max(fit.residualRatio(), Float.MIN_NORMAL));
        }

        private static double smoothed(VolumeGrid grid, float[] values, int voxel) {
            double sum = 0;
            for (int k = -1; k <= 1; k++) {
                for (int j = -1; j <= 1; j++) {
                    int row = voxel + k * grid.sliceVoxels() + j * grid.nx();
                    sum += WEIGHTS[k + 1]
                            * WEIGHTS[j + 1]
                            * (0.25 * values[row - 1] + 0.5 * values[row] + 0.25 * values[row + 1]);
                }
            }
            return sum;
        }
    }
}

package org.relaxometry.bssfp.preprocessing.b1;

import java.util.Arrays;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.statistics.SortedSamples;

/**
 * Continues a smooth volume, such as a B1 map, into the voxels where nothing was measured.
 *
 * <p>The known voxels are split into the quadratic function of position that fits them best and a remainder. The remainder is
 * continued harmonically: in the holes it satisfies Laplace's equation, with the known voxels as boundary values and no slope
 * across the border of the volume. The sum is the filled volume. So the gradient at the edge of the head goes on beyond it,
 * as far as it is part of the large-scale form; filled values stay between the known ones, the lowest and the highest of every
 * ten thousand left out. Known voxels keep their values.
 *
 * <p>Laplace's equation is solved from coarse to fine (cascadic multigrid: Bornemann and Deuflhard, Numer. Math. 75, 135
 * (1996), doi:10.1007/s002110050234): every grid starts from the interpolated solution of the next coarser one, followed by
 * {@value #SWEEPS} red-black Gauss–Seidel sweeps. The result does not depend on the number of threads.
 */
final class HoleFilling {

    private static final int SWEEPS = 10;

    /** Part of the known voxels on either side that does not count for the limits of filled values. */
    private static final double OUTLIERS = 1e-4;

    /** Axes with voxels up to this many times the smallest voxel size are halved on the next coarser grid. */
    private static final double ISOTROPY = 1.5;

    private final WorkerPool pool;
    private final Progress progress;

    private HoleFilling(WorkerPool pool, Progress progress) {
        this.pool = pool;
        this.progress = progress;
    }

    /**
     * Fills a volume.
     *
     * @param volume NaN where nothing is known
     * @return a new volume
     * @throws IllegalArgumentException if nothing is known at all
     */
    static ScalarVolume fill(ScalarVolume volume, WorkerPool pool, Progress progress) {
        VolumeGrid grid = volume.grid();
        float[] values = volume.values().clone();
        boolean[] hole = new boolean[values.length];
        float[] known = new float[values.length];
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            hole[i] = Float.isNaN(values[i]);
            if (!hole[i]) {
                known[count++] = values[i];
            }
        }
        if (count == 0) {
            throw new IllegalArgumentException("A volume without a single known voxel cannot be filled.");
        }
        SortedSamples sorted = SortedSamples.all(Arrays.copyOf(known, count));
        float lowest = (float) sorted.below(OUTLIERS);
        float highest = (float) sorted.at(count - 1 - (int) (OUTLIERS * (count - 1)));
        progress.checkCanceled();
        QuadraticTrend trend = new QuadraticTrend(grid, values);
        progress.checkCanceled();
        addTrend(trend, grid, values, -1);
        new HoleFilling(pool, progress).continueHarmonically(grid, values, hole);
        addTrend(trend, grid, values, 1);
        for (int i = 0; i < values.length; i++) {
            values[i] = hole[i] ? Math.max(lowest, Math.min(highest, values[i])) : volume.values()[i];
        }
        return new ScalarVolume(grid, values);
    }

    private static void addTrend(QuadraticTrend trend, VolumeGrid grid, float[] values, int sign) {
        double[] row = new double[grid.nx()];
        for (int r = 0; r < grid.ny() * grid.nz(); r++) {
            trend.row(r % grid.ny(), r / grid.ny(), row);
            for (int x = 0; x < row.length; x++) {
                values[r * row.length + x] += (float) (sign * row[x]);
            }
        }
    }

    /** @param values any number in the holes */
    private void continueHarmonically(VolumeGrid grid, float[] values, boolean[] hole) {
        progress.checkCanceled();
        int[] factors = factors(grid);
        if (factors[0] * factors[1] * factors[2] > 1) {
            VolumeGrid coarse = coarser(grid, factors);
            float[] coarseValues = new float[coarse.voxels()];
            boolean[] coarseHole = new boolean[coarse.voxels()];
            average(grid, values, hole, factors, coarse, coarseValues, coarseHole);
            continueHarmonically(coarse, coarseValues, coarseHole);
            interpolate(coarse, coarseValues, factors, grid, values, hole);
            for (int sweep = 0; sweep < SWEEPS; sweep++) {
                relax(grid, values, hole, 0);
                relax(grid, values, hole, 1);
            }
        }
    }

    /** 2 along the axes to be halved, else 1. */
    private static int[] factors(VolumeGrid grid) {
        int[] sizes = {grid.nx(), grid.ny(), grid.nz()};
        double[] sizesMm = {grid.dxMm(), grid.dyMm(), grid.dzMm()};
        double smallest = Double.POSITIVE_INFINITY;
        for (int axis = 0; axis < 3; axis++) {
            smallest = sizes[axis] > 1 ? Math.min(smallest, sizesMm[axis]) : smallest;
        }
        int[] factors = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            factors[axis] = sizes[axis] > 1 && sizesMm[axis] <= ISOTROPY * smallest ? 2 : 1;
        }
        return factors;
    }

    private static VolumeGrid coarser(VolumeGrid grid, int[] factors) {
        return new VolumeGrid(
                (grid.nx() + factors[0] - 1) / factors[0],
                (grid.ny() + factors[1] - 1) / factors[1],
                (grid.nz() + factors[2] - 1) / factors[2],
                grid.dxMm() * factors[0],
                grid.dyMm() * factors[1],
                grid.dzMm() * factors[2]);
    }

    /** Mean of the known voxels of every coarse voxel. */
    private static void average(
            VolumeGrid grid,
            float[] values,
            boolean[] hole,
            int[] factors,
            VolumeGrid coarse,
            float[] coarseValues,
            boolean[] coarseHole) {
        byte[] known = new byte[coarseValues.length];
        for (int z = 0, i = 0; z < grid.nz(); z++) {
            for (int y = 0; y < grid.ny(); y++) {
                for (int x = 0; x < grid.nx(); x++, i++) {
                    if (!hole[i]) {
                        int c = coarse.index(x / factors[0], y / factors[1], z / factors[2]);
                        coarseValues[c] += values[i];
                        known[c]++;
                    }
                }
            }
        }
        for (int c = 0; c < known.length; c++) {
            coarseHole[c] = known[c] == 0;
            coarseValues[c] /= Math.max(1, known[c]);
        }
    }

    private void interpolate(
            VolumeGrid coarse, float[] coarseValues, int[] factors, VolumeGrid grid, float[] values, boolean[] hole) {
        pool.run(grid.nz(), (worker, z) -> {
            progress.checkCanceled();
            for (int y = 0, i = grid.index(0, 0, z); y < grid.ny(); y++) {
                for (int x = 0; x < grid.nx(); x++, i++) {
                    if (hole[i]) {
                        values[i] = (float) Interpolation.linear(
                                coarse,
                                coarseValues,
                                (x + 0.5) / factors[0] - 0.5,
                                (y + 0.5) / factors[1] - 0.5,
                                (z + 0.5) / factors[2] - 0.5);
                    }
                }
            }
        });
    }

    /** One Gauss–Seidel sweep over the holes of one colour, whose neighbours are all of the other colour. */
    private void relax(VolumeGrid grid, float[] values, boolean[] hole, int colour) {
        double wx = 1 / (grid.dxMm() * grid.dxMm());
        double wy = 1 / (grid.dyMm() * grid.dyMm());
        double wz = 1 / (grid.dzMm() * grid.dzMm());
        pool.run(grid.nz(), (worker, z) -> {
            progress.checkCanceled();
            double[] sums = new double[2];
            for (int y = 0; y < grid.ny(); y++) {
                for (int x = (y + z + colour) % 2; x < grid.nx(); x += 2) {
                    int i = grid.index(x, y, z);
                    if (hole[i]) {
                        Arrays.fill(sums, 0);
                        addNeighbours(values, i, 1, x, grid.nx(), wx, sums);
                        addNeighbours(values, i, grid.nx(), y, grid.ny(), wy, sums);
                        addNeighbours(values, i, grid.sliceVoxels(), z, grid.nz(), wz, sums);
                        values[i] = (float) (sums[0] / sums[1]);
                    }
                }
            }
        });
    }

    private static void addNeighbours(
            float[] values, int i, int step, int position, int size, double weight, double[] sums) {
        if (position > 0) {
            sums[0] += weight * values[i - step];
            sums[1] += weight;
        }
        if (position < size - 1) {
            sums[0] += weight * values[i + step];
            sums[1] += weight;
        }
    }
}

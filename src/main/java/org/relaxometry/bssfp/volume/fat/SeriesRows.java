package org.relaxometry.bssfp.volume.fat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.volume.SeriesReader;

/** The voxels of a series inside its mask, one by one for many threads, row by row. */
final class SeriesRows {

    private final PhaseCycledSeries series;
    private final WorkerPool pool;

    /** Number of the first voxel of every row in the list of all. */
    private final int[] firstOfRow;

    /** What is done with a voxel; an instance serves one thread. */
    interface VoxelWork {
        /** @param voxel its number in the list of all */
        void accept(int voxel, double[] real, double[] imaginary, double b1Ratio);
    }

    /** @param positions index in the grid of every voxel inside the mask, rising */
    SeriesRows(PhaseCycledSeries series, int[] positions, WorkerPool pool) {
        this.series = series;
        this.pool = pool;
        int width = series.grid().nx();
        firstOfRow = new int[series.grid().ny() * series.grid().nz()];
        for (int row = 0; row < firstOfRow.length; row++) {
            int place = Arrays.binarySearch(positions, row * width);
            firstOfRow[row] = place >= 0 ? place : -place - 1;
        }
    }

    /** Works on all voxels and returns when the last is done. */
    void forEach(Progress progress, Supplier<VoxelWork> works) {
        int cycles = series.protocol().cycles();
        int height = series.grid().ny();
        List<SeriesReader> readers = new ArrayList<>();
        List<VoxelWork> each = new ArrayList<>();
        for (int worker = 0; worker < pool.size(); worker++) {
            readers.add(new SeriesReader(series, 1));
            each.add(works.get());
        }
        double[][][] samples = new double[pool.size()][2][cycles];
        pool.run(firstOfRow.length, progress, (worker, row) -> {
            SeriesBlock in = readers.get(worker).read(row / height, row % height, 1);
            double[][] sample = samples[worker];
            for (int k = 0; k < in.size(); k++) {
                for (int j = 0; j < cycles; j++) {
                    sample[0][j] = in.real()[j][k];
                    sample[1][j] = in.imaginary()[j][k];
                }
                each.get(worker).accept(firstOfRow[row] + k, sample[0], sample[1], in.b1Ratio()[k]);
            }
        });
    }
}

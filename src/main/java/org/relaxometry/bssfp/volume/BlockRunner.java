package org.relaxometry.bssfp.volume;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.space.PhaseCycledSeries;

/**
 * Cuts a series into blocks and hands them to workers on several threads.
 *
 * <p>A block is a run of rows of one slice, about {@value #VOXELS_PER_BLOCK} voxels, so memory beside input and output is a
 * few blocks per thread. Blocks are disjoint: workers may write to the same maps without locks, and what they write does
 * not depend on the number of threads.
 */
final class BlockRunner {

    /** Large enough to spread the cost of a block, small enough that all cycles stay in the cache. */
    private static final int VOXELS_PER_BLOCK = 2048;

    /** Works on one block after another; each thread has its own. */
    interface Worker {
        /**
         * @param in samples of the voxels inside the mask
         * @param rows where in the maps they belong
         */
        void process(SeriesBlock in, Rows rows);
    }

    /**
     * A run of rows of one slice.
     *
     * @param z slice
     * @param start index of the first voxel in the plane of the slice
     * @param length number of voxels
     * @param selected offsets from {@code start} of the voxels in the block; the first {@code size()} of it count
     */
    record Rows(int z, int start, int length, int[] selected) {

        /** Writes one value per selected voxel into a plane, and {@code outside} to all other voxels of the run. */
        void scatter(float[] values, int count, float[] plane, float outside) {
            if (count == length) {
                System.arraycopy(values, 0, plane, start, length);
                return;
            }
            Arrays.fill(plane, start, start + length, outside);
            for (int k = 0; k < count; k++) {
                plane[start + selected[k]] = values[k];
            }
        }
    }

    private final PhaseCycledSeries series;
    private final Progress progress;
    private final int width;
    private final int height;
    private final int rowsPerBlock;
    private final int blocksPerSlice;
    private final int blocks;

    BlockRunner(PhaseCycledSeries series, Progress progress) {
        this.series = series;
        this.progress = progress;
        width = series.grid().nx();
        height = series.grid().ny();
        rowsPerBlock = Math.max(1, Math.min(height, VOXELS_PER_BLOCK / width));
        blocksPerSlice = (height + rowsPerBlock - 1) / rowsPerBlock;
        blocks = blocksPerSlice * series.grid().nz();
    }

    /** Most voxels a block can have. */
    int capacity() {
        return width * rowsPerBlock;
    }

    /**
     * Processes all blocks and returns when the last is done.
     *
     * @throws CancellationException if the progress says so or the thread is interrupted
     */
    void run(int threads, Supplier<Worker> workers) {
        try (WorkerPool pool = new WorkerPool(Math.min(threads, blocks))) {
            List<SeriesReader> readers = new ArrayList<>();
            List<Worker> each = new ArrayList<>();
            for (int i = 0; i < pool.size(); i++) {
                readers.add(new SeriesReader(series, rowsPerBlock));
                each.add(workers.get());
            }
            pool.run(blocks, progress, (worker, index) -> process(index, readers.get(worker), each.get(worker)));
        }
    }

    private void process(int index, SeriesReader reader, Worker worker) {
        int z = index / blocksPerSlice;
        int y = index % blocksPerSlice * rowsPerBlock;
        int rows = Math.min(rowsPerBlock, height - y);
        SeriesBlock in = reader.read(z, y, rows);
        worker.process(in, new Rows(z, y * width, rows * width, reader.selected()));
    }
}

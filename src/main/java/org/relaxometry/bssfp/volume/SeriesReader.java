package org.relaxometry.bssfp.volume;

import java.util.Arrays;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.type.numeric.real.FloatType;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.space.ComplexImages;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.PolarForm;

/**
 * Copies runs of rows of a series into blocks, leaving out the voxels that the mask excludes. Holds buffers: one instance
 * per thread.
 */
public final class SeriesReader {

    private final ComplexImages.Form form;
    private final boolean conjugated;
    private final PrimitiveBlocks<FloatType> first;
    private final PrimitiveBlocks<FloatType> second;
    private final PrimitiveBlocks<FloatType> b1Ratio;
    private final boolean[] mask;
    private final int width;
    private final int height;
    private final int cycles;

    private final float[] allRows;
    private final int[] selected;
    private final SeriesBlock block;

    /** @param maxRows most rows that {@link #read} will be asked for */
    public SeriesReader(PhaseCycledSeries series, int maxRows) {
        form = series.images().form();
        conjugated = series.images().conjugated();
        first = blocks(series.images().first());
        second = blocks(series.images().second());
        b1Ratio = series.b1Ratio().map(SeriesReader::blocks).orElse(null);
        mask = series.mask().map(Mask::inside).orElse(null);
        width = series.grid().nx();
        height = series.grid().ny();
        cycles = series.protocol().cycles();
        int capacity = width * maxRows;
        allRows = new float[capacity];
        selected = new int[capacity];
        block = new SeriesBlock(cycles, capacity);
    }

    /**
     * Reads the rows y … y + rows − 1 of slice z.
     *
     * @return the voxels inside the mask, in order; valid until the next call
     */
    public SeriesBlock read(long z, long y, int rows) {
        int voxels = width * rows;
        int count = select(z, y, voxels);
        block.setSize(count);
        if (count == 0) {
            return block;
        }
        for (int cycle = 0; cycle < cycles; cycle++) {
            long[] position = {0, y, z, cycle};
            int[] size = {width, rows, 1, 1};
            float[] real = block.real()[cycle];
            float[] imaginary = block.imaginary()[cycle];
            copy(first, position, size, real, count);
            copy(second, position, size, imaginary, count);
            if (form == ComplexImages.Form.MAGNITUDE_PHASE) {
                PolarForm.toCartesian(real, imaginary, count);
            }
            if (conjugated) {
                negate(imaginary, count);
            }
        }
        if (b1Ratio == null) {
            Arrays.fill(block.b1Ratio(), 0, count, 1f);
        } else {
            copy(b1Ratio, new long[] {0, y, z}, new int[] {width, rows, 1}, block.b1Ratio(), count);
        }
        return block;
    }

    /** Where the voxels of the last {@link #read} lie: offsets x + width · (y − first y), the first {@code size()} count. */
    public int[] selected() {
        return selected;
    }

    private int select(long z, long y, int voxels) {
        if (mask == null) {
            for (int i = 0; i < voxels; i++) {
                selected[i] = i;
            }
            return voxels;
        }
        int start = Math.toIntExact((z * height + y) * width);
        int count = 0;
        for (int i = 0; i < voxels; i++) {
            if (mask[start + i]) {
                selected[count++] = i;
            }
        }
        return count;
    }

    /** Copies the selected voxels of a run of rows; all of them at once where none is left out. */
    private void copy(PrimitiveBlocks<FloatType> image, long[] position, int[] size, float[] into, int count) {
        if (count == size[0] * size[1]) {
            image.copy(position, into, size);
            return;
        }
        image.copy(position, allRows, size);
        for (int k = 0; k < count; k++) {
            into[k] = allRows[selected[k]];
        }
    }

    private static void negate(float[] values, int count) {
        for (int k = 0; k < count; k++) {
            values[k] = -values[k];
        }
    }

    private static PrimitiveBlocks<FloatType> blocks(RandomAccessibleInterval<FloatType> image) {
        return PrimitiveBlocks.of(image, PrimitiveBlocks.OnFallback.ACCEPT);
    }
}

package org.relaxometry.bssfp.preprocessing.consistency;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.preprocessing.check.BrightVoxels;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.volume.SeriesReader;

/** Some slices of a series, read once: which of their voxels are bright, and how far the outline of the object moves. */
final class BrightSlices {

    /** Of the least brightness of a bright voxel, less than this part is dark. */
    private static final double DARK = 0.25;

    private final VolumeGrid grid;
    private final int[] slices;
    private final float[][] brightness;
    private final OutlineShift outline;

    private BrightSlices(VolumeGrid grid, int cycles) {
        this.grid = grid;
        slices = BrightVoxels.slices(grid.nz());
        brightness = new float[slices.length][];
        outline = new OutlineShift(grid, cycles);
    }

    /** Reads the slices, whatever the mask. */
    static BrightSlices of(PhaseCycledSeries series) {
        var result = new BrightSlices(series.grid(), series.protocol().cycles());
        SeriesReader reader =
                new SeriesReader(series.withoutMask(), series.grid().ny());
        for (int k = 0; k < result.slices.length; k++) {
            SeriesBlock block = reader.read(result.slices[k], 0, series.grid().ny());
            result.brightness[k] = result.scan(block);
        }
        return result;
    }

    /** Mean magnitude over the cycles in units of the least that is bright, 0 where it is not finite or B1 is not known. */
    private float[] scan(SeriesBlock block) {
        int size = block.size();
        float[][] magnitudes = new float[block.cycles()][size];
        float[] mean = new float[size];
        for (int j = 0; j < magnitudes.length; j++) {
            float[] real = block.real()[j];
            float[] imaginary = block.imaginary()[j];
            for (int i = 0; i < size; i++) {
                magnitudes[j][i] = (float) Math.sqrt(real[i] * real[i] + imaginary[i] * imaginary[i]);
                mean[i] += magnitudes[j][i] / magnitudes.length;
            }
        }
        for (int i = 0; i < size; i++) {
            mean[i] = Float.isFinite(mean[i]) && block.b1Ratio()[i] > 0 ? mean[i] : 0;
        }
        double limit = BrightVoxels.limit(mean);
        outline.add(magnitudes, limit);
        for (int i = 0; i < size; i++) {
            mean[i] /= (float) limit;
        }
        return mean;
    }

    /** Largest distance between the outlines of two cycles, in voxels. */
    double outlineShift() {
        return outline.farthest();
    }

    /**
     * Chooses bright voxels whose four neighbours in the slice are bright as well.
     *
     * @param mask of voxels that count; null for all
     * @param most voxels wanted; there are fewer where the images have fewer
     * @return their places by {@link VolumeGrid#index}, in order
     */
    int[] inside(Mask mask, int most) {
        return places(mask, most, 1, Float.POSITIVE_INFINITY);
    }

    /** Chooses bright voxels of which one neighbour in the slice is dark; otherwise as {@link #inside}. */
    int[] edges(Mask mask, int most) {
        return places(mask, most, 0, DARK);
    }

    /** Bright voxels of which the darkest of the four neighbours lies in a range. */
    private int[] places(Mask mask, int most, double from, double to) {
        List<int[]> chosen = new ArrayList<>();
        int size = 0;
        for (int k = 0; k < slices.length; k++) {
            float[] slice = brightness[k];
            int offset = slices[k] * grid.sliceVoxels();
            IntPredicate wanted = i -> slice[i] >= 1
                    && (mask == null || mask.inside()[offset + i])
                    && isWithin(i)
                    && darkestNeighbour(slice, i) >= from
                    && darkestNeighbour(slice, i) < to;
            int[] all = IntStream.range(0, slice.length).filter(wanted).toArray();
            int count = Math.min(all.length, (int) ((long) most * (k + 1) / slices.length) - size);
            chosen.add(IntStream.range(0, count)
                    .map(i -> offset + all[(int) ((long) i * all.length / count)])
                    .toArray());
            size += count;
        }
        return chosen.stream().flatMapToInt(Arrays::stream).toArray();
    }

    private boolean isWithin(int i) {
        int x = i % grid.nx();
        int y = i / grid.nx();
        return x > 0 && x < grid.nx() - 1 && y > 0 && y < grid.ny() - 1;
    }

    private float darkestNeighbour(float[] slice, int i) {
        return Math.min(Math.min(slice[i - 1], slice[i + 1]), Math.min(slice[i - grid.nx()], slice[i + grid.nx()]));
    }
}

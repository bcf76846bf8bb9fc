package org.relaxometry.bssfp.preprocessing.check;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.statistics.SortedSamples;
import org.relaxometry.bssfp.volume.SeriesReader;

/**
 * A sample of bright voxels of a series, in pairs of neighbours along x: what a check of the whole data set looks at. The
 * same series gives the same sample.
 */
public final class BrightVoxels {

    /** Slices looked at, evenly over the volume. */
    private static final int SLICES = 7;

    /** Of this brightness, seen over a slice, half counts as bright. */
    private static final double PERCENTILE = 0.95;

    /** Of the least brightness of a bright voxel, less than this part is dark. */
    private static final double DARK = 0.25;

    private static final int ROWS = 16;

    private BrightVoxels() {}

    /**
     * Chooses bright voxels inside the mask whose four neighbours in the slice are bright as well.
     *
     * @param most voxels wanted; there are fewer where the images have fewer
     * @return their places by {@link VolumeGrid#index}, in order
     */
    public static int[] inside(PhaseCycledSeries series, int most) {
        return places(
                series,
                most,
                (brightness, i, width) -> Math.min(
                                Math.min(brightness[i - 1], brightness[i + 1]),
                                Math.min(brightness[i - width], brightness[i + width]))
                        >= 1);
    }

    /**
     * Chooses bright voxels inside the mask of which one neighbour in the slice is dark.
     *
     * @param most voxels wanted; there are fewer where the images have fewer
     * @return their places by {@link VolumeGrid#index}, in order
     */
    public static int[] edges(PhaseCycledSeries series, int most) {
        return places(
                series,
                most,
                (brightness, i, width) -> Math.min(
                                Math.min(brightness[i - 1], brightness[i + 1]),
                                Math.min(brightness[i - width], brightness[i + width]))
                        < DARK);
    }

    /** Whether a bright voxel is wanted; brightness in units of the least of a bright voxel. */
    private interface Choice {
        boolean takes(float[] brightness, int i, int width);
    }

    /** The slices looked at. */
    public static int[] slices(VolumeGrid grid) {
        int slices = Math.min(SLICES, grid.nz());
        return IntStream.range(0, slices)
                .map(k -> (2 * k + 1) * grid.nz() / (2 * slices))
                .toArray();
    }

    private static int[] places(PhaseCycledSeries series, int most, Choice choice) {
        SeriesReader reader = new SeriesReader(series, ROWS);
        VolumeGrid grid = series.grid();
        int[] slices = slices(grid);
        int[] places = new int[most];
        int size = 0;
        for (int k = 0; k < slices.length; k++) {
            int z = slices[k];
            float[] brightness = brightness(reader, grid.nx(), grid.ny(), z);
            float limit = (float) limit(brightness);
            for (int i = 0; i < brightness.length; i++) {
                brightness[i] /= limit;
            }
            int[] wanted = IntStream.range(0, brightness.length)
                    .filter(i -> brightness[i] >= 1
                            && i % grid.nx() > 0
                            && i % grid.nx() < grid.nx() - 1
                            && i / grid.nx() > 0
                            && i / grid.nx() < grid.ny() - 1
                            && choice.takes(brightness, i, grid.nx()))
                    .toArray();
            int count = Math.min(wanted.length, (int) ((long) most * (k + 1) / slices.length) - size);
            for (int i = 0; i < count; i++) {
                places[size++] = z * grid.sliceVoxels() + wanted[(int) ((long) i * wanted.length / count)];
            }
        }
        return Arrays.copyOf(places, size);
    }

    /**
     * Draws a sample inside the mask.
     *
     * @param pairs most pairs wanted; there are fewer where the images have fewer bright neighbours
     * @return their samples; voxels 2k and 2k + 1 are neighbours
     */
    public static SeriesBlock sample(PhaseCycledSeries series, int pairs) {
        SeriesReader reader = new SeriesReader(series, ROWS);
        int width = series.grid().nx();
        int height = series.grid().ny();
        int depth = series.grid().nz();
        int slices = Math.min(SLICES, depth);
        SeriesBlock block = new SeriesBlock(series.protocol().cycles(), 2 * pairs);
        int size = 0;
        for (int k = 0; k < slices; k++) {
            int z = (2 * k + 1) * depth / (2 * slices);
            float[] brightness = brightness(reader, width, height, z);
            int[] left = leftOfBrightPairs(brightness, width);
            int wanted = Math.min(left.length, (pairs * (k + 1)) / slices - size / 2);
            boolean[] chosen = new boolean[brightness.length];
            for (int i = 0; i < wanted; i++) {
                int index = left[(int) ((long) i * left.length / wanted)];
                chosen[index] = true;
                chosen[index + 1] = true;
            }
            size = copy(reader, chosen, width, z, block, size);
        }
        block.setSize(size);
        return block;
    }

    /** Mean magnitude over the cycles, [x + width · y]; 0 outside the mask and where it is not finite. */
    private static float[] brightness(SeriesReader reader, int width, int height, int z) {
        float[] brightness = new float[width * height];
        for (int y = 0; y < height; y += ROWS) {
            SeriesBlock in = reader.read(z, y, Math.min(ROWS, height - y));
            for (int v = 0; v < in.size(); v++) {
                double sum = 0;
                for (int j = 0; j < in.cycles(); j++) {
                    sum += Math.hypot(in.real()[j][v], in.imaginary()[j][v]);
                }
                boolean usable = Double.isFinite(sum) && in.b1Ratio()[v] > 0;
                brightness[y * width + reader.selected()[v]] = usable ? (float) (sum / in.cycles()) : 0;
            }
        }
        return brightness;
    }

    /** Left voxels of pairs that share no voxel, in order. */
    private static int[] leftOfBrightPairs(float[] brightness, int width) {
        double bright = limit(brightness);
        int[] left = new int[brightness.length];
        int count = 0;
        for (int i = 0; i + 1 < brightness.length; i++) {
            if (i % width < width - 1 && brightness[i] >= bright && brightness[i + 1] >= bright) {
                left[count++] = i++;
            }
        }
        return Arrays.copyOf(left, count);
    }

    /** Least brightness of a bright voxel; infinite where there is no signal. */
    public static double limit(float[] brightness) {
        SortedSamples positive = SortedSamples.all(IntStream.range(0, brightness.length)
                .mapToDouble(i -> brightness[i])
                .filter(value -> value > 0)
                .toArray());
        return positive.isEmpty() ? Double.POSITIVE_INFINITY : 0.5 * positive.below(PERCENTILE);
    }

    private static int copy(SeriesReader reader, boolean[] chosen, int width, int z, SeriesBlock into, int size) {
        int height = chosen.length / width;
        for (int y = 0; y < height; y += ROWS) {
            SeriesBlock in = reader.read(z, y, Math.min(ROWS, height - y));
            for (int v = 0; v < in.size(); v++) {
                int index = y * width + reader.selected()[v];
                if (!chosen[index]) {
                    continue;
                }
                for (int j = 0; j < in.cycles(); j++) {
                    into.real()[j][size] = in.real()[j][v];
                    into.imaginary()[j][size] = in.imaginary()[j][v];
                }
                into.b1Ratio()[size] = in.b1Ratio()[v];
                size++;
            }
        }
        return size;
    }
}

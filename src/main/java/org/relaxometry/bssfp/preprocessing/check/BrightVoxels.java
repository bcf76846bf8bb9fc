package org.relaxometry.bssfp.preprocessing.check;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
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

    private static final int ROWS = 16;

    private BrightVoxels() {}

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
        int[] places = slices(depth);
        int slices = places.length;
        SeriesBlock block = new SeriesBlock(series.protocol().cycles(), 2 * pairs);
        int size = 0;
        for (int k = 0; k < slices; k++) {
            int z = places[k];
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

    /** The slices looked at. */
    public static int[] slices(int depth) {
        int slices = Math.min(SLICES, depth);
        return IntStream.range(0, slices)
                .map(k -> (2 * k + 1) * depth / (2 * slices))
                .toArray();
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

    /** Least brightness of a bright voxel of a slice; infinite where there is no signal. */
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

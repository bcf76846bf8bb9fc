package org.relaxometry.bssfp.preprocessing.consistency;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.preprocessing.check.BrightVoxels;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.statistics.SortedSamples;
import org.relaxometry.bssfp.volume.SeriesReader;

/**
 * How far the outline of the object moved within the slices from cycle to cycle: motion that is too large for what the misfit of
 * single voxels says of it.
 *
 * <p>Along every row and column, in every cycle, the first and the last voxel with signal; what both are shifted by against
 * their means over the cycles is the shift of that line, and the median over the lines that of the cycle. A dark band moves one
 * end, and not on all lines. An object that fills the images has no outline, and does not move.
 */
final class OutlineShift {

    /** Of a bright voxel's least brightness, this part is signal; two neighbours together keep noise out. */
    private static final double SIGNAL = 0.7;

    private static final int MIN_LINES = 20;

    private final int cycles;
    private final List<double[]> alongX = new ArrayList<>();
    private final List<double[]> alongY = new ArrayList<>();

    private OutlineShift(int cycles) {
        this.cycles = cycles;
    }

    /** Largest distance between the outlines of two cycles, in voxels; 0 where there are too few rows or columns to see. */
    static double farthest(PhaseCycledSeries series) {
        var shift = new OutlineShift(series.protocol().cycles());
        PhaseCycledSeries all = series.withoutMask();
        SeriesReader reader = new SeriesReader(all, series.grid().ny());
        for (int z : BrightVoxels.slices(series.grid())) {
            shift.add(reader.read(z, 0, series.grid().ny()), series.grid());
        }
        return shift.farthest();
    }

    private void add(SeriesBlock slice, VolumeGrid grid) {
        float[][] magnitudes = new float[cycles][slice.size()];
        float[] mean = new float[slice.size()];
        for (int j = 0; j < cycles; j++) {
            for (int i = 0; i < mean.length; i++) {
                magnitudes[j][i] = (float) Math.hypot(slice.real()[j][i], slice.imaginary()[j][i]);
                mean[i] += magnitudes[j][i] / cycles;
            }
        }
        double limit = SIGNAL * BrightVoxels.limit(mean);
        for (int y = 0; y < grid.ny(); y++) {
            shifts(magnitudes, y * grid.nx(), 1, grid.nx(), limit, alongX);
        }
        for (int x = 0; x < grid.nx(); x++) {
            shifts(magnitudes, x, grid.nx(), grid.ny(), limit, alongY);
        }
    }

    /** Shifts of all cycles against their mean, where all cycles have signal on the line. */
    private void shifts(float[][] magnitudes, int start, int step, int length, double limit, List<double[]> into) {
        double[] first = new double[cycles];
        double[] last = new double[cycles];
        for (int j = 0; j < cycles; j++) {
            first[j] = -1;
            for (int k = 0; k + 1 < length; k++) {
                int i = start + k * step;
                if (magnitudes[j][i] + magnitudes[j][i + step] >= 2 * limit) {
                    first[j] = first[j] < 0 ? k : first[j];
                    last[j] = k;
                }
            }
            if (first[j] < 0) {
                return;
            }
        }
        double meanFirst = Arrays.stream(first).average().orElseThrow();
        double meanLast = Arrays.stream(last).average().orElseThrow();
        into.add(IntStream.range(0, cycles)
                .mapToDouble(j -> inCommon(first[j] - meanFirst, last[j] - meanLast))
                .toArray());
    }

    /** A band darkens one end, motion moves both. */
    private static double inCommon(double first, double last) {
        if (first * last <= 0) {
            return 0;
        }
        return Math.abs(first) < Math.abs(last) ? first : last;
    }

    private double farthest() {
        double[] x = medians(alongX);
        double[] y = medians(alongY);
        double farthest = 0;
        for (int i = 0; i < cycles; i++) {
            for (int j = 0; j < i; j++) {
                farthest = Math.max(farthest, Math.hypot(x[i] - x[j], y[i] - y[j]));
            }
        }
        return farthest;
    }

    private double[] medians(List<double[]> lines) {
        return IntStream.range(0, cycles)
                .mapToDouble(j -> lines.size() < MIN_LINES
                        ? 0
                        : SortedSamples.finite(lines.stream()
                                        .mapToDouble(line -> line[j])
                                        .toArray())
                                .median())
                .toArray();
    }
}

package org.relaxometry.bssfp.volume.fat;

import java.util.concurrent.atomic.AtomicInteger;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.signal.FatSpectrum;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.volume.ParameterMaps;

/** Sees which voxels of maps of T1 and T2, which take every voxel for water, hold fat ({@code FatSign}). The values stay as they are. */
public final class FatCheck {

    private FatCheck() {}

    /** Whether so many cycles leave enough to see fat by. */
    public static boolean isPossible(int cycles) {
        return cycles >= WaterFatMapper.MIN_CYCLES;
    }

    /**
     * Gives voxels with fat, of those that are estimated without a reserve, the status {@link EstimationStatus#FAT_LIKELY}; the same
     * ones for any number of threads.
     *
     * @param series of at least {@value WaterFatMapper#MIN_CYCLES} cycles
     * @param maps of it, by any method
     * @return their number
     * @throws java.util.concurrent.CancellationException if the progress says so
     */
    public static int mark(
            PhaseCycledSeries series, ParameterMaps maps, FatSpectrum spectrum, int threads, Progress progress) {
        float[][] status = ParameterMaps.planes(maps.status());
        int plane = series.grid().sliceVoxels();
        int[] positions = positions(series);
        AtomicInteger seen = new AtomicInteger();
        try (WorkerPool pool = new WorkerPool(threads)) {
            new SeriesRows(series, positions, pool).forEach(progress, () -> {
                FatSign sign = new FatSign(series.protocol(), spectrum);
                return (v, real, imaginary, b1Ratio) -> {
                    float[] codes = status[positions[v] / plane];
                    int i = positions[v] % plane;
                    if (codes[i] == EstimationStatus.OK.code()
                            && sign.look(real, imaginary, b1Ratio) == EstimationStatus.FAT_LIKELY) {
                        codes[i] = EstimationStatus.FAT_LIKELY.code();
                        seen.incrementAndGet();
                    }
                };
            });
        }
        return seen.get();
    }

    /** The voxels of the mask that hold water alone and fit the signal model: what checks of a series that know of no fat can be made on. */
    public static Mask water(PhaseCycledSeries series, FatSpectrum spectrum, int threads, Progress progress) {
        boolean[] inside = new boolean[series.grid().voxels()];
        int[] positions = positions(series);
        try (WorkerPool pool = new WorkerPool(threads)) {
            new SeriesRows(series, positions, pool).forEach(progress, () -> {
                FatSign sign = new FatSign(series.protocol(), spectrum);
                return (v, real, imaginary, b1Ratio) ->
                        inside[positions[v]] = sign.look(real, imaginary, b1Ratio) == EstimationStatus.OK;
            });
        }
        return new Mask(inside);
    }

    private static int[] positions(PhaseCycledSeries series) {
        return series.mask().orElseGet(() -> Mask.all(series.grid().voxels())).voxels();
    }
}

package org.relaxometry.bssfp.volume.fat;

import java.util.stream.IntStream;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.fat.FieldCandidates;
import org.relaxometry.bssfp.estimation.fat.WaterFatVoxel;
import org.relaxometry.bssfp.estimation.fat.WaterPrior;
import org.relaxometry.bssfp.signal.FatSpectrum;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.volume.fat.WaterFatMaps.Quantity;

/**
 * Water and fat of every voxel of a series. The maps are the same, bit for bit, for any number of threads.
 *
 * @param spectrum of fat
 * @param prior of water
 * @param sigma noise of real and imaginary part; NaN where each voxel's residual shall tell it
 */
public record WaterFatMapper(FatSpectrum spectrum, WaterPrior prior, double sigma) {

    /** Fewest phase cycles: six unknowns, and a residual that tells the noise. */
    public static final int MIN_CYCLES = 6;

    /** @throws IllegalArgumentException where there are fewer than {@value #MIN_CYCLES} cycles */
    public static void requireCycles(int cycles) {
        if (cycles < MIN_CYCLES) {
            throw new IllegalArgumentException("Water and fat have six unknowns in every voxel, so at least "
                    + MIN_CYCLES + " phase cycles are needed, but the series has " + cycles + ". 8 to 12 are better.");
        }
    }

    /**
     * Maps every voxel inside the mask.
     *
     * @throws IllegalArgumentException where the series has fewer than {@value #MIN_CYCLES} cycles
     * @throws java.util.concurrent.CancellationException if the progress says so; then there are no maps
     */
    public WaterFatMaps map(PhaseCycledSeries series, int threads, Progress progress) {
        requireCycles(series.protocol().cycles());
        int[] positions =
                series.mask().orElseGet(() -> Mask.all(series.grid().voxels())).voxels();
        Candidates candidates = new Candidates(positions.length);
        WaterFatMaps maps = new WaterFatMaps(series.grid());
        try (WorkerPool pool = new WorkerPool(threads)) {
            SeriesRows rows = new SeriesRows(series, positions, pool);
            rows.forEach(progress.part(0, 3), () -> {
                FieldCandidates found = new FieldCandidates(series.protocol(), spectrum, prior);
                return (v, real, imaginary, b1Ratio) -> {
                    EstimationStatus status = WaterFatVoxel.unusable(real, imaginary, b1Ratio);
                    maps.setStatus(positions[v], status);
                    if (status == EstimationStatus.OK) {
                        candidates.set(v, found, found.find(real, imaginary, b1Ratio, sigma));
                    }
                };
            });
            int[] chosen = new FieldChoice(series.grid(), positions, candidates).choose(progress.part(1, 3));
            maps.setChanged((int) IntStream.of(chosen).filter(k -> k > 0).count());
            rows.forEach(progress.part(2, 3), () -> {
                WaterFatVoxel voxel = new WaterFatVoxel(series.protocol(), spectrum, prior, sigma);
                return (v, real, imaginary, b1Ratio) -> {
                    if (candidates.count(v) > 0) {
                        int k = chosen[v];
                        double thetaRad = 2 * Math.PI * candidates.turns(v, k);
                        EstimationStatus status = voxel.estimate(
                                real, imaginary, b1Ratio, thetaRad, candidates.t1Ms(v, k), candidates.t2Ms(v, k));
                        write(status, voxel, maps, positions[v]);
                    }
                };
            });
        }
        return maps;
    }

    private static void write(EstimationStatus status, WaterFatVoxel voxel, WaterFatMaps maps, int position) {
        maps.setStatus(position, status);
        if (status.hasValues()) {
            maps.set(Quantity.FAT_FRACTION, position, voxel.fatPercent());
            maps.set(Quantity.FAT_FRACTION_SIGMA, position, voxel.fatPercentSigma());
            maps.set(Quantity.WATER_T1, position, voxel.t1Ms());
            maps.set(Quantity.WATER_T1_SIGMA, position, voxel.t1SigmaMs());
            maps.set(Quantity.WATER_T2, position, voxel.t2Ms());
            maps.set(Quantity.WATER_T2_SIGMA, position, voxel.t2SigmaMs());
            maps.set(Quantity.OFF_RESONANCE, position, voxel.offResonanceHz());
            maps.set(Quantity.OFF_RESONANCE_SIGMA, position, voxel.offResonanceSigmaHz());
            maps.set(Quantity.WATER, position, voxel.water());
            maps.set(Quantity.FAT, position, voxel.fat());
            maps.set(Quantity.RESIDUAL, position, voxel.residualRatio());
        }
    }
}

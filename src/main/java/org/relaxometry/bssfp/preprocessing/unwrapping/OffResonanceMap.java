package org.relaxometry.bssfp.preprocessing.unwrapping;

import java.util.Arrays;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.likelihood.EllipseFit;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * ΔB0 of a phase-cycled series by maximum likelihood: θ of the elliptical signal ({@link EllipseFit}) over 2π TR, so known modulo
 * 1/TR. Neither B1 nor limits of T1 and T2 play a part, so it has a value where maps of T1 and T2 may have none.
 */
public final class OffResonanceMap {

    private OffResonanceMap() {}

    /**
     * Estimates it.
     *
     * @param mask voxels outside get NaN
     * @return ΔB0 in Hz in (−1/(2 TR), 1/(2 TR)], NaN where the signal fits no ellipse; the same for any number of threads
     */
    public static ScalarVolume of(ComplexSeries series, Mask mask, int threads, Progress progress) {
        VolumeGrid grid = series.grid();
        double hzPerRad = 1000 / (2 * Math.PI * series.protocol().repetitionTimeMs());
        float[] fieldHz = new float[grid.voxels()];
        Arrays.fill(fieldHz, Float.NaN);
        int cycles = series.cycles().size();
        EllipseFit[] fits = new EllipseFit[threads];
        double[][][] samples = new double[threads][2][cycles];
        Arrays.setAll(fits, worker -> new EllipseFit(series.protocol()));
        try (WorkerPool pool = new WorkerPool(threads)) {
            pool.run(grid.ny() * grid.nz(), progress, (worker, row) -> {
                double[][] sample = samples[worker];
                for (int v = row * grid.nx(); v < (row + 1) * grid.nx(); v++) {
                    for (int j = 0; j < cycles; j++) {
                        sample[0][j] = series.cycles().get(j).real()[v];
                        sample[1][j] = series.cycles().get(j).imaginary()[v];
                    }
                    if (mask.inside()[v] && fits[worker].fit(sample[0], sample[1]) == EstimationStatus.OK) {
                        fieldHz[v] = (float) (hzPerRad * fits[worker].thetaRad());
                    }
                }
            });
        }
        return new ScalarVolume(grid, fieldHz);
    }
}

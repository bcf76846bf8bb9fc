package org.relaxometry.bssfp.preprocessing.phase;

import java.util.Locale;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.space.ComplexSeries;

/**
 * How far the main field was off in every cycle, the same everywhere: in cycle j a voxel precesses with ΔB0 + Δf_j.
 *
 * <p>A drift common to all cycles cannot be told from ΔB0; the Δf_j sum to 0, so maps of ΔB0 belong to the mean field.
 *
 * @param offResonanceHz Δf of each cycle in Hz
 * @param standardErrorHz its standard error, from the scatter over the voxels
 * @param voxels number of voxels that it rests on
 */
public record FieldDrift(double[] offResonanceHz, double[] standardErrorHz, int voxels) {

    /** With four cycles the search settles for few drifts only, and then off by three standard errors. */
    private static final int MIN_CYCLES = 6;

    /**
     * Refuses a number of cycles with which no drift can be estimated.
     *
     * @throws IllegalArgumentException if there are fewer than six
     */
    public static void requireCycles(int cycles) {
        if (cycles < MIN_CYCLES) {
            throw new IllegalArgumentException("The drift of the field can be told from T1, T2 and ΔB0 with at least "
                    + MIN_CYCLES + " phase cycles, but there are " + cycles + ".");
        }
    }

    /**
     * Estimates the drift from some thousand bright voxels.
     *
     * @param series with phase increments of the handedness of the images; not changed
     * @throws IllegalArgumentException if the images do not follow the signal model, there are too few bright voxels, or the
     *     drift is not determined well enough
     */
    public static FieldDrift estimate(ComplexSeries series, Progress progress) {
        return new DriftEstimation(series).estimate(progress);
    }

    /**
     * Takes the drift out, so that the nominal increments hold again.
     *
     * @param series changed in place
     * @param threads results do not depend on it
     */
    public void correct(ComplexSeries series, int threads, Progress progress) {
        if (series.cycles().size() != offResonanceHz.length) {
            throw new IllegalArgumentException("The drift is known for " + offResonanceHz.length
                    + " cycles, but the series has " + series.cycles().size() + ".");
        }
        DriftCorrection.apply(series, offResonanceHz, threads, progress);
    }

    /** Largest |Δf| in Hz. */
    public double largestHz() {
        double largest = 0;
        for (double hz : offResonanceHz) {
            largest = Math.max(largest, Math.abs(hz));
        }
        return largest;
    }

    /** Largest standard error in Hz. */
    public double largestErrorHz() {
        double largest = 0;
        for (double hz : standardErrorHz) {
            largest = Math.max(largest, hz);
        }
        return largest;
    }

    /** One line per cycle, numbered from 1, under a line of titles. */
    public String csv() {
        StringBuilder csv = new StringBuilder("cycle,drift_Hz,standard_error_Hz\n");
        for (int j = 0; j < offResonanceHz.length; j++) {
            csv.append(String.format(Locale.ROOT, "%d,%.4f,%.4f%n", j + 1, offResonanceHz[j], standardErrorHz[j]));
        }
        return csv.toString();
    }
}

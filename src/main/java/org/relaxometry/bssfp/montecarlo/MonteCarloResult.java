package org.relaxometry.bssfp.montecarlo;

import java.util.List;

/**
 * What came of a sampling.
 *
 * @param settings what was asked for
 * @param samples noise realisations of every voxel that the statistics rest on: all, or fewer where it was cancelled; one
 *     where there is no noise
 * @param statistics one per method, in the order given
 * @param noiseSeconds time spent on making noise, summed over threads
 * @param estimationSeconds time spent on estimates, summed over threads, one per method
 */
public record MonteCarloResult(
        SamplingSettings settings,
        int samples,
        List<SampleStatistics> statistics,
        double noiseSeconds,
        List<Double> estimationSeconds) {

    public MonteCarloResult {
        statistics = List.copyOf(statistics);
        estimationSeconds = List.copyOf(estimationSeconds);
    }

    /** Whether all samples asked for were made. */
    public boolean isComplete() {
        return samples == settings.samplesToDraw();
    }
}

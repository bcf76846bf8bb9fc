package org.relaxometry.bssfp.montecarlo;

import java.util.ArrayList;
import java.util.List;

/**
 * What came of a sampling.
 *
 * @param settings what was asked for
 * @param samples noise realisations of every voxel that the statistics rest on: all, or fewer where it was cancelled, at least so
 *     many for each method; one where there is no noise
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

    /**
     * This and a method sampled elsewhere with the same settings, at a place among the methods.
     *
     * @param place 0 for the first
     */
    public MonteCarloResult with(int place, MonteCarloResult other) {
        List<SampleStatistics> all = new ArrayList<>(statistics);
        all.addAll(place, other.statistics);
        List<Double> seconds = new ArrayList<>(estimationSeconds);
        seconds.addAll(place, other.estimationSeconds);
        return new MonteCarloResult(
                settings, Math.min(samples, other.samples), all, noiseSeconds + other.noiseSeconds, seconds);
    }

    /** Whether all samples asked for were made. */
    public boolean isComplete() {
        return samples == settings.samplesToDraw();
    }
}

package org.relaxometry.bssfp.montecarlo;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.statistics.Range;

/**
 * What is drawn and what is kept of it.
 *
 * @param samples noise realisations of every voxel, 1 to 1 000 000; without noise one says all and is all that is made
 * @param noise that is added, in the units of the samples
 * @param seed of the noise; the same seed gives the same numbers with any number of threads
 * @param parameters of which statistics are kept, as far as a method gives them
 * @param limits where an estimate lies outside the range of its parameter, the end of the range counts instead, so that a
 *     method without bounds compares with a network that cannot leave its range; for fits without an answer see
 *     {@link SampleStatistics}. No range, no limit
 * @param retained samples of every voxel that are kept as they are, for histograms: the first so many; 0 keeps none. They take
 *     4 bytes for every voxel, method and parameter
 */
public record SamplingSettings(
        int samples,
        NoiseLevel.Known noise,
        long seed,
        Set<Parameter> parameters,
        Map<Parameter, Range> limits,
        int retained) {

    /** T1, T2 and ΔB0: what all methods are about. */
    public static final Set<Parameter> USUAL_PARAMETERS =
            Set.copyOf(EnumSet.of(Parameter.T1, Parameter.T2, Parameter.OFF_RESONANCE));

    private static final int MAX_SAMPLES = 1_000_000;

    public SamplingSettings {
        require(
                samples >= 1 && samples <= MAX_SAMPLES,
                "Monte Carlo takes 1 to " + MAX_SAMPLES + " samples, but " + samples + " were asked for.");
        require(retained >= 0, "The number of samples to keep must be 0 or more, but is " + retained + ".");
        parameters = Set.copyOf(parameters);
        limits = Map.copyOf(limits);
    }

    /** T1, T2 and ΔB0, without limits, nothing retained. */
    public SamplingSettings(int samples, NoiseLevel.Known noise, long seed) {
        this(samples, noise, seed, USUAL_PARAMETERS, Map.of(), 0);
    }

    /** Samples that are made: without noise, one. */
    int samplesToDraw() {
        return noise.isNone() ? 1 : samples;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}

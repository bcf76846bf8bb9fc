package org.relaxometry.bssfp.training;

import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.statistics.Range;

/**
 * From which T1 and T2 the samples of a training set are drawn. A draw lies in both ranges and has T1 ≥ T2; draws with
 * T1 &lt; T2 are rejected (Birk et al., Sci. Rep. 15, 4825 (2025)). Immutable, for any number of threads.
 */
public interface ParameterDistribution {

    /** T1 of brain tissue in ms, mean ± 2 standard deviations in three brains (Birk et al. 2025). */
    Range TISSUE_T1_MS = new Range(360, 2080);

    /** T2 of brain tissue in ms, mean ± 2 standard deviations in three brains (Birk et al. 2025). */
    Range TISSUE_T2_MS = new Range(20, 120);

    /** Range of T1 from tissue to liquids in ms (Birk et al. 2025). */
    Range LIQUID_T1_MS = new Range(360, 5000);

    /** Range of T2 from tissue to liquids in ms (Birk et al. 2025). */
    Range LIQUID_T2_MS = new Range(20, 2500);

    /** Name as users choose it, such as {@code uniform}. */
    String name();

    /** Where it comes from, for the model card; empty where the name and the ranges say all. */
    String source();

    /** Range of T1 in ms. */
    Range t1Ms();

    /** Range of T2 in ms. */
    Range t2Ms();

    /** The next draw. */
    Tissue draw(GaussianNoise random);

    /** The density of draws at T1 and T2 in ms, per ms² in any unit; 0 outside the ranges and where T1 &lt; T2. */
    double density(double t1Ms, double t2Ms);

    /** Uniform over tissue, T1 360–2080 ms, T2 20–120 ms. */
    static ParameterDistribution uniform() {
        return uniform("uniform", TISSUE_T1_MS, TISSUE_T2_MS);
    }

    /** Uniform up to liquids, T1 360–5000 ms, T2 20–2500 ms. */
    static ParameterDistribution uniformExtended() {
        return uniform("uniform extended", LIQUID_T1_MS, LIQUID_T2_MS);
    }

    /**
     * Uniform over ranges of one's own.
     *
     * @param name as users choose it
     * @param t1Ms range of T1 in ms, above 0
     * @param t2Ms range of T2 in ms, above 0; at least half of the two ranges must have T1 ≥ T2
     */
    static ParameterDistribution uniform(String name, Range t1Ms, Range t2Ms) {
        return new UniformDistribution(name, t1Ms, t2Ms, false);
    }

    /** As {@link #uniform(String, Range, Range)}, but uniform in ln T1 and ln T2. */
    static ParameterDistribution logUniform(String name, Range t1Ms, Range t2Ms) {
        return new UniformDistribution(name, t1Ms, t2Ms, true);
    }

    /**
     * White matter, grey matter and their partial volumes at 3 T, from published values, within the ranges of
     * {@link #uniform()}. {@link #source()} names them. The density that Birk et al. learnt from their own scans is not
     * public; this one takes its place.
     */
    static ParameterDistribution inVivo() {
        return TissueMixture.BRAIN_AT_3_T;
    }

    /**
     * The density of T1 and T2 in maps: a smoothed histogram.
     *
     * @param t1Ms T1 of every voxel in ms
     * @param t2Ms T2 of every voxel in ms, as many
     * @param t1RangeMs range of T1 in ms to draw from
     * @param t2RangeMs range of T2 in ms to draw from
     * @throws IllegalArgumentException where too few voxels lie in the ranges, with T1 ≥ T2
     */
    static ParameterDistribution fromMaps(float[] t1Ms, float[] t2Ms, Range t1RangeMs, Range t2RangeMs) {
        return new MapDensity(t1Ms, t2Ms, t1RangeMs, t2RangeMs);
    }
}

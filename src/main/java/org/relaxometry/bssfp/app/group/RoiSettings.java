package org.relaxometry.bssfp.app.group;

import java.util.EnumMap;
import java.util.Map;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.method.MethodList;
import org.relaxometry.bssfp.montecarlo.SamplingSettings;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.statistics.Range;

/**
 * What a user wants to be sampled.
 *
 * @param methods side by side
 * @param noise to be added
 * @param samples 1 to 100 000
 * @param seed of the noise
 * @param limits estimates beyond count as the nearer end
 */
public record RoiSettings(
        MethodList methods, NoiseLevel.Known noise, int samples, int seed, Map<Parameter, Range> limits) {

    static final int MOST_SAMPLES = 100_000;

    /** Samples of all voxels together that are kept for the figures, per method and parameter: 4 MB. */
    private static final int RETAINED = 1_000_000;

    public RoiSettings {
        if (samples < 1 || samples > MOST_SAMPLES) {
            throw new IllegalArgumentException("samples must be 1 to " + MOST_SAMPLES + ", but is " + samples + ".");
        }
    }

    /**
     * @param t1 range in ms as typed, or blank
     * @param t2 range in ms as typed, or blank
     * @throws IllegalArgumentException where one is no range
     */
    public static Map<Parameter, Range> limits(String t1, String t2) {
        Map<Parameter, Range> limits = new EnumMap<>(Parameter.class);
        if (t1 != null && !t1.isBlank()) {
            limits.put(Parameter.T1, Range.parse("t1", t1, "360-2080"));
        }
        if (t2 != null && !t2.isBlank()) {
            limits.put(Parameter.T2, Range.parse("t2", t2, "20-120"));
        }
        return limits;
    }

    /**
     * @param added the noise, in image units
     * @param voxels number of voxels
     */
    public SamplingSettings sampling(NoiseLevel.Known added, int voxels) {
        return new SamplingSettings(
                samples, added, seed, SamplingSettings.USUAL_PARAMETERS, limits, Math.max(1, RETAINED / voxels));
    }

    /** In words, such as {@code T1 360–2080 ms}; {@code none}. */
    public String limitsText() {
        if (limits.isEmpty()) {
            return "none";
        }
        StringBuilder text = new StringBuilder();
        limits.forEach((parameter, range) -> text.append(text.isEmpty() ? "" : ", ")
                .append(parameter.symbol() + " " + range.min() + "–" + range.max() + " ms"));
        return text.toString();
    }
}

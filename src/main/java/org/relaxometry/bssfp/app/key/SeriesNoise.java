package org.relaxometry.bssfp.app.key;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.relaxometry.bssfp.preprocessing.check.BrightVoxels;
import org.relaxometry.bssfp.preprocessing.check.NoiseEstimate;
import org.relaxometry.bssfp.space.PhaseCycledSeries;

/**
 * The noise level a run works with.
 *
 * @param sigma standard deviation of each real and imaginary part, in image units
 * @param source where it comes from, in the user's terms
 */
public record SeriesNoise(double sigma, String source) {

    /** A few hundred voxels give it to 2 % (12 cycles) or 4 % (4 cycles). */
    private static final int PAIRS = 250;

    public static SeriesNoise given(double sigma) {
        return new SeriesNoise(sigma, "given");
    }

    /**
     * A level as typed.
     *
     * @return empty where nothing was typed
     * @throws IllegalArgumentException where it is no positive number
     */
    public static Optional<SeriesNoise> typed(String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            double sigma = Double.parseDouble(text.strip());
            if (sigma > 0 && sigma < Double.POSITIVE_INFINITY) {
                return Optional.of(given(sigma));
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(
                "noise must be a positive number in the units of the images, but is \"" + text + "\".");
    }

    /**
     * @param wayOut what the user can do where the series does not show its noise
     * @throws IllegalArgumentException where the series does not show its noise
     */
    public static SeriesNoise estimated(PhaseCycledSeries series, String wayOut) {
        try {
            NoiseEstimate estimate = NoiseEstimate.of(BrightVoxels.sample(series, PAIRS), series.protocol());
            return new SeriesNoise(
                    estimate.sigma(),
                    String.format(
                            Locale.ROOT,
                            "estimated from the misfit of the signal model in %d bright voxels, %.2g %% of their signal",
                            estimate.voxels(),
                            100 * estimate.signalFraction()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + " " + wayOut, e);
        }
    }

    public String describe() {
        return String.format(Locale.ROOT, "Noise level: sigma %.4g per real and imaginary part (%s).", sigma, source);
    }

    public Map<String, Object> record() {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("Sigma", sigma);
        record.put("Source", source);
        return record;
    }
}

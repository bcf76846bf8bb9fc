package org.relaxometry.bssfp.app.roi;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.relaxometry.bssfp.app.key.Key;
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
record RoiSettings(MethodList methods, NoiseLevel.Known noise, int samples, int seed, Map<Parameter, Range> limits) {

    /** Samples of all voxels together that are kept for the figures, per method and parameter: 4 MB. */
    private static final int RETAINED = 1_000_000;

    /**
     * The key for regions that are given, or else drawn.
     *
     * @param grid what the regions lie on
     * @param image the kind of image that they may be drawn on, the first of which counts
     * @param otherwise what is taken where nothing is drawn
     */
    static Key<String> roisKey(String grid, String image, String otherwise) {
        return Key.image(
                "rois",
                "ROIs (None: as drawn)",
                "A .roi or .zip file, or an image of labels 1, 2, … on the grid of the " + grid
                        + " (title or path). None:"
                        + " as drawn, or the ROI Manager: what is in the ROI Manager, else the overlay of the first "
                        + image + ", else its selection, else that of the active image, if it is a map of the"
                        + " same series" + otherwise + ".");
    }

    /** Limits where there are any, in ms. */
    static Map<Parameter, Range> limits(Optional<Range> t1Ms, Optional<Range> t2Ms) {
        Map<Parameter, Range> limits = new EnumMap<>(Parameter.class);
        t1Ms.ifPresent(range -> limits.put(Parameter.T1, range));
        t2Ms.ifPresent(range -> limits.put(Parameter.T2, range));
        return limits;
    }

    /**
     * @param added the noise, in image units
     * @param voxels number of voxels
     */
    SamplingSettings sampling(NoiseLevel.Known added, int voxels) {
        return new SamplingSettings(
                samples, added, seed, SamplingSettings.USUAL_PARAMETERS, limits, Math.max(1, RETAINED / voxels));
    }

    /** In words, such as {@code T1 360–2080 ms}; {@code none}. */
    String limitsText() {
        if (limits.isEmpty()) {
            return "none";
        }
        StringBuilder text = new StringBuilder();
        limits.forEach((parameter, range) -> text.append(text.isEmpty() ? "" : ", ")
                .append(parameter.symbol() + " " + range.min() + "–" + range.max() + " ms"));
        return text.toString();
    }
}

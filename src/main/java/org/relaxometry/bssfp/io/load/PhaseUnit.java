package org.relaxometry.bssfp.io.load;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.relaxometry.bssfp.io.file.LoadLog;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.io.image.LinearScale;
import org.relaxometry.bssfp.io.image.SourceImage;
import org.relaxometry.bssfp.statistics.ValueStatistics;
import org.relaxometry.bssfp.text.TypedNumber;

/**
 * Decides what the numbers of a phase image mean. Strict, because a wrong slope gives wrong maps that no residual shows:
 * noise fills the circle, so values must fill it; the rest is doubtful, and most of the doubtful is refused.
 */
final class PhaseUnit {

    private static final String KEY = "phaseunit";
    /** Noise in the background fills the circle up to the last few steps. */
    private static final double FULL = 0.95;

    private static final double HALF = 0.5;

    /** The phase differs between cycles and voxels; a whole series never spans as little as this. */
    private static final double NEARLY_CONSTANT = 0.05;

    /** Part of the values in the upper half of the range: a phase has about half of its values there, never fewer. */
    private static final double FEWEST_OF_PHASE = 0.05;

    /** The same for a magnitude, which has few there and never more. */
    private static final double MOST_OF_MAGNITUDE = 0.25;

    private static final LinearScale SIEMENS_HEADER = new LinearScale(2, -4096);
    private static final String CHOICES =
            "radians (-π … π or 0 … 2π), degrees (-180 … 180 or 0 … 360), siemens (0 … 4095 or -4096 … 4094)";

    /** Ranges of other full circles that would pass for a part of a known one. */
    private record Foreign(double min, double max, String meaning) {

        boolean matches(ValueStatistics values) {
            double room = 0.01 * (max - min);
            return Math.abs(values.min() - min) <= room && Math.abs(values.max() - max) <= room;
        }
    }

    private static final List<Foreign> FOREIGN = List.of(
            new Foreign(0, 255, "a phase that was converted to 8 bits"),
            new Foreign(-128, 127, "a phase that was converted to 8 bits"),
            new Foreign(0, 3600, "tenths of a degree"),
            new Foreign(-Math.PI / 2, Math.PI / 2, "an arctangent of imaginary over real part, which loses the sign"));

    private final SourceImage image;
    private final ValueStatistics magnitude;
    private final ValueStatistics values;
    private final LoadLog log;

    private PhaseUnit(SourceImage image, ValueStatistics magnitude, ValueStatistics values, LoadLog log) {
        this.image = image;
        this.magnitude = magnitude;
        this.values = values;
        this.log = log;
    }

    /**
     * @param image that holds the phase
     * @param magnitude values of the magnitude
     * @param values of the phase where there is signal, header slope applied
     * @param choice {@code auto} or the unit the user stated
     * @throws IllegalArgumentException if the values fit nothing, or not what was stated
     */
    static PhaseScale decide(
            SourceImage image, ValueStatistics magnitude, ValueStatistics values, String choice, LoadLog log) {
        PhaseUnit unit = new PhaseUnit(image, magnitude, values, log);
        if (values.finite() == 0) {
            throw new IllegalArgumentException(
                    "The " + image.name() + " holds no number where the magnitude has signal, only NaN.");
        }
        if (values.min() == values.max()) {
            throw new IllegalArgumentException("The phase in the " + image.name() + " is "
                    + TypedNumber.show(values.min()) + " wherever there is signal. Expected a measured phase.");
        }
        Optional<String> stored = image.image().flatMap(ImageProperties::phaseUnit);
        if (!choice.equals("auto")) {
            return unit.stated(choice, "as stated with " + KEY);
        }
        return stored.isPresent() ? unit.stated(stored.get(), "as stored in the image") : unit.detected();
    }

    private PhaseScale stated(String key, String source) {
        List<PhaseScale> scales = Arrays.stream(PhaseScale.values())
                .filter(scale -> scale.key().equals(key))
                .toList();
        PhaseScale scale = scales.stream()
                .filter(s -> s.contains(values) && !(s == PhaseScale.SIEMENS_STORED && isSiemensHeader()))
                .findFirst()
                .orElseThrow(() -> refusal("are not a phase in " + key + ", " + source));
        if (scale.coverage(values) < NEARLY_CONSTANT) {
            throw refusal("span only " + percent(scale) + " of the circle in " + key + ", " + source
                    + "; no phase-cycled series spans that little");
        }
        Optional<PhaseScale> other = PhaseScale.detect(values);
        if (scale.coverage(values) < HALF
                && other.isPresent()
                && other.get().coverage(values) >= FULL
                && !other.get().key().equals(key)) {
            throw refusal("are a full circle in " + other.get().key() + " and " + percent(scale) + " of one in " + key
                    + ", " + source);
        }
        if (looksLikeMagnitude(scale)) {
            log.warn("The values of the phase in the " + image.name() + ", " + values.rangeText()
                    + ", look like a magnitude. Are magnitude and phase swapped?");
        }
        return accept(scale, source);
    }

    private PhaseScale detected() {
        if (isSiemensHeader() && PhaseScale.SIEMENS_SCALED.contains(values)) {
            return accept(PhaseScale.SIEMENS_SCALED, "slope 2 and intercept -4096 in the header");
        }
        PhaseScale scale = PhaseScale.detect(values).orElseThrow(() -> refusal("fit no known unit of phase"));
        for (Foreign foreign : FOREIGN) {
            if (foreign.matches(values)) {
                throw refusal("look like " + foreign.meaning());
            }
        }
        if (scale.coverage(values) < HALF) {
            throw refusal("span only " + percent(scale) + " of the circle in " + scale.describe()
                    + ", the closest unit. With noise in the background they would span it all");
        }
        if (looksLikeMagnitude(scale) || (scale.coverage(values) < FULL && magnitudeLooksLikePhase())) {
            throw refusal("look like a magnitude, not like a phase in " + scale.describe()
                    + ", and those of the magnitude are " + magnitude.rangeText());
        }
        return accept(scale, "detected from the range");
    }

    private PhaseScale accept(PhaseScale scale, String source) {
        log.note("The phase in the " + image.name() + " is in " + scale.describe() + ", " + source + "; its values are "
                + values.rangeText() + ".");
        if (scale.coverage(values) < FULL) {
            log.warn("The phase in the " + image.name() + ", " + values.rangeText() + ", spans only " + percent(scale)
                    + " of the circle in " + scale.describe()
                    + ". That happens when the background is masked or cut away; if the unit is another one, the maps are wrong and nothing else shows it. State it with "
                    + KEY + "=….");
        }
        return scale;
    }

    private boolean looksLikeMagnitude(PhaseScale scale) {
        return values.min() >= 0 && values.fractionAbove(scale.circle() / 2) < FEWEST_OF_PHASE;
    }

    private boolean magnitudeLooksLikePhase() {
        Optional<PhaseScale> scale = PhaseScale.detect(magnitude);
        return scale.isPresent()
                && scale.get().coverage(magnitude) >= FULL
                && magnitude.fractionAbove(scale.get().circle() / 2) >= MOST_OF_MAGNITUDE;
    }

    private boolean isSiemensHeader() {
        return image.values().equals(SIEMENS_HEADER);
    }

    private String percent(PhaseScale scale) {
        return TypedNumber.show(Math.rint(1000 * scale.coverage(values)) / 10) + " %";
    }

    private IllegalArgumentException refusal(String reason) {
        return new IllegalArgumentException("The values of the phase in the " + image.name() + ", " + values.rangeText()
                + ", " + reason + "." + (values.min() >= 0 ? " Are magnitude and phase swapped?" : "")
                + " Expected " + CHOICES + ". State the unit with " + KEY + "=…, or convert the image.");
    }
}

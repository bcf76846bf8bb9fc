package org.relaxometry.bssfp.io.load;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.relaxometry.bssfp.io.file.LoadLog;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.io.image.SourceImage;
import org.relaxometry.bssfp.statistics.ValueStatistics;
import org.relaxometry.bssfp.text.TypedNumber;

/**
 * Decides what the numbers of a phase image mean. Strict, because a wrong slope gives wrong maps that no residual shows:
 * noise fills the circle, so values must fill it; the rest is doubtful, and most of the doubtful is refused.
 */
final class PhaseUnit {

    private static final String KEY = "phaseunit";

    private static final double HALF = 0.5;

    /** The phase differs between cycles and voxels; a whole series never spans as little as this. */
    private static final double NEARLY_CONSTANT = 0.05;

    /** Part of the values in the upper half of the range: a phase has about half of its values there, never fewer. */
    private static final double FEWEST_OF_PHASE = 0.05;

    /** The same for a magnitude, which has few there and never more. */
    private static final double MOST_OF_MAGNITUDE = 0.25;

    /** Of the half circle: how near its ends lie to those of an arctangent of a quotient. */
    private static final double ARCTANGENT_ROOM = 0.02;

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
        unit.refuseArctangent();
        Optional<String> stored = image.image().flatMap(ImageProperties::phaseUnit);
        if (!choice.equals("auto")) {
            String source = "as stated with '" + KEY + "'";
            return unit.accept(unit.stated(choice, source), source);
        }
        if (stored.isPresent()) {
            return unit.known(stored.get(), "as stored in the image");
        }
        return image.runId().isPresent()
                ? unit.known(PhaseScale.RADIANS.key(), "as this program writes it")
                : unit.detected();
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
        if (isBeaten(scale)) {
            throw refusal("are " + fullCircle() + " and " + percent(scale) + " of one in " + key + ", " + source);
        }
        if (looksLikeMagnitude(scale)) {
            log.warn("The values of the phase in the " + image.name() + ", " + values.rangeText()
                    + ", look like a magnitude. Are magnitude and phase swapped?");
        }
        return scale;
    }

    private PhaseScale known(String key, String source) {
        return said(stated(key, source), source);
    }

    private PhaseScale detected() {
        Optional<PhaseScale> header = PhaseScale.ofHeader(image.values()).filter(scale -> scale.contains(values));
        if (header.isPresent()) {
            return accept(
                    header.get(),
                    "slope " + TypedNumber.show(image.values().slope()) + " and intercept "
                            + TypedNumber.show(image.values().offset()) + " in the header");
        }
        Optional<PhaseScale> filled = PhaseScale.filledBy(values);
        PhaseScale scale = PhaseScale.detect(values)
                .orElseThrow(() -> refusal("fit no known unit of phase"
                        + (filled.isPresent() ? " for sure, but are " + fullCircle() : "")));
        if (filled.isPresent() && scale.coverage(values) < PhaseScale.FULL) {
            throw refusal("span only " + percent(scale) + " of the circle in " + scale.describe() + ", but are "
                    + fullCircle());
        }
        if (scale == PhaseScale.DEGREES && PhaseScale.EIGHT_BITS.fits(values)) {
            throw refusal("may be whole degrees or " + PhaseScale.EIGHT_BITS.describe());
        }
        if (scale.coverage(values) < HALF) {
            throw refusal("span only " + percent(scale) + " of the circle in " + scale.describe()
                    + ", the closest unit. With noise in the background they would span it all");
        }
        if (looksLikeMagnitude(scale) || (scale.coverage(values) < PhaseScale.FULL && magnitudeLooksLikePhase())) {
            throw refusal("look like a magnitude, not like a phase in " + scale.describe()
                    + ", and those of the magnitude are " + magnitude.rangeText());
        }
        return accept(scale, "detected from the range");
    }

    private PhaseScale said(PhaseScale scale, String source) {
        log.note("The phase in the " + image.name() + " is in " + scale.describe() + ", " + source + "; its values are "
                + values.rangeText() + ".");
        return scale;
    }

    /** What is detected or typed is doubtful where it does not fill the circle. */
    private PhaseScale accept(PhaseScale scale, String source) {
        if (scale.coverage(values) < PhaseScale.FULL) {
            log.warn("The phase in the " + image.name() + ", " + values.rangeText() + ", spans only " + percent(scale)
                    + " of the circle in " + scale.describe()
                    + ". That happens when the background is masked or cut away; if the unit is another one, the maps are wrong and nothing else shows it. State it with "
                    + KEY + "=….");
        }
        return said(scale, source);
    }

    private boolean looksLikeMagnitude(PhaseScale scale) {
        return values.min() >= 0 && values.fractionAbove(scale.circle() / 2) < FEWEST_OF_PHASE;
    }

    private boolean magnitudeLooksLikePhase() {
        Optional<PhaseScale> scale = PhaseScale.detect(magnitude);
        return scale.isPresent()
                && scale.get().coverage(magnitude) >= PhaseScale.FULL
                && magnitude.fractionAbove(scale.get().circle() / 2) >= MOST_OF_MAGNITUDE;
    }

    private boolean isSiemensHeader() {
        return PhaseScale.ofHeader(image.values()).equals(Optional.of(PhaseScale.SIEMENS_SCALED));
    }

    /** Whether the values are a small part of this circle and all of another one. */
    private boolean isBeaten(PhaseScale scale) {
        return scale.coverage(values) < HALF && PhaseScale.filledBy(values).isPresent();
    }

    private void refuseArctangent() {
        double room = ARCTANGENT_ROOM * Math.PI / 2;
        if (Math.abs(values.min() + Math.PI / 2) <= room && Math.abs(values.max() - Math.PI / 2) <= room) {
            throw new IllegalArgumentException("The values of the phase in the " + image.name() + ", "
                    + values.rangeText()
                    + ", look like an arctangent of imaginary over real part, which loses the sign; no " + KEY
                    + "=… brings it back. Export the phase anew, or real and imaginary part.");
        }
    }

    private String fullCircle() {
        return "a full circle in " + PhaseScale.filledBy(values).orElseThrow().describe();
    }

    private String percent(PhaseScale scale) {
        return TypedNumber.show(Math.rint(1000 * scale.coverage(values)) / 10) + " %";
    }

    private IllegalArgumentException refusal(String reason) {
        List<String> possible = Arrays.stream(PhaseScale.values())
                .filter(scale -> scale.fits(values) && scale.coverage(values) >= HALF)
                .map(scale -> KEY + "=" + scale.key() + " (" + percent(scale) + " of the circle)")
                .toList();
        return new IllegalArgumentException("The values of the phase in the " + image.name() + ", " + values.rangeText()
                + ", " + reason + "." + (values.min() >= 0 ? " Are magnitude and phase swapped?" : "")
                + (possible.isEmpty()
                        ? " No unit of " + KEY + "=… fits: export the phase anew, or convert it to radians or degrees."
                        : " Their range allows " + String.join(" or ", possible)
                                + ": state it if you know that it is so, or export the phase anew."));
    }
}

package org.relaxometry.bssfp.io.image;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a user typed to name a phase-cycled series, key by key. A key that is absent or blank is not given; an image key
 * may also be {@code None}, as dialogs offer it.
 *
 * <ul>
 *   <li>{@code magnitude phase real imaginary complex b1 mask}: title of an open image or path of a file
 *   <li>{@code image}: like these; only its protocol is read
 *   <li>{@code protocol}: path of a JSON file
 *   <li>{@code tr te} in ms, {@code flip} in degrees, {@code increments}: list in degrees, or {@code standard},
 *       possibly with the number of cycles
 *   <li>{@code cycles}: {@code auto}, {@code frames}, {@code channels} or {@code slices}
 *   <li>{@code channels}: {@code auto}, {@code magnitude and phase} or {@code real and imaginary}
 *   <li>{@code phaseunit}: one of {@link #PHASE_UNITS}
 *   <li>{@code b1unit}: {@code auto}, {@code ratio}, {@code percent}, {@code degrees} or {@code flip angle x10}
 *   <li>{@code b1flip}: nominal flip angle of the B1 measurement in degrees, for {@code degrees} and {@code flip angle x10}
 * </ul>
 *
 * @param values what was typed, by key
 */
public record SeriesRequest(Map<String, String> values) {

    /** What the numbers of a phase image can be, as {@code phaseunit} names it; {@code auto} is what is found. */
    public static final List<String> PHASE_UNITS = List.of(
            "auto",
            "radians",
            "degrees",
            "siemens",
            "milliradians",
            "degrees x10",
            "degrees x100",
            "pi is 1",
            "2 pi is 1",
            "pi is 500",
            "pi is 2048",
            "pi is 32768",
            "8 bits");

    /** Every key there is. */
    public static final List<String> KEYS = List.of(
            "magnitude",
            "phase",
            "real",
            "imaginary",
            "complex",
            "image",
            "protocol",
            "tr",
            "te",
            "flip",
            "increments",
            "pulse",
            "pulseshape",
            "tbw",
            "cycles",
            "channels",
            "phaseunit",
            "b1",
            "b1unit",
            "b1flip",
            "mask");

    public SeriesRequest {
        values = Map.copyOf(values);
        for (String key : values.keySet()) {
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException(
                        "There is no key '" + key + "'. Expected one of " + String.join(", ", KEYS) + ".");
            }
        }
    }

    /** The same request with one key set. */
    public SeriesRequest with(String key, String text) {
        Map<String, String> more = new TreeMap<>(values);
        more.put(key, text);
        return new SeriesRequest(more);
    }

    /** What was typed, without surrounding blanks. */
    public Optional<String> text(String key) {
        return Optional.of(values.getOrDefault(key, "").strip()).filter(text -> !text.isEmpty());
    }

    /** What was typed for an image. */
    public Optional<String> image(String key) {
        return text(key).filter(text -> !text.equalsIgnoreCase("none"));
    }

    /** What was chosen, in lower case; the first choice if nothing was. */
    public String choice(String key, String... choices) {
        String chosen = text(key).orElse(choices[0]).toLowerCase(Locale.ROOT);
        if (!Arrays.asList(choices).contains(chosen)) {
            throw new IllegalArgumentException("'" + key + "' must be one of " + String.join(", ", choices)
                    + ", but is '" + text(key).orElseThrow() + "'.");
        }
        return chosen;
    }
}

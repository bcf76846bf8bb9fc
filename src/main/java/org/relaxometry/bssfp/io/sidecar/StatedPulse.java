package org.relaxometry.bssfp.io.sidecar;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.relaxometry.bssfp.io.file.BoundedJson;
import org.relaxometry.bssfp.io.file.FileName;
import org.relaxometry.bssfp.protocol.RfPulse;
import org.relaxometry.bssfp.text.TypedNumber;

/**
 * The excitation pulse as users type it, and as a JSON file states it: {@code "ExcitationPulse": {"Duration": 0.0006, "Shape":
 * "sinc", "TimeBandwidthProduct": 2.7}} with the duration in seconds; instead of a shape a list {@code Amplitudes}.
 */
public final class StatedPulse {

    private static final String SHAPES = "hard, sinc, gaussian, or the path of a text file with one amplitude per line";

    /** A file of 10 000 amplitudes is much smaller. */
    private static final long MAX_BYTES = 1 << 20;

    private StatedPulse() {}

    /**
     * What was typed; empty where nothing was.
     *
     * @param duration in ms; 0 for a pulse in no time
     * @param shape a word or the path of a file
     * @param timeBandwidth for the shapes that have one
     * @throws IllegalArgumentException where it cannot be a pulse
     */
    public static Optional<RfPulse> typed(
            Optional<String> duration, Optional<String> shape, Optional<String> timeBandwidth) {
        if (duration.isEmpty()) {
            shape.ifPresent(text -> {
                throw lonely("pulseshape", text);
            });
            timeBandwidth.ifPresent(text -> {
                throw lonely("tbw", text);
            });
            return Optional.empty();
        }
        double durationMs = TypedNumber.number("pulse", duration.get(), "milliseconds", Set.of("ms", "msec"));
        if (durationMs == 0) {
            return Optional.of(RfPulse.INSTANTANEOUS);
        }
        String name = shape.orElse(RfPulse.HARD);
        String word = name.toLowerCase(Locale.ROOT);
        double product = timeBandwidth
                .map(text -> TypedNumber.number("tbw", text, "a time-bandwidth product such as 2.7"))
                .orElse(RfPulse.USUAL_TIME_BANDWIDTH);
        boolean usesProduct = word.equals(RfPulse.SINC) || word.equals(RfPulse.GAUSSIAN);
        if (timeBandwidth.isPresent() && !usesProduct) {
            throw new IllegalArgumentException(
                    "tbw is used by the pulse shapes sinc and gaussian only, but 'pulseshape' is " + name
                            + ". Leave it empty.");
        }
        return Optional.of(named(durationMs, word, product)
                .orElseGet(() -> new RfPulse(durationMs, "amplitudes of " + FileName.of(name), ofFile(name))));
    }

    private static IllegalArgumentException lonely(String key, String text) {
        return new IllegalArgumentException(
                key + " is '" + text + "', but the pulse has no length. Give it with pulse=… in ms.");
    }

    private static Optional<RfPulse> named(double durationMs, String word, double timeBandwidth) {
        return switch (word) {
            case RfPulse.HARD -> Optional.of(RfPulse.hard(durationMs));
            case RfPulse.SINC -> Optional.of(RfPulse.sinc(durationMs, timeBandwidth));
            case RfPulse.GAUSSIAN -> Optional.of(RfPulse.gaussian(durationMs, timeBandwidth));
            default -> Optional.empty();
        };
    }

    private static List<Double> ofFile(String name) {
        try {
            Path file = FileName.path("pulseshape", name);
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException(
                        "'pulseshape' is '" + name + "', which is no shape and no file. Expected " + SHAPES + ".");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new IllegalArgumentException("The file of 'pulseshape', " + name + ", has " + Files.size(file)
                        + " bytes. Expected one amplitude per line.");
            }
            List<Double> amplitudes = new ArrayList<>();
            for (String line : Files.readString(file, StandardCharsets.UTF_8).split("\\R")) {
                if (!line.isBlank()) {
                    amplitudes.add(TypedNumber.number("pulseshape", line.strip(), "one amplitude per line"));
                }
            }
            return amplitudes;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "The file of 'pulseshape', " + name + ", cannot be read as text: " + e.getMessage(), e);
        }
    }

    /**
     * What a JSON file says of it.
     *
     * @param origin of the file, for messages
     * @throws IOException where it cannot be a pulse
     */
    public static RfPulse of(JsonElement element, String origin) throws IOException {
        if (!(element instanceof JsonObject object)) {
            throw wrong(origin, "must be an object with Duration in s and Shape, but is " + shortened(element));
        }
        double seconds = number(object.get("Duration"), origin, "Duration");
        if (!(seconds >= 0 && seconds < 0.1)) {
            throw wrong(origin, "has a Duration of " + TypedNumber.show(seconds) + "; it must be in seconds");
        }
        double durationMs = JsonTime.milliseconds(seconds);
        if (durationMs == 0) {
            return RfPulse.INSTANTANEOUS;
        }
        String shape = object.get("Shape") instanceof JsonPrimitive text ? text.getAsString() : "";
        try {
            if (object.get("Amplitudes") instanceof JsonArray list) {
                List<Double> amplitudes = new ArrayList<>();
                for (JsonElement entry : list) {
                    amplitudes.add(number(entry, origin, "Amplitudes"));
                }
                boolean isNamed = !shape.isEmpty() && !shape.equalsIgnoreCase(RfPulse.HARD);
                return new RfPulse(durationMs, isNamed ? shape : "amplitudes", amplitudes);
            }
            double product = object.has("TimeBandwidthProduct")
                    ? number(object.get("TimeBandwidthProduct"), origin, "TimeBandwidthProduct")
                    : RfPulse.USUAL_TIME_BANDWIDTH;
            return named(durationMs, shape.isEmpty() ? RfPulse.HARD : shape.toLowerCase(Locale.ROOT), product)
                    .orElseThrow(() -> wrong(
                            origin, "has the Shape '" + shape + "'; expected hard, sinc or gaussian, or Amplitudes"));
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage() + " (" + origin + ")", e);
        }
    }

    private static double number(JsonElement element, String origin, String member) throws IOException {
        return Optional.ofNullable(element)
                .flatMap(BoundedJson::number)
                .orElseThrow(() -> wrong(origin, "needs a number for " + member + ", but has " + shortened(element)));
    }

    private static IOException wrong(String origin, String text) {
        return new IOException(ProtocolItem.PULSE.member() + " in the " + origin + " " + text + ".");
    }

    private static String shortened(JsonElement element) {
        String text = String.valueOf(element);
        return text.substring(0, Math.min(text.length(), 60));
    }

    /** The same in the other direction. */
    public static Map<String, Object> members(RfPulse pulse) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("Duration", JsonTime.seconds(pulse.durationMs()));
        if (!pulse.isInstantaneous()) {
            members.put("Shape", pulse.shape());
        }
        if (!pulse.isInstantaneous() && !pulse.equals(RfPulse.hard(pulse.durationMs()))) {
            members.put("Amplitudes", pulse.amplitudes());
        }
        return members;
    }
}

package org.relaxometry.bssfp.io.sidecar;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.relaxometry.bssfp.io.file.BoundedJson;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.RfPulse;
import org.relaxometry.bssfp.text.TypedNumber;

/**
 * The protocol in a JSON sidecar: {@code RepetitionTime} and {@code EchoTime} in seconds and {@code FlipAngle} in degrees
 * as BIDS has them ({@link RepetitionTimes} says which repetition time), {@code PhaseIncrements_rad} or {@code PhaseIncrements_deg}, {@code NumberOfPhaseCycles},
 * {@code ExcitationPulse} ({@link StatedPulse}). Upper and
 * lower case and underscores do not matter; null means missing.
 */
public final class ProtocolJson {

    /** Key of an object that says where values come from; what begins with {@link ProtocolValues#TYPED} a user has typed. */
    public static final String PROVENANCE = "Provenance";

    private static final long MAX_BYTES = 4L << 20;
    /** Two turns and a little for rounding: no list in radians goes beyond, nearly every list in degrees does. */
    private static final double MAX_INCREMENT_RAD = 4 * Math.PI + 0.01;

    private final String origin;
    private final Map<String, JsonElement> members = new HashMap<>();

    private ProtocolJson(String text, String origin) throws IOException {
        this.origin = origin;
        JsonObject root = parseObject(text, origin);
        RepetitionTimes.excitation(root).ifPresent(time -> members.put(canonical(RepetitionTimes.EXCITATION), time));
        for (Map.Entry<String, JsonElement> member : root.entrySet()) {
            if (!member.getValue().isJsonNull()) {
                members.put(canonical(member.getKey()), member.getValue());
            }
        }
    }

    /** Reads a file; {@code origin} is how messages and pages call it, without the folder. */
    public static ProtocolValues read(Path file, String origin) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("The " + origin + " is not a file (" + file
                    + "). Expected a JSON file with RepetitionTime," + " EchoTime, FlipAngle and PhaseIncrements_deg.");
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(
                    "The " + origin + " has " + Files.size(file) + " bytes; a protocol has at most " + MAX_BYTES + ".");
        }
        return parse(BoundedJson.text(Files.readAllBytes(file)), origin, Optional.of(file));
    }

    public static ProtocolValues parse(String text, String origin) throws IOException {
        return parse(text, origin, Optional.empty());
    }

    private static ProtocolValues parse(String text, String origin, Optional<Path> file) throws IOException {
        ProtocolJson json = new ProtocolJson(text, origin);
        Optional<ProtocolValues.Increments> increments = json.increments();
        RepetitionTimes times = RepetitionTimes.of(
                json.number("RepetitionTime").map(JsonTime::milliseconds),
                json.number(RepetitionTimes.EXCITATION).map(JsonTime::milliseconds));
        return new ProtocolValues(
                origin,
                file,
                times.excitationMs(),
                times.volumeMs(),
                json.seconds("EchoTime"),
                json.number("FlipAngle"),
                increments,
                json.pulse(),
                json.cycles(increments),
                json.typed());
    }

    /** The same in the other direction, in ASCII. */
    public static String write(SourcedProtocol protocol) {
        return new Gson().toJson(protocol.members());
    }

    /** Of a protocol that nobody has typed. */
    public static String write(Protocol protocol) {
        return new Gson().toJson(members(protocol));
    }

    /** What a JSON file says of a protocol, by key. */
    public static Map<String, Object> members(Protocol protocol) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("RepetitionTime", JsonTime.seconds(protocol.repetitionTimeMs()));
        members.put("EchoTime", JsonTime.seconds(protocol.echoTimeMs()));
        members.put("FlipAngle", protocol.flipAngleDeg());
        members.put("PhaseIncrements_deg", protocol.phaseIncrementsDeg());
        if (!protocol.pulse().isInstantaneous()) {
            members.put(ProtocolItem.PULSE.member(), StatedPulse.members(protocol.pulse()));
        }
        return members;
    }

    private static JsonObject parseObject(String text, String origin) throws IOException {
        JsonElement root;
        try {
            root = BoundedJson.parse(text);
        } catch (IOException e) {
            throw new IOException("The " + origin + " " + e.getMessage() + ".", e);
        }
        if (!root.isJsonObject()) {
            throw new IOException("The " + origin + " must hold one JSON object in braces.");
        }
        return root.getAsJsonObject();
    }

    private static String canonical(String key) {
        return key.toLowerCase(Locale.ROOT).replace("_", "");
    }

    private Set<ProtocolItem> typed() {
        Set<ProtocolItem> typed = EnumSet.noneOf(ProtocolItem.class);
        if (member(PROVENANCE).orElse(null) instanceof JsonObject provenance) {
            for (ProtocolItem item : ProtocolItem.values()) {
                if (provenance.get(item.member()) instanceof JsonPrimitive origin
                        && origin.getAsString().startsWith(ProtocolValues.TYPED)) {
                    typed.add(item);
                }
            }
        }
        return typed;
    }

    private Optional<JsonElement> member(String key) {
        return Optional.ofNullable(members.get(canonical(key)));
    }

    private Optional<Double> number(String key) throws IOException {
        Optional<JsonElement> element = member(key);
        return element.isEmpty() ? Optional.empty() : Optional.of(number(key, element.get()));
    }

    private double number(String key, JsonElement element) throws IOException {
        Optional<Double> number = BoundedJson.number(element);
        if (number.isPresent()) {
            return number.get();
        }
        String received = element.toString();
        throw new IOException(key + " in the " + origin + " must be a number, but is "
                + received.substring(0, Math.min(received.length(), 60)) + ".");
    }

    /** In ms. */
    private Optional<Double> seconds(String key) throws IOException {
        Optional<Double> seconds = number(key);
        if (seconds.isPresent() && !RepetitionTimes.isPossible(JsonTime.milliseconds(seconds.get()))) {
            throw new IOException(key + " in the " + origin + " is " + TypedNumber.show(seconds.get())
                    + ". It must be in seconds (0.0048 for 4.8 ms) and less than TR; it looks like milliseconds.");
        }
        return seconds.map(JsonTime::milliseconds);
    }

    private Optional<ProtocolValues.Increments> increments() throws IOException {
        Optional<List<Double>> inDegrees = list("PhaseIncrements_deg", value -> value);
        // to 1e-4°, so that rounded radians give the degrees that were meant
        Optional<List<Double>> inRadians =
                list("PhaseIncrements_rad", value -> Math.rint(Math.toDegrees(value) * 1e4) / 1e4);
        if (inDegrees.isPresent() && inRadians.isPresent()) {
            throw new IOException(
                    "The " + origin + " has both PhaseIncrements_deg and PhaseIncrements_rad. Expected one of them.");
        }
        if (inRadians.isPresent()
                && inRadians.get().stream().anyMatch(d -> Math.abs(d) > Math.toDegrees(MAX_INCREMENT_RAD))) {
            throw new IOException("PhaseIncrements_rad in the " + origin + " are "
                    + member("PhaseIncrements_rad").orElseThrow()
                    + ". They must be in radians; they look like degrees.");
        }
        return inDegrees.or(() -> inRadians).map(ProtocolValues.Increments::new);
    }

    private Optional<RfPulse> pulse() throws IOException {
        Optional<JsonElement> element = member(ProtocolItem.PULSE.member());
        return element.isEmpty() ? Optional.empty() : Optional.of(StatedPulse.of(element.get(), origin));
    }

    private Optional<List<Double>> list(String key, DoubleUnaryOperator toDegrees) throws IOException {
        Optional<JsonElement> element = member(key);
        if (element.isEmpty()) {
            return Optional.empty();
        }
        if (!(element.get() instanceof JsonArray array) || array.isEmpty()) {
            throw new IOException(key + " in the " + origin + " must be a list of numbers, such as [0, 90, 180, 270].");
        }
        List<Double> values = new ArrayList<>();
        for (JsonElement entry : array) {
            values.add(toDegrees.applyAsDouble(number(key, entry)));
        }
        return Optional.of(values);
    }

    private OptionalInt cycles(Optional<ProtocolValues.Increments> increments) throws IOException {
        Optional<Double> stated = number("NumberOfPhaseCycles");
        if (stated.isEmpty()) {
            return OptionalInt.empty();
        }
        double cycles = stated.get();
        if (cycles != Math.rint(cycles) || cycles < 1 || cycles > Short.MAX_VALUE) {
            throw new IOException("NumberOfPhaseCycles in the " + origin + " must be a count, but is "
                    + TypedNumber.show(cycles) + ".");
        }
        if (increments.isPresent() && increments.get().listDeg().size() != cycles) {
            throw new IOException("The " + origin + " states " + (int) cycles + " phase cycles, but lists "
                    + increments.get().listDeg().size() + " phase increments.");
        }
        return OptionalInt.of((int) cycles);
    }
}

package org.relaxometry.bssfp.io.bids;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.relaxometry.bssfp.io.sidecar.JsonTime;
import org.relaxometry.bssfp.io.sidecar.ProtocolItem;
import org.relaxometry.bssfp.io.sidecar.ProtocolJson;
import org.relaxometry.bssfp.io.sidecar.ProtocolValues;
import org.relaxometry.bssfp.io.sidecar.StatedPulse;
import org.relaxometry.bssfp.protocol.RfPulse;
import org.relaxometry.bssfp.text.TypedNumber;

/**
 * The protocol of a series as the files of a data set state it, before anything is read; what they do not state is missing here.
 *
 * @param cycles number of phase cycles
 * @param repetitionTimeMs in ms, NaN where not stated
 * @param echoTimeMs likewise
 * @param flipAngleDeg in degrees, likewise
 * @param incrementsDeg in degrees, one for every cycle; empty where not stated
 * @param pulse the excitation pulse; one that is not stated is another one than any that is
 */
public record SeriesProtocol(
        int cycles,
        double repetitionTimeMs,
        double echoTimeMs,
        double flipAngleDeg,
        List<Double> incrementsDeg,
        Optional<RfPulse> pulse) {

    private static final double SAME = 1e-3;

    private static final double SAME_DEG = 0.01;

    /** How the sidecars of single cycles may call their increment. */
    private static final List<String> SINGLE = List.of("PhaseIncrement_deg", "PhaseIncrement_rad");

    /**
     * Of a series.
     *
     * @param sidecars of the first image of every cycle, or of the one of all cycles
     * @throws IOException if one states something that cannot be
     */
    public static SeriesProtocol of(BidsSeries series, List<BidsSidecar> sidecars) throws IOException {
        BidsFile first = series.parts().get(0).first();
        ProtocolValues values = ProtocolJson.parse(
                sidecars.get(0).members().toString(),
                "JSON file of '" + first.path().getFileName() + "'");
        List<Double> increments = series.isOneFilePerCycle()
                ? ofCycles(sidecars)
                : values.increments().map(all -> all.forCycles(series.cycles())).orElse(List.of());
        return new SeriesProtocol(
                series.cycles(),
                values.repetitionTimeMs().orElse(Double.NaN),
                values.echoTimeMs().orElse(Double.NaN),
                values.flipAngleDeg().orElse(Double.NaN),
                increments,
                values.pulse());
    }

    /** One increment of every sidecar; nothing where one does not state it. */
    private static List<Double> ofCycles(List<BidsSidecar> sidecars) {
        List<Double> increments = new ArrayList<>();
        for (BidsSidecar sidecar : sidecars) {
            SINGLE.stream().filter(sidecar.members()::has).findFirst().ifPresent(key -> {
                double value = sidecar.members().get(key).getAsDouble();
                increments.add(key.endsWith("_rad") ? Math.rint(Math.toDegrees(value) * 1e4) / 1e4 : value);
            });
        }
        return increments.size() == sidecars.size() ? increments : List.of();
    }

    /** In what it differs from another one, in words; empty where it does not. What one of them does not state does not count. */
    public Optional<String> difference(SeriesProtocol usual) {
        if (cycles != usual.cycles) {
            return Optional.of(cycles + " cycles instead of " + usual.cycles);
        }
        return number("TR", repetitionTimeMs, usual.repetitionTimeMs, "ms")
                .or(() -> number("TE", echoTimeMs, usual.echoTimeMs, "ms"))
                .or(() -> number("a flip angle of", flipAngleDeg, usual.flipAngleDeg, "°"))
                .or(() -> increments(usual.incrementsDeg))
                .or(() -> pulse(usual.pulse));
    }

    /** T1 of a series that is mapped with it, or without it, is another. */
    private Optional<String> pulse(Optional<RfPulse> usual) {
        return pulse.equals(usual)
                ? Optional.empty()
                : Optional.of("the excitation pulse " + shown(pulse) + " instead of " + shown(usual));
    }

    private static String shown(Optional<RfPulse> pulse) {
        return pulse.map(each -> "'" + each.describe() + "'").orElse("not stated");
    }

    private static Optional<String> number(String what, double value, double usual, String unit) {
        return Math.abs(value - usual) > SAME * Math.abs(usual)
                ? Optional.of(what + " " + with(value, unit) + " instead of " + with(usual, unit))
                : Optional.empty();
    }

    private static String with(double value, String unit) {
        return TypedNumber.show(value) + (unit.equals("°") ? "" : " ") + unit;
    }

    private Optional<String> increments(List<Double> usual) {
        if (incrementsDeg.isEmpty() || usual.isEmpty()) {
            return Optional.empty();
        }
        for (int i = 0; i < cycles; i++) {
            if (Math.abs(Math.IEEEremainder(incrementsDeg.get(i) - usual.get(i), 360)) > SAME_DEG) {
                return Optional.of("an increment of " + with(incrementsDeg.get(i), "°") + " in cycle " + (i + 1)
                        + " instead of " + with(usual.get(i), "°"));
            }
        }
        return Optional.empty();
    }

    /** In a line. */
    public String text() {
        return cycles + " cycles, TR " + shown(repetitionTimeMs, "ms") + ", TE " + shown(echoTimeMs, "ms")
                + ", flip angle " + shown(flipAngleDeg, "°");
    }

    private static String shown(double value, String unit) {
        return Double.isNaN(value) ? "not stated" : with(value, unit);
    }

    /** As a settings file and a record have it, times in s. */
    public JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("Cycles", cycles);
        addTime(json, "RepetitionTime", repetitionTimeMs);
        addTime(json, "EchoTime", echoTimeMs);
        if (!Double.isNaN(flipAngleDeg)) {
            json.addProperty("FlipAngle", flipAngleDeg);
        }
        if (!incrementsDeg.isEmpty()) {
            JsonArray list = new JsonArray();
            incrementsDeg.forEach(list::add);
            json.add("PhaseIncrements_deg", list);
        }
        pulse.ifPresent(
                stated -> json.add(ProtocolItem.PULSE.member(), new Gson().toJsonTree(StatedPulse.members(stated))));
        return json;
    }

    private static void addTime(JsonObject json, String key, double ms) {
        if (!Double.isNaN(ms)) {
            json.addProperty(key, JsonTime.seconds(ms));
        }
    }

    /** The other direction. */
    public static SeriesProtocol of(JsonObject json) {
        List<Double> increments = new ArrayList<>();
        if (json.get("PhaseIncrements_deg") instanceof JsonArray list) {
            for (JsonElement each : list) {
                increments.add(each.getAsDouble());
            }
        }
        return new SeriesProtocol(
                json.get("Cycles").getAsInt(),
                json.has("RepetitionTime")
                        ? JsonTime.milliseconds(json.get("RepetitionTime").getAsDouble())
                        : Double.NaN,
                json.has("EchoTime")
                        ? JsonTime.milliseconds(json.get("EchoTime").getAsDouble())
                        : Double.NaN,
                json.has("FlipAngle") ? json.get("FlipAngle").getAsDouble() : Double.NaN,
                increments,
                pulse(json.get(ProtocolItem.PULSE.member())));
    }

    private static Optional<RfPulse> pulse(JsonElement stated) {
        try {
            return stated == null ? Optional.empty() : Optional.of(StatedPulse.of(stated, "settings"));
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}

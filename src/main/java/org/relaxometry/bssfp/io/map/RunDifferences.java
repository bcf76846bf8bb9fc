package org.relaxometry.bssfp.io.map;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.relaxometry.bssfp.io.sidecar.Corrections;

/** What mapping runs did differently, by their records, so that a difference of their maps may be one of the runs and not of the patients. */
public final class RunDifferences {

    /** Members of a record, by the words of a warning; a dot stands for a member of a member. */
    private static final Map<String, String> MEMBERS = new LinkedHashMap<>();

    private static final String B1 = "B1";
    private static final String FIELD = "FatCheck.MagneticFieldStrength";
    private static final String VERSION = "Software.Version";

    static {
        MEMBERS.put("Method", "method");
        MEMBERS.put("MethodSettings", "settings of the method");
        MEMBERS.put("Protocol.RepetitionTime", "TR (s)");
        MEMBERS.put("Protocol.EchoTime", "TE (s)");
        MEMBERS.put("Protocol.FlipAngle", "flip angle (degrees)");
        MEMBERS.put("Protocol.PhaseIncrements_deg", "phase increments (degrees)");
        MEMBERS.put("Protocol.ExcitationPulse", "excitation pulse");
        MEMBERS.put(Corrections.KEY, "corrections of the images");
        MEMBERS.put("r2prime", "R2' (1/s)");
        MEMBERS.put("t2star", "T2* (ms)");
        MEMBERS.put("b1sigma", "uncertainty of B1");
        MEMBERS.put(B1, "B1");
        MEMBERS.put(FIELD, "field strength (T)");
        MEMBERS.put(VERSION, "version of the program");
    }

    private RunDifferences() {}

    /**
     * In one of these.
     *
     * @param words what it is
     * @param one what the first run has, or that it does not state it
     * @param other likewise
     * @param isOfVersion whether the values may be the same all the same
     */
    public record Difference(String words, String one, String other, boolean isOfVersion) {}

    /** All of two runs, by their records. */
    public static List<Difference> of(JsonObject one, JsonObject other) {
        List<Difference> differences = new ArrayList<>();
        MEMBERS.forEach((path, words) -> {
            String first = text(one, path);
            String second = text(other, path);
            if (differ(path, first, second)) {
                differences.add(new Difference(words, shown(path, first), shown(path, second), path.equals(VERSION)));
            }
        });
        return differences;
    }

    private static boolean differ(String path, String first, String second) {
        return switch (path) {
            // which file a B1 map came from is no difference, but whether there was one is
            case B1 -> isMap(first) != isMap(second);
            // few files state it
            case FIELD -> !first.isEmpty() && !second.isEmpty() && !first.equals(second);
            default -> !first.equals(second);
        };
    }

    private static boolean isMap(String b1) {
        return b1.startsWith("B1 map");
    }

    private static String shown(String path, String value) {
        return !value.isEmpty() ? value : path.equals(Corrections.KEY) ? "none stated" : "not stated";
    }

    private static String text(JsonObject record, String path) {
        JsonElement at = record;
        for (String member : path.split("\\.")) {
            at = at instanceof JsonObject object ? object.get(member) : null;
        }
        String text = at == null ? "" : plain(at);
        // every series has a noise of its own
        return text.replaceAll("noise level [-+.0-9eE]+", "noise level");
    }

    private static String plain(JsonElement value) {
        return value.isJsonPrimitive()
                ? value.getAsString()
                : value instanceof JsonArray array
                        ? array.asList().stream().map(RunDifferences::plain).collect(Collectors.joining(", "))
                        : value.toString();
    }

    /** What of a record is compared, alone. */
    public static JsonObject compared(JsonObject record) {
        JsonObject kept = new JsonObject();
        MEMBERS.keySet().forEach(path -> {
            JsonElement from = record;
            JsonObject to = kept;
            String[] members = path.split("\\.");
            for (int k = 0; k < members.length && from instanceof JsonObject object; k++) {
                from = object.get(members[k]);
                if (from != null && k == members.length - 1) {
                    to.add(members[k], from);
                } else if (from instanceof JsonObject) {
                    to = inner(to, members[k]);
                }
            }
        });
        return kept;
    }

    private static JsonObject inner(JsonObject of, String member) {
        if (!of.has(member)) {
            of.add(member, new JsonObject());
        }
        return of.getAsJsonObject(member);
    }
}

package org.relaxometry.bssfp.app.cohort;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.relaxometry.bssfp.io.bids.BidsFilter;
import org.relaxometry.bssfp.io.bids.SeriesProtocol;
import org.relaxometry.bssfp.io.file.AtomicFile;
import org.relaxometry.bssfp.io.file.BoundedJson;
import org.relaxometry.bssfp.method.Method;
import org.relaxometry.bssfp.text.Version;

/**
 * How all examinations of a study are processed: one JSON file, which the first run writes and every later one keeps to.
 *
 * @param methods of Map T1 T2 B0
 * @param b1 what is done about B1
 * @param labels data set of label images, see {@link org.relaxometry.bssfp.io.bids.Companions#labels}
 * @param mixed whether series of another protocol than the study's usual one are processed too
 * @param keep whether the preprocessed series are kept
 * @param filter which files are what; empty for the usual names
 * @param steps keys of the commands import, preprocess and map, by command and key
 * @param usual the protocol that most series of a kind have, as it was found
 */
record StudySettings(
        List<String> methods,
        B1Use b1,
        String labels,
        boolean mixed,
        boolean keep,
        JsonObject filter,
        Map<String, Map<String, String>> steps,
        Map<String, SeriesProtocol> usual) {

    /** Name of the file. */
    static final String FILE = "study.json";

    /** Raised when a later program cannot understand earlier files any more. */
    private static final int VERSION = 1;

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    static final String IMPORT = "Import";
    static final String PREPROCESS = "Preprocess";
    static final String MAP = "Map";

    private static final String METHODS = "Methods";
    private static final String B1 = "B1";
    private static final String LABELS = "Labels";
    private static final String MIXED = "MixedProtocols";
    private static final String KEEP = "KeepSeries";
    private static final String FILTER = "Filter";
    private static final String USUAL = "UsualProtocols";
    private static final String SETTINGS_VERSION = "SettingsVersion";
    private static final String WRITTEN_BY = "WrittenBy";

    private static final Set<String> MEMBERS = Set.of(
            SETTINGS_VERSION, WRITTEN_BY, METHODS, B1, LABELS, MIXED, KEEP, FILTER, IMPORT, PREPROCESS, MAP, USUAL);

    /** What is done about B1. */
    enum B1Use {
        IF_THERE("where there is one"),
        REQUIRED("required"),
        NONE("none");

        private final String label;

        B1Use(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }

        static B1Use of(String label) {
            for (B1Use use : values()) {
                if (use.label.equalsIgnoreCase(label)) {
                    return use;
                }
            }
            throw new IllegalArgumentException("\"" + label
                    + "\" is nothing that can be done about B1. Expected: where there is one, required, or none.");
        }
    }

    /** What is done where nobody says anything. */
    static StudySettings defaults() {
        Map<String, Map<String, String>> steps = new LinkedHashMap<>();
        for (String step : List.of(IMPORT, PREPROCESS, MAP)) {
            steps.put(step, new LinkedHashMap<>());
        }
        // a number of voxels would mean another filter for every voxel size
        steps.get(PREPROCESS).put("median", "13 mm");
        return new StudySettings(
                List.of(Method.ADAPTIVE_NAME), B1Use.IF_THERE, "", false, false, new JsonObject(), steps, Map.of());
    }

    BidsFilter bidsFilter() {
        return filter.isEmpty() ? BidsFilter.usual() : BidsFilter.of(filter);
    }

    StudySettings withUsual(Map<String, SeriesProtocol> found) {
        return new StudySettings(methods, b1, labels, mixed, keep, filter, steps, new LinkedHashMap<>(found));
    }

    /** A key of one of the commands. */
    StudySettings with(String step, String key, String value) {
        Map<String, Map<String, String>> changed = new LinkedHashMap<>();
        steps.forEach((name, keys) -> changed.put(name, new LinkedHashMap<>(keys)));
        changed.get(step).put(key, value);
        return new StudySettings(methods, b1, labels, mixed, keep, filter, changed, usual);
    }

    /** Keys of a command that the study sets. */
    Map<String, String> keys(String step) {
        return steps.get(step);
    }

    /** What results depend on, as text: all but what other series of the study are like. */
    String essence() {
        JsonObject json = json();
        json.remove(USUAL);
        json.remove(MIXED);
        json.remove(WRITTEN_BY);
        return json.toString();
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty(SETTINGS_VERSION, VERSION);
        json.addProperty(WRITTEN_BY, Version.PROGRAM + " " + Version.current());
        json.add(METHODS, GSON.toJsonTree(methods));
        json.addProperty(B1, b1.label());
        json.addProperty(LABELS, labels);
        json.addProperty(MIXED, mixed);
        json.addProperty(KEEP, keep);
        json.add(FILTER, filter);
        steps.forEach((step, keys) -> json.add(step, GSON.toJsonTree(keys)));
        JsonObject protocols = new JsonObject();
        usual.forEach((kind, protocol) -> protocols.add(kind, protocol.json()));
        json.add(USUAL, protocols);
        return json;
    }

    /** Writes the file, unless it says the same already. */
    void write(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        byte[] text = (GSON.toJson(json()) + "\n").getBytes(StandardCharsets.UTF_8);
        if (!Files.isRegularFile(file) || !Arrays.equals(text, Files.readAllBytes(file))) {
            AtomicFile.write(file, true, out -> out.write(text));
        }
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read, or is not such a file
     * @throws IllegalArgumentException for a member that there is not, or that is not what it must be
     */
    static StudySettings read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("There is no settings file " + file + ".");
        }
        JsonElement json;
        try {
            json = BoundedJson.parse(BoundedJson.text(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new IOException("The settings file " + file + " " + e.getMessage() + ".", e);
        }
        if (!(json instanceof JsonObject object)) {
            throw new IOException("The settings file " + file + " must hold one JSON object in braces.");
        }
        for (String member : object.keySet()) {
            if (!MEMBERS.contains(member)) {
                throw new IllegalArgumentException("\"" + member + "\" in " + file
                        + " is nothing that settings have. They have: "
                        + String.join(", ", MEMBERS.stream().sorted().toList()) + ".");
            }
        }
        if (!(object.get(SETTINGS_VERSION) instanceof JsonPrimitive version)
                || !version.getAsString().equals(Integer.toString(VERSION))) {
            throw new IllegalArgumentException("The settings file " + file + " has " + SETTINGS_VERSION + " "
                    + object.get(SETTINGS_VERSION) + "; this program reads version " + VERSION + ".");
        }
        try {
            return of(object);
        } catch (IllegalStateException
                | UnsupportedOperationException
                | ClassCastException
                | NullPointerException
                | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "A value in the settings file " + file + " is not of its kind. docs/bids.md says what they are.",
                    e);
        }
    }

    /**
     * Reads a filter.
     *
     * @throws IOException if it cannot be read, or is no JSON object
     */
    static JsonObject filter(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("There is no filter file " + file + ".");
        }
        try {
            if (BoundedJson.parse(BoundedJson.text(Files.readAllBytes(file))) instanceof JsonObject object) {
                return object;
            }
        } catch (IOException e) {
            throw new IOException("The filter file " + file + " " + e.getMessage() + ".", e);
        }
        throw new IOException("The filter file " + file + " must hold one JSON object in braces.");
    }

    private static StudySettings of(JsonObject json) {
        StudySettings usual = defaults();
        Map<String, Map<String, String>> steps = new LinkedHashMap<>();
        for (String step : usual.steps.keySet()) {
            Map<String, String> keys = new LinkedHashMap<>();
            if (json.has(step)) {
                json.getAsJsonObject(step)
                        .entrySet()
                        .forEach(key -> keys.put(key.getKey(), key.getValue().getAsString()));
            }
            steps.put(step, keys);
        }
        Map<String, SeriesProtocol> protocols = new LinkedHashMap<>();
        if (json.has(USUAL)) {
            json.getAsJsonObject(USUAL)
                    .entrySet()
                    .forEach(kind -> protocols.put(
                            kind.getKey(), SeriesProtocol.of(kind.getValue().getAsJsonObject())));
        }
        return new StudySettings(
                json.has(METHODS) ? texts(json.getAsJsonArray(METHODS)) : usual.methods,
                json.has(B1) ? B1Use.of(json.get(B1).getAsString()) : usual.b1,
                json.has(LABELS) ? json.get(LABELS).getAsString() : usual.labels,
                json.has(MIXED) && json.get(MIXED).getAsBoolean(),
                json.has(KEEP) && json.get(KEEP).getAsBoolean(),
                json.has(FILTER) ? json.getAsJsonObject(FILTER) : usual.filter,
                steps,
                protocols);
    }

    private static List<String> texts(JsonArray array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.getAsString()));
        return texts;
    }
}

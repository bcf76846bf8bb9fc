package org.relaxometry.bssfp.app.frame;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.relaxometry.bssfp.io.file.InputFile;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.sidecar.Corrections;
import org.relaxometry.bssfp.io.sidecar.Doubts;
import org.relaxometry.bssfp.io.sidecar.MadeFrom;
import org.relaxometry.bssfp.io.sidecar.ProtocolJson;
import org.relaxometry.bssfp.io.sidecar.RunId;
import org.relaxometry.bssfp.text.PlainText;
import org.relaxometry.bssfp.text.Version;

/**
 * How a result came about: method, protocol, convention, B1 source, settings, inputs with checksums and version. Goes into
 * the JSON file beside every map and into the info of every image. Holds nothing that differs between two equal runs, but for
 * the times of Train and Map.
 */
public final class RunRecord {

    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeSpecialFloatingPointValues()
            .create();

    private static final Pattern CHECKSUM = Pattern.compile("\"SHA256\": \"([0-9a-f]{64})\"");

    private final JsonObject settings = new JsonObject();
    private final JsonObject origin = new JsonObject();

    /** As the files of the run state it; empty where none are written. */
    private String publishedId = "";

    public RunRecord(LoadedSeries loaded) {
        JsonObject acquisition = GSON.toJsonTree(
                        ProtocolJson.members(loaded.series().protocol()))
                .getAsJsonObject();
        acquisition.addProperty("Source", loaded.protocolSource());
        acquisition.add(
                ProtocolJson.PROVENANCE, GSON.toJsonTree(loaded.sourced().provenance()));
        origin.add("Protocol", acquisition);
        addOrigin(loaded.inputs(), loaded.notes(), loaded.warnings());
        if (!loaded.madeFrom().isEmpty()) {
            origin.add(MadeFrom.KEY, GSON.toJsonTree(loaded.madeFrom()));
        }
        loaded.corrections().forEach(this::corrected);
    }

    /** Of a run that has no series. */
    public RunRecord(List<InputFile> files, List<String> notes, List<String> warnings) {
        addOrigin(files, notes, warnings);
    }

    private void addOrigin(List<InputFile> files, List<String> notes, List<String> warnings) {
        origin.add("Inputs", inputs(files));
        origin.add("Notes", GSON.toJsonTree(notes));
        origin.add("Warnings", GSON.toJsonTree(warnings));
        JsonObject software = new JsonObject();
        software.addProperty("Name", Version.PROGRAM);
        software.addProperty("Version", Version.current());
        origin.add("Software", software);
    }

    /** Files that were read, as the value of an entry. */
    public static JsonArray inputs(List<InputFile> files) {
        JsonArray inputs = new JsonArray();
        files.forEach(input -> {
            JsonObject entry = new JsonObject();
            entry.addProperty("Role", input.role());
            entry.addProperty("Name", input.name());
            entry.addProperty("SHA256", input.sha256());
            inputs.add(entry);
        });
        return inputs;
    }

    /** States a setting of the command. */
    public RunRecord put(String key, Object value) {
        settings.add(key, GSON.toJsonTree(value));
        return this;
    }

    /** What a reader of the results should look at, also when something else is made from them. */
    public Set<String> doubts() {
        JsonObject all = settings.deepCopy();
        origin.entrySet().forEach(entry -> all.add(entry.getKey(), entry.getValue()));
        return Doubts.in(all);
    }

    /** Checksums of the images that the results were made from. */
    public Set<String> madeFrom() {
        return MadeFrom.in(origin);
    }

    /** States what was taken out of the images of the series. */
    public RunRecord corrected(String correction) {
        if (!origin.has(Corrections.KEY)) {
            origin.add(Corrections.KEY, new JsonArray());
        }
        origin.getAsJsonArray(Corrections.KEY).add(correction);
        return this;
    }

    /** What was taken out of the images of the series, before and by the run. */
    public Set<String> corrections() {
        return Corrections.in(origin);
    }

    /** Checksums of all that the run has read. */
    public Set<String> checksums() {
        return CHECKSUM.matcher(json(Map.of(), Map.of()))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    /** States something that a reader of the results should look at. */
    public RunRecord warn(String warning) {
        origin.getAsJsonArray("Warnings").add(warning);
        return this;
    }

    /**
     * The JSON text beside one result.
     *
     * @param about what stands before all that the run has recorded
     * @param closing what stands behind
     */
    public String json(Map<String, Object> about, Map<String, Object> closing) {
        JsonObject all = new JsonObject();
        about.forEach((key, value) -> all.add(key, GSON.toJsonTree(value)));
        settings.entrySet().forEach(entry -> all.add(entry.getKey(), entry.getValue()));
        origin.entrySet().forEach(entry -> all.add(entry.getKey(), entry.getValue()));
        closing.forEach((key, value) -> all.add(key, GSON.toJsonTree(value)));
        return GSON.toJson(all) + "\n";
    }

    /** Takes the identity under which the files of the run were written, so that its images have the same. */
    public void published(String runId) {
        publishedId = runId;
    }

    /** All that the run has recorded, for images of it that have no file. */
    public JsonObject ofImage() {
        JsonObject all = settings.deepCopy();
        origin.deepCopy().entrySet().forEach(entry -> all.add(entry.getKey(), entry.getValue()));
        all.addProperty(RunId.KEY, runId());
        return all;
    }

    private String runId() {
        return publishedId.isEmpty() ? RunId.of(entries()) : publishedId;
    }

    /** The text for Image &gt; Show Info…, one line per entry; the last says of which run the image is. */
    public String info() {
        return entries() + RunId.KEY + ": " + runId() + "\n";
    }

    private String entries() {
        return Stream.of(settings, origin)
                        .flatMap(part -> part.entrySet().stream())
                        .map(entry -> entry.getKey() + ": " + oneLine(entry.getValue()))
                        .collect(Collectors.joining("\n"))
                + "\n";
    }

    /** The text for Image &gt; Show Info… of a record that was read, one line per entry. */
    public static String info(JsonObject record) {
        return record.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + oneLine(entry.getValue()))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String oneLine(JsonElement value) {
        if (value.isJsonNull()) {
            return "";
        }
        if (value.isJsonPrimitive()) {
            return PlainText.of(value.getAsString());
        }
        if (value.isJsonArray()) {
            List<JsonElement> elements = value.getAsJsonArray().asList();
            return elements.stream().map(RunRecord::oneLine).collect(Collectors.joining("; "));
        }
        return value.getAsJsonObject().entrySet().stream()
                .map(entry -> entry.getKey() + " " + oneLine(entry.getValue()))
                .collect(Collectors.joining(", "));
    }
}

package org.relaxometry.bssfp.app.cohort;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.bids.BidsDataset;
import org.relaxometry.bssfp.io.file.BoundedJson;
import org.relaxometry.bssfp.io.file.InputFile;
import org.relaxometry.bssfp.text.Version;

/**
 * What a study knows of one examination: what its results depend on, what became of every series, and every file with its checksum. The
 * last file that is written, so that where it is all others are.
 *
 * @param visit the examination
 * @param fingerprint of inputs, settings and version
 * @param series what became of each
 * @param settings that were used
 */
record VisitRecord(BidsDataset.Visit visit, String fingerprint, List<SeriesOutcome> series, JsonObject settings) {

    private static final String FINGERPRINT = "Fingerprint";
    private static final String SERIES = "Series";
    private static final String FILES = "Files";
    private static final String NAME = "Name";
    private static final String SHA256 = "SHA256";
    private static final String SETTINGS = "Settings";
    private static final String SUBJECT = "Participant";
    private static final String SESSION = "Session";

    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeSpecialFloatingPointValues()
            .create();

    /**
     * What became of a series.
     *
     * @param name stem of its files
     * @param kind see {@link org.relaxometry.bssfp.io.bids.BidsSeries#kind}
     * @param reason why it was not processed, empty where it was
     * @param warnings what the user should look at
     * @param protocol as the files state it, or nothing
     * @param quality numbers by name of their column; empty where it was not processed
     */
    record SeriesOutcome(
            String name,
            String kind,
            String reason,
            List<String> warnings,
            JsonObject protocol,
            Map<String, Double> quality) {

        boolean isDone() {
            return reason.isEmpty();
        }
    }

    /** Name of the file of an examination. */
    static String file(BidsDataset.Visit visit) {
        return visit.stem() + "_record.json";
    }

    /** Writes it into the folder of the examination, which is complete but for it. */
    void write(Path folder, Progress progress) throws IOException {
        JsonObject json = new JsonObject();
        json.addProperty(SUBJECT, visit.subject());
        json.addProperty(SESSION, visit.session());
        json.addProperty(FINGERPRINT, fingerprint);
        JsonObject software = new JsonObject();
        software.addProperty(NAME, Version.PROGRAM);
        software.addProperty("Version", Version.current());
        json.add("Software", software);
        json.addProperty("SettingsFile", StudySettings.FILE);
        json.add(SETTINGS, settings);
        json.add(SERIES, GSON.toJsonTree(series));
        JsonArray files = new JsonArray();
        for (Path file : filesOf(folder)) {
            JsonObject entry = new JsonObject();
            entry.addProperty(NAME, folder.relativize(file).toString().replace('\\', '/'));
            entry.addProperty(SHA256, InputFile.of("", file, progress).sha256());
            files.add(entry);
        }
        json.add(FILES, files);
        Files.write(folder.resolve(file(visit)), (GSON.toJson(json) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static List<Path> filesOf(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** The record in a folder; empty where there is none that can be read. */
    static Optional<VisitRecord> read(Path folder, BidsDataset.Visit visit) {
        return json(folder, visit).flatMap(json -> {
            try {
                return Optional.of(of(json));
            } catch (IllegalStateException | UnsupportedOperationException | NullPointerException notOurs) {
                return Optional.empty();
            }
        });
    }

    private static Optional<JsonObject> json(Path folder, BidsDataset.Visit visit) {
        try {
            return BoundedJson.parseRecord(Files.readString(folder.resolve(file(visit)))) instanceof JsonObject object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private static VisitRecord of(JsonObject json) {
        List<SeriesOutcome> series = new ArrayList<>();
        for (JsonElement each : json.getAsJsonArray(SERIES)) {
            JsonObject object = each.getAsJsonObject();
            List<String> warnings = new ArrayList<>();
            object.getAsJsonArray("warnings").forEach(warning -> warnings.add(warning.getAsString()));
            Map<String, Double> quality = new LinkedHashMap<>();
            object.getAsJsonObject("quality")
                    .entrySet()
                    .forEach(entry -> quality.put(
                            entry.getKey(), BoundedJson.number(entry.getValue()).orElse(Double.NaN)));
            series.add(new SeriesOutcome(
                    object.get("name").getAsString(),
                    object.get("kind").getAsString(),
                    object.get("reason").getAsString(),
                    warnings,
                    object.getAsJsonObject("protocol"),
                    quality));
        }
        return new VisitRecord(
                new BidsDataset.Visit(
                        json.get(SUBJECT).getAsString(), json.get(SESSION).getAsString()),
                json.get(FINGERPRINT).getAsString(),
                series,
                json.getAsJsonObject(SETTINGS));
    }

    /** Whether a folder holds all that its record names, as it was written. */
    static boolean isIntact(Path folder, BidsDataset.Visit visit, Progress progress) throws IOException {
        Optional<JsonObject> json = json(folder, visit);
        if (json.isEmpty() || !(json.get().get(FILES) instanceof JsonArray files)) {
            return false;
        }
        for (JsonElement each : files) {
            JsonObject entry = each.getAsJsonObject();
            Path file = folder.resolve(entry.get(NAME).getAsString()).normalize();
            if (!file.startsWith(folder)
                    || !Files.isRegularFile(file)
                    || !InputFile.of("", file, progress)
                            .sha256()
                            .equals(entry.get(SHA256).getAsString())) {
                return false;
            }
        }
        return true;
    }
}

package org.relaxometry.bssfp.app.result;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.BoundedJson;
import org.relaxometry.bssfp.io.file.InputFile;
import org.relaxometry.bssfp.io.map.RunFiles;
import org.relaxometry.bssfp.io.sidecar.RunId;

/**
 * What one of the JSON records in a folder says of the run that wrote it.
 *
 * @param record that is about to be replaced
 * @param json what is in it
 */
record EarlierRun(Path record, JsonObject json) {

    static final String FILES = "Files";
    static final String NAME = "Name";
    static final String SHA256 = "SHA256";

    /** Empty where it is not a record of ours. */
    static Optional<EarlierRun> of(Path record) {
        return read(record).map(json -> new EarlierRun(record, json));
    }

    private static Optional<JsonObject> read(Path file) {
        try {
            return BoundedJson.parseRecord(Files.readString(file)) instanceof JsonObject object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (IOException notOurs) {
            return Optional.empty();
        }
    }

    /**
     * Names of the files that the run wrote and that are still as it wrote them.
     *
     * @param kept checksums of files that are not among them, and neither are their records
     */
    Set<String> files(Set<String> kept, Progress progress) throws IOException {
        Set<String> own = new LinkedHashSet<>();
        Set<String> stays = new HashSet<>();
        if (!(json.get(FILES) instanceof JsonArray files)) {
            return own;
        }
        for (JsonElement each : files) {
            // a name, and nothing that leads to another folder
            if (each instanceof JsonObject entry && text(entry, NAME).matches("[^/\\\\:]+")) {
                Path file = record.resolveSibling(text(entry, NAME));
                if (kept.contains(text(entry, SHA256))) {
                    stays.add(RunFiles.record(file).getFileName().toString());
                } else if (Files.isRegularFile(file) && isOwn(file, text(entry, SHA256), progress)) {
                    own.add(text(entry, NAME));
                }
            }
        }
        own.removeAll(stays);
        return own;
    }

    private boolean isOwn(Path file, String sha256, Progress progress) throws IOException {
        return sha256.isEmpty()
                ? read(file)
                        .filter(other -> text(other, RunId.KEY).equals(text(json, RunId.KEY)))
                        .isPresent()
                : InputFile.of("", file, progress).sha256().equals(sha256);
    }

    private static String text(JsonObject object, String key) {
        return object.get(key) instanceof JsonPrimitive value ? value.getAsString() : "";
    }
}

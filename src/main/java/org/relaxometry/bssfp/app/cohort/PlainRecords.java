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
import java.util.List;
import java.util.stream.Stream;
import org.relaxometry.bssfp.io.file.BoundedJson;
import org.relaxometry.bssfp.io.sidecar.RunId;

/**
 * Records of the commands without the folder that they worked in, so that a study has the same results, bit by bit, wherever its folders
 * lie. Files of the data set are called as BIDS calls them.
 */
final class PlainRecords {

    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeSpecialFloatingPointValues()
            .create();

    private final Path root;
    private final Path steps;
    private final String account;

    /**
     * @param root of the data set
     * @param steps folder that the commands work in
     * @param account what makes this series differ from all others
     */
    PlainRecords(Path root, Path steps, String account) {
        this.root = root;
        this.steps = steps;
        this.account = account;
    }

    static String text(JsonObject json) {
        return GSON.toJson(json) + "\n";
    }

    /** The one of a command or method for this series: the command's own depends on where it worked. */
    String runId(String what) {
        return RunId.of(account + " " + what);
    }

    /** What a command said. */
    String plain(String text) {
        String separator = steps.getFileSystem().getSeparator();
        return text.replace(root + separator, "bids:" + Derivative.RAW + ":")
                .replace(steps.resolve(SeriesSteps.IMAGES) + separator, "")
                .replace(steps + separator, "");
    }

    JsonElement plain(JsonElement value) {
        if (value instanceof JsonObject object) {
            JsonObject copy = new JsonObject();
            object.entrySet().forEach(member -> copy.add(member.getKey(), plain(member.getValue())));
            return copy;
        }
        if (value instanceof JsonArray array) {
            JsonArray copy = new JsonArray();
            array.forEach(each -> copy.add(plain(each)));
            return copy;
        }
        return value instanceof JsonPrimitive primitive && primitive.isString()
                ? new JsonPrimitive(plain(primitive.getAsString()))
                : value;
    }

    /** Rewrites the records in a folder, before another command reads them and counts their checksums. */
    void rewrite(Path folder, String command) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            if (BoundedJson.parseRecord(Files.readString(file)) instanceof JsonObject record) {
                JsonObject plain = plain(record).getAsJsonObject();
                if (plain.has(RunId.KEY)) {
                    plain.addProperty(RunId.KEY, runId(command));
                }
                Files.write(file, text(plain).getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}

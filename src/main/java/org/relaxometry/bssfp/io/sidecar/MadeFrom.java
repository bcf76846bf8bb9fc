package org.relaxometry.bssfp.io.sidecar;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The images that a series, or a map, was made from, back to those that the scanner gave: checksums, which tell whether two results come
 * of one measurement whatever was done to it in between.
 */
public final class MadeFrom {

    /** Member of a record: the images that the series was made from before, in another run. */
    public static final String KEY = "MadeFrom";

    /** Roles of the images that are a series. */
    public static final List<String> PARTS = List.of("magnitude", "phase", "real", "imaginary", "complex");

    private MadeFrom() {}

    /** Of an image file, as the record of the run that wrote it says; empty where none of this program is beside it. */
    public static Set<String> of(Path image) {
        return RecordBeside.stated(image, MadeFrom::in);
    }

    /** What a record states: the images of the series that the run has read, and what those were made from. */
    public static Set<String> in(JsonObject record) {
        Set<String> checksums = new LinkedHashSet<>();
        for (JsonElement each : array(record, "Inputs")) {
            if (each instanceof JsonObject input && PARTS.contains(text(input.get("Role")))) {
                checksums.add(text(input.get("SHA256")));
            }
        }
        checksums.addAll(RecordBeside.texts(record, KEY));
        checksums.remove("");
        return checksums;
    }

    /** Which of the images is the scanner's: those that were made of others stand before them. Empty where there is none. */
    public static String origin(Set<String> images) {
        return images.stream().reduce("", (nearer, farther) -> farther);
    }

    private static JsonArray array(JsonObject record, String member) {
        return record.get(member) instanceof JsonArray array ? array : new JsonArray();
    }

    private static String text(JsonElement element) {
        return element instanceof JsonPrimitive value ? value.getAsString() : "";
    }
}

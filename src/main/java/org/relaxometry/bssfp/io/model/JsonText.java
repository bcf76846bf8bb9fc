package org.relaxometry.bssfp.io.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import org.relaxometry.bssfp.io.file.BoundedJson;

/** JSON objects as text: strictly read, laid out for people. */
final class JsonText {

    private static final String INDENT = "  ";

    private JsonText() {}

    /** @throws IOException where it is not an object in JSON, with the place but without the name of the file */
    static JsonObject parse(String text) throws IOException {
        JsonElement element;
        try {
            element = BoundedJson.parse(text);
        } catch (IOException e) {
            throw new IOException("it " + e.getMessage(), e);
        }
        if (element instanceof JsonObject object) {
            return object;
        }
        throw new IOException("it is not a JSON object");
    }

    /** One key per line, lists on one line. */
    static String of(JsonObject json) {
        StringWriter text = new StringWriter();
        try (JsonWriter writer = new JsonWriter(text)) {
            writer.setIndent(INDENT);
            layOut(json, writer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    private static void layOut(JsonElement element, JsonWriter writer) throws IOException {
        if (element instanceof JsonObject object) {
            writer.beginObject();
            for (Map.Entry<String, JsonElement> each : object.entrySet()) {
                writer.name(each.getKey());
                layOut(each.getValue(), writer);
            }
            writer.endObject();
        } else if (element instanceof JsonArray array) {
            // hundreds of losses belong on one line
            writer.beginArray();
            writer.setIndent("");
            for (JsonElement each : array) {
                layOut(each, writer);
            }
            writer.endArray();
            writer.setIndent(INDENT);
        } else if (element.getAsJsonPrimitive().isString()) {
            writer.value(element.getAsString());
        } else {
            writer.value(element.getAsNumber());
        }
    }
}

package org.relaxometry.bssfp.io.sidecar;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.relaxometry.bssfp.io.file.BoundedJson;
import org.relaxometry.bssfp.text.Version;

/** The JSON object in the file of the same name as an image file. */
final class RecordBeside {

    private RecordBeside() {}

    /** Empty where there is none that can be read. */
    static Optional<JsonObject> of(Path image) {
        Optional<Path> record = Sidecar.sameName(image);
        try {
            return record.isPresent()
                            && BoundedJson.parseRecord(Files.readString(record.get())) instanceof JsonObject object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (IOException notOurs) {
            return Optional.empty();
        }
    }

    /** What the record of this program beside an image states; nothing where there is none of this program. */
    static Set<String> stated(Path image, Function<JsonObject, Set<String>> in) {
        return of(image).filter(RecordBeside::isOurs).map(in).orElse(Set.of());
    }

    /** The texts of a list in a record, in their order; none where it holds no such list. */
    static Set<String> texts(JsonObject record, String member) {
        Set<String> texts = new LinkedHashSet<>();
        if (record.get(member) instanceof JsonArray array) {
            for (JsonElement each : array) {
                if (each instanceof JsonPrimitive text && text.isString()) {
                    texts.add(text.getAsString());
                }
            }
        }
        return texts;
    }

    /** Whether this program wrote it. */
    static boolean isOurs(JsonObject record) {
        return record.get("Software") instanceof JsonObject software
                && software.get("Name") instanceof JsonPrimitive name
                && name.getAsString().equals(Version.PROGRAM);
    }
}

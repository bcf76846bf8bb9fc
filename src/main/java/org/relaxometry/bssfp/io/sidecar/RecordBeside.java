package org.relaxometry.bssfp.io.sidecar;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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

    /** Whether this program wrote it. */
    static boolean isOurs(JsonObject record) {
        return record.get("Software") instanceof JsonObject software
                && software.get("Name") instanceof JsonPrimitive name
                && name.getAsString().equals(Version.PROGRAM);
    }
}

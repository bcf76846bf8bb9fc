package org.relaxometry.bssfp.io.sidecar;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.relaxometry.bssfp.io.file.BoundedJson;

/** The field strength that a JSON file of a series states: {@code MagneticFieldStrength} in T, as BIDS has it. */
public final class FieldStrength {

    private static final String MEMBER = "MagneticFieldStrength";

    private FieldStrength() {}

    /** As the files of the protocol state it. */
    public static OptionalDouble stated(SourcedProtocol protocol) throws IOException {
        for (Path file : protocol.files()) {
            JsonElement root = BoundedJson.parse(BoundedJson.text(Files.readAllBytes(file)));
            JsonElement tesla = root.isJsonObject() ? root.getAsJsonObject().get(MEMBER) : null;
            if (tesla != null
                    && tesla.isJsonPrimitive()
                    && tesla.getAsJsonPrimitive().isNumber()) {
                return OptionalDouble.of(tesla.getAsDouble());
            }
        }
        return OptionalDouble.empty();
    }
}

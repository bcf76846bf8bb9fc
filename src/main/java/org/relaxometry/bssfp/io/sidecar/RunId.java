package org.relaxometry.bssfp.io.sidecar;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.relaxometry.bssfp.io.file.BoundedJson;

/**
 * What tells the results of one run from those of another: the time it began and eight random digits, such as
 * {@code 2025-03-01T12:00:00Z/8f3a1c2b}. Stands in every JSON record of a run and in the info of its images; maps, tables and figures
 * hold none, since equal runs give them equal bit for bit (decision 009).
 */
public final class RunId {

    /** In records, and in the info of images. */
    public static final String KEY = "RunId";

    private RunId() {}

    /** Of the run that wrote an image file, as the JSON file of the same name says; empty where there is none that says it. */
    public static Optional<String> of(Path image) {
        Optional<Path> record = Sidecar.sameName(image);
        try {
            return record.isPresent()
                            && BoundedJson.parseRecord(Files.readString(record.get())) instanceof JsonObject object
                            && object.get(KEY) instanceof JsonPrimitive id
                    ? Optional.of(id.getAsString())
                    : Optional.empty();
        } catch (IOException notOurs) {
            return Optional.empty();
        }
    }

    /** Of the run that made an open image, from its info: text with a line per entry; may be null. */
    public static Optional<String> inInfo(String info) {
        return info == null
                ? Optional.empty()
                : info.lines()
                        .filter(line -> line.startsWith(KEY + ": "))
                        .map(line -> line.substring(KEY.length() + 2))
                        .findFirst();
    }

    /** A new one. */
    public static String next() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS) + "/"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    }
}

package org.relaxometry.bssfp.io.sidecar;

import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.relaxometry.bssfp.io.file.InputFile;

/**
 * What tells the results of one run from those of another: sixteen digits that stand in every JSON record of a run. They are made from the
 * record and the checksums of all files of the run, so that equal runs stay equal byte for byte (decision 009); images, tables and
 * figures hold none.
 */
public final class RunId {

    /** In records. */
    public static final String KEY = "RunId";

    private static final int DIGITS = 16;

    private RunId() {}

    /** The one of a run of which this is all there is to say. */
    public static String of(String account) {
        return InputFile.sha256(account.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
    }

    /** Of the run that wrote an image file, as the JSON file of the same name says; empty where there is none that says it. */
    public static Optional<String> of(Path image) {
        return RecordBeside.of(image)
                .flatMap(record ->
                        record.get(KEY) instanceof JsonPrimitive id ? Optional.of(id.getAsString()) : Optional.empty());
    }
}

package org.relaxometry.bssfp.io.sidecar;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Set;

/** What this program took out of the images of a series before anything was made from them, such as ringing or motion, in its order. */
public final class Corrections {

    /** Member of a record; left out where nothing was corrected. */
    public static final String KEY = "Corrections";

    private Corrections() {}

    /** Of an image file, as the record of the run that wrote it says; empty where none of this program is beside it. */
    public static Set<String> of(Path image) {
        return RecordBeside.stated(image, Corrections::in);
    }

    /** Of a record. */
    public static Set<String> in(JsonObject record) {
        return RecordBeside.texts(record, KEY);
    }
}

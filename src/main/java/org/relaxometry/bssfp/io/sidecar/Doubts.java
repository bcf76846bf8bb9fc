package org.relaxometry.bssfp.io.sidecar;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.relaxometry.bssfp.io.file.BoundedJson;

/** What was doubtful when a series was made, so that it is said again of all that is made from it. */
public final class Doubts {

    /** Before what was said before. */
    private static final String BEFORE = "Said when the series was made: ";

    private static final List<String> KEYS = List.of("Warnings", "Doubtful");

    private Doubts() {}

    /** Of the run that wrote an image file, as the JSON file of the same name says; empty where it is not one of this program. */
    public static Set<String> of(Path image) {
        return RecordBeside.stated(image, Doubts::in);
    }

    /** Of a record. */
    public static Set<String> in(JsonObject record) {
        Set<String> doubts = new LinkedHashSet<>();
        KEYS.forEach(key -> doubts.addAll(RecordBeside.texts(record, key)));
        return doubts;
    }

    /** As text that an image can keep. */
    public static String text(Set<String> doubts) {
        return new Gson().toJson(doubts);
    }

    /** Of text that an image has kept. */
    public static Set<String> ofText(String text) {
        JsonObject record = new JsonObject();
        try {
            record.add(KEYS.get(0), BoundedJson.parse(text));
        } catch (IOException notOurs) {
            return Set.of();
        }
        return in(record);
    }

    /** As it is said again. */
    public static String again(String doubt) {
        return doubt.startsWith(BEFORE) ? doubt : BEFORE + doubt;
    }
}

package org.relaxometry.bssfp.io.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.relaxometry.bssfp.estimation.posterior.Prior;
import org.relaxometry.bssfp.io.file.BoundedJson;
import org.relaxometry.bssfp.statistics.Range;

/**
 * A prior in a JSON file: ranges of T1 and T2 in ms, and the density of every cell, per ln T1 and ln T2, a list per T1 cell.
 * What one series taught can so serve the next.
 */
public final class PriorFile {

    private static final int MAX_BYTES = 16 << 20;
    private static final int MAX_CELLS = 1000;

    private static final String NAME = "Name";
    private static final String SOURCE = "Source";
    private static final String T1 = "T1RangeMilliseconds";
    private static final String T2 = "T2RangeMilliseconds";
    private static final String DENSITY = "Density";

    private PriorFile() {}

    /** The file's text. */
    public static byte[] encode(Prior prior) {
        JsonObject json = new JsonObject();
        json.addProperty(NAME, prior.name());
        json.addProperty(SOURCE, prior.source());
        json.add(T1, range(prior.t1Ms()));
        json.add(T2, range(prior.t2Ms()));
        JsonArray rows = new JsonArray();
        for (int i = 0; i < prior.t1Cells(); i++) {
            JsonArray row = new JsonArray();
            for (int j = 0; j < prior.t2Cells(); j++) {
                row.add((float) prior.density(i, j));
            }
            rows.add(row);
        }
        json.add(DENSITY, rows);
        return JsonText.of(json).getBytes(StandardCharsets.UTF_8);
    }

    private static JsonArray range(Range range) {
        JsonArray ends = new JsonArray();
        ends.add(range.min());
        ends.add(range.max());
        return ends;
    }

    /**
     * Reads a prior.
     *
     * @throws IOException where the file cannot be read or is no prior, naming it
     */
    public static Prior read(Path file) throws IOException {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IOException("it is larger than a prior can be");
            }
            return decode(JsonText.parse(BoundedJson.text(Files.readAllBytes(file))));
        } catch (IllegalArgumentException e) {
            throw refused(file, e);
        } catch (IOException e) {
            throw Files.isRegularFile(file) ? refused(file, e) : e;
        }
    }

    private static IOException refused(Path file, Exception why) {
        return new IOException(
                "The prior " + file + " cannot be used: " + why.getMessage()
                        + ". A prior is the file prior.json that Map T1 T2 B0... (map) writes with prior=\"this series\".",
                why);
    }

    private static Prior decode(JsonObject json) throws IOException {
        JsonArray rows = list(json, DENSITY);
        int t1Cells = rows.size();
        int t2Cells = t1Cells == 0 || !rows.get(0).isJsonArray()
                ? 0
                : rows.get(0).getAsJsonArray().size();
        if (t1Cells > MAX_CELLS || t2Cells > MAX_CELLS) {
            throw new IOException("its density has more than " + MAX_CELLS + " cells on a side");
        }
        double[] density = new double[t1Cells * t2Cells];
        for (int i = 0; i < t1Cells; i++) {
            if (!rows.get(i).isJsonArray() || rows.get(i).getAsJsonArray().size() != t2Cells) {
                throw new IOException("the rows of its density are not equally long");
            }
            for (int j = 0; j < t2Cells; j++) {
                density[i * t2Cells + j] = number(rows.get(i).getAsJsonArray().get(j), DENSITY);
            }
        }
        return new Prior(
                text(json, NAME), text(json, SOURCE), range(json, T1), range(json, T2), t1Cells, t2Cells, density);
    }

    private static Range range(JsonObject json, String key) throws IOException {
        JsonArray ends = list(json, key);
        if (ends.size() != 2) {
            throw new IOException("its " + key + " must be two numbers, but has " + ends.size());
        }
        return new Range(number(ends.get(0), key), number(ends.get(1), key));
    }

    private static JsonArray list(JsonObject json, String key) throws IOException {
        if (json.get(key) instanceof JsonArray list) {
            return list;
        }
        throw new IOException("it has no list " + key);
    }

    private static double number(JsonElement element, String key) throws IOException {
        return BoundedJson.number(element)
                .orElseThrow(() -> new IOException("its " + key + " holds " + element + ", which is no number"));
    }

    private static String text(JsonObject json, String key) {
        JsonElement text = json.get(key);
        return text != null && text.isJsonPrimitive() ? text.getAsString() : "";
    }
}

package org.relaxometry.bssfp.io.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.relaxometry.bssfp.statistics.Range;

/** Reads the fields of a JSON object; what is missing or of another type becomes a message that names the field. */
final class CardFields {

    private final JsonObject object;
    private final String path;

    /** @param path how messages call the object, ending in a dot; empty for the whole */
    CardFields(JsonObject object, String path) {
        this.object = object;
        this.path = path;
    }

    boolean has(String key) {
        return object.has(key);
    }

    CardFields object(String key) throws IOException {
        if (!(get(key) instanceof JsonObject child)) {
            throw wrong(key, "an object");
        }
        return new CardFields(child, path + key + ".");
    }

    String text(String key) throws IOException {
        JsonElement value = get(key);
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
            throw wrong(key, "a text");
        }
        return value.getAsString();
    }

    double number(String key) throws IOException {
        return number(get(key), key);
    }

    long integer(String key) throws IOException {
        return integer(get(key), key);
    }

    int count(String key) throws IOException {
        return count(get(key), key);
    }

    List<Double> numbers(String key) throws IOException {
        List<Double> numbers = new ArrayList<>();
        for (JsonElement each : array(key)) {
            numbers.add(number(each, key));
        }
        return numbers;
    }

    List<Integer> counts(String key) throws IOException {
        List<Integer> counts = new ArrayList<>();
        for (JsonElement each : array(key)) {
            counts.add(count(each, key));
        }
        return counts;
    }

    List<String> texts(String key) throws IOException {
        List<String> texts = new ArrayList<>();
        for (JsonElement each : array(key)) {
            if (!each.isJsonPrimitive()) {
                throw wrong(key, "a list of texts");
            }
            texts.add(each.getAsString());
        }
        return texts;
    }

    Range range(String key) throws IOException {
        List<Double> ends = numbers(key);
        if (ends.size() != 2 || !(ends.get(0) <= ends.get(1))) {
            throw wrong(key, "a list of the smallest and the largest value");
        }
        return new Range(ends.get(0), ends.get(1));
    }

    /** Null where the key is missing. */
    Range optionalRange(String key) throws IOException {
        return has(key) ? range(key) : null;
    }

    private JsonArray array(String key) throws IOException {
        if (!(get(key) instanceof JsonArray array)) {
            throw wrong(key, "a list");
        }
        return array;
    }

    private double number(JsonElement value, String key) throws IOException {
        if (value.isJsonPrimitive()) {
            // JSON has no infinite numbers
            switch (value.getAsString()) {
                case "inf":
                    return Double.POSITIVE_INFINITY;
                case "-inf":
                    return Double.NEGATIVE_INFINITY;
                default:
            }
        }
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isNumber()) {
            throw wrong(key, "a number");
        }
        return value.getAsDouble();
    }

    private long integer(JsonElement value, String key) throws IOException {
        try {
            return value.getAsBigDecimal().longValueExact();
        } catch (ArithmeticException
                | NumberFormatException
                | IllegalStateException
                | UnsupportedOperationException e) {
            throw wrong(key, "a whole number");
        }
    }

    private int count(JsonElement value, String key) throws IOException {
        long count = integer(value, key);
        if (count < 0 || count > Integer.MAX_VALUE) {
            throw wrong(key, "a whole number from 0 to " + Integer.MAX_VALUE);
        }
        return (int) count;
    }

    private JsonElement get(String key) throws IOException {
        JsonElement value = object.get(key);
        if (value == null) {
            throw new IOException("the field " + path + key + " is missing");
        }
        return value;
    }

    private IOException wrong(String key, String expected) {
        String text = String.valueOf(object.get(key));
        return new IOException("the field " + path + key + " must be " + expected + ", but is "
                + (text.length() > 80 ? text.substring(0, 80) + "…" : text));
    }
}

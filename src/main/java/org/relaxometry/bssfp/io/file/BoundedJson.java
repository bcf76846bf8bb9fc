package org.relaxometry.bssfp.io.file;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * JSON of any origin as a tree that can be walked and printed: a text of some hundred kilobytes can be nested so deeply that this
 * would take all the memory of a thread.
 */
public final class BoundedJson {

    /** No card, sidecar or record has more than 6 levels. */
    private static final int DEEPEST = 100;

    private static final Pattern PLACE = Pattern.compile("at line \\d+ column \\d+");

    /** Java would also read 1d and 0x1p3. */
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

    private BoundedJson() {}

    /** The text of a file: UTF-8 as the standard has it, or UTF-16, which some Windows programs write. */
    public static String text(byte[] bytes) {
        if (bytes.length < 2) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        // the mark at the beginning, or else the empty half of the brace that every file begins with
        int first = Byte.toUnsignedInt(bytes[0]);
        int second = Byte.toUnsignedInt(bytes[1]);
        if (first == 0xFF && second == 0xFE || first == 0xFE && second == 0xFF) {
            return new String(bytes, StandardCharsets.UTF_16);
        }
        Charset charset = first == 0
                ? StandardCharsets.UTF_16BE
                : second == 0 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
        return new String(bytes, charset);
    }

    /** A finite number, also one that was written as a text; empty where it is something else. */
    public static Optional<Double> number(JsonElement element) {
        if (!(element instanceof JsonPrimitive primitive) || primitive.isBoolean()) {
            return Optional.empty();
        }
        String text = primitive.getAsString().strip();
        return NUMBER.matcher(text).matches()
                ? Optional.of(Double.parseDouble(text)).filter(Double::isFinite)
                : Optional.empty();
    }

    /**
     * Reads one value as the standard has it.
     *
     * @throws IOException where the text is not such a value; the message is a clause such as "is not valid JSON (at line 3 column 7)"
     */
    public static JsonElement parse(String text) throws IOException {
        return parse(text, false);
    }

    /** As {@link #parse}, but reads NaN too, which records have where there is no value, as a text. */
    public static JsonElement parseRecord(String text) throws IOException {
        return parse(text, true);
    }

    private static JsonElement parse(String text, boolean lenient) throws IOException {
        try {
            requireShallow(reader(text, lenient));
            return new Gson().getAdapter(JsonElement.class).read(reader(text, lenient));
        } catch (JsonParseException | IllegalStateException | NumberFormatException e) {
            throw notJson(e);
        } catch (TooDeepException e) {
            throw e;
        } catch (IOException e) {
            throw notJson(e);
        }
    }

    private static JsonReader reader(String text, boolean lenient) {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setLenient(lenient);
        return reader;
    }

    private static void requireShallow(JsonReader reader) throws IOException {
        int depth = 0;
        for (JsonToken next = reader.peek(); next != JsonToken.END_DOCUMENT; next = reader.peek()) {
            switch (next) {
                case BEGIN_ARRAY -> {
                    reader.beginArray();
                    depth++;
                }
                case BEGIN_OBJECT -> {
                    reader.beginObject();
                    depth++;
                }
                case END_ARRAY -> {
                    reader.endArray();
                    depth--;
                }
                case END_OBJECT -> {
                    reader.endObject();
                    depth--;
                }
                case NAME -> reader.nextName();
                default -> reader.skipValue();
            }
            if (depth > DEEPEST) {
                throw new TooDeepException();
            }
        }
    }

    /** Where Gson stopped; the rest of its message speaks to programmers. */
    private static IOException notJson(Exception e) {
        Matcher place = PLACE.matcher(String.valueOf(e.getMessage()));
        return new IOException("is not valid JSON" + (place.find() ? " (" + place.group() + ")" : ""), e);
    }

    private static final class TooDeepException extends IOException {

        private static final long serialVersionUID = 1;

        TooDeepException() {
            super("is nested more than " + DEEPEST + " levels deep; no file that belongs to images or networks is");
        }
    }
}

package org.relaxometry.bssfp.io.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The safetensors format: length of the header (8 bytes, little-endian), header in JSON, then the raw arrays. Float32 arrays
 * only, in the order of the header, without gaps.
 *
 * <p>Source: github.com/huggingface/safetensors, section Format.
 */
final class Safetensors {

    private static final int MAX_HEADER_BYTES = 1 << 20;
    private static final String METADATA = "__metadata__";

    private record Entry(String name, List<Integer> shape, long begin, long end) {}

    private Safetensors() {}

    /** @param metadata free text pairs for the header */
    static byte[] encode(Map<String, Tensor> tensors, Map<String, String> metadata) {
        JsonObject header = new JsonObject();
        JsonObject pairs = new JsonObject();
        metadata.forEach(pairs::addProperty);
        header.add(METADATA, pairs);
        int offset = 0;
        for (Map.Entry<String, Tensor> each : tensors.entrySet()) {
            JsonArray shape = new JsonArray();
            each.getValue().shape().forEach(shape::add);
            JsonArray offsets = new JsonArray();
            offsets.add(offset);
            offset += Float.BYTES * each.getValue().values().length;
            offsets.add(offset);
            JsonObject entry = new JsonObject();
            entry.addProperty("dtype", "F32");
            entry.add("shape", shape);
            entry.add("data_offsets", offsets);
            header.add(each.getKey(), entry);
        }
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        // spaces up to a multiple of eight, so that arrays lie aligned in the file
        int length = (json.length + 7) / 8 * 8;
        ByteBuffer file = ByteBuffer.allocate(8 + length + offset).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(length).put(json);
        while (file.position() < 8 + length) {
            file.put((byte) ' ');
        }
        for (Tensor tensor : tensors.values()) {
            for (float value : tensor.values()) {
                file.putFloat(value);
            }
        }
        return file.array();
    }

    /**
     * Reads the bytes of a file.
     *
     * @return the arrays in the order of the header
     * @throws IOException where anything departs from the format, in one sentence without the name of the file
     */
    static Map<String, Tensor> decode(byte[] bytes) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        require(bytes.length >= 10, "it has " + bytes.length + " bytes, less than the smallest safetensors file");
        long length = file.getLong();
        require(
                length >= 2 && length <= Math.min(MAX_HEADER_BYTES, bytes.length - 8),
                "its header claims " + Long.toUnsignedString(length) + " bytes, of a file of " + bytes.length);
        require(file.get(8) == '{', "its header does not start with {, as the JSON of safetensors does");
        List<Entry> entries = header(new String(bytes, 8, (int) length, StandardCharsets.UTF_8));
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        long expected = 0;
        for (Entry entry : entries) {
            long count = 1;
            for (int size : entry.shape()) {
                count = Math.multiplyFull((int) Math.min(count, Integer.MAX_VALUE), size);
            }
            require(
                    entry.begin() == expected
                            && entry.end() <= bytes.length - 8 - length
                            && entry.end() - entry.begin() == Float.BYTES * count,
                    "the array " + entry.name() + " of shape " + entry.shape() + " is said to lie at bytes "
                            + entry.begin() + " to " + entry.end() + ", where " + Float.BYTES * count + " bytes from "
                            + expected + " are expected of " + (bytes.length - 8 - length));
            float[] values = new float[(int) count];
            file.position((int) (8 + length + entry.begin())).limit((int) (8 + length + entry.end()));
            file.asFloatBuffer().get(values);
            file.limit(bytes.length);
            tensors.put(entry.name(), new Tensor(entry.shape(), values));
            expected = entry.end();
        }
        require(
                expected == bytes.length - 8 - length,
                "its arrays end at byte " + expected + " of " + (bytes.length - 8 - length));
        return tensors;
    }

    private static List<Entry> header(String json) throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        try {
            JsonReader reader = new JsonReader(new StringReader(json));
            reader.beginObject();
            while (reader.hasNext()) {
                String name = reader.nextName();
                if (name.equals(METADATA)) {
                    metadata(reader);
                } else {
                    require(entries.put(name, entry(name, reader)) == null, "it names the array " + name + " twice");
                }
            }
            reader.endObject();
            // refuses anything but spaces after the object
            reader.peek();
        } catch (MalformedJsonException | EOFException | IllegalStateException | NumberFormatException e) {
            throw new IOException("its header is not that of a safetensors file", e);
        }
        return new ArrayList<>(entries.values());
    }

    private static void metadata(JsonReader reader) throws IOException {
        reader.beginObject();
        while (reader.hasNext()) {
            reader.nextName();
            reader.nextString();
        }
        reader.endObject();
    }

    private static Entry entry(String name, JsonReader reader) throws IOException {
        String type = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        reader.beginObject();
        while (reader.hasNext()) {
            String key = reader.nextName();
            switch (key) {
                case "dtype" -> type = reader.nextString();
                case "shape" -> shape = numbers(reader);
                case "data_offsets" -> offsets = numbers(reader);
                default -> throw new IOException("its header has the unknown key " + key + " for the array " + name);
            }
        }
        reader.endObject();
        require("F32".equals(type), "the array " + name + " is of type " + type + ", expected is F32");
        require(
                shape != null && offsets != null && offsets.size() == 2,
                "the shape or place of the array " + name + " is missing");
        return new Entry(name, shape.stream().map(Math::toIntExact).toList(), offsets.get(0), offsets.get(1));
    }

    private static List<Long> numbers(JsonReader reader) throws IOException {
        List<Long> numbers = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            long number = reader.nextLong();
            require(
                    number >= 0 && number <= Integer.MAX_VALUE && numbers.size() < 8,
                    "its header has the length or place " + number + ", or a list too long");
            numbers.add(number);
        }
        reader.endArray();
        return numbers;
    }

    private static void require(boolean condition, String message) throws IOException {
        if (!condition) {
            throw new IOException(message);
        }
    }
}

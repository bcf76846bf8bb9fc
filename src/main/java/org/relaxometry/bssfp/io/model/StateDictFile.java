package org.relaxometry.bssfp.io.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.relaxometry.bssfp.estimation.network.NetworkWeights;
import org.relaxometry.bssfp.estimation.network.OutputActivation;

/**
 * Weights of a multilayer perceptron in a PyTorch {@code state_dict} file ({@code torch.save(net.state_dict(), "x.pt")}), as
 * the networks of Birk et al. 2025 are published.
 *
 * <p>The file is a ZIP archive without compression: {@code data.pkl} names the arrays {@code model.0.weight},
 * {@code model.0.bias}, {@code model.2.weight}, …, and {@code data/0}, {@code data/1}, … hold their numbers, float32,
 * little-endian. Nothing of it is run; whatever departs from this is refused.
 */
final class StateDictFile {

    private static final long MAX_FILE_BYTES = 256L << 20;
    private static final int MAX_PICKLE_BYTES = 1 << 20;
    private static final int MAX_ENTRIES = 1000;

    private final ZipFile zip;
    private final Map<String, ZipEntry> entries = new HashMap<>();

    private StateDictFile(ZipFile zip) throws IOException {
        this.zip = zip;
        if (zip.size() > MAX_ENTRIES) {
            throw new IOException("it has " + zip.size() + " entries, more than any network");
        }
        for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
            ZipEntry entry = all.nextElement();
            // the name of the top folder is arbitrary
            String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
            if (entries.put(name, entry) != null) {
                throw new IOException("it has the entry " + name + " twice");
            }
        }
    }

    /**
     * Reads the weights; the output is a sigmoid, as in all published networks.
     *
     * @throws IOException where the file is anything else, naming it
     */
    static NetworkWeights read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("There is no file " + file + ".");
        }
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new IOException("it has " + Files.size(file) + " bytes, more than any network of this kind");
            }
            try (ZipFile zip = new ZipFile(file.toFile())) {
                return new StateDictFile(zip).weights();
            }
        } catch (ZipException e) {
            throw refused(file, "it is not a ZIP archive, or is damaged: " + e.getMessage(), e);
        } catch (IOException | IllegalArgumentException e) {
            throw refused(file, e.getMessage(), e);
        }
    }

    private static IOException refused(Path file, String reason, Exception cause) {
        return new IOException("The PyTorch file " + file + " cannot be used: " + reason + ".", cause);
    }

    private NetworkWeights weights() throws IOException {
        if (entries.containsKey("byteorder")
                && !new String(bytes("byteorder", 16), StandardCharsets.UTF_8).equals("little")) {
            throw new IOException("its numbers are not little-endian");
        }
        Map<String, StateDictPickle.ArrayReference> arrays = StateDictPickle.read(bytes("data.pkl", MAX_PICKLE_BYTES));
        List<String> names = List.copyOf(arrays.keySet());
        List<Integer> sizes = new ArrayList<>();
        List<float[]> parts = new ArrayList<>();
        for (int layer = 0; layer < names.size() / 2; layer++) {
            StateDictPickle.ArrayReference weight = arrays.get("model." + 2 * layer + ".weight");
            StateDictPickle.ArrayReference bias = arrays.get("model." + 2 * layer + ".bias");
            if (weight == null || bias == null || weight.shape().size() != 2) {
                throw new IOException("its arrays are " + names
                        + ", expected are model.0.weight, model.0.bias, model.2.weight, model.2.bias, …");
            }
            int out = weight.shape().get(0);
            int in = weight.shape().get(1);
            if (layer == 0) {
                sizes.add(in);
            }
            if (in != sizes.get(layer) || !bias.shape().equals(List.of(out))) {
                throw new IOException("its layer " + (layer + 1) + " has weights of shape " + weight.shape()
                        + " and biases of shape " + bias.shape() + " after " + sizes.get(layer) + " units");
            }
            sizes.add(out);
            parts.add(numbers(weight));
            parts.add(numbers(bias));
        }
        if (sizes.isEmpty() || names.size() % 2 != 0) {
            throw new IOException("its arrays are " + names + ", which is not a network");
        }
        return new NetworkWeights(sizes, OutputActivation.SIGMOID, concatenated(parts));
    }

    private float[] numbers(StateDictPickle.ArrayReference array) throws IOException {
        long count = 1;
        for (int size : array.shape()) {
            count *= size;
        }
        if (count > MAX_FILE_BYTES / Float.BYTES) {
            throw new IOException("it claims an array of shape " + array.shape());
        }
        byte[] bytes = bytes("data/" + array.storage(), (int) (Float.BYTES * count));
        if (bytes.length != Float.BYTES * count) {
            throw new IOException("the entry data/" + array.storage() + " has " + bytes.length + " bytes, expected are "
                    + Float.BYTES * count);
        }
        float[] numbers = new float[(int) count];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
        return numbers;
    }

    private byte[] bytes(String name, int maxBytes) throws IOException {
        ZipEntry entry = entries.get(name);
        if (entry == null) {
            throw new IOException("it has no entry " + name);
        }
        // compressed data could be small and swell to any size
        if (entry.getMethod() != ZipEntry.STORED || entry.getSize() > maxBytes) {
            throw new IOException("its entry " + name + " is compressed or has more than " + maxBytes + " bytes");
        }
        byte[] bytes;
        try (InputStream in = zip.getInputStream(entry)) {
            bytes = in.readNBytes(maxBytes);
        }
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        if (bytes.length != entry.getSize() || checksum.getValue() != entry.getCrc()) {
            throw new IOException("its entry " + name + " is damaged");
        }
        return bytes;
    }

    private static float[] concatenated(List<float[]> parts) {
        float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int position = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, position, part.length);
            position += part.length;
        }
        return all;
    }
}

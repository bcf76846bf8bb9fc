package org.relaxometry.bssfp.io.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.relaxometry.bssfp.estimation.network.ModelCard;
import org.relaxometry.bssfp.estimation.network.NetworkModel;
import org.relaxometry.bssfp.estimation.network.NetworkWeights;
import org.relaxometry.bssfp.io.file.AtomicFile;
import org.relaxometry.bssfp.io.file.FileName;

/**
 * A model in two files beside each other: {@code NAME.json}, the card, and {@code NAME.safetensors}, the weights, which Python's
 * safetensors opens too.
 *
 * <p>Arrays are {@code hidden1.weight} (out, in), {@code hidden1.bias} (out), {@code hidden2.weight}, …, {@code output.weight},
 * {@code output.bias}, float32, in this order. Card and weights hold each other's checksum; changed, foreign or damaged files
 * are refused.
 */
public final class ModelFiles {

    private static final String CARD = ".json";
    private static final String WEIGHTS = ".safetensors";
    private static final int MAX_CARD_BYTES = 16 << 20;
    private static final int MAX_WEIGHTS_BYTES = 256 << 20;

    private ModelFiles() {}

    /**
     * Reads a model.
     *
     * @param file either of its two files
     * @throws IOException where one of them is missing, damaged or changed, naming it
     */
    public static NetworkModel read(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        if (!name.endsWith(CARD) && !name.endsWith(WEIGHTS)) {
            throw new IOException(
                    "A model is a file NAME.safetensors with its NAME.json beside it, but the file is " + file + ".");
        }
        String stem = name.substring(0, name.lastIndexOf('.'));
        Path cardFile = file.resolveSibling(stem + CARD);
        Path weightsFile = file.resolveSibling(stem + WEIGHTS);
        ModelCard card = decodeCard(readAll(cardFile, MAX_CARD_BYTES), cardFile.toString());
        return decode(card, readAll(weightsFile, MAX_WEIGHTS_BYTES), weightsFile.toString());
    }

    /**
     * Writes a model into a folder, under the name in its card.
     *
     * @return the weights file
     * @throws IOException where the folder does not exist or cannot be written to, or a file of that name exists and may not be
     *     overwritten
     */
    public static Path write(NetworkModel model, Path folder, boolean overwrite) throws IOException {
        String name = model.card().name();
        List<String> files = fileNames(name);
        byte[] weights = Safetensors.encode(tensors(model.weights()), Map.of("model", name));
        byte[] card = ModelCardJson.write(model.card()).getBytes(StandardCharsets.UTF_8);
        Path weightsFile = folder.resolve(files.get(0));
        Path cardFile = folder.resolve(files.get(1));
        if (!overwrite && Files.exists(cardFile)) {
            // before the weights are there without it
            throw new FileAlreadyExistsException(
                    cardFile.toString(), null, "already exists and is not overwritten unless you ask for it");
        }
        AtomicFile.write(weightsFile, overwrite, out -> out.write(weights));
        AtomicFile.write(cardFile, overwrite, out -> out.write(card));
        return weightsFile;
    }

    /**
     * The files of a model of this name, weights first.
     *
     * @throws IllegalArgumentException where no files can have this name
     */
    public static List<String> fileNames(String name) {
        if (!name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} ._+-]*")) {
            throw new IllegalArgumentException("The name of a model becomes the name of its files: letters, digits,"
                    + " spaces and . _ + - are allowed, but it is \"" + name + "\".");
        }
        FileName.requireBeginning("The name of a model becomes the name of its files", name);
        return List.of(name + WEIGHTS, name + CARD);
    }

    static ModelCard readCard(Path file) throws IOException {
        return decodeCard(readAll(file, MAX_CARD_BYTES), file.toString());
    }

    static ModelCard decodeCard(byte[] bytes, String origin) throws IOException {
        try {
            return ModelCardJson.read(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IOException("The model card " + origin + " cannot be used: " + e.getMessage() + ".", e);
        }
    }

    static NetworkModel decode(ModelCard card, byte[] weights, String origin) throws IOException {
        try {
            return new NetworkModel(card, weights(card, Safetensors.decode(weights)));
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("The weights " + origin + " cannot be used: " + e.getMessage() + ".", e);
        }
    }

    static byte[] readAll(Path file, int maxBytes) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("There is no file " + file + ".");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return readAll(in, maxBytes, file.toString());
        }
    }

    static byte[] readAll(InputStream in, int maxBytes, String origin) throws IOException {
        byte[] bytes = in.readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
            throw new IOException("The file " + origin + " has more than " + maxBytes + " bytes; no model has.");
        }
        return bytes;
    }

    private static Map<String, Tensor> tensors(NetworkWeights weights) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int layer = 0; layer < weights.layers(); layer++) {
            String name = layerName(layer, weights.layers());
            tensors.put(
                    name + ".weight",
                    new Tensor(List.of(weights.outputs(layer), weights.inputs(layer)), weights.weight(layer)));
            tensors.put(name + ".bias", new Tensor(List.of(weights.outputs(layer)), weights.bias(layer)));
        }
        return tensors;
    }

    private static NetworkWeights weights(ModelCard card, Map<String, Tensor> tensors) throws IOException {
        int layers = card.layerSizes().size() - 1;
        List<String> names = new ArrayList<>();
        float[] parameters = new float[NetworkWeights.parameterCount(card.layerSizes())];
        int position = 0;
        for (int layer = 0; layer < layers; layer++) {
            int in = card.layerSizes().get(layer);
            int out = card.layerSizes().get(layer + 1);
            String name = layerName(layer, layers);
            position = copy(tensors, name + ".weight", List.of(out, in), parameters, position);
            position = copy(tensors, name + ".bias", List.of(out), parameters, position);
            names.add(name + ".weight");
            names.add(name + ".bias");
        }
        if (!names.equals(List.copyOf(tensors.keySet()))) {
            throw new IOException("its arrays are " + tensors.keySet() + ", expected are " + names);
        }
        return new NetworkWeights(card.layerSizes(), card.outputActivation(), parameters);
    }

    private static int copy(
            Map<String, Tensor> tensors, String name, List<Integer> shape, float[] parameters, int position)
            throws IOException {
        Tensor tensor = tensors.get(name);
        if (tensor == null || !tensor.shape().equals(shape)) {
            throw new IOException("the array " + name + " must have the shape " + shape + ", but "
                    + (tensor == null ? "is missing" : "has " + tensor.shape()));
        }
        System.arraycopy(tensor.values(), 0, parameters, position, tensor.values().length);
        return position + tensor.values().length;
    }

    private static String layerName(int layer, int layers) {
        return layer == layers - 1 ? "output" : "hidden" + (layer + 1);
    }
}

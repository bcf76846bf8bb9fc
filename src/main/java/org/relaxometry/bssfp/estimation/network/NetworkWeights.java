package org.relaxometry.bssfp.estimation.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Layers of a multilayer perceptron in float32: y = W x + b per layer, ReLU after every layer but the last,
 * {@link OutputActivation} after the last. Immutable.
 *
 * <p>All parameters lie in one vector: W1, b1, W2, b2, …, each W row by row, element [out][in] at out · inputs + in. Layers
 * count from 0 in this class.
 */
public final class NetworkWeights {

    private final int[] layerSizes;
    private final OutputActivation outputActivation;
    private final float[] parameters;

    /**
     * @param layerSizes number of inputs, then number of outputs of every layer, such as 4, 64, 64, 2; at least two numbers
     * @param outputActivation of the last layer
     * @param parameters W1, b1, W2, b2, …, as many as {@link #parameterCount(List)} says, all finite; copied
     */
    public NetworkWeights(List<Integer> layerSizes, OutputActivation outputActivation, float[] parameters) {
        int expected = parameterCount(layerSizes);
        if (parameters.length != expected) {
            throw new IllegalArgumentException("A network of layers " + layerSizes + " has " + expected
                    + " parameters, but there are " + parameters.length + ".");
        }
        for (float parameter : parameters) {
            if (!Float.isFinite(parameter)) {
                throw new IllegalArgumentException(
                        "Every parameter of a network must be a finite number, but one is " + parameter + ".");
            }
        }
        this.layerSizes = layerSizes.stream().mapToInt(Integer::intValue).toArray();
        this.outputActivation = outputActivation;
        this.parameters = parameters.clone();
    }

    /** Number of weights and biases of a network of these layers. */
    public static int parameterCount(List<Integer> layerSizes) {
        if (layerSizes.size() < 2 || layerSizes.stream().anyMatch(size -> size < 1 || size > 1 << 16)) {
            throw new IllegalArgumentException(
                    "A network needs at least one layer, each of 1 to 65536 units, but has " + layerSizes + ".");
        }
        long count = 0;
        for (int layer = 1; layer < layerSizes.size(); layer++) {
            count += (layerSizes.get(layer - 1) + 1L) * layerSizes.get(layer);
        }
        return Math.toIntExact(count);
    }

    /** Number of inputs, then number of outputs of every layer. */
    public List<Integer> layerSizes() {
        return Arrays.stream(layerSizes).boxed().toList();
    }

    /** Number of layers of weights, hidden and output. */
    public int layers() {
        return layerSizes.length - 1;
    }

    /** Number of inputs of a layer. */
    public int inputs(int layer) {
        return layerSizes[layer];
    }

    /** Number of outputs of a layer. */
    public int outputs(int layer) {
        return layerSizes[layer + 1];
    }

    public OutputActivation outputActivation() {
        return outputActivation;
    }

    /** All parameters, W1, b1, W2, b2, …, a fresh array. */
    public float[] parameters() {
        return parameters.clone();
    }

    /** Weights of a layer, row by row, element [out][in] at out · inputs + in; a fresh array. */
    public float[] weight(int layer) {
        int start = offset(layer);
        return Arrays.copyOfRange(parameters, start, start + inputs(layer) * outputs(layer));
    }

    /** Biases of a layer, [out], a fresh array. */
    public float[] bias(int layer) {
        int end = offset(layer + 1);
        return Arrays.copyOfRange(parameters, end - outputs(layer), end);
    }

    /** SHA-256 of the parameter vector as little-endian float32, in lower-case hexadecimal. */
    public String sha256() {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * parameters.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(parameters);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    private int offset(int layer) {
        int offset = 0;
        for (int before = 0; before < layer; before++) {
            offset += (inputs(before) + 1) * outputs(before);
        }
        return offset;
    }
}

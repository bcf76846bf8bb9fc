package org.relaxometry.bssfp.estimation.network;

import java.util.Arrays;

/** Plain Java in float32, for machines where PyTorch's native library cannot run. */
final class JavaEngine implements NetworkEngine {

    /** Few enough that the units of two layers stay in the second-level cache. */
    private static final int CHUNK = 512;

    private final NetworkWeights weights;
    /** Weights by layer, [out][in]. */
    private final float[][][] weight;

    private final float[][] bias;
    /** Inputs, then outputs of every layer, [unit][voxel]. */
    private final float[][][] units;

    JavaEngine(NetworkWeights weights) {
        this.weights = weights;
        weight = new float[weights.layers()][][];
        bias = new float[weights.layers()][];
        units = new float[weights.layers() + 1][][];
        units[0] = new float[weights.inputs(0)][CHUNK];
        for (int layer = 0; layer < weights.layers(); layer++) {
            int in = weights.inputs(layer);
            int out = weights.outputs(layer);
            float[] dense = weights.weight(layer);
            weight[layer] = new float[out][];
            for (int row = 0; row < out; row++) {
                weight[layer][row] = Arrays.copyOfRange(dense, row * in, (row + 1) * in);
            }
            bias[layer] = weights.bias(layer);
            units[layer + 1] = new float[out][CHUNK];
        }
    }

    @Override
    public String name() {
        return "Java";
    }

    @Override
    public NetworkEngine independentCopy() {
        return new JavaEngine(weights);
    }

    @Override
    public void evaluate(float[][] inputs, int size, float[][] outputs) {
        for (int start = 0; start < size; start += CHUNK) {
            int count = Math.min(CHUNK, size - start);
            for (int i = 0; i < inputs.length; i++) {
                System.arraycopy(inputs[i], start, units[0][i], 0, count);
            }
            evaluateChunk(count);
            for (int k = 0; k < outputs.length; k++) {
                System.arraycopy(units[weights.layers()][k], 0, outputs[k], start, count);
            }
        }
    }

    private void evaluateChunk(int count) {
        for (int layer = 0; layer < weights.layers(); layer++) {
            float[][] out = units[layer + 1];
            for (int k = 0; k < out.length; k++) {
                Arrays.fill(out[k], 0, count, bias[layer][k]);
            }
            MatrixProduct.addTo(out, weight[layer], false, units[layer], units[layer].length, count);
            if (layer < weights.layers() - 1) {
                rectify(out, count);
            } else if (weights.outputActivation() == OutputActivation.SIGMOID) {
                sigmoid(out, count);
            }
        }
    }

    private static void rectify(float[][] units, int count) {
        for (float[] unit : units) {
            for (int v = 0; v < count; v++) {
                unit[v] = Math.max(unit[v], 0);
            }
        }
    }

    private static void sigmoid(float[][] units, int count) {
        for (float[] unit : units) {
            for (int v = 0; v < count; v++) {
                unit[v] = (float) (1 / (1 + Math.exp(-unit[v])));
            }
        }
    }
}

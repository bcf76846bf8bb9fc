package org.relaxometry.bssfp.estimation.network;

import java.util.Arrays;

/**
 * Plain Java in float32, for machines where PyTorch's native library cannot run.
 *
 * <p>The loop over voxels is what the JIT compiler turns into vector instructions. One output by four inputs is the largest
 * body for which Java 17 does so reliably: two by two started as fast and fell to a quarter of the speed when the methods
 * around it were compiled anew. (With {@code Math.fma} two by two keeps its speed and is a third faster, but on processors
 * without that instruction it would be a thousand times slower.)
 */
final class JavaEngine implements NetworkEngine {

    /** Few enough that the units of two layers stay in the second-level cache. */
    private static final int CHUNK = 512;

    /** Inputs that the kernel takes at once. */
    private static final int WIDTH = 4;

    private final NetworkWeights weights;
    /** Weights of every layer, [out][in], the inputs filled up with zeros to a multiple of {@link #WIDTH}. */
    private final float[][] weight;

    private final float[][] bias;
    /** Inputs, then outputs of every layer, filled up with units that stay zero, [layer][unit][voxel]. */
    private final float[][][] units;

    JavaEngine(NetworkWeights weights) {
        this.weights = weights;
        weight = new float[weights.layers()][];
        bias = new float[weights.layers()][];
        units = new float[weights.layers() + 1][][];
        units[0] = new float[filled(weights.inputs(0))][CHUNK];
        for (int layer = 0; layer < weights.layers(); layer++) {
            int in = weights.inputs(layer);
            int out = weights.outputs(layer);
            float[] dense = weights.weight(layer);
            weight[layer] = new float[out * filled(in)];
            for (int row = 0; row < out; row++) {
                System.arraycopy(dense, row * in, weight[layer], row * filled(in), in);
            }
            bias[layer] = weights.bias(layer);
            units[layer + 1] = new float[filled(out)][CHUNK];
        }
    }

    private static int filled(int count) {
        return (count + WIDTH - 1) / WIDTH * WIDTH;
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
            float[][] out = Arrays.copyOf(units[layer + 1], weights.outputs(layer));
            for (int k = 0; k < out.length; k++) {
                Arrays.fill(out[k], 0, count, bias[layer][k]);
            }
            addProduct(weight[layer], units[layer], out, count);
            if (layer < weights.layers() - 1) {
                rectify(out, count);
            } else if (weights.outputActivation() == OutputActivation.SIGMOID) {
                sigmoid(out, count);
            }
        }
    }

    private static void addProduct(float[] weight, float[][] in, float[][] out, int count) {
        for (int row = 0; row < out.length; row++) {
            for (int column = 0; column < in.length; column += WIDTH) {
                addFour(
                        weight,
                        row * in.length + column,
                        in[column],
                        in[column + 1],
                        in[column + 2],
                        in[column + 3],
                        out[row],
                        count);
            }
        }
    }

    private static void addFour(
            float[] weight, int start, float[] x, float[] y, float[] z, float[] u, float[] sum, int count) {
        float wx = weight[start];
        float wy = weight[start + 1];
        float wz = weight[start + 2];
        float wu = weight[start + 3];
        for (int v = 0; v < count; v++) {
            sum[v] += wx * x[v] + wy * y[v] + wz * z[v] + wu * u[v];
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

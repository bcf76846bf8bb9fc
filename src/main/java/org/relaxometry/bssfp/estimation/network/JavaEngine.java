package org.relaxometry.bssfp.estimation.network;

import java.util.Arrays;

/**
 * Plain Java in float32, for machines where PyTorch's native library cannot run.
 *
 * <p>The loops over voxels are what the JIT compiler turns into vector instructions. It does so for small loop bodies only:
 * two outputs by two inputs is the largest that it surely vectorises; one of four by two ran at a quarter of the speed.
 * (With {@code Math.fma} four by two would be a fifth faster, and a thousand times slower on processors without it.)
 */
final class JavaEngine implements NetworkEngine {

    /** Few enough that the units of two layers stay in the second-level cache. */
    private static final int CHUNK = Integer.getInteger("chunk", 512);

    private final NetworkWeights weights;
    private final float[][] weight;
    private final float[][] bias;
    /** Outputs of the hidden layers, [layer][unit][voxel]. */
    private final float[][][] hidden;

    JavaEngine(NetworkWeights weights) {
        this.weights = weights;
        weight = new float[weights.layers()][];
        bias = new float[weights.layers()][];
        hidden = new float[weights.layers()][][];
        for (int layer = 0; layer < weights.layers(); layer++) {
            weight[layer] = weights.weight(layer);
            bias[layer] = weights.bias(layer);
            hidden[layer] = new float[weights.outputs(layer)][CHUNK];
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
        float[][] chunk = new float[inputs.length][CHUNK];
        int last = weights.layers() - 1;
        for (int start = 0; start < size; start += CHUNK) {
            int count = Math.min(CHUNK, size - start);
            for (int i = 0; i < inputs.length; i++) {
                System.arraycopy(inputs[i], start, chunk[i], 0, count);
            }
            float[][] in = chunk;
            for (int layer = 0; layer <= last; layer++) {
                float[][] out = hidden[layer];
                affine(weight[layer], bias[layer], in, out, count);
                if (layer < last) {
                    rectify(out, count);
                } else if (weights.outputActivation() == OutputActivation.SIGMOID) {
                    sigmoid(out, count);
                }
                in = out;
            }
            for (int k = 0; k < outputs.length; k++) {
                System.arraycopy(in[k], 0, outputs[k], start, count);
            }
        }
    }

    private static void affine(float[] weight, float[] bias, float[][] in, float[][] out, int count) {
        int inputs = in.length;
        for (int row = 0; row < out.length; row++) {
            Arrays.fill(out[row], 0, count, bias[row]);
        }
        int row = 0;
        for (; row + 2 <= out.length; row += 2) {
            int column = 0;
            for (; column + 2 <= inputs; column += 2) {
                twoByTwo(
                        weight,
                        row * inputs + column,
                        inputs,
                        in[column],
                        in[column + 1],
                        out[row],
                        out[row + 1],
                        count);
            }
            if (column < inputs) {
                oneByOne(weight[row * inputs + column], in[column], out[row], count);
                oneByOne(weight[(row + 1) * inputs + column], in[column], out[row + 1], count);
            }
        }
        if (row < out.length) {
            for (int column = 0; column < inputs; column++) {
                oneByOne(weight[row * inputs + column], in[column], out[row], count);
            }
        }
    }

    private static void twoByTwo(
            float[] weight, int start, int stride, float[] x, float[] y, float[] a, float[] b, int count) {
        float ax = weight[start];
        float ay = weight[start + 1];
        float bx = weight[start + stride];
        float by = weight[start + stride + 1];
        for (int v = 0; v < count; v++) {
            float xv = x[v];
            float yv = y[v];
            a[v] += ax * xv + ay * yv;
            b[v] += bx * xv + by * yv;
        }
    }

    private static void oneByOne(float w, float[] x, float[] sum, int count) {
        for (int v = 0; v < count; v++) {
            sum[v] += w * x[v];
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

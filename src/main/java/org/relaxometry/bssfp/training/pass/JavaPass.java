package org.relaxometry.bssfp.training.pass;

import java.util.Arrays;
import java.util.List;
import org.relaxometry.bssfp.estimation.network.MatrixProduct;

/** Plain Java, where PyTorch's native library cannot run, and the oracle of the other implementation. */
final class JavaPass implements NetworkPass {

    private final int layers;
    /** Weights by layer, [out][in]. */
    private final float[][][] weights;

    private final float[][] biases;
    /** Outputs by layer, those of layer 0 the inputs, [unit][sample]. */
    private final float[][][] units;
    /** Derivatives by the sums of every layer, [unit][sample]; none for layer 0. */
    private final float[][][] bySums;
    /** Derivatives by the weights of a layer, [out][in] or, where that has the longer rows, [in][out]. */
    private final float[][][] byWeights;
    /** Room for the transpose of what multiplies the derivatives, [sample][unit]. */
    private final float[][][] transposed;

    private int size;

    JavaPass(List<Integer> layerSizes, int capacity) {
        layers = layerSizes.size() - 1;
        weights = new float[layers][][];
        biases = new float[layers][];
        units = new float[layers + 1][][];
        bySums = new float[layers + 1][][];
        byWeights = new float[layers][][];
        transposed = new float[layers][][];
        units[0] = new float[layerSizes.get(0)][capacity];
        for (int layer = 0; layer < layers; layer++) {
            int in = layerSizes.get(layer);
            int out = layerSizes.get(layer + 1);
            weights[layer] = new float[out][in];
            biases[layer] = new float[out];
            units[layer + 1] = new float[out][capacity];
            bySums[layer + 1] = new float[out][capacity];
            byWeights[layer] = new float[Math.min(in, out)][Math.max(in, out)];
            transposed[layer] = new float[capacity][Math.max(in, out)];
        }
    }

    @Override
    public void setParameters(float[] parameters) {
        int offset = 0;
        for (int layer = 0; layer < layers; layer++) {
            for (float[] row : weights[layer]) {
                System.arraycopy(parameters, offset, row, 0, row.length);
                offset += row.length;
            }
            System.arraycopy(parameters, offset, biases[layer], 0, biases[layer].length);
            offset += biases[layer].length;
        }
    }

    @Override
    public void forward(float[][] inputs, int size, float[][] sums) {
        this.size = size;
        for (int i = 0; i < inputs.length; i++) {
            System.arraycopy(inputs[i], 0, units[0][i], 0, size);
        }
        for (int layer = 0; layer < layers; layer++) {
            float[][] out = units[layer + 1];
            for (int k = 0; k < out.length; k++) {
                Arrays.fill(out[k], 0, size, biases[layer][k]);
            }
            MatrixProduct.addTo(out, weights[layer], false, units[layer], units[layer].length, size);
            if (layer < layers - 1) {
                rectify(out);
            }
        }
        for (int k = 0; k < sums.length; k++) {
            System.arraycopy(units[layers][k], 0, sums[k], 0, size);
        }
    }

    @Override
    public void backward(float[][] byOutputs, float[] byParameters) {
        for (int k = 0; k < byOutputs.length; k++) {
            System.arraycopy(byOutputs[k], 0, bySums[layers][k], 0, size);
        }
        int end = byParameters.length;
        for (int layer = layers - 1; layer >= 0; layer--) {
            int out = biases[layer].length;
            int in = weights[layer][0].length;
            for (int k = 0; k < out; k++) {
                byParameters[end - out + k] = sum(bySums[layer + 1][k]);
            }
            end -= out * (in + 1);
            weightDerivatives(layer, byParameters, end);
            if (layer > 0) {
                unitDerivatives(layer);
            }
        }
    }

    /** Sum over the samples of the derivative by the sum times the input, along the longer side of the matrix. */
    private void weightDerivatives(int layer, float[] byParameters, int offset) {
        float[][] in = units[layer];
        float[][] out = bySums[layer + 1];
        boolean alongInputs = in.length >= out.length;
        float[][] matrix = byWeights[layer];
        for (float[] row : matrix) {
            Arrays.fill(row, 0);
        }
        transpose(alongInputs ? in : out, transposed[layer]);
        MatrixProduct.addTo(matrix, alongInputs ? out : in, false, transposed[layer], size, matrix[0].length);
        for (int k = 0; k < out.length; k++) {
            int start = offset + k * in.length;
            if (alongInputs) {
                System.arraycopy(matrix[k], 0, byParameters, start, in.length);
            } else {
                for (int i = 0; i < in.length; i++) {
                    byParameters[start + i] = matrix[i][k];
                }
            }
        }
    }

    private void unitDerivatives(int layer) {
        float[][] by = bySums[layer];
        for (float[] row : by) {
            Arrays.fill(row, 0, size, 0);
        }
        MatrixProduct.addTo(by, weights[layer], true, bySums[layer + 1], weights[layer].length, size);
        for (int k = 0; k < by.length; k++) {
            maskByRectifier(by[k], units[layer][k]);
        }
    }

    /** Zeros where the rectifier gave zero. A product, because the JIT compiler does not vectorise a choice. */
    private void maskByRectifier(float[] by, float[] unit) {
        for (int s = 0; s < size; s++) {
            by[s] *= Math.min(1, unit[s] * Float.MAX_VALUE);
        }
    }

    private void rectify(float[][] rows) {
        for (float[] row : rows) {
            for (int s = 0; s < size; s++) {
                row[s] = Math.max(row[s], 0);
            }
        }
    }

    /** Four sums side by side, which the processor adds at the same time. */
    private float sum(float[] values) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int s = 0;
        for (; s + 4 <= size; s += 4) {
            a += values[s];
            b += values[s + 1];
            c += values[s + 2];
            d += values[s + 3];
        }
        for (; s < size; s++) {
            a += values[s];
        }
        return (a + b) + (c + d);
    }

    /** By squares of 16, so that lines of the cache are written whole. */
    private void transpose(float[][] rows, float[][] columns) {
        for (int start = 0; start < size; start += 16) {
            int end = Math.min(start + 16, size);
            for (int first = 0; first < rows.length; first += 16) {
                int last = Math.min(first + 16, rows.length);
                for (int s = start; s < end; s++) {
                    float[] column = columns[s];
                    for (int k = first; k < last; k++) {
                        column[k] = rows[k][s];
                    }
                }
            }
        }
    }

    @Override
    public void close() {}
}

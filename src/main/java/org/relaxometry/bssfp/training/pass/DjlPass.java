package org.relaxometry.bssfp.training.pass;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import org.relaxometry.bssfp.estimation.network.NetworkWeights;
import org.relaxometry.bssfp.estimation.network.PyTorch;

/**
 * PyTorch's tensor operations through DJL, with the chain rule written out: no automatic differentiation, whose graph keeps
 * dangling pointers in DJL 0.35 and costs twice the time.
 *
 * <p>Parameters, inputs and derivatives lie in direct buffers that PyTorch reads where they are. Every array of a pass belongs
 * to a manager that is closed with the next one.
 */
final class DjlPass implements NetworkPass {

    private final NDManager manager;
    private final int layers;
    private final List<Integer> layerSizes;
    private final FloatBuffer parameters;
    private final NDArray[] weights;
    private final NDArray[] transposedWeights;
    private final NDArray[] biases;
    private final ByteBuffer input;
    private final ByteBuffer outputDerivative;

    private NDManager pass;
    /** Outputs of the hidden layers, those of layer 0 the inputs, of shape (unit, sample). */
    private final NDArray[] units;

    private int size;

    DjlPass(PyTorch pyTorch, List<Integer> layerSizes, int capacity) {
        this.layerSizes = layerSizes;
        manager = pyTorch.newManager();
        layers = layerSizes.size() - 1;
        weights = new NDArray[layers];
        transposedWeights = new NDArray[layers];
        biases = new NDArray[layers];
        units = new NDArray[layers];
        ByteBuffer vector = direct(NetworkWeights.parameterCount(layerSizes));
        parameters = vector.asFloatBuffer();
        int offset = 0;
        for (int layer = 0; layer < layers; layer++) {
            int in = layerSizes.get(layer);
            int out = layerSizes.get(layer + 1);
            weights[layer] = array(manager, vector, offset, out, in);
            transposedWeights[layer] = weights[layer].transpose();
            biases[layer] = array(manager, vector, offset + out * in, out, 1);
            offset += out * (in + 1);
        }
        input = direct(layerSizes.get(0) * capacity);
        outputDerivative = direct(layerSizes.get(layers) * capacity);
    }

    @Override
    public void setParameters(float[] values) {
        parameters.duplicate().put(values);
    }

    @Override
    public void forward(float[][] inputs, int size, float[][] sums) {
        this.size = size;
        closePass();
        pass = manager.newSubManager();
        units[0] = fill(input, inputs);
        for (int layer = 0; layer < layers; layer++) {
            NDArray sum = weights[layer].matMul(units[layer]);
            sum.attach(pass);
            sum.addi(biases[layer]);
            if (layer < layers - 1) {
                units[layer + 1] = sum.getNDArrayInternal().relu();
            } else {
                FloatBuffer result = floats(sum);
                for (float[] row : sums) {
                    result.get(row, 0, size);
                }
            }
        }
    }

    @Override
    public void backward(float[][] bySums, float[] byParameters) {
        NDArray by = fill(outputDerivative, bySums);
        int end = byParameters.length;
        for (int layer = layers - 1; layer >= 0; layer--) {
            int in = layerSizes.get(layer);
            int out = layerSizes.get(layer + 1);
            floats(by.sum(new int[] {1})).get(byParameters, end - out, out);
            end -= out * (in + 1);
            floats(by.matMul(units[layer].transpose())).get(byParameters, end, out * in);
            if (layer > 0) {
                NDArray byUnits = transposedWeights[layer].matMul(by);
                byUnits.attach(pass);
                // units are zero where the rectifier was, positive elsewhere
                by = byUnits.muli(units[layer].sign());
            }
        }
    }

    @Override
    public void close() {
        closePass();
        manager.close();
    }

    private void closePass() {
        if (pass != null) {
            pass.close();
            pass = null;
        }
    }

    private NDArray fill(ByteBuffer buffer, float[][] rows) {
        FloatBuffer values = buffer.asFloatBuffer();
        for (float[] row : rows) {
            values.put(row, 0, size);
        }
        return array(pass, buffer, 0, rows.length, size);
    }

    private static FloatBuffer floats(NDArray array) {
        return array.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    private static NDArray array(NDManager manager, ByteBuffer data, int offset, int rows, int columns) {
        ByteBuffer part = data.duplicate().order(ByteOrder.nativeOrder());
        part.position(Float.BYTES * offset).limit(Float.BYTES * (offset + rows * columns));
        return manager.create(part.slice().order(ByteOrder.nativeOrder()), new Shape(rows, columns), DataType.FLOAT32);
    }

    private static ByteBuffer direct(int floats) {
        return ByteBuffer.allocateDirect(Float.BYTES * floats).order(ByteOrder.nativeOrder());
    }
}

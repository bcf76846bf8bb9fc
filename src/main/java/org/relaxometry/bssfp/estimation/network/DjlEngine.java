package org.relaxometry.bssfp.estimation.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * PyTorch through DJL, one matrix product W X per layer on chunks of voxels, X of shape (input, voxel).
 *
 * <p>Weights and inputs lie in direct buffers that PyTorch reads where they are; every array of a chunk belongs to a manager
 * that is closed with the chunk, so nothing native outlives a call.
 */
final class DjlEngine implements NetworkEngine {

    /** Larger chunks leave the cache: at 65 thousand voxels a third of the speed is left. */
    private static final int CHUNK = Integer.getInteger("dchunk", 2048);

    /**
     * Chunks are filled up to a multiple of this with whatever was there before. The matrix product rounds the columns of a
     * cut-off tile in another order, so without it the last bit of a voxel would depend on the size of its block.
     */
    private static final int TILE = 64;

    private final PyTorch pyTorch;
    private final NetworkWeights weights;
    private final ByteBuffer[] weight;
    private final ByteBuffer[] bias;
    private final ByteBuffer input;

    DjlEngine(PyTorch pyTorch, NetworkWeights weights) {
        this.pyTorch = pyTorch;
        this.weights = weights;
        weight = new ByteBuffer[weights.layers()];
        bias = new ByteBuffer[weights.layers()];
        for (int layer = 0; layer < weights.layers(); layer++) {
            weight[layer] = direct(weights.weight(layer));
            bias[layer] = direct(weights.bias(layer));
        }
        input = direct(new float[weights.inputs(0) * CHUNK]);
    }

    @Override
    public String name() {
        return "DJL PyTorch " + pyTorch.version();
    }

    @Override
    public NetworkEngine independentCopy() {
        return new DjlEngine(pyTorch, weights);
    }

    @Override
    public void evaluate(float[][] inputs, int size, float[][] outputs) {
        for (int start = 0; start < size; start += CHUNK) {
            evaluateChunk(inputs, start, Math.min(CHUNK, size - start), outputs);
        }
    }

    private void evaluateChunk(float[][] inputs, int start, int count, float[][] outputs) {
        int columns = (count + TILE - 1) / TILE * TILE;
        FloatBuffer floats = input.asFloatBuffer();
        for (int i = 0; i < inputs.length; i++) {
            floats.position(i * columns).put(inputs[i], start, count);
        }
        try (NDManager chunk = pyTorch.newManager()) {
            NDArray x = array(chunk, input, inputs.length, columns);
            int last = weights.layers() - 1;
            for (int layer = 0; layer <= last; layer++) {
                NDArray w = array(chunk, weight[layer], weights.outputs(layer), weights.inputs(layer));
                NDArray b = array(chunk, bias[layer], weights.outputs(layer), 1);
                NDArray sum = w.matMul(x).addi(b);
                x.close();
                if (layer < last) {
                    x = sum.getNDArrayInternal().relu();
                    sum.close();
                } else {
                    x = sum;
                }
            }
            if (weights.outputActivation() == OutputActivation.SIGMOID) {
                x = x.getNDArrayInternal().sigmoid();
            }
            FloatBuffer result =
                    x.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer();
            for (int k = 0; k < outputs.length; k++) {
                result.position(k * columns).get(outputs[k], start, count);
            }
        }
    }

    private static NDArray array(NDManager manager, ByteBuffer data, int rows, int columns) {
        ByteBuffer part = data.duplicate().order(ByteOrder.nativeOrder()).limit(Float.BYTES * rows * columns);
        return manager.create(part, new Shape(rows, columns), DataType.FLOAT32);
    }

    private static ByteBuffer direct(float[] values) {
        ByteBuffer buffer =
                ByteBuffer.allocateDirect(Float.BYTES * values.length).order(ByteOrder.nativeOrder());
        buffer.asFloatBuffer().put(values);
        return buffer;
    }
}

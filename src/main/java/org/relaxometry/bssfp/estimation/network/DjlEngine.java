package org.relaxometry.bssfp.estimation.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Collections;

/**
 * PyTorch through DJL: one matrix product with its bias per layer, on chunks of voxels.
 *
 * <p>The inputs enter as they lie, (input, voxel), and are transposed within the first product; all later arrays have the shape
 * (voxel, unit). Weights and inputs lie in direct buffers that PyTorch reads where they are. Every array of a chunk belongs to a
 * manager that is closed with the chunk, so nothing native outlives a call.
 */
final class DjlEngine implements NetworkEngine {

    /**
     * Numbers in the widest array of a chunk, 512 KiB: with its successor it stays in the second-level cache. Chunks of 65
     * thousand voxels run at a third of the speed.
     */
    private static final int WIDEST_ARRAY = 1 << 17;

    /**
     * Chunks are filled up to a multiple of this with whatever was there before. The matrix product rounds the rows of a cut-off
     * tile in another order, so without it the last bit of a voxel would depend on the size of its block. (With layers of odd
     * widths it still may.)
     */
    private static final int TILE = 64;

    private final PyTorch pyTorch;
    private final NetworkWeights weights;
    private final ByteBuffer[] weight;
    private final ByteBuffer[] bias;
    private final int chunk;
    private final ByteBuffer input;
    private final float[] result;

    DjlEngine(PyTorch pyTorch, NetworkWeights weights) {
        this.pyTorch = pyTorch;
        this.weights = weights;
        weight = new ByteBuffer[weights.layers()];
        bias = new ByteBuffer[weights.layers()];
        for (int layer = 0; layer < weights.layers(); layer++) {
            weight[layer] = direct(weights.weight(layer));
            bias[layer] = direct(weights.bias(layer));
        }
        chunk = Math.max(TILE, WIDEST_ARRAY / Collections.max(weights.layerSizes()) / TILE * TILE);
        input = direct(new float[weights.inputs(0) * chunk]);
        result = new float[weights.outputs(weights.layers() - 1) * chunk];
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
        for (int start = 0; start < size; start += chunk) {
            evaluateChunk(inputs, start, Math.min(chunk, size - start), outputs);
        }
    }

    private void evaluateChunk(float[][] inputs, int start, int count, float[][] outputs) {
        int rows = (count + TILE - 1) / TILE * TILE;
        FloatBuffer floats = input.asFloatBuffer();
        for (int i = 0; i < inputs.length; i++) {
            floats.position(i * rows).put(inputs[i], start, count);
        }
        try (NDManager manager = pyTorch.newManager()) {
            NDArray x = array(manager, input, inputs.length, rows).transpose();
            for (int layer = 0; layer < weights.layers(); layer++) {
                x = layer(manager, layer, x);
            }
            x.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer().get(result, 0, rows * outputs.length);
        }
        for (int k = 0; k < outputs.length; k++) {
            for (int v = 0; v < count; v++) {
                outputs[k][start + v] = result[v * outputs.length + k];
            }
        }
    }

    /** Closes its input as soon as it is used: the next array then takes the same memory, still in the cache. */
    private NDArray layer(NDManager manager, int layer, NDArray x) {
        NDArray w = array(manager, weight[layer], weights.outputs(layer), weights.inputs(layer));
        NDArray b = array(manager, bias[layer], weights.outputs(layer));
        NDArray sum = x.getNDArrayInternal().linear(x, w, b).singletonOrThrow();
        x.close();
        boolean last = layer == weights.layers() - 1;
        if (last && weights.outputActivation() == OutputActivation.LINEAR) {
            return sum;
        }
        NDArray y = last
                ? sum.getNDArrayInternal().sigmoid()
                : sum.getNDArrayInternal().relu();
        sum.close();
        return y;
    }

    private static NDArray array(NDManager manager, ByteBuffer data, long... lengths) {
        Shape shape = new Shape(lengths);
        ByteBuffer part = data.duplicate().order(ByteOrder.nativeOrder()).limit(Float.BYTES * (int) shape.size());
        return manager.create(part, shape, DataType.FLOAT32);
    }

    private static ByteBuffer direct(float[] values) {
        ByteBuffer buffer =
                ByteBuffer.allocateDirect(Float.BYTES * values.length).order(ByteOrder.nativeOrder());
        buffer.asFloatBuffer().put(values);
        return buffer;
    }
}

package org.relaxometry.bssfp.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.relaxometry.bssfp.estimation.network.PyTorch;

/**
 * The product of two large square float32 matrices by PyTorch on one thread: about as fast as a processor computes, so what a
 * network's speed is measured by. An instance serves one thread.
 */
final class LargeMatrixProduct implements AutoCloseable {

    private static final int SIZE = 2048;

    /** Floating-point operations of a product, additions and multiplications. */
    static final double OPERATIONS = 2.0 * SIZE * SIZE * SIZE;

    private final NDManager manager;
    private final NDArray a;
    private final NDArray b;

    /** @param pyTorch which is available */
    LargeMatrixProduct(PyTorch pyTorch) {
        manager = pyTorch.newManager();
        a = manager.randomNormal(0, 1, new Shape(SIZE, SIZE), DataType.FLOAT32);
        b = manager.randomNormal(0, 1, new Shape(SIZE, SIZE), DataType.FLOAT32);
    }

    /** Multiplies once. */
    void run() {
        a.matMul(b).close();
    }

    @Override
    public void close() {
        manager.close();
    }
}

package org.relaxometry.bssfp.estimation.network;

/**
 * Evaluates one network. Owns buffers, so an instance serves one thread; {@link #independentCopy()} gives another thread its
 * own. The result of a voxel does not depend on the voxels beside it.
 */
public interface NetworkEngine {

    /** For records of a result, such as {@code DJL PyTorch 2.7.1}. */
    String name();

    /**
     * Evaluates the network for the first {@code size} voxels, any number.
     *
     * @param inputs z-scores, [input][voxel]
     * @param size number of voxels
     * @param outputs receives the outputs, [output][voxel]
     */
    void evaluate(float[][] inputs, int size, float[][] outputs);

    /** The same network with buffers of its own. */
    NetworkEngine independentCopy();
}

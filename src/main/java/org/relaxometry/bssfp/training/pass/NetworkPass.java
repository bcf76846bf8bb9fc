package org.relaxometry.bssfp.training.pass;

/**
 * The linear algebra of training: the layers of a network forward, and the derivatives by its parameters backward. Parameters
 * are W1, b1, W2, b2, … as in {@link org.relaxometry.bssfp.estimation.network.NetworkWeights}; ReLU after every layer but the
 * last, nothing after the last. An instance serves one thread.
 */
public interface NetworkPass extends AutoCloseable {

    /** Takes over the parameters for all later passes, until the next call. */
    void setParameters(float[] parameters);

    /**
     * The sums of the last layer.
     *
     * @param inputs [input][sample]
     * @param size number of samples, at most the capacity it was made for
     * @param sums receives them, [output][sample]
     */
    void forward(float[][] inputs, int size, float[][] sums);

    /**
     * The derivatives by the parameters, after {@link #forward} of the same samples.
     *
     * @param bySums derivatives by the sums of the last layer, [output][sample]
     * @param byParameters receives them
     */
    void backward(float[][] bySums, float[] byParameters);

    @Override
    void close();
}

package org.relaxometry.bssfp.training;

/**
 * Samples for one pass: the inputs of the network, z-scored, and the parameters they were simulated with. Reused from pass to
 * pass; only the first {@link #size()} samples count.
 */
final class Batch {

    private final float[][] inputs;
    private final float[] t1Ms;
    private final float[] t2Ms;
    private final float[] thetaRad;
    private final float[] b1Ratio;
    private int size;

    Batch(int inputs, int capacity) {
        this.inputs = new float[inputs][capacity];
        t1Ms = new float[capacity];
        t2Ms = new float[capacity];
        thetaRad = new float[capacity];
        b1Ratio = new float[capacity];
    }

    /** Inputs, [input][sample], not a copy. */
    float[][] inputs() {
        return inputs;
    }

    float[] t1Ms() {
        return t1Ms;
    }

    float[] t2Ms() {
        return t2Ms;
    }

    float[] thetaRad() {
        return thetaRad;
    }

    float[] b1Ratio() {
        return b1Ratio;
    }

    int capacity() {
        return t1Ms.length;
    }

    int size() {
        return size;
    }

    void setSize(int size) {
        this.size = size;
    }
}

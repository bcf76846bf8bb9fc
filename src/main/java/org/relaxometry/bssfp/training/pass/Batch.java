package org.relaxometry.bssfp.training.pass;

import java.util.Arrays;

/**
 * Samples for one pass: the inputs of the network, z-scored, and the parameters they were simulated with. Reused from pass to
 * pass; only the first {@link #size()} samples count.
 */
public final class Batch {

    private final float[][] inputs;
    private final float[] t1Ms;
    private final float[] t2Ms;
    private final float[] thetaRad;
    private final float[] b1Ratio;
    /** All of the above. */
    private final float[][] rows;

    private int size;

    public Batch(int inputs, int capacity) {
        this.inputs = new float[inputs][capacity];
        t1Ms = new float[capacity];
        t2Ms = new float[capacity];
        thetaRad = new float[capacity];
        b1Ratio = new float[capacity];
        rows = Arrays.copyOf(this.inputs, inputs + 4);
        rows[inputs] = t1Ms;
        rows[inputs + 1] = t2Ms;
        rows[inputs + 2] = thetaRad;
        rows[inputs + 3] = b1Ratio;
    }

    /** Copies all samples to another batch, from an index on. */
    public void copyTo(Batch other, int start) {
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row], 0, other.rows[row], start, size);
        }
    }

    /** Makes another batch hold samples {@code from} to {@code to - 1}. */
    public void copyRange(int from, int to, Batch other) {
        other.setSize(to - from);
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row], from, other.rows[row], 0, to - from);
        }
    }

    /** Makes another batch hold samples {@code indices[from]} to {@code indices[to - 1]}. */
    public void gather(int[] indices, int from, int to, Batch other) {
        other.setSize(to - from);
        for (int row = 0; row < rows.length; row++) {
            float[] source = rows[row];
            float[] target = other.rows[row];
            for (int s = from; s < to; s++) {
                target[s - from] = source[indices[s]];
            }
        }
    }

    /** Inputs, [input][sample], not a copy. */
    public float[][] inputs() {
        return inputs;
    }

    public float[] t1Ms() {
        return t1Ms;
    }

    public float[] t2Ms() {
        return t2Ms;
    }

    public float[] thetaRad() {
        return thetaRad;
    }

    public float[] b1Ratio() {
        return b1Ratio;
    }

    public int capacity() {
        return t1Ms.length;
    }

    public int size() {
        return size;
    }

    public void setSize(int size) {
        this.size = size;
    }
}

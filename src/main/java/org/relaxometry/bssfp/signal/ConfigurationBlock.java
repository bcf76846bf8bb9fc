package org.relaxometry.bssfp.signal;

/**
 * The SSFP configurations F−1, F0 and F+1 of a block of voxels: real and imaginary parts, one float array [voxel] per
 * order. Filled by {@link ConfigurationTransform}; reused from block to block. Only the first {@link #size()} voxels
 * count.
 */
public final class ConfigurationBlock {

    private final float[][] real;
    private final float[][] imaginary;
    private int size;

    /** @param capacity most voxels it can hold */
    public ConfigurationBlock(int capacity) {
        real = new float[3][capacity];
        imaginary = new float[3][capacity];
    }

    /**
     * Real parts, [voxel], not a copy.
     *
     * @param order −1, 0 or +1
     */
    public float[] real(int order) {
        return real[order + 1];
    }

    /**
     * Imaginary parts, [voxel], not a copy.
     *
     * @param order −1, 0 or +1
     */
    public float[] imaginary(int order) {
        return imaginary[order + 1];
    }

    public int capacity() {
        return real[0].length;
    }

    /** Number of voxels in use. */
    public int size() {
        return size;
    }

    void setSize(int size) {
        if (size < 0 || size > capacity()) {
            throw new IllegalArgumentException("A block of " + capacity() + " voxels cannot hold " + size + ".");
        }
        this.size = size;
    }

    /**
     * Takes the receive phase off: turns the three configurations of a voxel by the same angle, so that F0 is real and
     * not negative, F<sub>p</sub> → F<sub>p</sub> e<sup>−i arg F0</sup>. A voxel with F0 = 0 has no phase to refer to
     * and stays as it is.
     */
    public void referencePhase() {
        for (int v = 0; v < size; v++) {
            double x = real(0)[v];
            double y = imaginary(0)[v];
            double magnitude = Math.sqrt(x * x + y * y);
            if (magnitude == 0) {
                continue;
            }
            double cos = x / magnitude;
            double sin = y / magnitude;
            real(0)[v] = (float) magnitude;
            imaginary(0)[v] = 0;
            turn(-1, v, cos, sin);
            turn(1, v, cos, sin);
        }
    }

    private void turn(int order, int voxel, double cos, double sin) {
        double x = real(order)[voxel];
        double y = imaginary(order)[voxel];
        real(order)[voxel] = (float) (x * cos + y * sin);
        imaginary(order)[voxel] = (float) (y * cos - x * sin);
    }

    /**
     * Takes the signal strength off: divides the three configurations of a voxel by √(|F−1|² + |F0|² + |F+1|²). A voxel
     * where all three are zero stays zero.
     */
    public void normalise() {
        for (int v = 0; v < size; v++) {
            double sum = 0;
            for (int k = 0; k < 3; k++) {
                sum += (double) real[k][v] * real[k][v] + (double) imaginary[k][v] * imaginary[k][v];
            }
            if (sum == 0) {
                continue;
            }
            double scale = 1 / Math.sqrt(sum);
            for (int k = 0; k < 3; k++) {
                real[k][v] = (float) (real[k][v] * scale);
                imaginary[k][v] = (float) (imaginary[k][v] * scale);
            }
        }
    }
}

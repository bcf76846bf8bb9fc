package org.relaxometry.bssfp.estimation;

/**
 * A block of voxels of a phase-cycled series as an estimator sees it: real and imaginary parts [cycle][voxel] and the
 * relative B1 [voxel]. Reused from block to block; only the first {@link #size()} voxels count.
 */
public final class SeriesBlock {

    private final float[][] real;
    private final float[][] imaginary;
    private final float[] b1Ratio;
    private int size;

    /**
     * @param cycles number of phase cycles N
     * @param capacity most voxels it can hold
     */
    public SeriesBlock(int cycles, int capacity) {
        real = new float[cycles][capacity];
        imaginary = new float[cycles][capacity];
        b1Ratio = new float[capacity];
    }

    /** Real parts, [cycle][voxel], not a copy. */
    public float[][] real() {
        return real;
    }

    /** Imaginary parts, [cycle][voxel], not a copy. */
    public float[][] imaginary() {
        return imaginary;
    }

    /** Actual over nominal flip angle, [voxel], not a copy. */
    public float[] b1Ratio() {
        return b1Ratio;
    }

    public int cycles() {
        return real.length;
    }

    public int capacity() {
        return b1Ratio.length;
    }

    /** Number of voxels in use. */
    public int size() {
        return size;
    }

    public void setSize(int size) {
        if (size < 0 || size > capacity()) {
            throw new IllegalArgumentException("A block of " + capacity() + " voxels cannot hold " + size + ".");
        }
        this.size = size;
    }
}

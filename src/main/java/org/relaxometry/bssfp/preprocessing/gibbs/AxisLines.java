package org.relaxometry.bssfp.preprocessing.gibbs;

import org.relaxometry.bssfp.space.ComplexVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * The lines of a volume along one axis, in batches of neighbours, each copied to and from [k · LANES + v] as {@link
 * FourierLines} wants them. Lanes beyond the last line are zero.
 */
record AxisLines(VolumeGrid grid, int axis) {

    static final int LANES = 32;

    int length() {
        return new int[] {grid.nx(), grid.ny(), grid.nz()}[axis];
    }

    int batches() {
        return (lines() + LANES - 1) / LANES;
    }

    void gather(ComplexVolume volume, int batch, float[] real, float[] imaginary) {
        for (int v = 0; v < LANES; v++) {
            int line = batch * LANES + v;
            for (int k = 0; k < length(); k++) {
                int index = line < lines() ? start(line) + k * stride() : -1;
                real[k * LANES + v] = index < 0 ? 0 : volume.real()[index];
                imaginary[k * LANES + v] = index < 0 ? 0 : volume.imaginary()[index];
            }
        }
    }

    void scatter(float[] real, float[] imaginary, int batch, ComplexVolume volume) {
        for (int v = 0; v < LANES && batch * LANES + v < lines(); v++) {
            int start = start(batch * LANES + v);
            for (int k = 0; k < length(); k++) {
                volume.real()[start + k * stride()] = real[k * LANES + v];
                volume.imaginary()[start + k * stride()] = imaginary[k * LANES + v];
            }
        }
    }

    void add(float[] real, float[] imaginary, int batch, ComplexVolume volume) {
        for (int v = 0; v < LANES && batch * LANES + v < lines(); v++) {
            int start = start(batch * LANES + v);
            for (int k = 0; k < length(); k++) {
                volume.real()[start + k * stride()] += real[k * LANES + v];
                volume.imaginary()[start + k * stride()] += imaginary[k * LANES + v];
            }
        }
    }

    private int lines() {
        return grid.voxels() / length();
    }

    private int stride() {
        return axis == 0 ? 1 : axis == 1 ? grid.nx() : grid.sliceVoxels();
    }

    private int start(int line) {
        return line / stride() * stride() * length() + line % stride();
    }
}

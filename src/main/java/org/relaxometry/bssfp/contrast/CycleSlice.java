package org.relaxometry.bssfp.contrast;

import java.util.Arrays;
import org.relaxometry.bssfp.space.ComplexSlices;
import org.relaxometry.bssfp.space.PhaseCycledSeries;

/** One slice of all cycles in memory. For one thread. */
final class CycleSlice {

    private final ComplexSlices slices;
    private final float[][] real;
    private final float[][] imaginary;
    private final int width;

    CycleSlice(PhaseCycledSeries series) {
        slices = new ComplexSlices(series);
        int cycles = series.protocol().cycles();
        real = new float[cycles][series.grid().sliceVoxels()];
        imaginary = new float[cycles][series.grid().sliceVoxels()];
        width = series.grid().nx();
    }

    /** Reads a slice; what is not finite stays so. */
    void read(int z) {
        for (int cycle = 0; cycle < real.length; cycle++) {
            slices.readAsStored(cycle, z, real[cycle], imaginary[cycle]);
        }
    }

    int cycles() {
        return real.length;
    }

    int width() {
        return width;
    }

    float real(int cycle, int voxel) {
        return real[cycle][voxel];
    }

    float imaginary(int cycle, int voxel) {
        return imaginary[cycle][voxel];
    }

    /** Σ|S|² over the cycles; NaN or infinite where a sample is. */
    double power(int voxel) {
        double sum = 0;
        for (int j = 0; j < real.length; j++) {
            sum += square(j, voxel);
        }
        return sum;
    }

    /** The largest |S|². */
    double largest(int voxel) {
        double largest = 0;
        for (int j = 0; j < real.length; j++) {
            largest = Math.max(largest, square(j, voxel));
        }
        return largest;
    }

    private double square(int cycle, int voxel) {
        double x = real[cycle][voxel];
        double y = imaginary[cycle][voxel];
        return x * x + y * y;
    }

    float meanReal(int voxel) {
        return mean(real, voxel);
    }

    float meanImaginary(int voxel) {
        return mean(imaginary, voxel);
    }

    private static float mean(float[][] part, int voxel) {
        return (float) (Arrays.stream(part).mapToDouble(cycle -> cycle[voxel]).sum() / part.length);
    }

    /** Copies the samples of a voxel. */
    void copy(int voxel, double[] toReal, double[] toImaginary) {
        for (int j = 0; j < real.length; j++) {
            toReal[j] = real[j][voxel];
            toImaginary[j] = imaginary[j][voxel];
        }
    }
}

package org.relaxometry.bssfp.preprocessing.consistency;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import org.relaxometry.bssfp.space.ComplexImages;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.PolarForm;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * Samples of a series at chosen places: what checks look at that compare voxels with their surroundings.
 *
 * <p>Every place is read once, cycle by cycle and in the order of the slices, so a virtual stack opens each of its planes once.
 */
final class VoxelSamples {

    private final VolumeGrid grid;
    private final int[] places;
    private final float[][] real;
    private final float[][] imaginary;
    private final float[] b1Ratio;

    private VoxelSamples(VolumeGrid grid, int[] places, int cycles) {
        this.grid = grid;
        this.places = places;
        real = new float[cycles][places.length];
        imaginary = new float[cycles][places.length];
        b1Ratio = new float[places.length];
    }

    /**
     * Reads samples.
     *
     * @param wanted places by {@link VolumeGrid#index}, in any order, any number of times
     */
    static VoxelSamples of(PhaseCycledSeries series, IntStream wanted) {
        var samples = new VoxelSamples(
                series.grid(),
                wanted.sorted().distinct().toArray(),
                series.protocol().cycles());
        ComplexImages images = series.images();
        for (int cycle = 0; cycle < samples.cycles(); cycle++) {
            samples.read(images.first(), cycle, samples.real[cycle]);
            samples.read(images.second(), cycle, samples.imaginary[cycle]);
            if (images.form() == ComplexImages.Form.MAGNITUDE_PHASE) {
                PolarForm.toCartesian(samples.real[cycle], samples.imaginary[cycle], samples.places.length);
            }
            if (images.conjugated()) {
                for (int k = 0; k < samples.places.length; k++) {
                    samples.imaginary[cycle][k] = -samples.imaginary[cycle][k];
                }
            }
        }
        Arrays.fill(samples.b1Ratio, 1);
        series.b1Ratio().ifPresent(b1 -> samples.read(b1, -1, samples.b1Ratio));
        return samples;
    }

    /** @param cycle −1 where the image has none */
    private void read(RandomAccessibleInterval<FloatType> image, int cycle, float[] into) {
        RandomAccess<FloatType> access = image.randomAccess();
        if (cycle >= 0) {
            access.setPosition(cycle, 3);
        }
        for (int k = 0; k < places.length; k++) {
            access.setPosition(places[k] % grid.nx(), 0);
            access.setPosition(places[k] / grid.nx() % grid.ny(), 1);
            access.setPosition(places[k] / grid.sliceVoxels(), 2);
            into[k] = access.get().get();
        }
    }

    int cycles() {
        return real.length;
    }

    /** Number of places. */
    int size() {
        return places.length;
    }

    /** Where a place stands among the samples; below 0 where it was not read. */
    int find(int place) {
        return Arrays.binarySearch(places, place);
    }

    /** Real parts, [cycle][sample]. */
    float[][] real() {
        return real;
    }

    /** Imaginary parts, [cycle][sample]. */
    float[][] imaginary() {
        return imaginary;
    }

    /** Actual over nominal flip angle, 1 where it is not known, [sample]. */
    float[] b1Ratio() {
        return b1Ratio;
    }

    /** Copies the samples of one place. */
    void copy(int sample, double[] intoReal, double[] intoImaginary) {
        for (int j = 0; j < real.length; j++) {
            intoReal[j] = real[j][sample];
            intoImaginary[j] = imaginary[j][sample];
        }
    }
}

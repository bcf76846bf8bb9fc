package org.relaxometry.bssfp.space;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Voxels that count, such as those of a brain. Of an image the voxels count whose value is not 0; a voxel without a value
 * (NaN) does not.
 *
 * @param inside by {@link VolumeGrid#index}; not copied
 */
public record Mask(boolean[] inside) {

    /** Whether a voxel of this value counts: the one rule for masks and labels. */
    public static boolean counts(float value) {
        return value < 0 || value > 0;
    }

    /** The voxels of an image [x, y, z] that count. */
    public static Mask of(RandomAccessibleInterval<FloatType> image) {
        return of(ScalarVolume.values(image));
    }

    /** The voxels that count by their values. */
    public static Mask of(float[] values) {
        boolean[] inside = new boolean[values.length];
        for (int v = 0; v < inside.length; v++) {
            inside[v] = counts(values[v]);
        }
        return new Mask(inside);
    }

    /** All of this many voxels. */
    public static Mask all(int voxels) {
        boolean[] inside = new boolean[voxels];
        Arrays.fill(inside, true);
        return new Mask(inside);
    }

    /** Number of voxels that count. */
    public int count() {
        int count = 0;
        for (boolean each : inside) {
            count += each ? 1 : 0;
        }
        return count;
    }

    /** Indices of the voxels that count, in rising order. */
    public int[] voxels() {
        return IntStream.range(0, inside.length).filter(v -> inside[v]).toArray();
    }

    /** The voxels that count in both. */
    public Mask and(Mask other) {
        boolean[] both = new boolean[inside.length];
        for (int v = 0; v < both.length; v++) {
            both[v] = inside[v] && other.inside[v];
        }
        return new Mask(both);
    }

    /** The mask of one slice. */
    public Mask slice(VolumeGrid grid, int z) {
        return new Mask(Arrays.copyOfRange(inside, z * grid.sliceVoxels(), (z + 1) * grid.sliceVoxels()));
    }

    /** As an image: 1 inside, 0 outside. */
    public float[] values() {
        float[] values = new float[inside.length];
        for (int v = 0; v < values.length; v++) {
            values[v] = inside[v] ? 1 : 0;
        }
        return values;
    }
}

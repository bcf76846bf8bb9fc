package org.relaxometry.bssfp.preprocessing.b1;

import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.space.Affine;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.PlacedVolume;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * Brings a B1 map to the grid of a series: values that are no measurement become holes, holes are filled ({@link HoleFilling}),
 * the map is interpolated linearly in space, and a median filter ({@link MedianFilter}) smooths it.
 *
 * <p>Source: Birk et al., Sci. Rep. 15, 4825 (2025), Data processing in vivo: registered B1 map, 3D median of 10 × 10 × 10
 * voxels of the series.
 *
 * @param lowestRatio least B1, as actual over nominal flip angle, that counts as measured; more than 0
 * @param highestRatio highest B1 that counts as measured
 * @param medianVoxels edge of the cube of the median filter, in voxels of the series; 0 and 1: no filter
 */
public record B1Preparation(double lowestRatio, double highestRatio, int medianVoxels) {

    /** A larger cube is more than 100 mm of a brain. */
    public static final int MAX_MEDIAN_VOXELS = 99;

    /**
     * A B1 map on the grid of a series.
     *
     * @param ratio actual over nominal flip angle, with a value in every voxel
     * @param asMeasured the same without filling and filter, from the nearest voxel of the map, NaN where it has no data
     * @param measured voxels of the map that count as measured
     * @param empty voxels of the map without data: 0, negative or not finite
     * @param beyondLimits voxels of the map with data beyond the limits
     * @param outside which voxels of the series lie outside the map; they have the value of its border
     */
    public record PreparedB1(
            ScalarVolume ratio, ScalarVolume asMeasured, int measured, int empty, int beyondLimits, Mask outside) {}

    public B1Preparation {
        if (!(lowestRatio > 0 && lowestRatio < highestRatio && highestRatio < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "The limits of B1 must be two ratios above 0, the lower one first, but are " + lowestRatio + " and "
                            + highestRatio + ".");
        }
        if (medianVoxels < 0 || medianVoxels > MAX_MEDIAN_VOXELS) {
            throw new IllegalArgumentException("The edge of the median filter must be 0 (none) to " + MAX_MEDIAN_VOXELS
                    + " voxels, but is " + medianVoxels + ".");
        }
    }

    /** The same with another filter. */
    public B1Preparation withMedian(int voxels) {
        return new B1Preparation(lowestRatio, highestRatio, voxels);
    }

    /**
     * Prepares a map.
     *
     * @param b1 actual over nominal flip angle; 0, negative or not finite where there are no data
     * @param seriesToMeasurement from a point of the series to the same point of the subject in the B1 measurement, in mm
     * @param grid size of the series
     * @param gridToMm where the series lies
     * @throws IllegalArgumentException if no voxel is within the limits, or the series lies wholly outside the map
     */
    public PreparedB1 apply(
            PlacedVolume b1,
            Affine seriesToMeasurement,
            VolumeGrid grid,
            Affine gridToMm,
            int threads,
            Progress progress) {
        float[] source = b1.volume().values();
        float[] known = new float[source.length];
        int empty = 0;
        int beyond = 0;
        for (int i = 0; i < source.length; i++) {
            boolean data = source[i] > 0 && source[i] < Float.POSITIVE_INFINITY;
            boolean within = data && source[i] >= lowestRatio && source[i] <= highestRatio;
            known[i] = within ? source[i] : Float.NaN;
            empty += data ? 0 : 1;
            beyond += data && !within ? 1 : 0;
        }
        if (empty + beyond == source.length) {
            throw new IllegalArgumentException("The B1 map has no voxel between " + lowestRatio + " and "
                    + highestRatio + " times the nominal flip angle: " + empty + " voxels hold no data, " + beyond
                    + " lie beyond the limits.");
        }
        Affine toMap = b1.toMm().inverse().after(seriesToMeasurement.after(gridToMm));
        ScalarVolume measured = new ScalarVolume(b1.volume().grid(), known);
        try (WorkerPool pool = new WorkerPool(threads)) {
            ScalarVolume asMeasured = zeros(grid);
            boolean[] outside = new boolean[grid.voxels()];
            if (nearest(measured, toMap, asMeasured, outside) == grid.voxels()) {
                throw new IllegalArgumentException("The series lies wholly outside the B1 map. Do the headers of both"
                        + " state their true positions in the same examination?");
            }
            ScalarVolume filled = HoleFilling.fill(measured, pool, progress);
            return new PreparedB1(
                    smooth(filled, toMap, grid, pool, progress),
                    asMeasured,
                    source.length - empty - beyond,
                    empty,
                    beyond,
                    new Mask(outside));
        }
    }

    /** Gives the number of voxels outside the map. */
    private static int nearest(ScalarVolume measured, Affine toMap, ScalarVolume into, boolean[] outside) {
        VolumeGrid map = measured.grid();
        VolumeGrid grid = into.grid();
        int count = 0;
        for (int i = 0; i < outside.length; i++) {
            int x = i % grid.nx();
            int y = i / grid.nx() % grid.ny();
            int z = i / grid.sliceVoxels();
            double u = toMap.x(x, y, z);
            double v = toMap.y(x, y, z);
            double w = toMap.z(x, y, z);
            outside[i] = !Interpolation.covers(map, u, v, w);
            into.values()[i] = outside[i] ? Float.NaN : measured.values()[nearest(map, u, v, w)];
            count += outside[i] ? 1 : 0;
        }
        return count;
    }

    /** Interpolates and filters; the filter sees the map beyond the series too, so that its cube is whole everywhere. */
    private ScalarVolume smooth(
            ScalarVolume filled, Affine toMap, VolumeGrid grid, WorkerPool pool, Progress progress) {
        int border = medianVoxels / 2;
        VolumeGrid wide = new VolumeGrid(
                grid.nx() + 2 * border,
                grid.ny() + 2 * border,
                grid.nz() + 2 * border,
                grid.dxMm(),
                grid.dyMm(),
                grid.dzMm());
        ScalarVolume interpolated = zeros(wide);
        pool.run(wide.ny() * wide.nz(), (worker, row) -> {
            progress.checkCanceled();
            int y = row % wide.ny() - border;
            int z = row / wide.ny() - border;
            for (int k = 0; k < wide.nx(); k++) {
                int x = k - border;
                interpolated.values()[row * wide.nx() + k] = (float) Interpolation.linear(
                        filled.grid(), filled.values(), toMap.x(x, y, z), toMap.y(x, y, z), toMap.z(x, y, z));
            }
        });
        float[] filtered =
                MedianFilter.apply(interpolated, medianVoxels, pool, progress).values();
        ScalarVolume inner = zeros(grid);
        for (int row = 0; row < grid.ny() * grid.nz(); row++) {
            int from = wide.index(border, row % grid.ny() + border, row / grid.ny() + border);
            System.arraycopy(filtered, from, inner.values(), row * grid.nx(), grid.nx());
        }
        return inner;
    }

    private static int nearest(VolumeGrid grid, double x, double y, double z) {
        return grid.index(
                (int) Math.max(0, Math.min(Math.rint(x), grid.nx() - 1)),
                (int) Math.max(0, Math.min(Math.rint(y), grid.ny() - 1)),
                (int) Math.max(0, Math.min(Math.rint(z), grid.nz() - 1)));
    }

    private static ScalarVolume zeros(VolumeGrid grid) {
        return new ScalarVolume(grid, new float[grid.voxels()]);
    }
}

package org.relaxometry.bssfp.preprocessing.mask;

import java.util.OptionalDouble;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.statistics.SortedSamples;

/**
 * Masks of a head by threshold, relaxation times and shape.
 *
 * <pre>
 * head   mean |S_j| above the threshold; opened by 1.4 mm; largest part; closed by 10 mm; holes filled
 * brain  of the head what is above the threshold and has T1 ≥ 0.4 and T2 ≥ 0.65 of the medians of its inner half, which leaves
 *        out fat and muscle; by majority of 3 × 3 × 3 voxels; opened by 4 mm; largest part; closed by 6 mm; holes filled
 * air    more than 10 mm from the head, away from the edges of the images, and where the mean magnitude of 5 × 5 × 5 voxels is
 *        at most 1.3 times its median there, which leaves out ghosts; empty where it has fewer than 500 voxels with a signal
 * </pre>
 *
 * @param grid of the masks
 * @param meanMagnitude mean of |S_j| over the cycles
 * @param threshold of the mean magnitude, in image units
 * @param head voxels of the head
 * @param brain of the brain; none where it was not wanted
 * @param air of the background; none where there is too little
 */
public record HeadMasks(VolumeGrid grid, float[] meanMagnitude, double threshold, Mask head, Mask brain, Mask air) {

    private static final double HEAD_OPENING_MM = 1.4;
    private static final double HEAD_CLOSING_MM = 10;
    private static final double BRAIN_OPENING_MM = 4;
    private static final double BRAIN_CLOSING_MM = 6;
    private static final double AIR_DISTANCE_MM = 10;

    /** Fat has 0.2 of the T1 of the inner head, white matter 0.7. */
    private static final double LEAST_T1_RATIO = 0.4;

    /** Muscle has half the T2 of the inner head, white matter 0.8. */
    private static final double LEAST_T2_RATIO = 0.65;

    /** Of the images' size, left out at each side: there, filters and wraps of the scanner show. */
    private static final double EDGE = 0.04;

    /** Local means of noise vary by a few per cent. */
    private static final double GHOST = 1.3;

    private static final int MIN_AIR_VOXELS = 500;

    /** Of the threshold of the head: less is no noise of a scanner, but what a filter left where images were blanked. */
    private static final double LEAST_NOISE_RATIO = 1e-3;

    /**
     * Makes the masks.
     *
     * @param threshold in image units; empty for a quarter of the median brightness of what is bright
     * @param brain whether a brain mask is wanted
     * @param threads the result is the same for any number
     * @throws IllegalArgumentException where there is nothing above the threshold, or no brain is found
     */
    public static HeadMasks of(
            ComplexSeries series, OptionalDouble threshold, boolean brain, int threads, Progress progress) {
        try (WorkerPool workers = new WorkerPool(threads)) {
            VolumeGrid grid = series.grid();
            Morphology shape = new Morphology(grid, workers, progress);
            float[] mean = MeanMagnitude.of(series, workers, progress);
            double level = threshold.orElseGet(() -> MeanMagnitude.headThreshold(mean));
            boolean[] bright = above(mean, level);
            boolean[] object = shape.largestPart(shape.eroded(bright, HEAD_OPENING_MM));
            if (count(object) == 0) {
                throw new IllegalArgumentException("There is no head above the threshold " + level
                        + ": the mean magnitude reaches " + max(mean) + ". Give a lower threshold.");
            }
            progress.checkCanceled();
            boolean[] head = shape.closed(shape.dilated(object, HEAD_OPENING_MM), HEAD_CLOSING_MM);
            progress.checkCanceled();
            boolean[] brainMask =
                    brain ? brain(series, and(bright, head), head, shape, workers, progress) : new boolean[head.length];
            return new HeadMasks(
                    grid,
                    mean,
                    level,
                    new Mask(head),
                    new Mask(brainMask),
                    new Mask(air(mean, level, head, grid, shape, workers)));
        }
    }

    /** The same head with another brain, such as one that was edited by hand. */
    public HeadMasks withBrain(Mask other) {
        return new HeadMasks(grid, meanMagnitude, threshold, head, other, air);
    }

    private static boolean[] brain(
            ComplexSeries series,
            boolean[] bright,
            boolean[] head,
            Morphology shape,
            WorkerPool workers,
            Progress progress) {
        RelaxationContrast contrast = RelaxationContrast.of(series, bright, workers, progress);
        boolean[] core = and(bright, innerHalf(head, series.grid(), workers, progress));
        double leastT1Ms = LEAST_T1_RATIO * median(contrast.t1Ms(), core);
        double leastT2Ms = LEAST_T2_RATIO * median(contrast.t2Ms(), core);
        boolean[] tissue = new boolean[head.length];
        for (int i = 0; i < tissue.length; i++) {
            tissue[i] = bright[i] && contrast.t1Ms()[i] >= leastT1Ms && contrast.t2Ms()[i] >= leastT2Ms;
        }
        tissue = Neighbourhood.majority(tissue, series.grid());
        boolean[] inside = shape.largestPart(shape.eroded(tissue, BRAIN_OPENING_MM));
        if (count(inside) == 0) {
            throw new IllegalArgumentException("No brain was found: nothing thicker than " + 2 * BRAIN_OPENING_MM
                    + " mm has the T1 and T2 of brain. Make Masks… and Preprocess… leave it out with"
                    + " brain=no; or draw the mask.");
        }
        progress.checkCanceled();
        return shape.closed(and(shape.dilated(inside, BRAIN_OPENING_MM), tissue), BRAIN_CLOSING_MM);
    }

    /** Nearer to the middle of the head than to its surface. */
    private static boolean[] innerHalf(boolean[] head, VolumeGrid grid, WorkerPool workers, Progress progress) {
        float[] depth = DistanceMap.squared(head, false, grid, workers, progress);
        float deepest = max(depth);
        boolean[] inner = new boolean[head.length];
        for (int i = 0; i < inner.length; i++) {
            inner[i] = head[i] && 4 * depth[i] >= deepest;
        }
        return inner;
    }

    private static boolean[] air(
            float[] mean, double threshold, boolean[] head, VolumeGrid grid, Morphology shape, WorkerPool workers) {
        boolean[] near = shape.dilated(head, AIR_DISTANCE_MM);
        float[] local = Neighbourhood.mean(mean, grid, 2);
        boolean[] far = new boolean[mean.length];
        for (int i = 0; i < far.length; i++) {
            far[i] = !near[i] && mean[i] > 0 && inside(i, grid);
        }
        boolean[] air = new boolean[mean.length];
        if (count(far) >= MIN_AIR_VOXELS) {
            double typical = median(local, far);
            double most = typical < LEAST_NOISE_RATIO * threshold ? 0 : GHOST * typical;
            for (int i = 0; i < air.length; i++) {
                air[i] = far[i] && local[i] <= most;
            }
        }
        return count(air) >= MIN_AIR_VOXELS ? air : new boolean[mean.length];
    }

    private static boolean inside(int i, VolumeGrid grid) {
        return inside(i % grid.nx(), grid.nx())
                && inside(i / grid.nx() % grid.ny(), grid.ny())
                && inside(i / grid.sliceVoxels(), grid.nz());
    }

    private static boolean inside(int at, int size) {
        int edge = (int) Math.round(EDGE * size);
        return at >= edge && at < size - edge;
    }

    private static boolean[] above(float[] values, double threshold) {
        boolean[] above = new boolean[values.length];
        for (int i = 0; i < above.length; i++) {
            above[i] = values[i] > threshold;
        }
        return above;
    }

    private static boolean[] and(boolean[] a, boolean[] b) {
        return new Mask(a).and(new Mask(b)).inside();
    }

    private static int count(boolean[] mask) {
        return new Mask(mask).count();
    }

    private static float max(float[] values) {
        float max = 0;
        for (float value : values) {
            max = Math.max(max, value);
        }
        return max;
    }

    private static double median(float[] values, boolean[] mask) {
        float[] chosen = new float[count(mask)];
        int n = 0;
        for (int i = 0; i < mask.length; i++) {
            if (mask[i]) {
                chosen[n++] = values[i];
            }
        }
        return SortedSamples.all(chosen).median();
    }
}

package org.relaxometry.bssfp.preprocessing.motion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.estimation.Progress;
import org.relaxometry.bssfp.estimation.WorkerPool;
import org.relaxometry.bssfp.preprocessing.ComplexSeries;
import org.relaxometry.bssfp.preprocessing.ComplexVolume;
import org.relaxometry.bssfp.preprocessing.ScalarVolume;
import org.relaxometry.bssfp.preprocessing.VolumeGrid;

/**
 * Rigid motion between the phase cycles: found from their magnitudes, and taken out of the complex images.
 *
 * <p>Banding moves from cycle to cycle and the contrast changes with it, so a cycle is compared with the reference patch by
 * patch (4 × 4 × 4 voxels), each with a gain, an offset and a shade of its own; see {@link PatchEquations}. This is done on a
 * coarse, then on finer grids, down to at most a million voxels. The images are read as cubic B-splines.
 *
 * <p>ΔB0 is taken to move with the head; what of it stays with the scanner, and the receive phase, are not corrected.
 */
public final class MotionCorrection {

    /** Fewest voxels along each axis: two patches. */
    static final int MIN_VOXELS = 8;

    /** Beyond this a head coil is too narrow, and the search was not made for it. */
    private static final double MOST_MM = 30;

    private static final double MOST_DEG = 30;

    private MotionCorrection() {}

    /**
     * Finds the motion of every cycle.
     *
     * @param series any contrast and number of cycles; not changed
     * @param reference cycle, from 0, to which the others are registered
     * @param threads results do not depend on it
     * @throws IllegalArgumentException if the volume has too few voxels along an axis, or a cycle cannot be registered
     */
    public static MotionEstimate estimate(ComplexSeries series, int reference, int threads, Progress progress) {
        VolumeGrid grid = series.grid();
        int cycles = series.cycles().size();
        if (Math.min(grid.nx(), Math.min(grid.ny(), grid.nz())) < MIN_VOXELS) {
            throw new IllegalArgumentException("Motion can be found in volumes of at least " + MIN_VOXELS
                    + " voxels along each axis, but these have " + grid.nx() + " × " + grid.ny() + " × " + grid.nz()
                    + ".");
        }
        if (reference < 0 || reference >= cycles) {
            throw new IllegalArgumentException("The reference must be one of the " + cycles
                    + " cycles, but is cycle " + (reference + 1) + ".");
        }
        ScalarVolume still = new ScalarVolume(grid, series.cycles().get(reference).magnitude());
        List<RigidMotion> motions = new ArrayList<>();
        try (WorkerPool pool = new WorkerPool(threads)) {
            List<PatchRegistration> levels = Pyramid.of(still).stream()
                    .map(level -> new PatchRegistration(level, pool))
                    .toList();
            for (int j = 0; j < cycles; j++) {
                motions.add(
                        j == reference
                                ? RigidMotion.NONE
                                : register(series.cycles().get(j), j, levels, progress));
                progress.update((j + 1.0) / cycles);
            }
        }
        return withDisplacements(still, reference, motions);
    }

    private static RigidMotion register(
            ComplexVolume cycle, int number, List<PatchRegistration> levels, Progress progress) {
        List<ScalarVolume> images = Pyramid.of(new ScalarVolume(cycle.grid(), cycle.magnitude()));
        RigidMotion motion = RigidMotion.NONE;
        try {
            for (int level = levels.size() - 1; level >= 0; level--) {
                ScalarVolume image = images.get(level);
                motion = levels.get(level)
                        .register(new SplineImage(image.grid(), image.values()), motion, progress);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Cycle " + (number + 1) + " cannot be registered to the reference. " + e.getMessage(), e);
        }
        if (motion.displacementMm(0, 0, 0) > MOST_MM || motion.angleDeg() > MOST_DEG) {
            throw new IllegalArgumentException("Cycle " + (number + 1) + " cannot be registered to the reference: the"
                    + " search went to " + motion + ", more than a head moves in a coil. Look at its images.");
        }
        return motion;
    }

    private static MotionEstimate withDisplacements(ScalarVolume still, int reference, List<RigidMotion> motions) {
        double[] displacement = new double[motions.size()];
        double[] framewise = new double[motions.size()];
        for (int j = 0; j < motions.size(); j++) {
            displacement[j] = meanDisplacementMm(still, motions.get(j));
            if (j > 0) {
                framewise[j] = meanDisplacementMm(
                        still, motions.get(j).after(motions.get(j - 1).inverse()));
            }
        }
        return new MotionEstimate(reference, motions, displacement, framewise);
    }

    /** Over the voxels that are brighter than the mean of all. */
    private static double meanDisplacementMm(ScalarVolume still, RigidMotion motion) {
        VolumeGrid grid = still.grid();
        float[] values = still.values();
        double mean = 0;
        for (float value : values) {
            mean += value / values.length;
        }
        double sum = 0;
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (values[i] > mean) {
                sum += motion.displacementMm(
                        (i % grid.nx() - (grid.nx() - 1) / 2.0) * grid.dxMm(),
                        (i / grid.nx() % grid.ny() - (grid.ny() - 1) / 2.0) * grid.dyMm(),
                        (i / grid.sliceVoxels() - (grid.nz() - 1) / 2.0) * grid.dzMm());
                count++;
            }
        }
        return sum / Math.max(1, count);
    }

    /**
     * Reads every cycle where the head lay in it, real and imaginary part by cubic B-splines. A voxel that lies outside
     * the image in any cycle becomes 0 in all of them: it has no signal ellipse.
     *
     * @param series changed in place
     * @param motions one for each cycle
     * @param threads results do not depend on it
     * @return by voxel, whether it lies in all cycles
     */
    public static boolean[] apply(ComplexSeries series, List<RigidMotion> motions, int threads, Progress progress) {
        boolean[] covered = new boolean[series.grid().voxels()];
        Arrays.fill(covered, true);
        try (WorkerPool pool = new WorkerPool(threads)) {
            for (int j = 0; j < motions.size(); j++) {
                if (motions.get(j) != RigidMotion.NONE) {
                    resample(series.cycles().get(j), motions.get(j), covered, pool, progress);
                }
                progress.update((j + 1.0) / motions.size());
            }
        }
        for (ComplexVolume cycle : series.cycles()) {
            for (int i = 0; i < covered.length; i++) {
                if (!covered[i]) {
                    cycle.real()[i] = 0;
                    cycle.imaginary()[i] = 0;
                }
            }
        }
        return covered;
    }

    private static void resample(
            ComplexVolume cycle, RigidMotion motion, boolean[] covered, WorkerPool pool, Progress progress) {
        VolumeGrid grid = cycle.grid();
        double[] map = motion.voxelMap(grid);
        SplineProbe[] probes = IntStream.range(0, pool.size())
                .mapToObj(worker -> new SplineProbe())
                .toArray(SplineProbe[]::new);
        for (float[] part : List.of(cycle.real(), cycle.imaginary())) {
            SplineImage image = new SplineImage(grid, part);
            pool.run(grid.ny() * grid.nz(), (worker, row) -> {
                progress.checkCanceled();
                SplineProbe probe = probes[worker];
                int y = row % grid.ny();
                int z = row / grid.ny();
                for (int x = 0; x < grid.nx(); x++) {
                    int voxel = row * grid.nx() + x;
                    boolean inside = probe.moveTo(
                            image,
                            map[0] * x + map[1] * y + map[2] * z + map[3],
                            map[4] * x + map[5] * y + map[6] * z + map[7],
                            map[8] * x + map[9] * y + map[10] * z + map[11]);
                    part[voxel] = inside ? (float) probe.value : 0;
                    covered[voxel] &= inside;
                }
            });
        }
    }
}

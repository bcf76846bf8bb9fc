package org.relaxometry.bssfp.preprocessing.motion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.ComplexVolume;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.RigidMotion;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * Rigid motion between the phase cycles: found from their magnitudes, and taken out of the complex images.
 *
 * <p>Banding moves from cycle to cycle and the contrast changes with it, so a cycle is compared with the reference patch by
 * patch (4 × 4 × 4 voxels), each with a gain, an offset and a shade of its own; see {@link PatchEquations}. This is done on a
 * coarse, then on finer grids, down to at most a million voxels. The images are read as cubic B-splines.
 *
 * <p>From five cycles on this is a first step only. The signal ellipse fitted to all other cycles then predicts what a cycle
 * should look like, bands and contrast included, and the cycle is registered to that picture; see {@link PredictedCycles}.
 *
 * <p>ΔB0 is taken to move with the head; what of it stays with the scanner, and the receive phase, are not corrected.
 */
public final class MotionCorrection {

    /** Fewest voxels along each axis: two patches. */
    static final int MIN_VOXELS = 8;

    /** Beyond this a head coil is too narrow, and the search was not made for it. */
    private static final double MOST_MM = 30;

    private static final double MOST_DEG = 30;

    /** Of the progress: the registration to the reference. */
    private static final double PAIRWISE_PART = 0.4;

    private MotionCorrection() {}

    /**
     * Refuses what {@link #estimate} would refuse, without the work.
     *
     * @throws IllegalArgumentException if the volume has too few voxels along an axis, or there is no such cycle
     */
    public static void requirePossible(ComplexSeries series, int reference) {
        VolumeGrid grid = series.grid();
        int cycles = series.cycles().size();
        if (Math.min(grid.nx(), Math.min(grid.ny(), grid.nz())) < MIN_VOXELS) {
            throw new IllegalArgumentException("Motion can be found in volumes of at least " + MIN_VOXELS
                    + " voxels along each axis, but these have " + grid.nx() + " × " + grid.ny() + " × " + grid.nz()
                    + ".");
        }
        if (reference < 0 || reference >= cycles) {
            throw new IllegalArgumentException(
                    "The reference must be one of the " + cycles + " cycles, but is cycle " + (reference + 1) + ".");
        }
    }

    /**
     * Finds the motion of every cycle.
     *
     * @param series any contrast and number of cycles; not changed
     * @param reference cycle, from 0, to which the others are registered
     * @param threads results do not depend on it
     * @throws IllegalArgumentException if the volume has too few voxels along an axis, or a cycle cannot be registered
     */
    public static MotionEstimate estimate(ComplexSeries series, int reference, int threads, Progress progress) {
        requirePossible(series, reference);
        VolumeGrid grid = series.grid();
        int cycles = series.cycles().size();
        ScalarVolume still = Pyramid.finest(
                new ScalarVolume(grid, series.cycles().get(reference).magnitude()));
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
                progress.update(PAIRWISE_PART * (j + 1) / cycles);
            }
            Optional<List<RigidMotion>> refined = cycles < PredictedCycles.MIN_CYCLES
                    ? Optional.empty()
                    : refined(new PredictedCycles(series, progress), motions, reference, levels.get(0), pool, progress);
            return withDisplacements(still, reference, refined.orElse(motions), refined.isPresent());
        }
    }

    private static RigidMotion register(
            ComplexVolume cycle, int number, List<PatchRegistration> levels, Progress progress) {
        List<ScalarVolume> images = Pyramid.of(new ScalarVolume(cycle.grid(), cycle.magnitude()));
        RigidMotion motion = RigidMotion.NONE;
        try {
            for (int level = levels.size() - 1; level >= 0; level--) {
                ScalarVolume image = images.get(level);
                motion = levels.get(level).register(new SplineImage(image.grid(), image.values()), motion, progress);
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

    /**
     * Registers every cycle to what the others say that it should look like, each corrected as well as is known by then.
     * Once: what the cycles say about one another drifts off when this is repeated (measured with 6 cycles). Empty where
     * the cycles are no better explained by the others than by the reference: their phases do not follow the signal model
     * then.
     */
    private static Optional<List<RigidMotion>> refined(
            PredictedCycles images,
            List<RigidMotion> motions,
            int reference,
            PatchRegistration toReference,
            WorkerPool pool,
            Progress progress) {
        List<RigidMotion> current = new ArrayList<>(motions);
        for (int j = 0; j < motions.size(); j++) {
            images.correct(j, motions.get(j), pool, progress);
        }
        double gain = 0;
        for (int j = 0; j < motions.size(); j++) {
            PatchRegistration toPredicted = new PatchRegistration(images.predicted(j, pool, progress), pool);
            SplineImage image = images.measured(j);
            RigidMotion motion = toPredicted.register(image, motions.get(j), progress);
            current.set(j, motion);
            images.correct(j, motion, pool, progress);
            if (j != reference) {
                gain += toReference.misfit(image, motions.get(j)) - toPredicted.misfit(image, motion);
            }
            progress.update(PAIRWISE_PART + (1 - PAIRWISE_PART) * (j + 1) / motions.size());
        }
        if (!(gain > 0)) {
            return Optional.empty();
        }
        RigidMotion back = current.get(reference).inverse();
        current.replaceAll(motion -> motion.after(back));
        current.set(reference, RigidMotion.NONE);
        return Optional.of(current);
    }

    private static MotionEstimate withDisplacements(
            ScalarVolume still, int reference, List<RigidMotion> motions, boolean refined) {
        double[] displacement = new double[motions.size()];
        double[] framewise = new double[motions.size()];
        for (int j = 0; j < motions.size(); j++) {
            displacement[j] = meanDisplacementMm(still, motions.get(j));
            if (j > 0) {
                framewise[j] = meanDisplacementMm(
                        still, motions.get(j).after(motions.get(j - 1).inverse()));
            }
        }
        return new MotionEstimate(reference, motions, displacement, framewise, refined);
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
     * @return the voxels that lie in all cycles
     */
    public static Mask apply(ComplexSeries series, List<RigidMotion> motions, int threads, Progress progress) {
        boolean[] covered = new boolean[series.grid().voxels()];
        Arrays.fill(covered, true);
        try (WorkerPool pool = new WorkerPool(threads)) {
            for (int j = 0; j < motions.size(); j++) {
                ComplexVolume cycle = series.cycles().get(j);
                if (motions.get(j) != RigidMotion.NONE) {
                    new ComplexSpline(cycle, progress).readInto(cycle, motions.get(j), pool, progress);
                }
                for (int i = 0; i < covered.length; i++) {
                    covered[i] &= Float.isFinite(cycle.real()[i]);
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
        return new Mask(covered);
    }
}

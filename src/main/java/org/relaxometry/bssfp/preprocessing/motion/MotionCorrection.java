package org.relaxometry.bssfp.preprocessing.motion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.preprocessing.motion.MotionEstimate.Basis;
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
 * <p>From six cycles on this is a first step only. The signal ellipse fitted to all other cycles then predicts what a cycle
 * should look like, bands and contrast included, and the cycle is registered to that picture, both smoothed; see {@link PredictedCycles}.
 *
 * <p>Which of both steps stands, and whether there is any motion that can be told from none, is read from how well the cycles then follow
 * the signal model: {@link ModelMisfit}.
 *
 * <p>ΔB0 is taken to move with the head; what of it stays with the scanner, and the receive phase, are not corrected.
 */
public final class MotionCorrection {

    /** Fewest voxels along each axis: two patches. */
    static final int MIN_VOXELS = 8;

    /** Beyond this a head coil is too narrow, and the search was not made for it. */
    private static final double MOST_MM = 30;

    private static final double MOST_DEG = 30;

    /** So many cycles say enough about one another to be asked twice. */
    private static final int MANY_CYCLES = 10;

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
            Found found = cycles < ModelMisfit.MIN_CYCLES
                    ? new Found(motions, Basis.REFERENCE)
                    : best(new PredictedCycles(series, progress), motions, reference, pool, progress);
            return withDisplacements(still, reference, found);
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

    private record Found(List<RigidMotion> motions, Basis basis) {}

    /**
     * No motion, the first step or the second, whichever lets the cycles follow the signal model best; the first step where they do not
     * follow it at all.
     */
    private static Found best(
            PredictedCycles images, List<RigidMotion> motions, int reference, WorkerPool pool, Progress progress) {
        List<RigidMotion> rest = Collections.nCopies(motions.size(), RigidMotion.NONE);
        double misfitAtRest = misfit(images, rest, pool, progress);
        double least = misfit(images, motions, pool, progress);
        if (Math.min(least, misfitAtRest) > ModelMisfit.FOLLOWS) {
            return new Found(motions, Basis.REFERENCE);
        }
        Found best = new Found(motions, Basis.REFERENCE);
        if (motions.size() >= PredictedCycles.MIN_CYCLES) {
            List<RigidMotion> refined = refined(images, motions, pool, progress);
            double misfit = images.misfit(pool, progress);
            if (misfit < least) {
                least = misfit;
                best = new Found(against(reference, refined), Basis.PREDICTION);
            }
        }
        return misfitAtRest <= least ? new Found(rest, Basis.AT_REST) : best;
    }

    private static double misfit(
            PredictedCycles images, List<RigidMotion> motions, WorkerPool pool, Progress progress) {
        for (int j = 0; j < motions.size(); j++) {
            images.correct(j, motions.get(j), pool, progress);
        }
        return images.misfit(pool, progress);
    }

    /**
     * Registers every cycle to what the others say that it should look like, each corrected as well as is known by then, which to
     * begin with is by the first step. With few cycles once: what they say about one another drifts off when this is repeated (measured
     * with 6); with many twice.
     */
    private static List<RigidMotion> refined(
            PredictedCycles images, List<RigidMotion> motions, WorkerPool pool, Progress progress) {
        List<RigidMotion> current = new ArrayList<>(motions);
        int cycles = motions.size();
        int steps = cycles < MANY_CYCLES ? cycles : 2 * cycles;
        for (int step = 0; step < steps; step++) {
            int j = step % cycles;
            PatchRegistration toPredicted = new PatchRegistration(images.predicted(j, pool, progress), pool);
            current.set(j, toPredicted.register(images.measured(j), current.get(j), progress));
            images.correct(j, current.get(j), pool, progress);
            progress.update(PAIRWISE_PART + (1 - PAIRWISE_PART) * (step + 1) / steps);
        }
        return current;
    }

    /** The same motions against where the head lies in the reference. */
    private static List<RigidMotion> against(int reference, List<RigidMotion> motions) {
        RigidMotion back = motions.get(reference).inverse();
        List<RigidMotion> result = new ArrayList<>(motions);
        result.replaceAll(motion -> motion.after(back));
        result.set(reference, RigidMotion.NONE);
        return result;
    }

    private static MotionEstimate withDisplacements(ScalarVolume still, int reference, Found found) {
        List<RigidMotion> motions = found.motions();
        double[] displacement = new double[motions.size()];
        double[] framewise = new double[motions.size()];
        for (int j = 0; j < motions.size(); j++) {
            displacement[j] = meanDisplacementMm(still, motions.get(j));
            if (j > 0) {
                framewise[j] = meanDisplacementMm(
                        still, motions.get(j).after(motions.get(j - 1).inverse()));
            }
        }
        return new MotionEstimate(reference, motions, displacement, framewise, found.basis());
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
                progress.checkCanceled();
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

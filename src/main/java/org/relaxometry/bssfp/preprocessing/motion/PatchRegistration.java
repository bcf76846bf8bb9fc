package org.relaxometry.bssfp.preprocessing.motion;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.concurrent.WorkerPool;
import org.relaxometry.bssfp.space.RigidMotion;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.statistics.CholeskyFactor;
import org.relaxometry.bssfp.statistics.SortedSamples;

/**
 * Finds the rigid motion of an image against a reference of the same grid: the least mean cost of {@link PatchEquations} over
 * all bright patches, by Gauss–Newton steps with Levenberg's damping. The result is the same for any number of threads.
 */
final class PatchRegistration {

    /** A patch counts where its mean is above this part of the bright voxels' value. */
    private static final double BRIGHT_PART = 0.1;

    /** The 98th percentile is the value of bright voxels. */
    private static final double BRIGHT_QUANTILE = 0.98;

    /** Misfits below this part of the value of bright voxels are all the same. */
    private static final double EPSILON_PART = 0.02;

    private static final int MAX_STEPS = 40;
    private static final double SETTLED_MM = 1e-3;
    private static final double FIRST_DAMPING = 0.01;
    private static final int UNKNOWNS = PatchEquations.UNKNOWNS;

    private final VolumeGrid grid;
    private final int[] patches;
    private final double[] sums;
    private final PatchEquations[] equations;
    private final WorkerPool pool;

    PatchRegistration(ScalarVolume reference, WorkerPool pool) {
        this.pool = pool;
        grid = reference.grid();
        double bright = SortedSamples.all(reference.values()).below(BRIGHT_QUANTILE);
        patches = patches(reference, BRIGHT_PART * bright);
        sums = new double[patches.length * PatchEquations.SUMS];
        equations = IntStream.range(0, pool.size())
                .mapToObj(worker -> new PatchEquations(grid, reference.values(), EPSILON_PART * bright))
                .toArray(PatchEquations[]::new);
    }

    private static int[] patches(ScalarVolume reference, double least) {
        VolumeGrid grid = reference.grid();
        int edge = PatchEquations.EDGE;
        IntStream.Builder bright = IntStream.builder();
        for (int z = 0; z + edge <= grid.nz(); z += edge) {
            for (int y = 0; y + edge <= grid.ny(); y += edge) {
                for (int x = 0; x + edge <= grid.nx(); x += edge) {
                    double sum = 0;
                    for (int n = 0; n < edge * edge * edge; n++) {
                        sum += reference.values()[grid.index(x + n % edge, y + n / edge % edge, z + n / (edge * edge))];
                    }
                    if (sum > least * edge * edge * edge) {
                        bright.add(grid.index(x, y, z));
                    }
                }
            }
        }
        return bright.build().toArray();
    }

    /** How well this reference explains an image that has moved so; lower is better, and images of one grid compare. */
    double misfit(SplineImage image, RigidMotion motion) {
        return cost(evaluate(image, motion));
    }

    /**
     * Follows the cost downhill.
     *
     * @param image on the grid of the reference
     * @param start where to begin
     * @throws IllegalArgumentException if the images do not determine the motion
     */
    RigidMotion register(SplineImage image, RigidMotion start, Progress progress) {
        RigidMotion motion = start;
        double[] here = evaluate(image, motion);
        double damping = 0;
        for (int count = 0; count < MAX_STEPS; count++) {
            progress.checkCanceled();
            double[] step = solve(here, damping);
            RigidMotion next = motion(step).after(motion);
            double[] there = evaluate(image, next);
            boolean better = cost(there) <= cost(here);
            if (better) {
                motion = next;
                here = there;
                damping = damping > FIRST_DAMPING ? damping / 10 : 0;
            } else {
                damping = Math.max(10 * damping, FIRST_DAMPING);
            }
            if (Arrays.stream(step).allMatch(part -> Math.abs(part) < SETTLED_MM)) {
                break;
            }
        }
        return motion;
    }

    private static RigidMotion motion(double[] step) {
        double[] angles = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            angles[axis] = Math.toDegrees(step[3 + axis] / PatchEquations.RADIUS_MM);
        }
        return RigidMotion.of(Arrays.copyOf(step, 3), angles);
    }

    /** Mean over the voxels that lie in the image; infinite where none does. */
    private static double cost(double[] total) {
        return total[PatchEquations.VOXELS] == 0
                ? Double.POSITIVE_INFINITY
                : total[PatchEquations.COST] / total[PatchEquations.VOXELS];
    }

    private double[] evaluate(SplineImage image, RigidMotion motion) {
        double[] map = motion.voxelMap(grid);
        int length = PatchEquations.SUMS;
        pool.run(
                patches.length,
                (worker, index) -> equations[worker].evaluate(image, map, patches[index], sums, index * length));
        // in the order of the patches, whoever worked on them
        double[] total = new double[length];
        for (int i = 0; i < sums.length; i++) {
            total[i % length] += sums[i];
        }
        return total;
    }

    /** Solves the normal equations with their diagonal made larger. */
    private static double[] solve(double[] total, double damping) {
        double[][] matrix = new double[UNKNOWNS][UNKNOWNS];
        int at = 0;
        for (int i = 0; i < UNKNOWNS; i++) {
            for (int j = 0; j <= i; j++) {
                matrix[i][j] = total[at++] * (i == j ? 1 + damping : 1);
            }
        }
        return CholeskyFactor.of(matrix)
                .orElseThrow(() -> new IllegalArgumentException("The images do not determine the motion: too few bright"
                        + " voxels lie in both, or they have no structure."))
                .solve(Arrays.copyOfRange(
                        total, PatchEquations.RIGHT_HAND_SIDE, PatchEquations.RIGHT_HAND_SIDE + UNKNOWNS));
    }
}

package org.relaxometry.bssfp.preprocessing.b1;

import java.util.Arrays;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.space.Affine;
import org.relaxometry.bssfp.space.PlacedVolume;
import org.relaxometry.bssfp.space.RigidMotion;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * Rigid registration of two images of different contrast, such as the anatomical image of a B1 measurement and the mean
 * magnitude of a bSSFP series, by normalised mutual information.
 *
 * <p>NMI = (H(A) + H(B)) / H(A, B) of the joint histogram of the intensities at points spread evenly, but not on a grid, over
 * the fixed image (1 without relation, 2 at most). It is maximised over three angles and three shifts by a pattern search that
 * halves its steps, on images reduced to voxels of 8, 4 and 2 mm in turn. Nothing is random: the same images give the same
 * transform.
 *
 * <p>Sources: Studholme, Hill and Hawkes, Pattern Recognit. 32, 71 (1999), doi:10.1016/S0031-3203(98)00091-0 (NMI); Hooke and
 * Jeeves, J. ACM 8, 212 (1961), doi:10.1145/321062.321069 (pattern search).
 */
public final class MutualInformationRegistration {

    /**
     * What was found.
     *
     * @param motion from a point of the fixed image to the same point of the moving one, along the axes of space
     * @param centreMm what it turns about: the centre of the fixed image, x, y and z; not copied
     * @param before NMI without motion
     * @param after NMI with it
     */
    public record Result(RigidMotion motion, double[] centreMm, double before, double after) {

        /** The motion as a map of points in mm. */
        public Affine fixedToMoving() {
            return motion.about(centreMm[0], centreMm[1], centreMm[2]);
        }
    }

    private static final double[] PITCHES_MM = {8, 4, 2};
    private static final int[] POINTS = {20_000, 40_000, 300_000};

    /** Steps end at this part of the pitch: the maximum is broader. */
    private static final double LAST_STEP = 0.01;

    /** A constant image has 1, and rounding. */
    private static final double MIN_SIMILARITY = 1 + 1e-6;

    /** By one degree, a point 57 mm from the centre moves 1 mm: about the surface of the brain. */
    private static final double DEGREES_PER_MM = 1;

    private final double[] centre;
    private final Progress progress;
    private final double[] motion = new double[6];

    private MutualInformationRegistration(double[] centre, Progress progress) {
        this.centre = centre;
        this.progress = progress;
    }

    /**
     * Registers.
     *
     * @param fixed image that stays, such as the mean magnitude of the series
     * @param moving image of the same subject that may have moved by some cm and some ten degrees
     * @throws IllegalArgumentException if the images do not overlap, or one of them is constant
     */
    public static Result register(PlacedVolume fixed, PlacedVolume moving, Progress progress) {
        VolumeGrid grid = fixed.volume().grid();
        double x = (grid.nx() - 1) / 2.0;
        double y = (grid.ny() - 1) / 2.0;
        double z = (grid.nz() - 1) / 2.0;
        Affine toMm = fixed.toMm();
        double[] centre = {toMm.x(x, y, z), toMm.y(x, y, z), toMm.z(x, y, z)};
        return new MutualInformationRegistration(centre, progress).run(fixed, moving);
    }

    private Result run(PlacedVolume fixed, PlacedVolume moving) {
        JointHistogram last = null;
        for (int level = 0; level < PITCHES_MM.length; level++) {
            double pitch = PITCHES_MM[level];
            last = new JointHistogram(ReducedVolume.of(fixed, pitch), ReducedVolume.of(moving, pitch), POINTS[level]);
            if (level == 0 && !(last.similarity(transform(motion)) > MIN_SIMILARITY)) {
                throw new IllegalArgumentException(
                        "The anatomical image and the series do not overlap in space, or one"
                                + " of them is empty. Do the headers of both state their true positions in the same examination?");
            }
            search(last, pitch / 2, LAST_STEP * pitch);
            progress.update((level + 1.0) / PITCHES_MM.length);
        }
        return new Result(motion(motion), centre, last.similarity(Affine.IDENTITY), last.similarity(transform(motion)));
    }

    private void search(JointHistogram images, double firstStep, double lastStep) {
        double best = images.similarity(transform(motion));
        for (double step = firstStep; step >= lastStep; step /= 2) {
            double[] from = motion.clone();
            double reached = explore(images, motion, step, best);
            while (reached > best) {
                best = reached;
                // the same way once more, and a look around there
                double[] ahead = new double[motion.length];
                Arrays.setAll(ahead, k -> 2 * motion[k] - from[k]);
                System.arraycopy(motion, 0, from, 0, from.length);
                reached = explore(images, ahead, step, images.similarity(transform(ahead)));
                if (reached > best) {
                    System.arraycopy(ahead, 0, motion, 0, motion.length);
                } else {
                    reached = explore(images, motion, step, best);
                }
            }
        }
    }

    /** Moves a point along each parameter in turn where that is better; gives the similarity there. */
    private double explore(JointHistogram images, double[] point, double step, double similarity) {
        double best = similarity;
        for (int k = 0; k < point.length; k++) {
            progress.checkCanceled();
            double old = point[k];
            double by = k < 3 ? step * DEGREES_PER_MM : step;
            boolean moved = false;
            for (int sign = -1; sign <= 1 && !moved; sign += 2) {
                point[k] = old + sign * by;
                double there = images.similarity(transform(point));
                moved = there > best;
                best = moved ? there : best;
            }
            point[k] = moved ? point[k] : old;
        }
        return best;
    }

    private Affine transform(double[] parameters) {
        return motion(parameters).about(centre[0], centre[1], centre[2]);
    }

    /** Three angles, three shifts. */
    private static RigidMotion motion(double[] parameters) {
        return RigidMotion.of(Arrays.copyOfRange(parameters, 3, 6), Arrays.copyOf(parameters, 3));
    }
}

package org.relaxometry.bssfp.preprocessing.consistency;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What may be wrong with a series as a whole, each as one or a few numbers that stand for all its voxels.
 *
 * <p>{@link ErrorColumns} says which change of the samples of a voxel belongs to each of them.
 */
public enum ErrorSource {
    /** Relative error of the gain of each cycle. */
    GAIN("Gain", 0.03, 1.0, 1, 0),
    /** Phase of its own in each cycle, rad. */
    PHASE("Phase", 0.03, 1.0, 1, 1),
    /** Error of the phase increment of each cycle, rad. */
    INCREMENT("Increment", 0.05, 1.0, 1, 2),
    /** Drift of the field in each cycle times 2π TR, rad. */
    DRIFT("Drift", 0.01, 1.0, 1, 6),
    /** Shift of each cycle along x, y and z, voxels. */
    MOTION("Motion", 0.9, Double.POSITIVE_INFINITY, 1, 3, 4, 5),
    /** Relative error of a unit of the phase images. */
    PHASE_SCALE("PhaseScale", 0.02, 1.0, 0, 0),
    /** Relative error of the exponent of the magnitudes, as of squared or logarithmic ones. */
    MAGNITUDE_POWER("MagnitudePower", 0.3, 2.0, 0, 1),
    /** Offset of the magnitudes as a part of the mean magnitude. */
    MAGNITUDE_OFFSET("MagnitudeOffset", 0.1, 1.0, 0, 2);

    /** Columns of one number per cycle come first. */
    static final int PER_CYCLE = 7;

    static final int SHARED = 3;

    private final String label;
    private final double least;
    private final double most;
    private final boolean perCycle;
    private final int[] groups;

    /**
     * @param least smallest size that a scanner, a converter or a head makes; below, it is the model that falls short
     * @param most largest size that can be measured to first order; more comes of voxels that are all alike, in which chance
     *     passes for any error
     */
    ErrorSource(String label, double least, double most, int perCycle, int... groups) {
        this.label = label;
        this.least = least;
        this.most = most;
        this.perCycle = perCycle == 1;
        this.groups = groups;
    }

    /**
     * Whether so many cycles tell it. With fewer than six, one tissue that is no perfect ellipse looks like an error of the magnitudes
     * (a measured bottle, N = 4); three leave one number per voxel, in which only gross errors of gain show.
     */
    boolean isToldBy(int cycles) {
        boolean ofMagnitudes = this == MAGNITUDE_POWER || this == MAGNITUDE_OFFSET;
        return this == GAIN || cycles >= 6 || cycles > 3 && !ofMagnitudes;
    }

    /** Whether sizes are so small that a first-order estimate of them means anything. */
    boolean isMeasurable(double[] size) {
        return largest(size) <= most;
    }

    /** Whether an error of these sizes is one that happens. */
    boolean happens(double[] size) {
        return largest(size) >= least;
    }

    /** Largest of the sizes: of a shift from one cycle to another, of other numbers of cycles from their mean. */
    double largest(double[] size) {
        if (this == MOTION) {
            return farthest(size);
        }
        double mean = perCycle ? Arrays.stream(size).average().orElseThrow() : 0;
        return Arrays.stream(size).map(x -> Math.abs(x - mean)).max().orElseThrow();
    }

    private static double farthest(double[] shift) {
        int n = shift.length / 3;
        double farthest = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double squares = 0;
                for (int axis = 0; axis < 3; axis++) {
                    double d = shift[axis * n + i] - shift[axis * n + j];
                    squares += d * d;
                }
                farthest = Math.max(farthest, Math.sqrt(squares));
            }
        }
        return farthest;
    }

    /** Name in records. */
    String label() {
        return label;
    }

    /** Whether every cycle has numbers of its own. */
    boolean isPerCycle() {
        return perCycle;
    }

    /** Columns that belong to this source. */
    int[] columns(int cycles) {
        return perCycle
                ? IntStream.of(groups)
                        .flatMap(group -> IntStream.range(group * cycles, (group + 1) * cycles))
                        .toArray()
                : new int[] {PER_CYCLE * cycles + groups[0]};
    }
}

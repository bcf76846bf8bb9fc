package org.relaxometry.bssfp.preprocessing.check;

import java.util.stream.IntStream;

/**
 * What may be wrong with a series as a whole, each as one or a few numbers that stand for all its voxels.
 *
 * <p>{@link ErrorColumns} says which change of the samples of a voxel belongs to each of them.
 */
public enum ErrorSource {
    /** Relative error of the gain of each cycle. */
    GAIN(1, 0),
    /** Phase of its own in each cycle, rad. */
    PHASE(1, 1),
    /** Error of the phase increment of each cycle, rad. */
    INCREMENT(1, 2),
    /** Drift of the field in each cycle times 2π TR, rad. */
    DRIFT(1, 6),
    /** Shift of each cycle along x, y and z, voxels. */
    MOTION(1, 3, 4, 5),
    /** Relative error of a unit of the phase images. */
    PHASE_SCALE(0, 0),
    /** Relative error of the exponent of the magnitudes, as of squared or logarithmic ones. */
    MAGNITUDE_POWER(0, 1),
    /** Offset of the magnitudes as a part of the mean magnitude. */
    MAGNITUDE_OFFSET(0, 2);

    /** Columns of one number per cycle come first. */
    static final int PER_CYCLE = 7;

    static final int SHARED = 3;

    private final boolean perCycle;
    private final int[] groups;

    ErrorSource(int perCycle, int... groups) {
        this.perCycle = perCycle == 1;
        this.groups = groups;
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

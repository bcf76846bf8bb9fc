package org.relaxometry.bssfp.estimation;

/**
 * What became of a voxel. The code is the value in the status map. Only statuses with {@link #hasValues()} come with
 * numbers; all others have NaN in every map.
 */
public enum EstimationStatus {
    /** Estimated. */
    OK(0, true, "estimated"),
    /** Not asked for. */
    OUTSIDE_MASK(1, false, "outside the mask"),
    /** All samples are zero. */
    NO_SIGNAL(2, false, "no signal (all samples are zero)"),
    /** A sample is NaN or infinite. */
    NOT_FINITE(3, false, "a sample is not a finite number"),
    /** The B1 map has no (positive) value here. */
    NO_B1(4, false, "the B1 map has no value here"),
    /** No T1, T2 &gt; 0 explain these samples. */
    NO_SOLUTION(5, false, "no T1 and T2 explain these samples"),
    /** The solution lies beyond the longest relaxation time of the method. */
    OUT_OF_RANGE(6, false, "the solution lies beyond the range of the method"),
    /** The iteration did not settle. */
    NOT_CONVERGED(7, false, "the iteration did not converge"),
    /** Estimated by a network, but within 1 % of an end of the range of its outputs: the truth may lie beyond. */
    NEAR_OUTPUT_BOUND(8, true, "at the edge of what the network can give"),
    /** Estimated by a network at a B1 that its training did not cover. */
    B1_OUTSIDE_TRAINING(9, true, "B1 outside the network's training"),
    /** Estimated by a network that is told the noise level, at one that its training did not cover. */
    NOISE_OUTSIDE_TRAINING(10, true, "noise level outside the network's training"),
    /** No estimate of its own, but one that its neighbours have and that explains its samples. */
    FROM_NEIGHBOURS(11, true, "from the likelihood of its neighbours"),
    /** Estimated, but hardly better known than before: the prior says it, the samples say little. */
    MOSTLY_PRIOR(12, true, "mostly the prior: the samples say little"),
    /** The samples are no larger than noise would be, so a prior would say everything. */
    NOISE_ONLY(13, false, "the samples are no larger than the noise"),
    /**
     * T1, T2 or both are longer than the method tells apart: what stands there as its longest time
     * ({@link RelaxometryEstimator#longestMs()}) is a lower bound, without a standard deviation.
     */
    AT_LEAST(14, true, "at least this long: T1, T2 or both lie beyond the longest time of the method"),
    /** Estimated as water, but water and fat explain the samples better: T1 and T2 are not those of the water. */
    FAT_LIKELY(15, true, "fat is likely: T1 and T2 are not those of the water"),
    /** Mapped as water and fat: the fat fraction is known, T1 or T2 of the water is not. */
    HARDLY_WATER(16, true, "fat fraction only: too little water to tell its T1 and T2");

    private static final EstimationStatus[] BY_CODE = values();

    private final byte code;
    private final boolean hasValues;
    private final String meaning;

    EstimationStatus(int code, boolean hasValues, String meaning) {
        this.code = (byte) code;
        this.hasValues = hasValues;
        this.meaning = meaning;
    }

    /** Value in the status map. */
    public byte code() {
        return code;
    }

    /** Whether the maps hold numbers for such a voxel. */
    public boolean hasValues() {
        return hasValues;
    }

    /** Whether T1 and T2 are estimates, not lower bounds. */
    public boolean isEstimate() {
        return hasValues && this != AT_LEAST;
    }

    /** In the user's terms, for legends, logs and records. */
    public String meaning() {
        return meaning;
    }

    /** The status of a code. */
    public static EstimationStatus ofCode(int code) {
        if (code < 0 || code >= BY_CODE.length) {
            throw new IllegalArgumentException("There is no status with code " + code + ".");
        }
        return BY_CODE[code];
    }
}

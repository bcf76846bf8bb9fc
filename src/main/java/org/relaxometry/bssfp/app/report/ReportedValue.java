package org.relaxometry.bssfp.app.report;

import java.util.Locale;
import java.util.Optional;
import org.relaxometry.bssfp.cohort.RegionPrecision;
import org.relaxometry.bssfp.cohort.RegionValues;
import org.relaxometry.bssfp.norm.Norm;

/**
 * T1 or T2 of a region.
 *
 * @param values of its voxels, in ms
 * @param precision of their median
 * @param doubtful voxels that may be others than the tissue's
 * @param comparison with a norm, where there is one that holds
 * @param why there is no comparison, in plain words; empty where there is one, or no norms were given
 */
record ReportedValue(
        RegionValues values,
        RegionPrecision precision,
        Doubtful doubtful,
        Optional<ReportedValue.Comparison> comparison,
        String why) {

    /**
     * With what is usual.
     *
     * @param z of the median, its noise allowed for
     * @param usesAge whether the norm allows for age
     * @param usesSex whether it allows for sex
     */
    record Comparison(Norm.Expected expected, double z, boolean usesAge, boolean usesSex) {

        /** Beyond, a value is called longer or shorter; 5 in 100 people of the norm are. */
        static final double USUAL = 2;

        /** In words, by the part of people who have less, or more. */
        String words() {
            if (Math.abs(z) <= USUAL) {
                return "usual";
            }
            double part = Norm.partBelow(Math.abs(z));
            String than = part < 0.995
                    ? (int) Math.floor(100 * part) + " of 100"
                    : part < 0.999 ? (int) Math.floor(1000 * part) + " of 1000" : "more than 999 of 1000";
            return (z > 0 ? "longer" : "shorter") + " than in " + than;
        }
    }

    /** Whether there is a value that it is known of how sure it is. */
    boolean isGiven() {
        return Double.isFinite(values.median()) && Double.isFinite(precision.sigma()) && !doubtful.areMany();
    }

    /** What must be said of it. */
    String remark(double longestMs) {
        if (values.withValue() == 0) {
            return "no voxel has a value";
        }
        if (Double.isInfinite(values.median())) {
            return String.format(Locale.ROOT, "longer than %.0f ms in half of the voxels or more", longestMs);
        }
        if (doubtful.areMany()) {
            return "not to be trusted";
        }
        if (Double.isInfinite(values.upperQuartile())) {
            return String.format(Locale.ROOT, "a quarter of the voxels or more is longer than %.0f ms", longestMs);
        }
        if (!isGiven()) {
            return values.lowerQuartile() == values.upperQuartile() && values.withValue() > 1
                    ? "all voxels have one value, so nobody knows how sure it is"
                    : "too few voxels to say how sure it is";
        }
        return "";
    }
}

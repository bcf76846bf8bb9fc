package org.relaxometry.bssfp.app.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.volume.ParameterMaps;

/** What became of the voxels of a run, in words for the log and the record. */
public final class StatusCounts {

    private StatusCounts() {}

    /** A line per status that occurs, such as {@code 24 310 voxels: estimated (99.1 % of those processed)}. */
    public static List<String> describe(ParameterMaps maps) {
        long[] counts = new long[EstimationStatus.values().length];
        for (float[] plane : ParameterMaps.planes(maps.status())) {
            for (float code : plane) {
                counts[EstimationStatus.ofCode((int) code).ordinal()]++;
            }
        }
        long processed = 0;
        for (EstimationStatus status : EstimationStatus.values()) {
            processed += status == EstimationStatus.OUTSIDE_MASK ? 0 : counts[status.ordinal()];
        }
        List<String> lines = new ArrayList<>();
        for (EstimationStatus status : EstimationStatus.values()) {
            long count = counts[status.ordinal()];
            if (count > 0) {
                String share = status == EstimationStatus.OUTSIDE_MASK
                        ? ""
                        : String.format(Locale.ROOT, " (%.1f %% of those processed)", 100.0 * count / processed);
                lines.add(count + " voxels: " + status.meaning() + share);
            }
        }
        return lines;
    }
}

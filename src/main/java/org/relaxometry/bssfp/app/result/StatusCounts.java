package org.relaxometry.bssfp.app.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.volume.ParameterMaps;

/** What became of the voxels of a run, in words for the log and the record. */
public final class StatusCounts {

    private StatusCounts() {}

    /** A run that gives fewer voxels of those processed a value than this is told. */
    private static final double HARDLY_ANY = 0.01;

    /** What to say where no voxel, or hardly any, has a value. */
    public static Optional<String> warning(ParameterMaps maps) {
        long[] counts = counts(ParameterMaps.planes(maps.status()));
        long withSignal = 0;
        long estimated = 0;
        EstimationStatus commonest = EstimationStatus.NO_SIGNAL;
        for (EstimationStatus status : EstimationStatus.values()) {
            long count = counts[status.ordinal()];
            // air says nothing, where there is anything else
            boolean isSignal = status != EstimationStatus.OUTSIDE_MASK && status != EstimationStatus.NO_SIGNAL;
            withSignal += isSignal ? count : 0;
            estimated += status.isEstimate() ? count : 0;
            boolean failed = isSignal && !status.isEstimate();
            if (failed
                    && count > 0
                    && (commonest == EstimationStatus.NO_SIGNAL || count > counts[commonest.ordinal()])) {
                commonest = status;
            }
        }
        if (estimated > 0 && estimated >= HARDLY_ANY * withSignal) {
            return Optional.empty();
        }
        return Optional.of(
                (estimated == 0 ? "No voxel" : "Hardly any voxel (" + estimated + " of " + withSignal + " with signal)")
                        + " has a T1 and T2; most often: " + commonest.meaning() + ". "
                        + switch (commonest) {
                            case NO_SIGNAL -> "Is the right image read, and does the mask lie on the object?";
                            case NOT_FINITE ->
                                "One of the cycles holds NaN or infinite values there: read its images again.";
                            case NO_B1 -> "The B1 map does not cover the object: look at its grid and its mask.";
                            default ->
                                "TR (in ms), TE, flip angle (in degrees), phase increments, the order of the cycles, the unit of the"
                                        + " phase images or B1 are not what they are taken for, or the images hold mostly noise.";
                        });
    }

    private static long[] counts(float[][] status) {
        long[] counts = new long[EstimationStatus.values().length];
        for (float[] plane : status) {
            for (float code : plane) {
                counts[EstimationStatus.ofCode((int) code).ordinal()]++;
            }
        }
        return counts;
    }

    /** A line per status that occurs, such as {@code 24 310 voxels: estimated (99.1 % of those processed)}. */
    public static List<String> describe(ParameterMaps maps) {
        return describe(ParameterMaps.planes(maps.status()));
    }

    /** The same of the planes of a status map. */
    public static List<String> describe(float[][] status) {
        long[] counts = counts(status);
        long processed = 0;
        for (EstimationStatus each : EstimationStatus.values()) {
            processed += each == EstimationStatus.OUTSIDE_MASK ? 0 : counts[each.ordinal()];
        }
        List<String> lines = new ArrayList<>();
        for (EstimationStatus each : EstimationStatus.values()) {
            long count = counts[each.ordinal()];
            if (count > 0) {
                String share = each == EstimationStatus.OUTSIDE_MASK
                        ? ""
                        : String.format(Locale.ROOT, " (%.1f %% of those processed)", 100.0 * count / processed);
                lines.add(count + " voxels: " + each.meaning() + share);
            }
        }
        return lines;
    }

    /** What stands in the record of a status map: the meaning of every code. */
    public static Map<String, Object> legend() {
        Map<String, String> levels = new LinkedHashMap<>();
        for (EstimationStatus status : EstimationStatus.values()) {
            levels.put(Integer.toString(status.code()), status.meaning());
        }
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("Quantity", "status of each voxel");
        about.put("Levels", levels);
        return about;
    }
}

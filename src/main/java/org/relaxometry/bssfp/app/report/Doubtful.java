package org.relaxometry.bssfp.app.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.io.map.MapVolume;
import org.relaxometry.bssfp.io.map.RunMaps;

/**
 * Voxels of a region whose values may be others than the tissue's, as the map of status says.
 *
 * @param voxels that have a value
 * @param counts how many of them, by why
 */
record Doubtful(int voxels, Map<EstimationStatus, Integer> counts) {

    /** Part of the voxels beyond which the median may be off by more than its uncertainty says. */
    private static final double MANY = 0.1;

    private static final Set<EstimationStatus> KINDS = Set.of(
            EstimationStatus.NEAR_OUTPUT_BOUND,
            EstimationStatus.B1_OUTSIDE_TRAINING,
            EstimationStatus.NOISE_OUTSIDE_TRAINING,
            EstimationStatus.MOSTLY_PRIOR,
            EstimationStatus.FAT_LIKELY,
            EstimationStatus.HARDLY_WATER);

    static Doubtful of(RunMaps maps, int[] region) {
        Map<EstimationStatus, Integer> counts = new EnumMap<>(EstimationStatus.class);
        int voxels = 0;
        float[] codes = maps.status().map(MapVolume::values).orElse(new float[0]);
        for (int v : codes.length == 0 ? new int[0] : region) {
            EstimationStatus status = EstimationStatus.ofCode((int) codes[v]);
            voxels += status.hasValues() ? 1 : 0;
            if (KINDS.contains(status)) {
                counts.merge(status, 1, Integer::sum);
            }
        }
        return new Doubtful(voxels, counts);
    }

    boolean areMany() {
        return counts.values().stream().mapToInt(count -> count).sum() > MANY * voxels;
    }

    /** One remark for every kind. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        counts.forEach((status, count) -> remarks.add(count + " of " + voxels + " voxels: " + status.meaning()));
        return remarks;
    }
}

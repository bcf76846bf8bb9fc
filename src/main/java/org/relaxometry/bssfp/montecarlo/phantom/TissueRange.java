package org.relaxometry.bssfp.montecarlo.phantom;

import java.util.List;
import org.relaxometry.bssfp.statistics.Range;

/**
 * A tissue that is known by its true times.
 *
 * @param name as tables call it
 * @param t1Ms T1 in ms, ends included
 * @param t2Ms T2 in ms, ends included
 */
public record TissueRange(String name, Range t1Ms, Range t2Ms) {

    /** Divides a volume into tissues; a voxel that fits several is of the first. */
    public static PhantomTruth divide(PhantomTruth truth, List<TissueRange> ranges) {
        int[] tissue = new int[truth.tissue().length];
        for (int voxel : truth.mask().voxels()) {
            for (int k = ranges.size(); k > 0; k--) {
                if (ranges.get(k - 1).holds(truth.t1Ms()[voxel], truth.t2Ms()[voxel])) {
                    tissue[voxel] = k;
                }
            }
        }
        return truth.divided(ranges.stream().map(TissueRange::name).toList(), tissue);
    }

    private boolean holds(float t1, float t2) {
        return t1 >= t1Ms.min() && t1 <= t1Ms.max() && t2 >= t2Ms.min() && t2 <= t2Ms.max();
    }
}

package org.relaxometry.bssfp.io.roi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.io.map.VolumeOnGrid;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.text.TypedNumber;

/** Regions of interest as an image whose values are whole numbers: 0 for none, 1, 2, … for the regions. */
final class LabelImage {

    /** An atlas has a few hundred regions, a measured image thousands of different values. */
    private static final int MOST_LABELS = 1000;

    private LabelImage() {}

    /**
     * One region per label, in rising order.
     *
     * @throws IllegalArgumentException if a value is no label, or there is none
     */
    static List<RoiVoxels> regions(VolumeOnGrid image, VolumeGrid grid) {
        Map<Integer, IntStream.Builder> voxels = new TreeMap<>();
        float[] values = image.values();
        for (int i = 0; i < values.length; i++) {
            float value = values[i];
            if (!Mask.counts(value)) {
                continue;
            }
            if (value < 0 || value != (int) value) {
                throw new IllegalArgumentException("The " + image.name() + " has the value " + TypedNumber.show(value)
                        + ". Labels are whole numbers 1, 2, …; 0 is no region.");
            }
            voxels.computeIfAbsent((int) value, label -> IntStream.builder()).add(i);
            if (voxels.size() > MOST_LABELS) {
                throw new IllegalArgumentException("The " + image.name() + " has more than " + MOST_LABELS
                        + " different values. Expected an image of labels 1, 2, …; is it another one?");
            }
        }
        if (voxels.isEmpty()) {
            throw new IllegalArgumentException(
                    "The " + image.name() + " is empty: no voxel differs from 0. Labels are 1, 2, …; 0 is no region.");
        }
        List<RoiVoxels> regions = new ArrayList<>();
        voxels.forEach((label, builder) -> regions.add(
                RoiPlacement.region("label " + label, builder.build().toArray(), grid)));
        return regions;
    }
}

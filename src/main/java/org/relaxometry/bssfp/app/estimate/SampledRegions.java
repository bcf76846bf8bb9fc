package org.relaxometry.bssfp.app.estimate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.relaxometry.bssfp.io.roi.SeriesRois;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.RegionOfInterest;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.volume.ChosenVoxels;

/**
 * The voxels of the regions of interest of a series.
 *
 * @param rois as they were read
 * @param chosen every voxel that lies in a region, once
 * @param regions the same regions, as indices into the chosen voxels
 */
public record SampledRegions(SeriesRois rois, ChosenVoxels chosen, List<RegionOfInterest> regions) {

    private static final int NAMES_SHOWN = 4;

    /** @throws IllegalArgumentException if a region lies outside the mask of the series */
    public static SampledRegions of(PhaseCycledSeries series, SeriesRois rois) {
        ChosenVoxels chosen = ChosenVoxels.read(series, rois.voxels());
        List<RegionOfInterest> regions = rois.rois().stream()
                .map(roi -> new RegionOfInterest(roi.name(), chosen.indicesOf(roi.voxels())))
                .toList();
        return new SampledRegions(rois, chosen, regions);
    }

    /** The names, the first few of many. */
    public String names() {
        String first =
                regions.stream().limit(NAMES_SHOWN).map(RegionOfInterest::name).collect(Collectors.joining(", "));
        return regions.size() <= NAMES_SHOWN ? first : first + " and " + (regions.size() - NAMES_SHOWN) + " more";
    }

    /** Number of the slice that the first region begins in, from 1. */
    public int firstSlice(VolumeGrid grid) {
        return rois.rois().get(0).voxels()[0] / grid.sliceVoxels() + 1;
    }

    /** For the record of a run. */
    public List<Map<String, Object>> record() {
        List<Map<String, Object>> record = new ArrayList<>();
        for (int i = 0; i < regions.size(); i++) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("Name", regions.get(i).name());
            entry.put("Slices", rois.rois().get(i).where());
            entry.put("Voxels", regions.get(i).voxels().length);
            record.add(entry);
        }
        return record;
    }
}

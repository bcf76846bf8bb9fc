package org.relaxometry.bssfp.app.cohort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.relaxometry.bssfp.cohort.RegionValues;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.bids.BidsFile;
import org.relaxometry.bssfp.io.bids.Companions;
import org.relaxometry.bssfp.io.map.MapVolume;
import org.relaxometry.bssfp.io.roi.RoiVoxels;
import org.relaxometry.bssfp.io.roi.SeriesRois;
import org.relaxometry.bssfp.statistics.StudyTable;

/** What the maps of a series hold within the brain, and within the regions of a label image where there is one. */
final class RegionTable {

    /** The region that every series has. */
    static final String BRAIN = "brain";

    /** Of these maps. */
    private static final List<Parameter> MAPS =
            List.of(Parameter.T1, Parameter.T2, Parameter.OFF_RESONANCE, Parameter.M0, Parameter.RESIDUAL);

    static final List<String> COLUMNS = List.of(
            "method",
            "map",
            "unit",
            "label",
            "region",
            "voxels",
            "voxels_with_value",
            "voxels_beyond_range",
            "mean",
            "standard_deviation",
            "median",
            "lower_quartile",
            "upper_quartile");

    private RegionTable() {}

    /**
     * All rows of a series.
     *
     * @param maps folder of the maps, under the names of the derivative
     * @param stem of the series
     * @param brain mask of the brain
     */
    static StudyTable of(
            Path maps, String stem, Path brain, Optional<BidsFile> labels, List<String> methods, Progress progress)
            throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        Map<String, Region> regions = new LinkedHashMap<>();
        for (String method : methods) {
            for (Parameter parameter : MAPS) {
                Path file =
                        maps.resolve(SeriesSteps.beginning(stem, method, methods) + parameter.fileName() + ".nii.gz");
                if (Files.exists(file)) {
                    MapVolume map = MapVolume.read(file, progress);
                    if (regions.isEmpty()) {
                        regions.putAll(regions(map, brain, labels, progress));
                    }
                    regions.forEach((label, region) -> rows.add(row(method, parameter, label, region, map)));
                }
            }
        }
        return new StudyTable(COLUMNS, rows);
    }

    private record Region(String name, int[] voxels) {}

    private static Map<String, Region> regions(MapVolume map, Path brain, Optional<BidsFile> labels, Progress progress)
            throws IOException {
        Map<String, Region> regions = new LinkedHashMap<>();
        regions.put("0", new Region(BRAIN, inside(map, brain, progress)));
        if (labels.isPresent()) {
            Map<Integer, String> names = Companions.labelNames(labels.get().path());
            SeriesRois rois = SeriesRois.ofLabels(labels.get().path().toString(), map.grid(), map.geometry(), progress);
            for (RoiVoxels roi : rois.rois()) {
                String label = roi.name().replaceFirst("^label ", "");
                String name = names.getOrDefault(Integer.parseInt(label), "");
                regions.put(label, new Region(name.isEmpty() ? roi.name() : name, roi.voxels()));
            }
        }
        return regions;
    }

    /** Voxels of a mask. */
    static int[] inside(MapVolume map, Path mask, Progress progress) throws IOException {
        SeriesRois rois = SeriesRois.ofLabels(mask.toString(), map.grid(), map.geometry(), progress);
        return rois.voxels();
    }

    private static List<Object> row(String method, Parameter parameter, String label, Region region, MapVolume map) {
        RegionValues values = RegionValues.of(map.values(), region.voxels());
        return List.of(
                method,
                parameter.symbol(),
                map.unit(),
                label,
                region.name(),
                values.voxels(),
                values.withValue(),
                values.bounds(),
                values.mean(),
                values.standardDeviation(),
                values.median(),
                values.lowerQuartile(),
                values.upperQuartile());
    }

    /** What the columns are, as a JSON file beside a table says it. */
    static Map<String, Object> dictionary() {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("method", Map.of("Description", "Method of Map T1 T2 B0"));
        about.put("map", Map.of("Description", "Quantity that the map shows"));
        about.put("unit", Map.of("Description", "Unit of mean, standard deviation, median and quartiles"));
        about.put("label", Map.of("Description", "Value of the label image; 0 for the whole brain"));
        about.put("region", Map.of("Description", "Name of the region"));
        about.put("voxels", Map.of("Description", "Voxels of the region"));
        about.put("voxels_with_value", Map.of("Description", "Voxels that have a value or a lower bound"));
        about.put(
                "voxels_beyond_range",
                Map.of(
                        "Description",
                        "Voxels that hold a lower bound: they count as longer than all others in median and"
                                + " quartiles, and have no part in mean and standard deviation"));
        about.put("mean", Map.of("Description", "Mean over voxels"));
        about.put("standard_deviation", Map.of("Description", "Standard deviation over voxels"));
        about.put("median", Map.of("Description", "Median over voxels; n/a where it is beyond the range"));
        about.put("lower_quartile", Map.of("Description", "25th percentile over voxels"));
        about.put("upper_quartile", Map.of("Description", "75th percentile over voxels"));
        return about;
    }
}

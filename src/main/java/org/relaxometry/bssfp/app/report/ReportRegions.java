package org.relaxometry.bssfp.app.report;

import ij.ImagePlus;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.bids.Companions;
import org.relaxometry.bssfp.io.file.FileName;
import org.relaxometry.bssfp.io.file.InputFile;
import org.relaxometry.bssfp.io.image.ImageNames;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.io.map.RunMaps;
import org.relaxometry.bssfp.io.roi.RoiVoxels;
import org.relaxometry.bssfp.io.roi.SeriesRois;
import org.relaxometry.bssfp.io.sidecar.RunId;
import org.relaxometry.bssfp.space.VolumeGrid;

/** The regions of a report. */
final class ReportRegions {

    static final String ALL = "all voxels with values";

    private ReportRegions() {}

    /**
     * Reads them; without any, all voxels with values are one.
     *
     * @param rois as typed
     * @param inputs takes the files
     * @param notes takes where they come from
     * @param warnings takes what was decided about them
     */
    static List<RoiVoxels> read(
            String rois,
            RunMaps run,
            List<InputFile> inputs,
            List<String> notes,
            List<String> warnings,
            Progress progress)
            throws IOException {
        Optional<SeriesRois> found = SeriesRois.read(rois, run.grid(), run.geometry(), images(run), progress);
        if (found.isEmpty()) {
            float[] first = run.volumes().values().iterator().next().values();
            int[] all = IntStream.range(0, first.length)
                    .filter(v -> !Float.isNaN(first[v]))
                    .toArray();
            notes.add("No region was given or drawn, so the report is about all voxels with values.");
            return List.of(new RoiVoxels(ALL, "slices 1–" + run.grid().nz(), all));
        }
        warnings.addAll(found.get().notes());
        notes.add("Regions: " + found.get().source() + ".");
        inputs.addAll(found.get().inputs());
        Map<Integer, String> names = names(rois);
        return found.get().rois().stream()
                .map(roi -> new RoiVoxels(called(roi.name(), names), roi.where(), roi.voxels()))
                .toList();
    }

    /** The open maps of the run, those first on which something is drawn. */
    private static List<ImagePlus> images(RunMaps run) {
        return ImageNames.open().stream()
                .filter(image -> isOf(run, image))
                .sorted(Comparator.comparing(image -> image.getRoi() == null
                        && (image.getOverlay() == null || image.getOverlay().size() == 0)))
                .toList();
    }

    /** Whether an image is a map of the run, on which a selection is one of the patient. */
    private static boolean isOf(RunMaps run, ImagePlus image) {
        VolumeGrid grid = run.grid();
        return ImageProperties.quantity(image).isPresent()
                && image.getWidth() == grid.nx()
                && image.getHeight() == grid.ny()
                && image.getNSlices() == grid.nz()
                && ImageProperties.run(image)
                        .map(id -> id.equals(run.stated(RunId.KEY)))
                        .orElse(true);
    }

    private static Map<Integer, String> names(String rois) throws IOException {
        return rois.toLowerCase(Locale.ROOT).matches(".*\\.nii(\\.gz)?")
                ? Companions.labelNames(FileName.path("rois", rois))
                : Map.of();
    }

    private static String called(String label, Map<Integer, String> names) {
        String number = label.replaceFirst("^label ", "");
        String name = number.matches("\\d{1,9}") ? names.getOrDefault(Integer.valueOf(number), "") : "";
        return name.isEmpty() ? label : name;
    }
}

package org.relaxometry.bssfp.io.roi;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.FileName;
import org.relaxometry.bssfp.io.file.InputFile;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.image.SeriesGrid;
import org.relaxometry.bssfp.io.map.MapPair;
import org.relaxometry.bssfp.io.map.VolumeOnGrid;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * Regions of interest of a series, as a user has them: drawn in ImageJ, saved as {@code .roi} or {@code .zip}, or as an image of
 * labels.
 *
 * <p>A drawn region belongs to the slice of its position. One without a position belongs to the slice that the image of the
 * series shows; where the series or the region comes from a file, to all slices.
 *
 * @param rois one or more, each with a name of its own
 * @param source where they come from, in a few words
 * @param notes what was decided, in the user's terms
 * @param inputs the file or image they were read from; empty if they were drawn
 */
public record SeriesRois(List<RoiVoxels> rois, String source, List<String> notes, List<InputFile> inputs) {

    private static final String ROLE = "rois";

    /** The voxels of all regions, each once, in rising order. */
    public int[] voxels() {
        return rois.stream()
                .flatMapToInt(roi -> IntStream.of(roi.voxels()))
                .sorted()
                .distinct()
                .toArray();
    }

    /**
     * Reads them.
     *
     * @param text path of a {@code .roi} or {@code .zip} file, or title or path of an image of labels 1, 2, … on the grid of the
     *     series; blank for what is drawn: the ROI Manager, else the overlay of the first image of the series, else its selection, else that
     *     of the active image, if it is a map or another image of the series
     * @param series the regions are of
     * @throws IllegalArgumentException if there is none, or one of them has no voxel in the image
     * @throws IOException if a file cannot be read
     */
    public static SeriesRois read(String text, LoadedSeries series, Progress progress) throws IOException {
        return text.isBlank()
                ? placed(
                        DrawnRois.open(series.images(), series::owns),
                        series.series().grid(),
                        List.of())
                : read(text, series.series().grid(), SeriesGrid.of(series), progress);
    }

    /**
     * Reads those of two maps; blank for what is drawn on the first of them that is open, as for a series.
     *
     * @return empty where nothing was named and nothing is drawn
     * @throws IllegalArgumentException if one of them has no voxel in the image
     * @throws IOException if a file cannot be read
     */
    public static Optional<SeriesRois> read(String text, MapPair maps, Progress progress) throws IOException {
        return text.isBlank()
                ? DrawnRois.find(maps.images(), maps::owns).map(drawn -> placed(drawn, maps.grid(), List.of()))
                : Optional.of(read(text, maps.grid(), maps.seriesGrid(), progress));
    }

    /**
     * Reads those of maps; blank for the ROI Manager, else what is drawn on the first of their images.
     *
     * @param images of the maps that are open
     * @return empty where nothing was named and nothing is drawn
     * @throws IllegalArgumentException if one of them has no voxel in the maps
     * @throws IOException if a file cannot be read
     */
    public static Optional<SeriesRois> read(
            String text, VolumeGrid grid, NiftiGeometry geometry, List<ImagePlus> images, Progress progress)
            throws IOException {
        return text.isBlank()
                ? DrawnRois.find(images, images::contains).map(drawn -> placed(drawn, grid, List.of()))
                : Optional.of(ofLabels(text, grid, geometry, progress));
    }

    private static SeriesRois read(String text, VolumeGrid grid, SeriesGrid place, Progress progress)
            throws IOException {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".roi") || lower.endsWith(".zip")) {
            Path file = FileName.path(ROLE, text);
            DrawnRois drawn = DrawnRois.read(file);
            return placed(drawn, grid, List.of(InputFile.of(ROLE, file, progress)));
        }
        VolumeOnGrid volume = VolumeOnGrid.read(ROLE, text, place, progress);
        return new SeriesRois(LabelImage.regions(volume, grid), volume.name(), volume.notes(), volume.inputs());
    }

    /**
     * Those of a file: a {@code .roi} or {@code .zip} file, or an image of labels, each of them called {@code label} and its number.
     *
     * @param text path of the file
     * @param grid that it must lie on
     * @throws IllegalArgumentException if it lies on another grid, or a value is no label
     * @throws IOException if it cannot be read
     */
    public static SeriesRois ofLabels(String text, VolumeGrid grid, NiftiGeometry geometry, Progress progress)
            throws IOException {
        return read(text, grid, SeriesGrid.of("maps", grid, geometry), progress);
    }

    private static SeriesRois placed(DrawnRois drawn, VolumeGrid grid, List<InputFile> inputs) {
        List<String> notes = new ArrayList<>();
        List<RoiVoxels> rois = new RoiPlacement(grid, drawn.currentSlice(), notes).place(drawn);
        return new SeriesRois(rois, drawn.source(), List.copyOf(notes), inputs);
    }
}

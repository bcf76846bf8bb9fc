package org.relaxometry.bssfp.io.map;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.InputFile;
import org.relaxometry.bssfp.io.file.LoadLog;
import org.relaxometry.bssfp.io.image.ImageOpener;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.image.SeriesRequest;
import org.relaxometry.bssfp.io.image.SourceImage;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.space.Affine;
import org.relaxometry.bssfp.space.PlacedVolume;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * A volume on any grid, placed in the space of a series by the affine matrices of both.
 *
 * @param name as messages call it
 * @param placed its values and where they lie
 * @param geometry where it lies, as it states it or as the image that it shares its grid with does
 * @param notes what was decided, in the user's terms
 * @param warnings what the user should look at
 * @param inputs the image or file it was read from
 */
public record PlacedMap(
        String name,
        PlacedVolume placed,
        NiftiGeometry geometry,
        List<String> notes,
        List<String> warnings,
        List<InputFile> inputs) {

    /**
     * Reads a B1 map, in any unit that a series may have it in.
     *
     * @param request gives {@code b1} and, where stated, {@code b1unit} and {@code b1flip}
     * @param series into whose space it is placed
     * @return the ratio of actual to nominal flip angle, 0 where there are no data
     * @throws IllegalArgumentException if there is no such image, it has no unit of B1, or its place is not known
     * @throws IOException if a file cannot be read
     */
    public static PlacedMap b1(SeriesRequest request, LoadedSeries series, Progress progress) throws IOException {
        LoadLog log = new LoadLog();
        String text = request.image("b1")
                .orElseThrow(() -> new IllegalArgumentException(
                        "'b1' is missing. Expected a B1 map: the title of an open image or the path of a file."));
        SourceImage image = ImageOpener.open("b1", text, progress, log);
        RandomAccessibleInterval<FloatType> ratio = B1Map.ratio(image, request, log);
        return place(image, ratio, "series", series.geometry(), series.series().grid(), log, progress);
    }

    /**
     * Reads the anatomical image that was taken together with a map.
     *
     * @param text title of an open image or path of a file
     * @param map of the same measurement
     * @throws IllegalArgumentException if there is no such image, or its place is not known
     * @throws IOException if a file cannot be read
     */
    public static PlacedMap anatomy(String text, PlacedMap map, Progress progress) throws IOException {
        LoadLog log = new LoadLog();
        SourceImage image = ImageOpener.open("anatomy", text, progress, log);
        VolumeGrid grid = map.placed.volume().grid();
        return place(image, image.volume(image.values()), "B1 map", map.geometry, grid, log, progress);
    }

    private static PlacedMap place(
            SourceImage image,
            RandomAccessibleInterval<FloatType> volume,
            String companion,
            NiftiGeometry companionGeometry,
            VolumeGrid companionGrid,
            LoadLog log,
            Progress progress)
            throws IOException {
        boolean both = companionGeometry.statesOrientation()
                && image.geometry().filter(NiftiGeometry::statesOrientation).isPresent();
        boolean sameSize = Arrays.equals(volume.dimensionsAsLongArray(), companionGrid.size());
        if (!both && !sameSize) {
            throw new IllegalArgumentException("Where the " + image.name() + " lies relative to the " + companion
                    + " is not known: "
                    + (companionGeometry.statesOrientation() ? "it" : "the " + companion)
                    + " states no position in space, and they have different sizes. Expected NIfTI files with a qform or"
                    + " an sform for both.");
        }
        if (!both) {
            log.warn("The " + image.name() + " or the " + companion + " states no position in space; they have the same"
                    + " size, so voxels were matched by their number.");
        }
        NiftiGeometry geometry = both ? image.geometry().orElseThrow() : companionGeometry;
        return new PlacedMap(
                image.name(),
                new PlacedVolume(volume(volume, geometry), new Affine(geometry.affine())),
                geometry,
                log.notes(),
                log.warnings(),
                image.inputs(progress));
    }

    static ScalarVolume volume(RandomAccessibleInterval<FloatType> volume, NiftiGeometry geometry) {
        return new ScalarVolume(geometry.grid(volume.dimensionsAsLongArray()), ScalarVolume.values(volume));
    }
}

package org.relaxometry.bssfp.io.map;

import ij.ImagePlus;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.InputFile;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.io.image.SeriesGrid;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * Two maps of one quantity, on one grid and in one unit, so that they can be compared voxel by voxel.
 *
 * @param firstName title or file name of the first map
 * @param secondName of the second
 * @param quantity symbol of what was measured, such as T1; "value" where neither map says it
 * @param unit of both, ms for relaxation times; empty where neither map says it
 * @param first values, x fastest, NaN where there is none, infinite where no more is known than a lower bound
 * @param second values, likewise; those of ΔB0 are moved by whole periods 1/TR to within half a period of the first
 * @param voxels indices of the voxels to compare: those inside the mask
 * @param grid number and size of the voxels
 * @param geometry where the voxels lie
 * @param images the ImageJ images among the maps, to take a calibration from
 * @param inputs what was read
 * @param notes what was decided, in the user's terms
 * @param warnings what the user should look at
 */
public record MapPair(
        String firstName,
        String secondName,
        String quantity,
        String unit,
        float[] first,
        float[] second,
        int[] voxels,
        VolumeGrid grid,
        NiftiGeometry geometry,
        List<ImagePlus> images,
        List<InputFile> inputs,
        List<String> notes,
        List<String> warnings) {

    /** As both units are called where the maps are to say them. */
    public static final String AUTO = "auto";

    /** The grid that both maps lie on. */
    public SeriesGrid seriesGrid() {
        return SeriesGrid.of("maps", grid, geometry);
    }

    /**
     * Whether an image is one of the maps, or of a series that one of them is of.
     *
     * @param image may be null
     */
    public boolean owns(ImagePlus image) {
        if (image == null
                || image.getWidth() != grid.nx()
                || image.getHeight() != grid.ny()
                || image.getNSlices() != grid.nz()) {
            return false;
        }
        Optional<String> series = ImageProperties.series(image);
        return images.contains(image)
                || series.isPresent()
                        && images.stream().map(ImageProperties::series).anyMatch(series::equals);
    }

    /**
     * Reads two maps.
     *
     * @param first title of an open image or path of a file
     * @param second likewise
     * @param firstUnit unit of the first, or {@value #AUTO}: as its sidecar or its calibration says
     * @param secondUnit of the second
     * @param mask title or path; voxels that are not 0 are compared; empty for all
     * @throws IllegalArgumentException if the maps are not on one grid, or are not or may not be of one quantity and unit
     * @throws IOException if a file cannot be read
     */
    public static MapPair load(
            String first, String second, String firstUnit, String secondUnit, String mask, Progress progress)
            throws IOException {
        return new MapPairLoader(progress).load(first, second, firstUnit, secondUnit, mask);
    }
}

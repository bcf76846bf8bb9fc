package org.relaxometry.bssfp.io.series.scan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * An image of which the header has been read: a NIfTI file, or the DICOM files of one series, kind and echo.
 *
 * @param name as messages and the table call it
 * @param stem path of the file without its ending; empty for DICOM, whose file names say nothing
 * @param base the stem without the word that tells which half it is
 * @param files it is read from
 * @param format {@code NIfTI} or {@code DICOM}
 * @param kind which half of a complex image
 * @param stated which half its header or JSON file says it is
 * @param doubt what speaks against what it is taken for, as it follows its name
 * @param grid number and size of the voxels of a volume
 * @param volumes number of volumes, one per cycle
 * @param geometry where the voxels lie
 * @param slope factor from stored to true values
 * @param intercept true value of a stored 0
 * @param facts what is said of the acquisition
 * @param voxels opens it
 */
public record ScannedImage(
        String name,
        String stem,
        String base,
        List<Path> files,
        String format,
        ImageKind kind,
        Optional<ImageKind> stated,
        Optional<String> doubt,
        VolumeGrid grid,
        int volumes,
        NiftiGeometry geometry,
        double slope,
        double intercept,
        SeriesFacts facts,
        Voxels voxels) {

    /** The same image, known to be this half. */
    ScannedImage as(ImageKind half, String baseOfHalf) {
        return new ScannedImage(
                name,
                stem,
                baseOfHalf,
                files,
                format,
                half,
                stated,
                doubt,
                grid,
                volumes,
                geometry,
                slope,
                intercept,
                facts,
                voxels);
    }

    /** The file with the voxels; of DICOM, the first. */
    Path data() {
        boolean pair = files.get(0).toString().toLowerCase(Locale.ROOT).matches(".*\\.hdr(\\.gz)?");
        return files.get(pair ? 1 : 0);
    }

    /** The stored numbers of an image, ready to be read. */
    @FunctionalInterface
    public interface Voxels {
        Slices open(Progress progress) throws IOException;
    }

    /** The stored numbers of an image by slices, each read from its file when it is wanted, or all in memory. */
    @FunctionalInterface
    public interface Slices {
        /** @return not to be changed */
        float[] read(int volume, int slice) throws IOException;
    }
}

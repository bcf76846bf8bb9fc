package org.relaxometry.bssfp.io.image;

import ij.ImagePlus;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.FileName;
import org.relaxometry.bssfp.io.file.InputFile;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.io.sidecar.MadeFrom;
import org.relaxometry.bssfp.io.sidecar.SourcedProtocol;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.VolumeGrid;

/**
 * A series as it was read, with all that a user or a record of the result should know about the reading.
 *
 * @param series the data, ready for an estimator
 * @param geometry where the voxels lie: from the NIfTI header, the image property, or the calibration in ImageJ
 * @param sourced the protocol of the series, and which value came from where
 * @param kept what the images keep of the protocol: what was typed only where nothing else states it
 * @param notes what was decided, in the user's terms
 * @param warnings what the user should look at
 * @param inputs every image and protocol file that was used
 * @param madeFrom checksums of the images that those of the series were made from, where they say it
 * @param corrections what was taken out of the images before, as {@link org.relaxometry.bssfp.io.sidecar.Corrections} has it
 * @param images the ImageJ images behind the series (magnitude and phase, real and imaginary, or complex), to take
 *     calibration from and to store the protocol in; empty for NIfTI files
 */
public record LoadedSeries(
        PhaseCycledSeries series,
        NiftiGeometry geometry,
        SourcedProtocol sourced,
        SourcedProtocol kept,
        List<String> notes,
        List<String> warnings,
        List<InputFile> inputs,
        Set<String> madeFrom,
        Set<String> corrections,
        List<ImagePlus> images) {

    /** What the files of a series that we wrote are called without their part. */
    private static final String OUR_FILES = "bssfp";

    /** What a run takes beside the series, on its grid. */
    private static final List<String> WITH_THE_SERIES = List.of("b1", "mask");

    /** Checksums of its images and of those that they were made from, as {@link MadeFrom} has them. */
    public Set<String> origins() {
        Set<String> origins = new LinkedHashSet<>(madeFrom);
        inputs.stream()
                .filter(input -> MadeFrom.PARTS.contains(input.role()))
                .map(InputFile::sha256)
                .forEach(origins::add);
        return origins;
    }

    /**
     * What tells the series from every other, whatever their grids: made of the checksums of its images, so the same in every
     * run.
     */
    public String id() {
        String checksums = inputs.stream()
                .filter(input -> MadeFrom.PARTS.contains(input.role()))
                .map(InputFile::sha256)
                .collect(Collectors.joining());
        return UUID.nameUUIDFromBytes(checksums.getBytes(StandardCharsets.US_ASCII))
                .toString();
    }

    /**
     * Whether an image is one of the series, a map of it, or its B1 map or mask. Another series on the same grid has another
     * identity, and so have its maps.
     *
     * @param image may be null
     */
    public boolean owns(ImagePlus image) {
        VolumeGrid grid = series.grid();
        if (image == null
                || image.getWidth() != grid.nx()
                || image.getHeight() != grid.ny()
                || image.getNSlices() != grid.nz()) {
            return false;
        }
        boolean ofSeries = ImageProperties.series(image).filter(id()::equals).isPresent();
        boolean sameProtocol =
                ImageProperties.protocol(image).map(series.protocol()::equals).orElse(true);
        return images.contains(image) || ofSeries && sameProtocol || wasGiven(image);
    }

    /** Maps of two subjects may have one title, so the values count. */
    private boolean wasGiven(ImagePlus image) {
        return inputs.stream()
                .filter(input -> WITH_THE_SERIES.contains(input.role()))
                .filter(input -> input.name().equals(image.getTitle()))
                .anyMatch(input -> input.equals(InputFile.of(input.role(), image, Progress.NONE)));
    }

    /** Which value of the protocol came from where. */
    public String protocolSource() {
        return sourced.text();
    }

    /** The same series, of which more is known, and more to be looked at. */
    public LoadedSeries with(List<String> moreNotes, List<String> moreWarnings) {
        return new LoadedSeries(
                series,
                geometry,
                sourced,
                kept,
                Stream.concat(notes.stream(), moreNotes.stream()).toList(),
                Stream.concat(warnings.stream(), moreWarnings.stream()).toList(),
                inputs,
                madeFrom,
                corrections,
                images);
    }

    /**
     * What the series is of, such as the name of a subject: as its images say it, else by the name of its first file, or of the
     * folder where the file is named as we name all.
     */
    public String source() {
        if (!images.isEmpty()) {
            String stated = ImageNames.source(images.get(0));
            return stated.isEmpty() ? title() : stated;
        }
        String file = ImageNames.source(title());
        String folder = FileName.parent(inputs.get(0).name());
        return file.isEmpty() ? title() : file.equals(OUR_FILES) && !folder.isEmpty() ? folder : file;
    }

    /** The name of the first input, without folder and ending. */
    public String title() {
        return FileName.of(inputs.get(0).name()).replaceFirst("\\.(nii|hdr|img|tiff?)(\\.gz)?$", "");
    }
}

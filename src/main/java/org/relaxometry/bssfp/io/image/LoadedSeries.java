package org.relaxometry.bssfp.io.image;

import ij.ImagePlus;
import java.util.List;
import org.relaxometry.bssfp.io.file.FileName;
import org.relaxometry.bssfp.io.file.InputFile;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.space.PhaseCycledSeries;

/**
 * A series as it was read, with all that a user or a record of the result should know about the reading.
 *
 * @param series the data, ready for an estimator
 * @param geometry where the voxels lie: from the NIfTI header, the image property, or the calibration in ImageJ
 * @param protocolSource which value of the protocol came from where
 * @param notes what was decided, in the user's terms
 * @param warnings what the user should look at
 * @param inputs every image and protocol file that was used
 * @param images the ImageJ images behind the series (magnitude and phase, real and imaginary, or complex), to take
 *     calibration from and to store the protocol in; empty for NIfTI files
 * @param sliceLabels labels of the slices, one for each z; empty if there are none
 */
public record LoadedSeries(
        PhaseCycledSeries series,
        NiftiGeometry geometry,
        String protocolSource,
        List<String> notes,
        List<String> warnings,
        List<InputFile> inputs,
        List<ImagePlus> images,
        List<String> sliceLabels) {

    /** The name of the first input, without folder and ending. */
    public String title() {
        return FileName.of(inputs.get(0).name()).replaceFirst("\\.(nii|hdr|img|tiff?)(\\.gz)?$", "");
    }
}

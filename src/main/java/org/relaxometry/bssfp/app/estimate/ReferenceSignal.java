package org.relaxometry.bssfp.app.estimate;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.file.InputFile;
import org.relaxometry.bssfp.io.map.VolumeOnGrid;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.volume.ChosenVoxels;

/**
 * The signal that an SNR refers to: mean |F0| over some voxels.
 *
 * @param value in image units
 * @param voxels number of voxels
 * @param source which voxels, in a few words
 * @param inputs the mask it was taken in
 */
public record ReferenceSignal(double value, int voxels, String source, List<InputFile> inputs) {

    public static ReferenceSignal ofRegions(SampledRegions sampled) {
        return of(sampled.chosen(), "all ROIs", List.of());
    }

    /**
     * @param text title of an open image or path of a file; voxels that are not 0 count
     * @throws IllegalArgumentException if there is no such image, or it lies on another grid or is empty
     * @throws IOException if the file cannot be read
     */
    public static ReferenceSignal ofMask(String text, EstimationCommand.CheckedSeries checked, Progress progress)
            throws IOException {
        VolumeOnGrid mask = VolumeOnGrid.read("reference", text, checked.loaded(), progress);
        int[] inside = Mask.of(mask.values()).voxels();
        if (inside.length == 0) {
            throw new IllegalArgumentException("The " + mask.name() + " is empty: no voxel differs from 0.");
        }
        return of(ChosenVoxels.read(checked.series(), inside), "the " + mask.name(), mask.inputs());
    }

    private static ReferenceSignal of(ChosenVoxels chosen, String source, List<InputFile> inputs) {
        return new ReferenceSignal(chosen.voxels().meanF0(), chosen.voxels().count(), source, inputs);
    }

    public String describe() {
        return String.format(Locale.ROOT, "mean |F0| of the %d voxels of %s, %.4g", voxels, source, value);
    }
}

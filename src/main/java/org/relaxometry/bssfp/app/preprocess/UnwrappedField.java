package org.relaxometry.bssfp.app.preprocess;

import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.relaxometry.bssfp.app.result.VolumeFiles;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.plot.map.MapPanel;
import org.relaxometry.bssfp.plot.style.ParameterDisplay;
import org.relaxometry.bssfp.preprocessing.unwrapping.FieldUnwrapping.Unwrapped;
import org.relaxometry.bssfp.space.ScalarVolume;

/**
 * What unwrapping gives, as files, figure, windows and words.
 *
 * @param wrappedHz ΔB0 before
 * @param unwrapped and after
 * @param repetitionTimeMs TR
 */
record UnwrappedField(ScalarVolume wrappedHz, Unwrapped unwrapped, double repetitionTimeMs) {

    private static final String FIELD = Parameter.OFF_RESONANCE.fileName();
    private static final String SYMBOL = Parameter.OFF_RESONANCE.symbol();

    static final String UNWRAPPED = FIELD + "_unwrapped";
    static final String WRAPS = FIELD + "_wraps";
    static final String WRAPPED = FIELD + "_wrapped";
    static final String FIGURE = "unwrap.png";

    /** Every file but the map before. */
    static final List<String> FILE_NAMES =
            List.of(UNWRAPPED + ".nii.gz", UNWRAPPED + ".json", WRAPS + ".nii.gz", WRAPS + ".json", FIGURE);

    /** What was done. */
    String summary() {
        return String.format(
                Locale.ROOT,
                "%d voxels unwrapped with the period 1/TR = %.1f Hz. What is common to all of them is known only up to a"
                        + " multiple of it; the median of the largest region (%d voxels) was brought nearest to 0.",
                unwrapped.voxels(),
                1000 / repetitionTimeMs,
                unwrapped.largest());
    }

    /** What a user should look at. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (unwrapped.alone() > 0) {
            warnings.add(unwrapped.alone()
                    + " voxels in regions of their own lie too far from the others to be"
                    + " tied to them; each region was brought nearest to 0 by itself.");
        }
        if (unwrapped.steep() > 0) {
            warnings.add(unwrapped.steep()
                    + " pairs of neighbours still differ by more than half a period: there"
                    + " the field is too steep for these voxels, or the map is noise. A mask of the brain helps.");
        }
        return warnings;
    }

    void write(ResultFolder folder, VolumeFiles files, String title, Progress progress) throws IOException {
        files.write(folder, UNWRAPPED, unwrapped.fieldHz(), SYMBOL, "Hz", progress);
        files.write(folder, WRAPS, unwrapped.wraps(), "multiples of 1/TR added to " + SYMBOL, "1", progress);
        files.writeFigure(folder, FIGURE, title, panels(), "period 1/TR of TR " + repetitionTimeMs + " ms");
    }

    List<ImagePlus> images(VolumeFiles files, String prefix) {
        return List.of(
                files.image(
                        prefix + WRAPS,
                        unwrapped.wraps(),
                        "1",
                        ParameterDisplay.ofMultiples(VolumeFiles.planes(unwrapped.wraps()))),
                files.image(prefix + UNWRAPPED, unwrapped.fieldHz(), "Hz", display(unwrapped.fieldHz())));
    }

    private List<MapPanel> panels() {
        ParameterDisplay same = display(unwrapped.fieldHz());
        return List.of(
                VolumeFiles.panel(SYMBOL + " as estimated", "Hz", wrappedHz, same),
                VolumeFiles.panel(SYMBOL + " unwrapped", "Hz", unwrapped.fieldHz(), same),
                VolumeFiles.panel(
                        "multiple of 1/TR added",
                        "",
                        unwrapped.wraps(),
                        ParameterDisplay.ofMultiples(VolumeFiles.planes(unwrapped.wraps()))));
    }

    private static ParameterDisplay display(ScalarVolume fieldHz) {
        return ParameterDisplay.of(Parameter.OFF_RESONANCE, VolumeFiles.planes(fieldHz));
    }
}

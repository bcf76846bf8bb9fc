package org.relaxometry.bssfp.app.preprocess;

import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.key.Result;
import org.relaxometry.bssfp.app.result.DicomResults;
import org.relaxometry.bssfp.app.result.ResultWriter;
import org.relaxometry.bssfp.app.screen.MapLook;
import org.relaxometry.bssfp.app.screen.ResultTitle;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.map.MapImages;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.plot.map.MapPanel;
import org.relaxometry.bssfp.plot.style.ParameterDisplay;
import org.relaxometry.bssfp.preprocessing.unwrapping.FieldUnwrapping.Unwrapped;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.text.Version;

/**
 * What unwrapping gives, as files, figure, windows and words.
 *
 * @param wrappedHz ΔB0 before
 * @param unwrapped and after
 * @param repetitionTimeMs TR
 * @param geometry where the voxels lie
 */
record UnwrappedField(ScalarVolume wrappedHz, Unwrapped unwrapped, double repetitionTimeMs, NiftiGeometry geometry) {

    private static final String FIELD = Parameter.OFF_RESONANCE.fileName();
    private static final String SYMBOL = Parameter.OFF_RESONANCE.symbol();

    static final String UNWRAPPED = FIELD + "_unwrapped";
    static final String WRAPS = FIELD + "_wraps";
    static final String WRAPPED = FIELD + "_wrapped";
    static final String FIGURE = "unwrap";

    /** What scripts take. */
    static final List<Result> RESULTS = List.of(
            Result.image("b0", "unwrapped ΔB0 (Hz)"), Result.image("wraps", "multiples of 1/TR that were added"));

    /** Every file but the map before. */
    static List<String> fileNames() {
        List<String> names = new ArrayList<>(ResultWriter.mapFiles(UNWRAPPED));
        names.addAll(ResultWriter.mapFiles(WRAPS));
        names.add(ResultWriter.pictureFile(FIGURE));
        return names;
    }

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
        if (unwrapped.bridged() > 0) {
            warnings.add(unwrapped.bridged()
                    + " voxels in regions of their own lie farther from the others than neighbours tell, up to "
                    + unwrapped.longest()
                    + " voxels: their multiple of 1/TR is the one with which the map goes on evenly across the gap. Look"
                    + " at both sides of it.");
        }
        if (unwrapped.steep() > 0) {
            warnings.add(unwrapped.steep()
                    + " pairs of neighbours still differ by more than half a period: there"
                    + " the field is too steep for these voxels, or the map is noise. A mask of the brain helps.");
        }
        return warnings;
    }

    void write(ResultWriter writer, String title) throws IOException {
        writer.map(UNWRAPPED, unwrapped.fieldHz().image(), geometry, SYMBOL, "Hz");
        writer.map(WRAPS, unwrapped.wraps().image(), geometry, "multiples of 1/TR added to " + SYMBOL, "1");
        writer.picture(FIGURE, title, panels(), footer(), geometry);
    }

    /** As DICOM, with the figure. */
    void write(DicomResults results) throws IOException {
        List<MapPanel> panels = panels();
        results.map(UNWRAPPED, DicomResults.FIRST_OF_OTHERS, panels.get(1));
        results.map(WRAPS, DicomResults.FIRST_OF_OTHERS + 1, panels.get(2));
        results.figure(panels, geometry);
    }

    String footer() {
        return Version.footer("period 1/TR of TR " + repetitionTimeMs + " ms");
    }

    /** By the names of {@link #RESULTS}. */
    Map<String, ImagePlus> images(RunRecord record, ResultTitle title) {
        ImagePlus wraps = MapImages.wrap(WRAPS, unwrapped.wraps(), "1", geometry, record.info());
        MapLook.give(wraps, "multiple of 1/TR", "", wrapsDisplay());
        ImagePlus field = MapImages.wrap(UNWRAPPED, unwrapped.fieldHz(), "Hz", geometry, record.info());
        MapLook.give(field, SYMBOL, "Hz", display(unwrapped.fieldHz()));
        Map<String, ImagePlus> images = new LinkedHashMap<>();
        images.put("wraps", title.name(wraps, WRAPS, WRAPS, "wraps of " + SYMBOL, ""));
        images.put("b0", title.name(field, UNWRAPPED, UNWRAPPED, SYMBOL + " unwrapped", "Hz"));
        return images;
    }

    private List<MapPanel> panels() {
        ParameterDisplay same = display(unwrapped.fieldHz());
        return List.of(
                MapPanel.of(SYMBOL + " as estimated", "Hz", wrappedHz, same),
                MapPanel.of(SYMBOL + " unwrapped", "Hz", unwrapped.fieldHz(), same),
                MapPanel.of("multiple of 1/TR added", "", unwrapped.wraps(), wrapsDisplay()));
    }

    private ParameterDisplay wrapsDisplay() {
        return ParameterDisplay.ofMultiples(unwrapped.wraps().planes());
    }

    private static ParameterDisplay display(ScalarVolume fieldHz) {
        return ParameterDisplay.of(Parameter.OFF_RESONANCE, fieldHz.planes());
    }
}

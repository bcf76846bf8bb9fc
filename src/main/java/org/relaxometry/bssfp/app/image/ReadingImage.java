package org.relaxometry.bssfp.app.image;

import ij.ImagePlus;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.result.ResultWriter;
import org.relaxometry.bssfp.app.screen.MapLook;
import org.relaxometry.bssfp.app.screen.ResultTitle;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.map.MapImages;
import org.relaxometry.bssfp.io.nifti.NiftiGeometry;
import org.relaxometry.bssfp.plot.map.MapPanel;
import org.relaxometry.bssfp.plot.style.ParameterDisplay;
import org.relaxometry.bssfp.space.ScalarVolume;

/**
 * One image that was made, for files and screen.
 *
 * @param name of its file, without ending
 * @param script by which scripts take it
 * @param title in a word or two
 * @param volume values, in the unit of the input images
 * @param geometry where the voxels lie
 * @param about what its record says first
 */
record ReadingImage(
        String name,
        String script,
        String title,
        ScalarVolume volume,
        NiftiGeometry geometry,
        Map<String, Object> about) {

    private static final String UNIT = "a.u.";

    void write(ResultWriter writer) throws IOException {
        writer.image(name, volume.image(), geometry, UNIT);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("Quantity", title);
        all.put("Units", UNIT);
        all.putAll(about);
        writer.json(name, all);
    }

    /** How it came about, in one line. */
    String account() {
        return about.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining("; "));
    }

    MapPanel panel() {
        return MapPanel.of(title, UNIT, volume, display());
    }

    /** @param run gives its title prefix and source */
    ImagePlus image(RunRecord record, ResultTitle run) {
        ImagePlus image = MapImages.wrap(name, volume, UNIT, geometry, record.info());
        MapLook.give(image, title, UNIT, display());
        return run.name(image, name, name, title, "");
    }

    /** Grey from 0, as M0 is shown. */
    private ParameterDisplay display() {
        return ParameterDisplay.of(Parameter.M0, volume.planes());
    }
}

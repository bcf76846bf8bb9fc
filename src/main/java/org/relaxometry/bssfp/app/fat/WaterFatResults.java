package org.relaxometry.bssfp.app.fat;

import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.relaxometry.bssfp.app.frame.Audience;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.key.Result;
import org.relaxometry.bssfp.app.result.DicomResults;
import org.relaxometry.bssfp.app.result.ResultWriter;
import org.relaxometry.bssfp.app.result.StatusCounts;
import org.relaxometry.bssfp.app.screen.MapLook;
import org.relaxometry.bssfp.app.screen.ResultTitle;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.map.MapImages;
import org.relaxometry.bssfp.plot.map.MapFigure;
import org.relaxometry.bssfp.plot.map.MapPanel;
import org.relaxometry.bssfp.plot.style.ParameterDisplay;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.text.Version;
import org.relaxometry.bssfp.volume.fat.WaterFatMaps;
import org.relaxometry.bssfp.volume.fat.WaterFatMaps.Quantity;

/**
 * The maps of water and fat as files, figure, windows and words.
 *
 * @param loaded the series they are of
 */
record WaterFatResults(WaterFatMaps maps, LoadedSeries loaded) {

    private static final String STATUS = "statusmap";
    private static final String FIGURE = "waterfat";

    /** Seen at once; the others by a click. */
    private static final List<Quantity> SIDE =
            List.of(Quantity.FAT_FRACTION, Quantity.WATER_T2, Quantity.OFF_RESONANCE);

    /** A click away, dealt out to the windows of those at the side in turn: each beside what it belongs to, as far as can be. */
    private static final List<Quantity> FURTHER = List.of(
            Quantity.WATER_T1,
            Quantity.WATER_T2_SIGMA,
            Quantity.OFF_RESONANCE_SIGMA,
            Quantity.WATER_T1_SIGMA,
            Quantity.RESIDUAL,
            Quantity.FAT,
            Quantity.FAT_FRACTION_SIGMA,
            Quantity.WATER);

    /** What scripts take. */
    static List<Result> results() {
        List<Result> results = new ArrayList<>();
        for (Quantity quantity : Quantity.values()) {
            results.add(Result.image(quantity.scriptName(), quantity.symbol() + " (" + quantity.unit() + ")"));
        }
        results.add(Result.image("status", "what became of each voxel, as a code"));
        results.add(Result.figure(FIGURE, "all maps with colour bars"));
        return results;
    }

    static List<String> fileNames() {
        List<String> names = new ArrayList<>();
        for (Quantity quantity : Quantity.values()) {
            names.addAll(ResultWriter.mapFiles(quantity.fileName()));
        }
        names.addAll(ResultWriter.mapFiles(STATUS));
        names.add(ResultWriter.pictureFile(FIGURE));
        return names;
    }

    /** What became of the voxels. */
    List<String> outcome() {
        List<String> lines = new ArrayList<>(StatusCounts.describe(maps.status().planes()));
        lines.add(String.format(
                Locale.ROOT,
                "In %d voxels another ΔB0 was chosen than the one that fits best by itself, because it goes on from the neighbours.",
                maps.changed()));
        return lines;
    }

    void write(ResultWriter writer, String protocol) throws IOException {
        for (Quantity quantity : Quantity.values()) {
            writer.map(
                    quantity.fileName(),
                    maps.map(quantity).image(),
                    loaded.geometry(),
                    quantity.symbol(),
                    quantity.unit());
        }
        writer.image(STATUS, maps.status().image(), loaded.geometry(), "code");
        writer.json(STATUS, StatusCounts.legend());
        writer.picture(FIGURE, loaded.title(), panels(), footer(protocol), loaded.geometry());
    }

    void write(DicomResults results) throws IOException {
        Map<Quantity, ScalarVolume> volumes = new EnumMap<>(Quantity.class);
        for (Quantity quantity : Quantity.values()) {
            volumes.put(quantity, maps.map(quantity));
        }
        results.waterAndFat(volumes, maps.status(), STATUS, loaded.geometry());
    }

    void show(RunRecord record, ResultTitle title, Audience audience) {
        Map<String, ImagePlus> side = new LinkedHashMap<>();
        Map<String, ImagePlus> more = new LinkedHashMap<>();
        for (Quantity quantity : Stream.concat(SIDE.stream(), FURTHER.stream()).toList()) {
            ImagePlus image = MapImages.wrap(
                    quantity.fileName(), maps.map(quantity), quantity.unit(), loaded.geometry(), record.info());
            MapLook.give(image, quantity.symbol(), quantity.unit(), display(quantity));
            title.name(image, quantity.fileName(), quantity.fileName(), quantity.symbol(), quantity.unit());
            (SIDE.contains(quantity) ? side : more).put(quantity.scriptName(), image);
        }
        ImagePlus status = MapImages.wrap(STATUS, maps.status(), "code", loaded.geometry(), record.info());
        MapLook.giveStatus(status);
        more.put("status", title.name(status, STATUS, STATUS, "status", ""));
        audience.row(side, more);
        audience.picture(
                FIGURE,
                title.of("water and fat"),
                () -> new ImagePlus(
                        title.of(FIGURE),
                        MapFigure.render(
                                loaded.title(),
                                panels(),
                                footer(loaded.series().protocol().describe()),
                                loaded.geometry().voxelSizeMm(),
                                loaded.geometry().upright())));
    }

    static String footer(String protocol) {
        return Version.footer("Map Water and Fat", protocol);
    }

    private List<MapPanel> panels() {
        List<MapPanel> panels = new ArrayList<>();
        for (Quantity quantity : Quantity.values()) {
            panels.add(MapPanel.of(quantity.symbol(), quantity.unit(), maps.map(quantity), display(quantity)));
        }
        panels.add(MapPanel.ofStatus(maps.status()));
        return panels;
    }

    private ParameterDisplay display(Quantity quantity) {
        return ParameterDisplay.of(quantity, maps.map(quantity).planes());
    }
}

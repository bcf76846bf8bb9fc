package org.relaxometry.bssfp.app.map;

import ij.ImagePlus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.relaxometry.bssfp.app.frame.Audience;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.key.Result;
import org.relaxometry.bssfp.app.result.ScriptNames;
import org.relaxometry.bssfp.app.screen.MapLook;
import org.relaxometry.bssfp.app.screen.ResultTitle;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.image.ImageProperties;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.map.MapImages;
import org.relaxometry.bssfp.plot.style.ParameterDisplay;
import org.relaxometry.bssfp.volume.ParameterMaps;

/** Opens the maps of a run as 32-bit images, with the field's colours, a sensible range and the record in the image info. */
final class MapWindows {

    private static final String STATUS = "status";

    /** Seen at once. */
    private static final List<Parameter> SIDE = List.of(Parameter.T1, Parameter.T2, Parameter.OFF_RESONANCE);

    private static final List<Parameter> SIGMAS =
            List.of(Parameter.T1_SIGMA, Parameter.T2_SIGMA, Parameter.OFF_RESONANCE_SIGMA);

    private MapWindows() {}

    /** What scripts take of a run of any method. */
    static List<Result> results() {
        List<Result> results = new ArrayList<>();
        for (Parameter parameter : Parameter.values()) {
            results.add(Result.image(
                    ScriptNames.of(parameter),
                    parameter.symbol() + " (" + parameter.unit() + "), where the method gives it"));
        }
        results.add(Result.image(STATUS, "what became of each voxel, as a code"));
        results.add(Result.figure(MapFiles.FIGURE, "all maps with colour bars"));
        return results;
    }

    static void show(ParameterMaps maps, LoadedSeries loaded, RunRecord record, ResultTitle title, Audience audience) {
        Map<Parameter, ImagePlus> images = new LinkedHashMap<>();
        for (Parameter parameter : maps.parameters()) {
            ImagePlus image =
                    MapImages.wrap(parameter.fileName(), maps.map(parameter), parameter.unit(), loaded, record.info());
            ImageProperties.storeRecord(image, record.ofImage());
            images.put(parameter, named(parameter, image, title));
        }
        ImagePlus status = MapImages.wrap(MapFiles.STATUS, maps.status(), "code", loaded, record.info());
        show(images, Optional.of(status(status, title)), audience);
    }

    /** Maps of one run, with colours and titles. */
    static void show(Map<Parameter, ImagePlus> maps, Optional<ImagePlus> status, Audience audience) {
        Map<String, ImagePlus> side = new LinkedHashMap<>();
        Map<String, ImagePlus> sigmas = new LinkedHashMap<>();
        Map<String, ImagePlus> rest = new LinkedHashMap<>();
        maps.forEach((parameter, image) -> {
            Map<String, ImagePlus> place = SIDE.contains(parameter) ? side : SIGMAS.contains(parameter) ? sigmas : rest;
            place.put(ScriptNames.of(parameter), image);
        });
        // each beside what it is the uncertainty of
        sigmas.putAll(rest);
        status.ifPresent(image -> sigmas.put(STATUS, image));
        if (side.isEmpty()) {
            audience.row(sigmas, Map.of());
        } else {
            audience.row(side, sigmas);
        }
    }

    /** Gives a map colours and title. */
    static ImagePlus named(Parameter parameter, ImagePlus image, ResultTitle title) {
        MapLook.give(image, parameter.symbol(), parameter.unit(), ParameterDisplay.of(parameter, planes(image)));
        return title.name(image, parameter.fileName(), parameter.fileName(), parameter.symbol(), parameter.unit());
    }

    private static float[][] planes(ImagePlus image) {
        return IntStream.rangeClosed(1, image.getStackSize())
                .mapToObj(plane -> (float[]) image.getStack().getPixels(plane))
                .toArray(float[][]::new);
    }

    /** Gives a status map colours and title. */
    static ImagePlus status(ImagePlus image, ResultTitle title) {
        MapLook.giveStatus(image);
        return title.name(image, MapFiles.STATUS, MapFiles.STATUS, "status", "");
    }
}

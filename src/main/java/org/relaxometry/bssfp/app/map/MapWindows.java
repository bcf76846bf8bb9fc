package org.relaxometry.bssfp.app.map;

import ij.ImagePlus;
import java.util.ArrayList;
import java.util.List;
import org.relaxometry.bssfp.app.frame.Audience;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.key.Result;
import org.relaxometry.bssfp.app.result.ScriptNames;
import org.relaxometry.bssfp.app.screen.ResultTitle;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.map.MapImages;
import org.relaxometry.bssfp.plot.style.ParameterDisplay;
import org.relaxometry.bssfp.plot.style.StatusColours;
import org.relaxometry.bssfp.volume.ParameterMaps;

/** Opens the maps of a run as 32-bit images, with the field's colours, a sensible range and the record in the image info. */
final class MapWindows {

    private static final String STATUS = "status";

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
        // the last one shown lies on top: T1
        audience.image(STATUS, status(maps, loaded, record, title));
        Parameter[] parameters = maps.parameters().toArray(Parameter[]::new);
        for (int i = parameters.length - 1; i >= 0; i--) {
            Parameter parameter = parameters[i];
            ImagePlus image =
                    MapImages.wrap(parameter.fileName(), maps.map(parameter), parameter.unit(), loaded, record.info());
            image.setLut(ParameterDisplay.of(parameter, ParameterMaps.planes(maps.map(parameter)))
                    .lut());
            title.name(image, parameter.fileName(), parameter.fileName(), parameter.symbol(), parameter.unit());
            audience.image(ScriptNames.of(parameter), image);
        }
    }

    private static ImagePlus status(ParameterMaps maps, LoadedSeries loaded, RunRecord record, ResultTitle title) {
        ImagePlus image = MapImages.wrap(MapFiles.STATUS, maps.status(), "code", loaded, record.info());
        image.setLut(StatusColours.lut());
        return title.name(image, MapFiles.STATUS, MapFiles.STATUS, "status", "");
    }
}

package org.relaxometry.bssfp.app.map;

import ij.ImagePlus;
import org.relaxometry.bssfp.app.frame.ImageWindows;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.map.MapImages;
import org.relaxometry.bssfp.plot.style.ParameterDisplay;
import org.relaxometry.bssfp.plot.style.StatusColours;
import org.relaxometry.bssfp.volume.ParameterMaps;

/** Opens the maps of a run as 32-bit images, with the field's colours, a sensible range and the record in the image info. */
final class MapWindows {

    private MapWindows() {}

    static void show(ParameterMaps maps, LoadedSeries loaded, RunRecord record, String prefix) {
        // the last one shown lies on top: T1
        ImageWindows.show(status(maps, loaded, record, prefix));
        Parameter[] parameters = maps.parameters().toArray(Parameter[]::new);
        for (int i = parameters.length - 1; i >= 0; i--) {
            Parameter parameter = parameters[i];
            ImagePlus image = MapImages.wrap(
                    prefix + parameter.fileName(), maps.map(parameter), parameter.unit(), loaded, record.info());
            image.setLut(ParameterDisplay.of(parameter, ParameterMaps.planes(maps.map(parameter)))
                    .lut());
            ImageWindows.show(image);
        }
    }

    private static ImagePlus status(ParameterMaps maps, LoadedSeries loaded, RunRecord record, String prefix) {
        ImagePlus image = MapImages.wrap(prefix + MapFiles.STATUS, maps.status(), "code", loaded, record.info());
        image.setLut(StatusColours.lut());
        return image;
    }
}

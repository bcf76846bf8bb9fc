package org.relaxometry.bssfp.app.roi;

import ij.ImagePlus;
import java.awt.GraphicsEnvironment;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.real.FloatType;
import org.relaxometry.bssfp.app.frame.ImageWindows;
import org.relaxometry.bssfp.app.frame.TableWindow;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.map.MapImages;
import org.relaxometry.bssfp.plot.style.ParameterDisplay;
import org.relaxometry.bssfp.plot.window.FigureWindow;
import org.relaxometry.bssfp.volume.ParameterMaps;

/** The windows of a Monte Carlo run: maps whose channels are the methods, the table, and the figures. */
final class RoiWindows {

    private static final String TITLE = "Monte Carlo ROIs";

    private RoiWindows() {}

    static void show(RoiResults results, String prefix) {
        List<Parameter> parameters = results.parameters();
        for (int i = parameters.size() - 1; i >= 0; i--) {
            for (RoiResults.Quantity quantity : RoiResults.Quantity.values()) {
                showMaps(results, prefix, parameters.get(i), quantity);
            }
        }
        TableWindow.show(TITLE, results.result().table());
        if (!GraphicsEnvironment.isHeadless()) {
            FigureWindow.open(TITLE + ": histograms", RoiFigures.histograms(results));
            FigureWindow.open(TITLE + ": violins", RoiFigures.violins(results));
        }
    }

    private static void showMaps(RoiResults results, String prefix, Parameter parameter, RoiResults.Quantity quantity) {
        Map<String, PlanarImg<FloatType, FloatArray>> maps = results.maps(parameter, quantity);
        ImagePlus image = MapImages.wrap(
                prefix + "roi_" + parameter.fileName() + "_" + quantity.word(),
                maps,
                parameter.unit(),
                results.loaded(),
                results.record().info());
        float[][] planes = maps.values().stream()
                .flatMap(map -> Arrays.stream(ParameterMaps.planes(map)))
                .toArray(float[][]::new);
        image.setLut(
                ParameterDisplay.of(quantity.displayedAs(parameter), planes).lut());
        ImageWindows.show(image);
        image.setPosition(
                1, results.sampled().firstSlice(results.loaded().series().grid()), 1);
    }
}

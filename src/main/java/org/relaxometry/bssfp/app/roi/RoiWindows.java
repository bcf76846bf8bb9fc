package org.relaxometry.bssfp.app.roi;

import ij.ImagePlus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.real.FloatType;
import org.relaxometry.bssfp.app.frame.Audience;
import org.relaxometry.bssfp.app.key.Result;
import org.relaxometry.bssfp.app.result.ScriptNames;
import org.relaxometry.bssfp.app.screen.MapLook;
import org.relaxometry.bssfp.app.screen.ResultTitle;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.map.MapImages;
import org.relaxometry.bssfp.plot.style.ParameterDisplay;
import org.relaxometry.bssfp.volume.ParameterMaps;

/** The windows of a Monte Carlo run: maps whose channels are the methods, the table, and the figures. */
final class RoiWindows {

    private static final String TITLE = "Monte Carlo ROIs";

    private static final String TABLE = "table";
    private static final String HISTOGRAMS = "histograms";
    private static final String VIOLINS = "violins";

    private RoiWindows() {}

    /** What scripts take. */
    static List<Result> results() {
        List<Result> results = new ArrayList<>();
        for (Parameter parameter : List.of(Parameter.T1, Parameter.T2, Parameter.OFF_RESONANCE)) {
            for (RoiResults.Quantity quantity : RoiResults.Quantity.values()) {
                results.add(Result.image(
                        ScriptNames.of(parameter) + quantity.word(),
                        (quantity == RoiResults.Quantity.MEAN ? "mean of " : "standard deviation of ")
                                + parameter.symbol() + " over the samples (" + parameter.unit()
                                + "), a channel for each method that gives it"));
            }
        }
        results.add(Result.table(TABLE, "statistics of every region and method"));
        results.add(Result.figure(VIOLINS, "violins of the samples"));
        results.add(Result.figure(HISTOGRAMS, "histograms of the samples"));
        return results;
    }

    static void show(RoiResults results, String prefix, Audience audience) {
        List<Parameter> parameters = results.parameters();
        for (int i = parameters.size() - 1; i >= 0; i--) {
            for (RoiResults.Quantity quantity : RoiResults.Quantity.values()) {
                showMaps(results, prefix, parameters.get(i), quantity, audience);
            }
        }
        audience.table(TABLE, TITLE, results.result().table());
        if (audience.takesFigures()) {
            audience.figure(HISTOGRAMS, TITLE + ": histograms", RoiFigures.histograms(results));
            audience.figure(VIOLINS, TITLE + ": violins", RoiFigures.violins(results));
        }
    }

    private static void showMaps(
            RoiResults results, String prefix, Parameter parameter, RoiResults.Quantity quantity, Audience audience) {
        Map<String, PlanarImg<FloatType, FloatArray>> maps = results.maps(parameter, quantity);
        String name = "roi_" + parameter.fileName() + "_" + quantity.word();
        ImagePlus image = MapImages.wrap(
                name, maps, parameter.unit(), results.loaded(), results.record().info());
        float[][] planes = maps.values().stream()
                .flatMap(map -> Arrays.stream(ParameterMaps.planes(map)))
                .toArray(float[][]::new);
        MapLook.give(
                image,
                parameter.symbol() + " " + quantity.word(),
                parameter.unit(),
                ParameterDisplay.of(quantity.displayedAs(parameter), planes));
        new ResultTitle(prefix, results.loaded().source(), "Monte Carlo")
                .name(image, name, name, parameter.symbol() + " " + quantity.word(), parameter.unit());
        audience.image(ScriptNames.of(parameter) + quantity.word(), image);
        image.setPosition(
                1, results.sampled().firstSlice(results.loaded().series().grid()), 1);
    }
}

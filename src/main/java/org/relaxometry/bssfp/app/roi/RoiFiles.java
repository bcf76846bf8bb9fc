package org.relaxometry.bssfp.app.roi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.real.FloatType;
import org.relaxometry.bssfp.app.result.ResultWriter;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.method.MethodList;
import org.relaxometry.bssfp.method.Methods;
import org.relaxometry.bssfp.montecarlo.SamplingSettings;

/** The files of a Monte Carlo run: table, record, figures, and maps of mean and standard deviation per voxel. */
final class RoiFiles {

    private static final String NAME = "roi";
    private static final String VIOLINS = "roi-violins";
    private static final String HISTOGRAMS = "roi-histograms";

    private RoiFiles() {}

    /** Every file that a run may write: those of these methods, and those that a run of other methods left. */
    static List<String> names(MethodList list) {
        List<String> names = new ArrayList<>(List.of(NAME + ".csv", NAME + ".json"));
        for (String figure : List.of(VIOLINS, HISTOGRAMS)) {
            names.addAll(ResultWriter.figureFiles(figure));
        }
        Set<String> methods = new LinkedHashSet<>(list.labels());
        methods.addAll(Methods.titles());
        for (String method : methods) {
            for (Parameter parameter : SamplingSettings.USUAL_PARAMETERS) {
                for (RoiResults.Quantity quantity : RoiResults.Quantity.values()) {
                    names.add(mapName(method, parameter, quantity) + ".nii.gz");
                }
            }
        }
        return names;
    }

    static void write(RoiResults results, ResultWriter writer) throws IOException {
        writer.table(NAME, results.result().table().csv());
        writer.json(NAME, Map.of("Quantity", "Monte Carlo estimates in regions of interest"));
        writer.figure(VIOLINS, () -> RoiFigures.violins(results));
        writer.figure(HISTOGRAMS, () -> RoiFigures.histograms(results));
        for (Parameter parameter : results.parameters()) {
            for (RoiResults.Quantity quantity : RoiResults.Quantity.values()) {
                for (Map.Entry<String, PlanarImg<FloatType, FloatArray>> map :
                        results.maps(parameter, quantity).entrySet()) {
                    writer.image(
                            mapName(map.getKey(), parameter, quantity),
                            map.getValue(),
                            results.loaded().geometry(),
                            parameter.unit());
                }
            }
        }
    }

    private static String mapName(String method, Parameter parameter, RoiResults.Quantity quantity) {
        String slug =
                method.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("-$", "");
        return "roi_" + slug + "_" + parameter.fileName() + "_" + quantity.word();
    }
}

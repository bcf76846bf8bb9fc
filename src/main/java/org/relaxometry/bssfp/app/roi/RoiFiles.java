package org.relaxometry.bssfp.app.roi;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.real.FloatType;
import org.relaxometry.bssfp.app.result.MapWriter;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.method.MethodList;
import org.relaxometry.bssfp.method.Methods;
import org.relaxometry.bssfp.montecarlo.SamplingSettings;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.plot.window.FigureFiles;

/** The files of a Monte Carlo run: table, record, figures, and maps of mean and standard deviation per voxel. */
final class RoiFiles {

    private static final String TABLE = "roi.csv";
    private static final String RECORD = "roi.json";
    private static final String VIOLINS = "roi-violins";
    private static final String HISTOGRAMS = "roi-histograms";
    private static final int PIXELS_PER_POINT = 2;

    private RoiFiles() {}

    /** Every file that a run may write: those of these methods, and those that a run of other methods left. */
    static List<String> names(MethodList list) {
        List<String> names = new ArrayList<>(List.of(TABLE, RECORD));
        for (String figure : List.of(VIOLINS, HISTOGRAMS)) {
            names.add(figure + ".png");
            names.add(figure + ".svg");
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

    static void write(RoiResults results, ResultFolder folder) throws IOException {
        Files.writeString(folder.place(TABLE), results.result().table().csv());
        Files.writeString(
                folder.place(RECORD),
                results.record().json(Map.of("Quantity", "Monte Carlo estimates in regions of interest")));
        write(RoiFigures.violins(results), VIOLINS, folder);
        write(RoiFigures.histograms(results), HISTOGRAMS, folder);
        for (Parameter parameter : results.parameters()) {
            for (RoiResults.Quantity quantity : RoiResults.Quantity.values()) {
                for (Map.Entry<String, PlanarImg<FloatType, FloatArray>> map :
                        results.maps(parameter, quantity).entrySet()) {
                    MapWriter.writeImage(
                            folder,
                            mapName(map.getKey(), parameter, quantity),
                            MapWriter.inFileUnits(parameter, map.getValue()),
                            results.loaded(),
                            MapWriter.fileUnit(parameter),
                            Progress.NONE);
                }
            }
        }
    }

    private static String mapName(String method, Parameter parameter, RoiResults.Quantity quantity) {
        String slug =
                method.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("-$", "");
        return "roi_" + slug + "_" + parameter.fileName() + "_" + quantity.word();
    }

    private static void write(Figure figure, String name, ResultFolder folder) throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.place(name + ".png"))) {
            FigureFiles.writePng(figure, PIXELS_PER_POINT, out);
        }
        try (OutputStream out = Files.newOutputStream(folder.place(name + ".svg"))) {
            FigureFiles.writeSvg(figure, out);
        }
    }
}

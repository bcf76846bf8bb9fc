package org.relaxometry.bssfp.app.roi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.plot.chart.Axis;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.plot.chart.Panel;
import org.relaxometry.bssfp.plot.study.Panels;

/** The distributions of the samples, per ROI and parameter, the methods beside each other. */
final class RoiFigures {

    /** Of more regions a figure would outgrow every screen and page. */
    static final int MOST_REGIONS = 12;

    private static final int REGIONS_OF_PANEL = 4;
    private static final int BINS = 60;
    private static final int MOST_SAMPLES = 20_000;

    private RoiFigures() {}

    /** Violins in groups of a few regions; one column per parameter. */
    static Figure violins(RoiResults results) {
        List<Panel> panels = new ArrayList<>();
        int regions = Math.min(MOST_REGIONS, results.result().regions().size());
        for (int from = 0; from < regions; from += REGIONS_OF_PANEL) {
            int to = Math.min(regions, from + REGIONS_OF_PANEL);
            List<String> names = results.regionNames().subList(from, to);
            for (Parameter parameter : results.parameters()) {
                Map<String, double[][]> samples = new LinkedHashMap<>();
                for (int m = 0; m < results.methods().size(); m++) {
                    double[][] ofMethod = new double[to - from][];
                    for (int region = from; region < to; region++) {
                        ofMethod[region - from] = results.samples(region, m, parameter, MOST_SAMPLES);
                    }
                    samples.put(results.methods().get(m), ofMethod);
                }
                panels.add(Panels.violins(from == 0 ? parameter.symbol() : "", quantity(parameter), names, samples));
            }
        }
        return new Figure(
                "Monte Carlo samples per ROI", panels, results.parameters().size(), results.footer());
    }

    /** Histograms; one row per region, one column per parameter. */
    static Figure histograms(RoiResults results) {
        List<Panel> panels = new ArrayList<>();
        int regions = Math.min(MOST_REGIONS, results.result().regions().size());
        for (int region = 0; region < regions; region++) {
            String name = results.regionNames().get(region);
            for (Parameter parameter : results.parameters()) {
                Map<String, double[]> samples = new LinkedHashMap<>();
                for (int m = 0; m < results.methods().size(); m++) {
                    double[] ofMethod = results.samples(region, m, parameter, MOST_SAMPLES);
                    if (ofMethod.length > 0) {
                        samples.put(results.methods().get(m), ofMethod);
                    }
                }
                panels.add(
                        samples.isEmpty()
                                ? Panel.of(
                                        name + ": no fit succeeded",
                                        Axis.linear(quantity(parameter)),
                                        Axis.linear("samples"))
                                : Panels.histogram(name, quantity(parameter), samples, BINS));
            }
        }
        return new Figure(
                "Monte Carlo samples per ROI", panels, results.parameters().size(), results.footer());
    }

    private static String quantity(Parameter parameter) {
        return parameter.symbol() + " (" + parameter.unit() + ")";
    }
}

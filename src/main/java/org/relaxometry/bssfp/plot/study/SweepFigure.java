package org.relaxometry.bssfp.plot.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.montecarlo.study.TissueSweep;
import org.relaxometry.bssfp.plot.chart.Axis;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.plot.chart.Panel;
import org.relaxometry.bssfp.plot.chart.PanelLayer;
import org.relaxometry.bssfp.plot.chart.ReferenceLine;
import org.relaxometry.bssfp.plot.chart.Trace;

/**
 * Errors of a tissue along off-resonance, one column per number of cycles and one row per parameter; or along B1, which ΔB0 does not
 * depend on.
 */
public final class SweepFigure {

    private SweepFigure() {}

    /** Without noise the errors; with noise those of the mean, in a band of ± one standard deviation. */
    public static Figure of(TissueSweep.Result result, String footer) {
        List<Integer> cycles = result.curves().stream()
                .map(TissueSweep.Curve::cycles)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
        boolean alongTheta = result.settings().axis() == TissueSweep.Axis.OFF_RESONANCE;
        List<Parameter> parameters = result.curves().stream()
                .map(TissueSweep.Curve::parameter)
                .filter(parameter -> alongTheta || parameter != Parameter.OFF_RESONANCE)
                .distinct()
                .sorted()
                .toList();
        List<Panel> panels = new ArrayList<>();
        for (Parameter parameter : parameters) {
            for (int n : cycles) {
                panels.add(panel(result, parameter, n));
            }
        }
        return new Figure(
                "Error along " + (alongTheta ? "off-resonance" : "assumed B1"),
                panels,
                cycles.size() == 1 ? parameters.size() : cycles.size(),
                footer);
    }

    private static Panel panel(TissueSweep.Result result, Parameter parameter, int cycles) {
        boolean noisy = !result.settings().noise().isNone();
        double[] x = result.settings().values();
        List<PanelLayer> layers = new ArrayList<>();
        layers.add(ReferenceLine.horizontal("", 0));
        for (TissueSweep.Curve curve : result.curves()) {
            if (curve.parameter() == parameter && curve.cycles() == cycles) {
                Trace trace = Trace.of(
                        curve.method(), x, noisy ? curve.meanError() : curve.noiseFreeError(), Trace.Look.LINE);
                layers.add(noisy ? trace.withBand(shifted(trace.y(), curve, -1), shifted(trace.y(), curve, 1)) : trace);
            }
        }
        String unit = parameter == Parameter.OFF_RESONANCE ? "Hz" : "%";
        return new Panel(
                parameter.symbol() + ", N = " + cycles,
                Axis.linear(
                        result.settings().axis() == TissueSweep.Axis.OFF_RESONANCE ? "θ (rad)" : "assumed / true B1"),
                Axis.linear("error of " + parameter.symbol() + " (" + unit + ")"),
                layers,
                false);
    }

    private static double[] shifted(double[] y, TissueSweep.Curve curve, int sign) {
        double[] shifted = y.clone();
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] += sign * curve.sigma()[i];
        }
        return shifted;
    }
}

package org.relaxometry.bssfp.plot.study;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.montecarlo.phantom.PhantomStudy;
import org.relaxometry.bssfp.plot.chart.Axis;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.plot.chart.Panel;
import org.relaxometry.bssfp.plot.chart.PanelLayer;
import org.relaxometry.bssfp.plot.chart.ReferenceLine;
import org.relaxometry.bssfp.plot.chart.Trace;

/** Errors on a volume of known truth: T1 beside T2; below one another error, median error, and how often σ holds the truth. */
public final class PhantomFigure {

    /** Part of a place over which the methods are spread, so that none hides another. */
    private static final double SPREAD = 0.6;

    /** Of a normal distribution, in percent. */
    private static final double WITHIN_SIGMA = 68.3;

    private PhantomFigure() {}

    /** One place per tissue, the methods beside one another in it. */
    public static Figure of(PhantomStudy.Result result, String footer) {
        List<Panel> panels = new ArrayList<>();
        panels.addAll(row(result, "RMSE (%)", ReferenceLine.horizontal("", 0), PhantomStudy.Errors::rmse));
        panels.addAll(row(result, "median error (%)", ReferenceLine.horizontal("", 0), PhantomStudy.Errors::median));
        panels.addAll(row(
                result,
                "within the stated σ (%)",
                ReferenceLine.horizontal("as it should be", WITHIN_SIGMA),
                PhantomStudy.Errors::within));
        return new Figure("Errors on a volume of known truth", panels, 2, footer);
    }

    private static List<Panel> row(
            PhantomStudy.Result result,
            String quantity,
            ReferenceLine line,
            ToDoubleFunction<PhantomStudy.Errors> value) {
        return List.of(
                panel(result, Parameter.T1, quantity, line, value), panel(result, Parameter.T2, quantity, line, value));
    }

    private static Panel panel(
            PhantomStudy.Result result,
            Parameter parameter,
            String quantity,
            ReferenceLine line,
            ToDoubleFunction<PhantomStudy.Errors> value) {
        List<PhantomStudy.Row> rows = result.rows().stream()
                .filter(row -> row.parameter() == parameter)
                .toList();
        List<String> tissues =
                rows.stream().map(PhantomStudy.Row::tissue).distinct().toList();
        List<String> methods =
                rows.stream().map(PhantomStudy.Row::method).distinct().toList();
        List<PanelLayer> layers = new ArrayList<>();
        layers.add(line);
        for (String method : methods) {
            double shift = SPREAD * ((methods.indexOf(method) + 0.5) / methods.size() - 0.5);
            List<PhantomStudy.Row> own =
                    rows.stream().filter(row -> row.method().equals(method)).toList();
            layers.add(Trace.of(
                    method,
                    own.stream()
                            .mapToDouble(row -> tissues.indexOf(row.tissue()) + shift)
                            .toArray(),
                    own.stream()
                            .mapToDouble(row -> value.applyAsDouble(row.errors()))
                            .toArray(),
                    Trace.Look.POINTS));
        }
        return new Panel(parameter.symbol(), Axis.of("", tissues), Axis.linear(quantity), layers, false);
    }
}

package org.relaxometry.bssfp.plot.study;

import java.util.ArrayList;
import java.util.List;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.montecarlo.study.CramerRaoStudy;
import org.relaxometry.bssfp.plot.chart.Axis;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.plot.chart.Panel;
import org.relaxometry.bssfp.plot.chart.PanelLayer;
import org.relaxometry.bssfp.plot.chart.ReferenceLine;
import org.relaxometry.bssfp.plot.chart.Trace;
import org.relaxometry.bssfp.protocol.Tissue;

/** Root mean square error over the Cramér–Rao bound: T1 beside T2, one row per tissue, one place per number of cycles. */
public final class CramerRaoFigure {

    /** Part of a place over which the methods are spread, so that none hides another. */
    private static final double SPREAD = 0.6;

    private CramerRaoFigure() {}

    /** A ratio of 1 is the best that an unbiased method can reach. */
    public static Figure of(CramerRaoStudy.Result result, String footer) {
        List<Panel> panels = new ArrayList<>();
        for (Tissue tissue : result.settings().tissues()) {
            for (Parameter parameter : List.of(Parameter.T1, Parameter.T2)) {
                List<CramerRaoStudy.Row> rows = result.rows().stream()
                        .filter(row ->
                                row.parameter() == parameter && row.tissue().equals(tissue))
                        .toList();
                if (!rows.isEmpty()) {
                    panels.add(panel(parameter, tissue, rows));
                }
            }
        }
        return new Figure("Root mean square error over the Cramér–Rao bound", panels, 2, footer);
    }

    private static Panel panel(Parameter parameter, Tissue tissue, List<CramerRaoStudy.Row> rows) {
        List<String> places =
                rows.stream().map(CramerRaoFigure::place).distinct().toList();
        List<String> methods =
                rows.stream().map(CramerRaoStudy.Row::method).distinct().toList();
        List<PanelLayer> layers = new ArrayList<>();
        layers.add(ReferenceLine.horizontal("bound", 1));
        for (String method : methods) {
            double shift = SPREAD * ((methods.indexOf(method) + 0.5) / methods.size() - 0.5);
            List<CramerRaoStudy.Row> own =
                    rows.stream().filter(row -> row.method().equals(method)).toList();
            layers.add(Trace.of(
                    method,
                    own.stream()
                            .mapToDouble(row -> places.indexOf(place(row)) + shift)
                            .toArray(),
                    own.stream().mapToDouble(CramerRaoStudy.Row::rmseOverBound).toArray(),
                    Trace.Look.POINTS));
        }
        return new Panel(
                parameter.symbol() + " of " + tissue.t1Ms() + "/" + tissue.t2Ms() + " ms",
                Axis.of("", places),
                Axis.linear("RMSE / bound"),
                layers,
                false);
    }

    private static String place(CramerRaoStudy.Row row) {
        return "N = " + row.cycles();
    }
}

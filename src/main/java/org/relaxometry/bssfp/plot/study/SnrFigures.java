package org.relaxometry.bssfp.plot.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.montecarlo.study.SnrStudy;
import org.relaxometry.bssfp.plot.chart.Axis;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.plot.chart.Panel;
import org.relaxometry.bssfp.plot.chart.PanelLayer;
import org.relaxometry.bssfp.plot.chart.ReferenceLine;
import org.relaxometry.bssfp.plot.chart.Trace;

/** Coefficient of determination against SNR: of the Monte Carlo mean above, of single samples below, T1 beside T2. */
public final class SnrFigures {

    /** Below zero an estimate is worse than the mean of the truth; how much worse is in the table. */
    private static final double LOWEST_SHOWN = -0.2;

    private final SnrStudy.Result result;
    /** In rising order, the places of the axis; without noise comes last. */
    private final List<Double> levels;

    private SnrFigures(SnrStudy.Result result) {
        this.result = result;
        levels = result.rows().stream()
                .map(row -> row.noise().value())
                .distinct()
                .sorted()
                .toList();
    }

    /** The coefficients themselves. */
    public static Figure values(SnrStudy.Result result, String footer) {
        SnrFigures figures = new SnrFigures(result);
        return figures.figure("Coefficient of determination against SNR", "CoD", footer, "");
    }

    /**
     * The differences from one of the methods.
     *
     * @param reference label of the method that the others are compared with
     */
    public static Figure differences(SnrStudy.Result result, String reference, String footer) {
        SnrFigures figures = new SnrFigures(result);
        return figures.figure("CoD less that of " + reference, "ΔCoD", footer, reference);
    }

    private Figure figure(String title, String symbol, String footer, String reference) {
        List<Panel> panels = new ArrayList<>();
        for (Parameter parameter : List.of(Parameter.T1, Parameter.T2)) {
            panels.add(panel(parameter, symbol + " of the mean", SnrStudy.Row::codOfMean, reference));
        }
        for (Parameter parameter : List.of(Parameter.T1, Parameter.T2)) {
            panels.add(panel(parameter, symbol + " of single samples", SnrStudy.Row::codOfSingleSample, reference));
        }
        return new Figure(title, panels, 2, footer);
    }

    private Panel panel(Parameter parameter, String quantity, ToDoubleFunction<SnrStudy.Row> value, String reference) {
        List<SnrStudy.Row> rows = result.rows().stream()
                .filter(row -> row.parameter() == parameter)
                .sorted(Comparator.comparingDouble(row -> row.noise().value()))
                .toList();
        List<PanelLayer> layers = new ArrayList<>();
        boolean cut = false;
        for (String method : rows.stream().map(SnrStudy.Row::method).distinct().toList()) {
            if (method.equals(reference)) {
                layers.add(ReferenceLine.horizontal(reference, 0));
                continue;
            }
            double[] y = levels.stream()
                    .mapToDouble(level -> at(rows, method, level, value)
                            - (reference.isEmpty() ? 0 : at(rows, reference, level, value)))
                    .toArray();
            double[] x = new double[y.length];
            for (int i = 0; i < x.length; i++) {
                x[i] = i;
                cut |= y[i] < LOWEST_SHOWN;
            }
            layers.add(Trace.of(method, x, y, Trace.Look.LINE_AND_POINTS));
        }
        List<String> names = levels.stream().map(SnrFigures::name).toList();
        Axis y = Axis.linear(quantity);
        return new Panel(
                parameter.symbol(),
                Axis.of("SNR", names),
                cut ? y.between(LOWEST_SHOWN, Double.NaN) : y,
                layers,
                false);
    }

    /** NaN where the method had no turn at this level. */
    private static double at(
            List<SnrStudy.Row> rows, String method, double level, ToDoubleFunction<SnrStudy.Row> value) {
        return rows.stream()
                .filter(row -> row.method().equals(method) && row.noise().value() == level)
                .mapToDouble(value)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static String name(double level) {
        if (Double.isInfinite(level)) {
            return "inf";
        }
        return level == Math.rint(level) ? Long.toString((long) level) : Double.toString(level);
    }
}

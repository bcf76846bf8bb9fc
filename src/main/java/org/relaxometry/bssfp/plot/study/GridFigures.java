package org.relaxometry.bssfp.plot.study;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.montecarlo.study.GridStudy;
import org.relaxometry.bssfp.plot.chart.Axis;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.plot.chart.HeatMap;
import org.relaxometry.bssfp.plot.chart.Panel;
import org.relaxometry.bssfp.plot.style.ColourScale;

/** Accuracy and precision over T1 and T2: one column per method, T1 above T2. */
public final class GridFigures {

    /** What is shown of a grid, [T2][T1]. */
    private record Quantity(String symbol, Function<GridStudy.Grid, double[][]> values, boolean signed) {

        ColourScale scale(Parameter parameter, double[][][] maps) {
            String title = symbol + " of " + parameter.symbol() + " (%)";
            return signed ? ColourScale.divergingFor(title, maps) : ColourScale.sequentialFor(title, maps);
        }
    }

    private GridFigures() {}

    /** Relative error of the Monte Carlo mean; blue is too low, red too high. */
    public static Figure accuracy(GridStudy.Result result, String footer) {
        return figure(
                "Relative error of the Monte Carlo mean",
                new Quantity("error", GridStudy.Grid::relativeErrorPercent, true),
                result,
                footer);
    }

    /** Standard deviation relative to the mean. */
    public static Figure precision(GridStudy.Result result, String footer) {
        return figure(
                "Relative standard deviation",
                new Quantity("relative σ", GridStudy.Grid::relativeSigmaPercent, false),
                result,
                footer);
    }

    private static Figure figure(String title, Quantity quantity, GridStudy.Result result, String footer) {
        Axis x = Axis.linear("T1 (ms)");
        Axis y = Axis.linear("T2 (ms)");
        List<Panel> panels = new ArrayList<>();
        for (Parameter parameter : List.of(Parameter.T1, Parameter.T2)) {
            List<GridStudy.Grid> grids = result.grids().stream()
                    .filter(grid -> grid.parameter() == parameter)
                    .toList();
            ColourScale scale = quantity.scale(
                    parameter, grids.stream().map(quantity.values()).toArray(double[][][]::new));
            for (GridStudy.Grid grid : grids) {
                HeatMap map = new HeatMap(
                        grid.method(),
                        result.settings().t1AxisMs(),
                        result.settings().t2AxisMs(),
                        quantity.values().apply(grid),
                        scale);
                panels.add(Panel.of(parameter.symbol() + ", " + grid.method(), x, y, map));
            }
        }
        return new Figure(title, panels, panels.size() / 2, footer);
    }
}

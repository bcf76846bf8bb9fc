package org.relaxometry.bssfp.plot.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.relaxometry.bssfp.montecarlo.study.LearningCurve;
import org.relaxometry.bssfp.plot.chart.Axis;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.plot.chart.Panel;
import org.relaxometry.bssfp.plot.chart.PanelLayer;
import org.relaxometry.bssfp.plot.chart.Trace;

/** How soon networks learn: agreement of T1 and of T2 with the last epoch, and validation loss, against the epoch. */
public final class LearningCurveFigure {

    private LearningCurveFigure() {}

    /** @param curves by network, in the order of the legend; of one region each */
    public static Figure of(Map<String, LearningCurve.Result> curves, String footer) {
        return Figure.row(
                "Agreement of every epoch with the last",
                footer,
                panel("T1", Axis.linear("CoD against the last epoch"), curves, LearningCurve.Point::codOfT1),
                panel("T2", Axis.linear("CoD against the last epoch"), curves, LearningCurve.Point::codOfT2),
                panel("Loss", Axis.logarithmic("validation loss"), curves, LearningCurve.Point::validationLoss));
    }

    private static Panel panel(
            String title,
            Axis y,
            Map<String, LearningCurve.Result> curves,
            ToDoubleFunction<LearningCurve.Point> value) {
        List<PanelLayer> layers = new ArrayList<>();
        curves.forEach((network, curve) -> layers.add(Trace.of(
                network,
                curve.points().stream().mapToDouble(LearningCurve.Point::epoch).toArray(),
                curve.points().stream().mapToDouble(value).toArray(),
                Trace.Look.LINE_AND_POINTS)));
        return new Panel(title, Axis.counting("epoch"), y, layers, false);
    }
}

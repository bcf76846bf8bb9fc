package org.relaxometry.bssfp.plot.chart;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.IntStream;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import org.relaxometry.bssfp.plot.style.AxisTicks;
import org.relaxometry.bssfp.plot.style.ChartStyle;
import org.relaxometry.bssfp.plot.style.FigureText;

/** JFreeChart's axes with the ticks of {@link AxisTicks}, or with names. */
final class ChartAxis {

    /** Distance of ticks at least, in points. */
    private static final double SPACING_ACROSS = 58;

    private static final double SPACING_UP = 30;

    private ChartAxis() {}

    static ValueAxis of(Axis axis, double[] ends) {
        ValueAxis result = axis.logarithmic() ? new Logarithmic(axis) : new Linear(axis);
        result.setRange(ends[0], ends[1]);
        result.setLabelFont(ChartStyle.AXIS);
        result.setTickLabelFont(ChartStyle.TICK);
        result.setLabelPaint(FigureText.INK);
        result.setTickLabelPaint(FigureText.INK);
        result.setTickMarkPaint(FigureText.INK);
        result.setTickMarksVisible(axis.categories().isEmpty());
        result.setAxisLineVisible(false);
        return result;
    }

    private static final class Linear extends NumberAxis {

        private final transient Axis axis;

        Linear(Axis axis) {
            super(axis.title());
            this.axis = axis;
        }

        @Override
        @SuppressWarnings("rawtypes")
        public List refreshTicks(Graphics2D g, AxisState state, Rectangle2D area, RectangleEdge edge) {
            return ticks(this, axis, g, area, edge);
        }
    }

    private static final class Logarithmic extends LogAxis {

        private final transient Axis axis;

        Logarithmic(Axis axis) {
            super(axis.title());
            this.axis = axis;
        }

        @Override
        @SuppressWarnings("rawtypes")
        public List refreshTicks(Graphics2D g, AxisState state, Rectangle2D area, RectangleEdge edge) {
            return ticks(this, axis, g, area, edge);
        }
    }

    private static List<NumberTick> ticks(
            ValueAxis drawn, Axis axis, Graphics2D g, Rectangle2D area, RectangleEdge edge) {
        boolean across = RectangleEdge.isTopOrBottom(edge);
        TextAnchor anchor = across ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
        double length = across ? area.getWidth() : area.getHeight();
        double lower = drawn.getRange().getLowerBound();
        double upper = drawn.getRange().getUpperBound();
        List<AxisTicks.Tick> ticks;
        if (axis.categories().isEmpty()) {
            ticks = numbers(axis, lower, upper, (across ? SPACING_ACROSS : SPACING_UP) / length);
        } else {
            ticks = names(axis.categories(), g.getFontMetrics(ChartStyle.TICK), lower, upper, length / (upper - lower));
        }
        return ticks.stream()
                .map(tick -> new NumberTick(tick.value(), tick.label(), anchor, TextAnchor.CENTER, 0))
                .toList();
    }

    private static List<AxisTicks.Tick> numbers(Axis axis, double lower, double upper, double spacing) {
        if (axis.logarithmic()) {
            List<AxisTicks.Tick> ticks = AxisTicks.logarithmic(lower, upper, Math.min(1, spacing * 0.6));
            if (ticks.size() > 2) {
                return ticks;
            }
        }
        return AxisTicks.linear(lower, upper, axis.whole() ? Math.max(spacing, 1 / (upper - lower)) : spacing);
    }

    private static List<AxisTicks.Tick> names(
            List<String> names, FontMetrics metrics, double lower, double upper, double slot) {
        return IntStream.range(0, names.size())
                .filter(i -> i >= lower && i <= upper)
                .mapToObj(i -> new AxisTicks.Tick(i, shortened(names.get(i), metrics, slot - 4)))
                .toList();
    }

    private static String shortened(String name, FontMetrics metrics, double width) {
        if (metrics.stringWidth(name) <= width) {
            return name;
        }
        int end = name.length() - 1;
        while (end > 1 && metrics.stringWidth(name.substring(0, end) + "…") > width) {
            end--;
        }
        return name.substring(0, Math.max(1, end)) + "…";
    }
}

package org.relaxometry.bssfp.plot.window;

import java.awt.geom.Point2D;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;
import org.relaxometry.bssfp.plot.chart.Axis;
import org.relaxometry.bssfp.plot.chart.FigurePainter;
import org.relaxometry.bssfp.plot.chart.FigureTable;
import org.relaxometry.bssfp.plot.chart.HeatMap;
import org.relaxometry.bssfp.plot.chart.Panel;
import org.relaxometry.bssfp.plot.chart.PanelLayer;
import org.relaxometry.bssfp.plot.chart.Trace;
import org.relaxometry.bssfp.plot.chart.Violin;
import org.relaxometry.bssfp.plot.style.FigureText;
import org.relaxometry.bssfp.statistics.SortedSamples;

/** What stands under the cursor, in words: a cell's value, or the nearest point of a trace, else the place alone. */
final class CursorText {

    /** Points farther away than this are not meant, in points. */
    private static final double REACH = 14;

    private final Panel panel;
    private final FigurePainter.Placed placed;
    private final Point2D cursor;

    private CursorText(Panel panel, FigurePainter.Placed placed, Point2D cursor) {
        this.panel = panel;
        this.placed = placed;
        this.cursor = cursor;
    }

    static String at(Panel panel, FigurePainter.Placed placed, Point2D cursor) {
        return new CursorText(panel, placed, cursor).text();
    }

    private String text() {
        double x = placed.x(cursor);
        double y = placed.y(cursor);
        String nearest = "";
        double least = REACH;
        for (PanelLayer layer : panel.layers()) {
            if (layer instanceof HeatMap map) {
                String value = cell(map, x, y);
                if (!value.isEmpty()) {
                    return named(map.name()) + value;
                }
            } else if (layer instanceof Trace trace) {
                int index = nearest(trace, least);
                if (index >= 0) {
                    least = distance(trace.x()[index], trace.y()[index]);
                    nearest = named(trace.name()) + point(trace, index);
                }
            } else if (layer instanceof Violin violin && Math.abs(x - violin.position()) <= violin.halfWidth()) {
                return summary(violin);
            }
        }
        return nearest.isEmpty() ? place(x, y) : nearest;
    }

    private String cell(HeatMap map, double x, double y) {
        int column = HeatMap.cell(HeatMap.edges(map.x(), panel.x().logarithmic()), x);
        int row = HeatMap.cell(HeatMap.edges(map.y(), panel.y().logarithmic()), y);
        if (column < 0 || row < 0) {
            return "";
        }
        return place(map.x()[column], map.y()[row]) + ": " + map.scale().title() + " = "
                + FigureText.number(map.values()[row][column], 4);
    }

    private int nearest(Trace trace, double reach) {
        int best = -1;
        double least = reach;
        for (int i = 0; i < trace.x().length; i++) {
            double distance = distance(trace.x()[i], trace.y()[i]);
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return best;
    }

    /** On the screen. */
    private double distance(double x, double y) {
        XYPlot plot = placed.plot();
        double left = plot.getDomainAxis().valueToJava2D(x, placed.area(), RectangleEdge.BOTTOM);
        double top = plot.getRangeAxis().valueToJava2D(y, placed.area(), RectangleEdge.LEFT);
        return cursor.distance(left, top);
    }

    private String point(Trace trace, int index) {
        String text = place(trace.x()[index], trace.y()[index]);
        return trace.lower().length == 0
                ? text
                : text + " [" + FigureText.number(trace.lower()[index], 4) + ", "
                        + FigureText.number(trace.upper()[index], 4) + "]";
    }

    private String summary(Violin violin) {
        SortedSamples samples = SortedSamples.finite(violin.samples());
        String where = FigureTable.category(panel.x(), violin.position()) + ", " + named(violin.name());
        if (samples.isEmpty()) {
            return where + "no samples";
        }
        return where + panel.y().title() + ": median " + FigureText.number(samples.quantile(0.5), 4) + ", quartiles "
                + FigureText.number(samples.quantile(0.25), 4) + " and " + FigureText.number(samples.quantile(0.75), 4)
                + ", " + samples.size() + " samples";
    }

    private String place(double x, double y) {
        return quantity(panel.x(), x) + ", " + quantity(panel.y(), y);
    }

    private static String quantity(Axis axis, double value) {
        String shown = axis.categories().isEmpty()
                ? FigureText.number(value, 4)
                : FigureTable.category(axis, value).toString();
        return axis.title().isEmpty() ? shown : axis.title() + " = " + shown;
    }

    private static String named(String name) {
        return name.isEmpty() ? "" : name + ": ";
    }
}

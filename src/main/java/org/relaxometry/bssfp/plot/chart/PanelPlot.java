package org.relaxometry.bssfp.plot.chart;

import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.util.Map;
import org.jfree.chart.annotations.XYLineAnnotation;
import org.jfree.chart.annotations.XYPolygonAnnotation;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.Marker;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.AbstractXYItemRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.DefaultXYDataset;
import org.relaxometry.bssfp.plot.style.ChartStyle;
import org.relaxometry.bssfp.plot.style.FigureText;
import org.relaxometry.bssfp.plot.style.MethodColours;
import org.relaxometry.bssfp.statistics.SortedSamples;

/** A {@link Panel} as a plot of JFreeChart. */
final class PanelPlot {

    private final Panel panel;
    private final Map<String, MethodColours.Look> looks;
    private final PanelRange range;
    private final XYPlot plot = new XYPlot();

    private PanelPlot(Panel panel, Map<String, MethodColours.Look> looks, PanelRange range) {
        this.panel = panel;
        this.looks = looks;
        this.range = range;
    }

    /** @param looks by the name that gives a layer its colour */
    static XYPlot of(Panel panel, Map<String, MethodColours.Look> looks) {
        PanelPlot result = new PanelPlot(panel, looks, PanelRange.of(panel));
        result.axes();
        // JFreeChart draws no grid without a first renderer
        result.background(0);
        int index = 1;
        for (PanelLayer layer : panel.layers()) {
            result.add(layer, index++);
        }
        return result.plot;
    }

    private void axes() {
        plot.setDomainAxis(ChartAxis.of(panel.x(), range.x()));
        plot.setRangeAxis(ChartAxis.of(panel.y(), range.y()));
        // JFreeChart draws upright text as outlines, which vector files should not have; the painter writes it
        plot.getRangeAxis().setLabel(null);
        AxisSpace space = new AxisSpace();
        space.setLeft(ChartStyle.LEFT);
        plot.setFixedRangeAxisSpace(space);
        space = new AxisSpace();
        space.setBottom(ChartStyle.BOTTOM);
        plot.setFixedDomainAxisSpace(space);
        plot.setInsets(RectangleInsets.ZERO_INSETS);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setBackgroundPaint(null);
        plot.setOutlinePaint(FigureText.INK);
        plot.setOutlineStroke(ChartStyle.THIN);
        plot.setDomainGridlinePaint(ChartStyle.GRID);
        plot.setRangeGridlinePaint(ChartStyle.GRID);
        plot.setDomainGridlineStroke(ChartStyle.THIN);
        plot.setRangeGridlineStroke(ChartStyle.THIN);
        plot.setDomainGridlinesVisible(panel.x().categories().isEmpty());
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
    }

    private void add(PanelLayer layer, int index) {
        boolean logX = panel.x().logarithmic();
        boolean logY = panel.y().logarithmic();
        if (layer instanceof Trace trace) {
            TraceRenderer renderer = new TraceRenderer(trace, looks.get(trace.colourOf()), logX, logY, floor());
            plot.setRenderer(index, renderer);
            plot.setDataset(index, renderer.data());
        } else if (layer instanceof HeatMap map) {
            background(index).addAnnotation(new HeatMapImage(map, logX, logY), Layer.BACKGROUND);
        } else if (layer instanceof Violin violin) {
            addViolin(violin, index);
        } else if (layer instanceof ReferenceLine line) {
            addLine(line);
        }
    }

    /** Below a logarithmic axis, so that what is drawn down to it leaves the picture. */
    private double floor() {
        return panel.y().logarithmic() ? range.y()[0] * 1e-3 : Double.NEGATIVE_INFINITY;
    }

    /** JFreeChart draws what belongs to a renderer before the lines, even if it has no data. */
    private AbstractXYItemRenderer background(int index) {
        AbstractXYItemRenderer renderer = new XYLineAndShapeRenderer();
        plot.setRenderer(index, renderer);
        plot.setDataset(index, new DefaultXYDataset());
        return renderer;
    }

    private void addViolin(Violin violin, int index) {
        SortedSamples samples = SortedSamples.finite(violin.samples());
        if (samples.isEmpty()) {
            return;
        }
        Color colour = looks.get(violin.name()).colour();
        AbstractXYItemRenderer renderer = background(index);
        renderer.addAnnotation(
                new XYPolygonAnnotation(
                        outline(violin, samples.density(), floor()),
                        ChartStyle.THIN,
                        colour,
                        ChartStyle.translucent(colour, ChartStyle.FILL_ALPHA)),
                Layer.BACKGROUND);
        double half = violin.halfWidth() * 0.12;
        double left = violin.position() - half;
        double right = violin.position() + half;
        double first = Math.max(floor(), samples.quantile(0.25));
        double third = Math.max(floor(), samples.quantile(0.75));
        renderer.addAnnotation(
                new XYPolygonAnnotation(
                        new double[] {left, first, right, first, right, third, left, third},
                        null,
                        null,
                        colour.darker()),
                Layer.BACKGROUND);
        double[][] median = {{violin.position()}, {Math.max(floor(), samples.quantile(0.5))}};
        ((DefaultXYDataset) plot.getDataset(index)).addSeries(violin.name(), median);
        renderer.setSeriesShape(0, new Ellipse2D.Double(-2.6, -2.6, 5.2, 5.2));
        renderer.setSeriesPaint(0, Color.WHITE);
        ((XYLineAndShapeRenderer) renderer).setUseOutlinePaint(true);
        renderer.setSeriesOutlinePaint(0, FigureText.INK);
        renderer.setSeriesOutlineStroke(0, ChartStyle.THIN);
    }

    /** Up the right side and down the left. */
    private static double[] outline(Violin violin, double[][] density, double floor) {
        double largest = 0;
        for (double value : density[1]) {
            largest = Math.max(largest, value);
        }
        int n = density[0].length;
        double[] outline = new double[4 * n];
        for (int i = 0; i < n; i++) {
            double reach = violin.halfWidth() * density[1][i] / largest;
            outline[2 * i] = violin.position() + reach;
            outline[2 * i + 1] = Math.max(floor, density[0][i]);
            outline[4 * n - 2 - 2 * i] = violin.position() - reach;
            outline[4 * n - 1 - 2 * i] = Math.max(floor, density[0][i]);
        }
        return outline;
    }

    private void addLine(ReferenceLine line) {
        if (line.direction() == ReferenceLine.Direction.IDENTITY) {
            double lower = Math.max(range.x()[0], range.y()[0]);
            double upper = Math.min(range.x()[1], range.y()[1]);
            if (lower < upper) {
                plot.addAnnotation(
                        new XYLineAnnotation(lower, lower, upper, upper, ChartStyle.REFERENCE, FigureText.FAINT));
            }
            return;
        }
        Marker marker = new ValueMarker(line.value(), FigureText.FAINT, ChartStyle.REFERENCE);
        if (!line.name().isEmpty()) {
            marker.setLabel(line.name());
        }
        marker.setLabelFont(ChartStyle.SMALL);
        marker.setLabelPaint(FigureText.INK);
        marker.setLabelBackgroundColor(new Color(255, 255, 255, 200));
        marker.setLabelAnchor(RectangleAnchor.TOP_RIGHT);
        if (line.direction() == ReferenceLine.Direction.HORIZONTAL) {
            marker.setLabelTextAnchor(TextAnchor.BOTTOM_RIGHT);
            plot.addRangeMarker(marker);
        } else {
            marker.setLabelTextAnchor(TextAnchor.TOP_LEFT);
            plot.addDomainMarker(marker);
        }
    }
}

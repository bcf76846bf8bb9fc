package org.relaxometry.bssfp.plot;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.annotations.XYPolygonAnnotation;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.AbstractIntervalXYDataset;
import org.jfree.data.xy.IntervalXYDataset;

/** How JFreeChart draws a {@link Trace}: lines, markers and error bars by itself, bands and bars as polygons below. */
final class TraceRenderer extends XYErrorRenderer {

    private static final int BAND_ALPHA = 50;
    private static final int BAR_ALPHA = 80;
    private static final int CLOUD_ALPHA = 110;

    /** Four corners make a quarter of the vector file that a circle makes. */
    private static final Shape CLOUD_POINT = new Rectangle2D.Double(-1.3, -1.3, 2.6, 2.6);

    private final transient Trace trace;

    /** @param yFloor what stands for values that a logarithmic axis cannot show */
    TraceRenderer(Trace trace, MethodColours.Look look, boolean logarithmicY, double yFloor) {
        this.trace = trace;
        boolean points = trace.look() == Trace.Look.POINTS || trace.look() == Trace.Look.LINE_AND_POINTS;
        boolean cloud = trace.look() == Trace.Look.CLOUD;
        boolean dashed = trace.look() == Trace.Look.DASHED;
        setDefaultLinesVisible(dashed || trace.look() == Trace.Look.LINE || trace.look() == Trace.Look.LINE_AND_POINTS);
        setDefaultShapesVisible(points || cloud);
        setDrawSeriesLineAsPath(true);
        setDrawXError(false);
        setDrawYError(trace.spread() == Trace.Spread.ERROR_BARS);
        setErrorStroke(ChartStyle.THIN);
        Color colour = cloud ? ChartStyle.translucent(look.colour(), CLOUD_ALPHA) : look.colour();
        setSeriesPaint(0, colour);
        setErrorPaint(colour);
        setSeriesStroke(0, dashed ? ChartStyle.DASHED : ChartStyle.LINE);
        setSeriesShape(0, cloud ? CLOUD_POINT : look.marker());
        if (trace.spread() == Trace.Spread.BAND) {
            addBand(ChartStyle.translucent(look.colour(), BAND_ALPHA), logarithmicY, yFloor);
        }
        if (trace.look() == Trace.Look.BARS) {
            addBars(look.colour());
        }
    }

    @Override
    public boolean getItemVisible(int series, int item) {
        return Double.isFinite(trace.x()[item]) && Double.isFinite(trace.y()[item]);
    }

    /** One polygon per stretch without gaps. */
    private void addBand(Color colour, boolean logarithmic, double floor) {
        int n = trace.x().length;
        int start = 0;
        for (int i = 0; i <= n; i++) {
            boolean gap = i == n || !Double.isFinite(trace.x()[i] + trace.lower()[i] + trace.upper()[i]);
            if (gap && i - start > 1) {
                double[] outline = new double[4 * (i - start)];
                for (int k = start; k < i; k++) {
                    int there = 2 * (k - start);
                    int back = outline.length - 2 - there;
                    outline[there] = trace.x()[k];
                    outline[there + 1] = shown(trace.upper()[k], logarithmic, floor);
                    outline[back] = trace.x()[k];
                    outline[back + 1] = shown(trace.lower()[k], logarithmic, floor);
                }
                addAnnotation(new XYPolygonAnnotation(outline, null, null, colour), Layer.BACKGROUND);
            }
            if (gap) {
                start = i + 1;
            }
        }
    }

    private void addBars(Color colour) {
        double[] edges = HeatMap.edges(trace.x(), false);
        int n = trace.x().length;
        double[] outline = new double[4 * n + 4];
        outline[0] = edges[0];
        for (int i = 0; i < n; i++) {
            outline[4 * i + 2] = edges[i];
            outline[4 * i + 3] = trace.y()[i];
            outline[4 * i + 4] = edges[i + 1];
            outline[4 * i + 5] = trace.y()[i];
        }
        outline[4 * n + 2] = edges[n];
        addAnnotation(
                new XYPolygonAnnotation(
                        outline, ChartStyle.THIN, colour, ChartStyle.translucent(colour, BAR_ALPHA)),
                Layer.BACKGROUND);
    }

    private static double shown(double value, boolean logarithmic, double floor) {
        return logarithmic && !(value > 0) ? floor : value;
    }

    /** The trace as JFreeChart reads it; what a logarithmic axis cannot show is a gap. */
    IntervalXYDataset data(boolean logarithmicX, boolean logarithmicY, double yFloor) {
        return new AbstractIntervalXYDataset() {
            @Override
            public int getSeriesCount() {
                return 1;
            }

            @Override
            public Comparable<?> getSeriesKey(int series) {
                return trace.name();
            }

            @Override
            public int getItemCount(int series) {
                return trace.x().length;
            }

            @Override
            public Number getX(int series, int item) {
                return positive(trace.x()[item], logarithmicX);
            }

            @Override
            public Number getY(int series, int item) {
                return positive(trace.y()[item], logarithmicY);
            }

            @Override
            public Number getStartX(int series, int item) {
                return getX(series, item);
            }

            @Override
            public Number getEndX(int series, int item) {
                return getX(series, item);
            }

            @Override
            public Number getStartY(int series, int item) {
                return end(trace.lower(), series, item);
            }

            @Override
            public Number getEndY(int series, int item) {
                return end(trace.upper(), series, item);
            }

            private Number end(double[] ends, int series, int item) {
                return ends.length == 0 || !Double.isFinite(ends[item])
                        ? getY(series, item)
                        : (Number) shown(ends[item], logarithmicY, yFloor);
            }
        };
    }

    private static double positive(double value, boolean logarithmic) {
        return logarithmic && !(value > 0) ? Double.NaN : value;
    }
}

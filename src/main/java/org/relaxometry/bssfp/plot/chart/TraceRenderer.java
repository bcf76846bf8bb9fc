package org.relaxometry.bssfp.plot.chart;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.annotations.XYPolygonAnnotation;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.AbstractIntervalXYDataset;
import org.jfree.data.xy.IntervalXYDataset;
import org.relaxometry.bssfp.plot.style.ChartStyle;
import org.relaxometry.bssfp.plot.style.MethodColours;

/** How JFreeChart draws a {@link Trace}: lines, markers and error bars by itself, bands and bars as polygons below. */
final class TraceRenderer extends XYErrorRenderer {

    private static final int CLOUD_ALPHA = 110;

    /** Four corners make a quarter of the vector file that a circle makes. */
    private static final Shape CLOUD_POINT = new Rectangle2D.Double(-1.3, -1.3, 2.6, 2.6);

    private final transient Trace trace;
    private final boolean logarithmicX;
    private final boolean logarithmicY;
    private final double floor;

    /** @param floor what stands for ends of an uncertainty that a logarithmic y axis cannot show */
    TraceRenderer(Trace trace, MethodColours.Look look, boolean logarithmicX, boolean logarithmicY, double floor) {
        this.trace = trace;
        this.logarithmicX = logarithmicX;
        this.logarithmicY = logarithmicY;
        this.floor = floor;
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
            addBand(ChartStyle.translucent(look.colour(), ChartStyle.BAND_ALPHA));
        }
        if (trace.look() == Trace.Look.BARS) {
            addBars(look.colour());
        }
    }

    @Override
    public boolean getItemVisible(int series, int item) {
        return shows(trace.x()[item], logarithmicX) && shows(trace.y()[item], logarithmicY);
    }

    /** One polygon per stretch without gaps. */
    private void addBand(Color colour) {
        int n = trace.x().length;
        int start = 0;
        for (int i = 0; i <= n; i++) {
            boolean gap = i == n
                    || !shows(trace.x()[i], logarithmicX)
                    || !Double.isFinite(trace.lower()[i] + trace.upper()[i]);
            if (gap && i - start > 1) {
                double[] outline = new double[4 * (i - start)];
                for (int k = start; k < i; k++) {
                    int there = 2 * (k - start);
                    int back = outline.length - 2 - there;
                    outline[there] = trace.x()[k];
                    outline[there + 1] = end(trace.upper()[k]);
                    outline[back] = trace.x()[k];
                    outline[back + 1] = end(trace.lower()[k]);
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
                        outline, ChartStyle.THIN, colour, ChartStyle.translucent(colour, ChartStyle.FILL_ALPHA)),
                Layer.BACKGROUND);
    }

    private double end(double value) {
        return logarithmicY && !(value > 0) ? floor : value;
    }

    private static boolean shows(double value, boolean logarithmic) {
        return Double.isFinite(value) && (!logarithmic || value > 0);
    }

    /** The trace as JFreeChart reads it; what an axis cannot show is a gap. */
    IntervalXYDataset data() {
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
                return shows(trace.x()[item], logarithmicX) ? trace.x()[item] : Double.NaN;
            }

            @Override
            public Number getY(int series, int item) {
                return shows(trace.y()[item], logarithmicY) ? trace.y()[item] : Double.NaN;
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
                return end(trace.lower(), item);
            }

            @Override
            public Number getEndY(int series, int item) {
                return end(trace.upper(), item);
            }

            private Number end(double[] ends, int item) {
                boolean none = ends.length == 0 || !Double.isFinite(ends[item]);
                return none ? getY(0, item) : (Number) TraceRenderer.this.end(ends[item]);
            }
        };
    }
}

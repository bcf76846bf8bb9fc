package org.relaxometry.bssfp.plot.chart;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;
import org.relaxometry.bssfp.plot.style.ChartStyle;
import org.relaxometry.bssfp.plot.style.ParameterDisplay;

/** Draws a {@link HeatMap} pixel by pixel, whatever the axes: no seams between cells, and small files for large grids. */
final class HeatMapImage extends AbstractXYAnnotation {

    /** Pixels per point in vector files, where the graphics have no resolution of their own. */
    private static final double VECTOR_RESOLUTION = 3;

    private static final int HATCH_PERIOD_POINTS = 6;

    private final transient HeatMap map;
    private final boolean logarithmicX;
    private final boolean logarithmicY;

    HeatMapImage(HeatMap map, boolean logarithmicX, boolean logarithmicY) {
        this.map = map;
        this.logarithmicX = logarithmicX;
        this.logarithmicY = logarithmicY;
    }

    @Override
    public void draw(
            Graphics2D g,
            XYPlot plot,
            Rectangle2D area,
            ValueAxis domain,
            ValueAxis range,
            int rendererIndex,
            PlotRenderingInfo info) {
        double resolution = g instanceof SVGGraphics2D
                ? VECTOR_RESOLUTION
                : Math.abs(g.getTransform().getScaleX());
        int width = (int) Math.max(1, Math.rint(area.getWidth() * resolution));
        int height = (int) Math.max(1, Math.rint(area.getHeight() * resolution));
        int[] column = new int[width];
        double[] xEdges = HeatMap.edges(map.x(), logarithmicX);
        for (int i = 0; i < width; i++) {
            double place = area.getX() + (i + 0.5) / width * area.getWidth();
            column[i] = HeatMap.cell(xEdges, domain.java2DToValue(place, area, RectangleEdge.BOTTOM));
        }
        double[] yEdges = HeatMap.edges(map.y(), logarithmicY);
        ParameterDisplay display = map.scale().display(Double.NaN, Double.NaN);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int j = 0; j < height; j++) {
            double place = area.getY() + (j + 0.5) / height * area.getHeight();
            int row = HeatMap.cell(yEdges, range.java2DToValue(place, area, RectangleEdge.LEFT));
            if (row >= 0) {
                fill(image, j, column, map.values()[row], display, resolution);
            }
        }
        AffineTransform toArea = AffineTransform.getTranslateInstance(area.getX(), area.getY());
        toArea.scale(area.getWidth() / width, area.getHeight() / height);
        g.drawImage(image, toArea, null);
    }

    private static void fill(
            BufferedImage image, int y, int[] column, double[] values, ParameterDisplay display, double resolution) {
        int previous = -1;
        int colour = 0;
        for (int x = 0; x < column.length; x++) {
            if (column[x] >= 0) {
                double value = values[column[x]];
                if (!Double.isFinite(value)) {
                    colour = hatch(x, y, resolution);
                } else if (column[x] != previous) {
                    colour = display.rgb(value);
                }
                previous = column[x];
                image.setRGB(x, y, colour);
            }
        }
    }

    /** Grey strokes on white: a pattern cannot be taken for a colour of the scale. */
    static int hatch(int x, int y, double resolution) {
        double phase = (x + y) / resolution % HATCH_PERIOD_POINTS;
        return phase < 1.2 ? ChartStyle.HATCH.getRGB() : 0xffffffff;
    }
}

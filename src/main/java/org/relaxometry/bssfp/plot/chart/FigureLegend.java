package org.relaxometry.bssfp.plot.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Paint;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.TexturePaint;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleInsets;
import org.relaxometry.bssfp.plot.style.ChartStyle;
import org.relaxometry.bssfp.plot.style.FigureText;
import org.relaxometry.bssfp.plot.style.MethodColours;

/** One legend for all panels of a figure: an entry per name and look. */
final class FigureLegend {

    private static final Shape LINE = new Line2D.Double(-13, 0, 13, 0);
    private static final Shape CLOUD_POINT = new Rectangle2D.Double(-2.5, -2.5, 5, 5);
    private static final Shape SWATCH = new Rectangle2D.Double(-6, -5, 12, 10);

    private FigureLegend() {}

    static LegendTitle of(Figure figure, Map<String, MethodColours.Look> looks) {
        LegendItemCollection items = new LegendItemCollection();
        Set<String> seen = new HashSet<>();
        boolean gaps = false;
        for (Panel panel : figure.panels()) {
            for (PanelLayer layer : panel.layers()) {
                if (layer instanceof Trace trace && !trace.name().isEmpty() && seen.add(trace.look() + trace.name())) {
                    items.add(item(trace, looks.get(trace.colourOf())));
                } else if (layer instanceof Violin violin && seen.add("violin" + violin.name())) {
                    Color colour = looks.get(violin.name()).colour();
                    items.add(swatch(violin.name(), ChartStyle.translucent(colour, ChartStyle.FILL_ALPHA), colour));
                } else if (layer instanceof HeatMap map) {
                    gaps |= map.hasGaps();
                }
            }
        }
        if (gaps) {
            items.add(swatch("no value", hatched(), ChartStyle.HATCH));
        }
        LegendTitle legend = new LegendTitle(() -> items);
        legend.setItemFont(ChartStyle.LEGEND);
        legend.setItemPaint(FigureText.INK);
        legend.setFrame(BlockBorder.NONE);
        legend.setBackgroundPaint(null);
        legend.setItemLabelPadding(new RectangleInsets(2, 4, 2, 14));
        return legend;
    }

    private static LegendItem item(Trace trace, MethodColours.Look look) {
        if (trace.look() == Trace.Look.BARS) {
            return swatch(trace.name(), ChartStyle.translucent(look.colour(), ChartStyle.FILL_ALPHA), look.colour());
        }
        boolean cloud = trace.look() == Trace.Look.CLOUD;
        boolean points = cloud || trace.look() == Trace.Look.POINTS || trace.look() == Trace.Look.LINE_AND_POINTS;
        boolean line = !cloud && trace.look() != Trace.Look.POINTS;
        BasicStroke stroke = trace.look() == Trace.Look.DASHED ? ChartStyle.DASHED : ChartStyle.LINE;
        return new LegendItem(
                trace.name(),
                null,
                null,
                null,
                points,
                cloud ? CLOUD_POINT : look.marker(),
                points,
                look.colour(),
                false,
                look.colour(),
                ChartStyle.THIN,
                line,
                LINE,
                stroke,
                look.colour());
    }

    private static LegendItem swatch(String name, Paint fill, Color outline) {
        return new LegendItem(
                name,
                null,
                null,
                null,
                true,
                SWATCH,
                true,
                fill,
                true,
                outline,
                ChartStyle.THIN,
                false,
                LINE,
                ChartStyle.LINE,
                outline);
    }

    private static Paint hatched() {
        BufferedImage tile = new BufferedImage(6, 6, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 6; y++) {
            for (int x = 0; x < 6; x++) {
                tile.setRGB(x, y, HeatMapImage.hatch(x, y, 1));
            }
        }
        return new TexturePaint(tile, new Rectangle(6, 6));
    }
}

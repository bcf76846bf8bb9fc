package org.relaxometry.bssfp.plot.chart;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.block.RectangleConstraint;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.Size2D;
import org.jfree.data.Range;
import org.relaxometry.bssfp.plot.style.ChartStyle;
import org.relaxometry.bssfp.plot.style.ColourBar;
import org.relaxometry.bssfp.plot.style.ColourScale;
import org.relaxometry.bssfp.plot.style.FigureText;
import org.relaxometry.bssfp.plot.style.MethodColours;
import org.relaxometry.bssfp.plot.style.ParameterDisplay;

/** Lays a {@link Figure} out in a given size and draws it: on an image, into a vector file or on the screen. */
public final class FigurePainter {

    private static final int MARGIN = 16;
    private static final int GAP = 10;

    /** Right of every column, for the last label of an axis. */
    private static final int COLUMN_GAP = 22;

    private static final int BAR_TITLE = 20;
    private static final int BAR_GAP = 10;

    /** {@link ColourBar} is made for doubled pixels. */
    private static final double BAR_SCALE = 0.5;

    private final Figure figure;
    private final Map<String, MethodColours.Look> looks;
    private final LegendTitle legend;

    /** Where a panel has been drawn; the area is the one within the axes. */
    public record Placed(int index, XYPlot plot, Rectangle2D area) {

        /** Value of the horizontal axis at a place of the picture. */
        public double x(Point2D place) {
            return plot.getDomainAxis().java2DToValue(place.getX(), area, RectangleEdge.BOTTOM);
        }

        /** Value of the vertical axis at a place of the picture. */
        public double y(Point2D place) {
            return plot.getRangeAxis().java2DToValue(place.getY(), area, RectangleEdge.LEFT);
        }
    }

    public FigurePainter(Figure figure) {
        this.figure = figure;
        looks = MethodColours.looks(figure.panels().stream()
                .flatMap(panel -> panel.layers().stream())
                .map(layer -> layer instanceof Trace trace ? trace.colourOf() : layer.name())
                .toList());
        legend = FigureLegend.of(figure, looks);
    }

    /** Size in points that suits the number of panels. */
    public static Dimension preferredSize(Figure figure) {
        int[][] cells = {{620, 400}, {430, 330}, {360, 290}};
        int[] cell = cells[Math.min(figure.columns(), cells.length) - 1];
        int width = figure.columns() * cell[0] + 2 * MARGIN;
        return new Dimension(width, figure.rows() * cell[1] + 90);
    }

    /** @return where the panels lie */
    public List<Placed> paint(Graphics2D g, double width, double height) {
        ChartStyle.smooth(g);
        g.setPaint(Color.WHITE);
        g.fill(new Rectangle2D.Double(0, 0, width, height));
        int textWidth = (int) width - 2 * MARGIN;
        double top = lines(g, figure.title(), ChartStyle.TITLE, FigureText.INK, MARGIN, textWidth);
        double bottom = height - MARGIN - textHeight(g, figure.footer(), ChartStyle.SMALL, textWidth);
        lines(g, figure.footer(), ChartStyle.SMALL, FigureText.FAINT, bottom, textWidth);
        if (legend.getSources()[0].getLegendItems().getItemCount() > 0) {
            Size2D size = legend.arrange(g, new RectangleConstraint(new Range(0, textWidth), new Range(0, height)));
            bottom -= size.height + 4;
            legend.draw(
                    g, new Rectangle2D.Double(MARGIN + (textWidth - size.width) / 2, bottom, size.width, size.height));
        }
        return panels(g, new Rectangle2D.Double(MARGIN, top + 6, textWidth, bottom - top - 10));
    }

    private List<Placed> panels(Graphics2D g, Rectangle2D all) {
        double[] gutters = new double[figure.columns()];
        Arrays.fill(gutters, COLUMN_GAP);
        for (int i = 0; i < figure.panels().size(); i++) {
            if (endsScale(i)) {
                gutters[i % figure.columns()] = barWidth(g);
            }
        }
        double width = Math.max(1, (all.getWidth() - Arrays.stream(gutters).sum()) / figure.columns());
        double height = all.getHeight() / figure.rows();
        List<Placed> placed = new ArrayList<>();
        double x = all.getX();
        for (int i = 0; i < figure.panels().size(); i++) {
            int column = i % figure.columns();
            x = column == 0 ? all.getX() : x;
            double y = all.getY() + i / figure.columns() * height;
            panel(g, i, new Rectangle2D.Double(x, y, width, height - GAP)).ifPresent(placed::add);
            x += width + gutters[column];
        }
        return placed;
    }

    /** Nothing is drawn where there is no room, as in a window made tiny. */
    private Optional<Placed> panel(Graphics2D g, int index, Rectangle2D cell) {
        Panel panel = figure.panels().get(index);
        double headingHeight = panel.title().isEmpty()
                ? 8
                : g.getFontMetrics(ChartStyle.HEADING).getHeight() + 4;
        Rectangle2D below = new Rectangle2D.Double(
                cell.getX(), cell.getY() + headingHeight, cell.getWidth(), cell.getHeight() - headingHeight);
        if (panel.equalAxes()) {
            double side = Math.min(below.getWidth() - ChartStyle.LEFT, below.getHeight() - ChartStyle.BOTTOM);
            below.setRect(below.getX(), below.getY(), side + ChartStyle.LEFT, side + ChartStyle.BOTTOM);
        }
        if (below.getWidth() < ChartStyle.LEFT + 20 || below.getHeight() < ChartStyle.BOTTOM + 20) {
            return Optional.empty();
        }
        XYPlot plot = PanelPlot.of(panel, looks);
        PlotRenderingInfo info = new PlotRenderingInfo(new ChartRenderingInfo(null));
        plot.draw(g, below, null, null, info);
        Rectangle2D area = info.getDataArea();
        g.setFont(ChartStyle.HEADING);
        g.setColor(FigureText.INK);
        FontMetrics metrics = g.getFontMetrics();
        upright(
                g,
                panel.y().title(),
                cell.getX() + g.getFontMetrics(ChartStyle.AXIS).getAscent(),
                area.getCenterY());
        g.drawString(panel.title(), (float) area.getX(), (float) (below.getY() - metrics.getDescent() - 3));
        if (endsScale(index)) {
            colourBar(g, index, area);
        }
        return Optional.of(new Placed(index, plot, area));
    }

    private Optional<ColourScale> scale(int index) {
        return heatMap(figure.panels().get(index)).map(HeatMap::scale);
    }

    private static Optional<HeatMap> heatMap(Panel panel) {
        return panel.layers().stream()
                .filter(HeatMap.class::isInstance)
                .map(HeatMap.class::cast)
                .findFirst();
    }

    /** Whether a panel has a scale that its right neighbour does not share. */
    private boolean endsScale(int index) {
        boolean last = index + 1 == figure.panels().size() || (index + 1) % figure.columns() == 0;
        return scale(index).isPresent() && (last || !scale(index).equals(scale(index + 1)));
    }

    private static double barWidth(Graphics2D g) {
        return BAR_GAP
                + ColourBar.BAR_WIDTH * BAR_SCALE
                + g.getFontMetrics(ChartStyle.TICK).stringWidth("−0.000")
                + BAR_TITLE
                + 12;
    }

    /** The bar is pointed where any panel with this scale has values beyond it. */
    private void colourBar(Graphics2D g, int index, Rectangle2D area) {
        ColourScale scale = scale(index).orElseThrow();
        double[] values = figure.panels().stream()
                .flatMap(panel -> heatMap(panel).stream())
                .filter(map -> map.scale().equals(scale))
                .flatMapToDouble(map -> Arrays.stream(map.values()).flatMapToDouble(Arrays::stream))
                .filter(Double::isFinite)
                .toArray();
        ParameterDisplay display = scale.display(
                Arrays.stream(values).min().orElse(Double.NaN),
                Arrays.stream(values).max().orElse(Double.NaN));
        Graphics2D bar = (Graphics2D) g.create();
        bar.translate(area.getMaxX() + BAR_GAP, area.getY());
        bar.scale(BAR_SCALE, BAR_SCALE);
        bar.setFont(ChartStyle.TICK.deriveFont((float) (ChartStyle.TICK.getSize2D() / BAR_SCALE)));
        new ColourBar(display).draw(bar, 0, 0, (int) (area.getHeight() / BAR_SCALE));
        bar.dispose();
        int descent = g.getFontMetrics(ChartStyle.AXIS).getDescent();
        upright(g, scale.title(), area.getMaxX() + barWidth(g) - descent - 6, area.getCenterY());
    }

    /** Writes from bottom to top, centred at a height. */
    private static void upright(Graphics2D g, String text, double baseline, double centre) {
        Graphics2D turned = (Graphics2D) g.create();
        turned.setFont(ChartStyle.AXIS);
        turned.setColor(FigureText.INK);
        turned.translate(baseline, centre);
        turned.rotate(-Math.PI / 2);
        turned.drawString(text, -turned.getFontMetrics().stringWidth(text) / 2, 0);
        turned.dispose();
    }

    private static double textHeight(Graphics2D g, String text, Font font, int width) {
        FontMetrics metrics = g.getFontMetrics(font);
        return FigureText.wrap(text, metrics, width).size() * (double) metrics.getHeight();
    }

    private static double lines(Graphics2D g, String text, Font font, Color colour, double y, int width) {
        FontMetrics metrics = g.getFontMetrics(font);
        g.setFont(font);
        g.setColor(colour);
        for (String line : FigureText.wrap(text, metrics, width)) {
            g.drawString(line, MARGIN, (float) y + metrics.getAscent());
            y += metrics.getHeight();
        }
        return y;
    }
}

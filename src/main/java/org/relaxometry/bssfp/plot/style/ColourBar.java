package org.relaxometry.bssfp.plot.style;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.util.List;

/**
 * An upright colour bar with ticks at round numbers to its right. On a logarithmic display the colours spread evenly and
 * the ticks stand at the true values. A pointed end says that the map has values beyond it.
 */
public final class ColourBar {

    public static final int BAR_WIDTH = 24;
    private static final int TICK_LENGTH = 6;
    private static final int TICK_GAP = 5;
    private static final int POINT_HEIGHT = 14;

    /** Part of the axis between ticks at least: more labels than seven say nothing more. */
    private static final double DENSEST_LINEAR = 0.15;

    private final ParameterDisplay display;

    public ColourBar(ParameterDisplay display) {
        this.display = display;
    }

    /** Width in pixels of bar and labels together for a bar of this height. */
    public int width(FontMetrics metrics, int height) {
        int label = ticks(metrics, height).stream()
                .mapToInt(tick -> metrics.stringWidth(tick.label()))
                .max()
                .orElse(0);
        return BAR_WIDTH + TICK_LENGTH + TICK_GAP + label;
    }

    /** Draws bar and labels with the graphics' font; x and y are the upper left corner. */
    public void draw(Graphics2D g, int x, int y, int height) {
        FontMetrics metrics = g.getFontMetrics();
        int top = y + topMargin(metrics);
        int bottom = y + height - bottomMargin(metrics);
        for (int row = top; row < bottom; row++) {
            double position = (bottom - row - 0.5) / (bottom - top);
            g.setColor(new Color(display.colours().rgb(position)));
            // down to the end, since rows of their own let the paper shine through where they are no whole pixels
            g.fillRect(x, row, BAR_WIDTH, bottom - row);
        }
        Polygon outline = outline(x, top, bottom);
        g.setColor(new Color(display.colours().rgb(1)));
        fillPoint(g, x, top, -POINT_HEIGHT, exceedsAbove());
        g.setColor(new Color(display.colours().rgb(0)));
        fillPoint(g, x, bottom, POINT_HEIGHT, exceedsBelow());
        g.setColor(FigureText.INK);
        g.setStroke(new BasicStroke(1.5f));
        g.drawPolygon(outline);
        for (AxisTicks.Tick tick : ticks(metrics, height)) {
            int tickY = (int) Math.rint(bottom - display.position(tick.value()) * (bottom - top));
            g.drawLine(x + BAR_WIDTH, tickY, x + BAR_WIDTH + TICK_LENGTH, tickY);
            g.drawString(
                    tick.label(),
                    x + BAR_WIDTH + TICK_LENGTH + TICK_GAP,
                    tickY + (metrics.getAscent() - metrics.getDescent()) / 2);
        }
    }

    private List<AxisTicks.Tick> ticks(FontMetrics metrics, int height) {
        int length = Math.max(1, height - topMargin(metrics) - bottomMargin(metrics));
        double spacing = metrics.getAscent() * 1.3 / length;
        return display.logarithmic()
                ? AxisTicks.logarithmic(display.lower(), display.upper(), spacing)
                : AxisTicks.linear(display.lower(), display.upper(), Math.max(spacing, DENSEST_LINEAR));
    }

    /** Room for half a label, or for the point. */
    private int topMargin(FontMetrics metrics) {
        return exceedsAbove() ? POINT_HEIGHT : metrics.getAscent() / 2;
    }

    private int bottomMargin(FontMetrics metrics) {
        return exceedsBelow() ? POINT_HEIGHT : metrics.getAscent() / 2;
    }

    private boolean exceedsAbove() {
        return display.largest() > display.upper();
    }

    private boolean exceedsBelow() {
        return display.smallest() < display.lower();
    }

    private static void fillPoint(Graphics2D g, int x, int y, int height, boolean wanted) {
        if (wanted) {
            g.fillPolygon(new int[] {x, x + BAR_WIDTH / 2, x + BAR_WIDTH}, new int[] {y, y + height, y}, 3);
        }
    }

    private Polygon outline(int x, int top, int bottom) {
        Polygon outline = new Polygon();
        outline.addPoint(x, top);
        if (exceedsAbove()) {
            outline.addPoint(x + BAR_WIDTH / 2, top - POINT_HEIGHT);
        }
        outline.addPoint(x + BAR_WIDTH, top);
        outline.addPoint(x + BAR_WIDTH, bottom);
        if (exceedsBelow()) {
            outline.addPoint(x + BAR_WIDTH / 2, bottom + POINT_HEIGHT);
        }
        outline.addPoint(x, bottom);
        return outline;
    }
}

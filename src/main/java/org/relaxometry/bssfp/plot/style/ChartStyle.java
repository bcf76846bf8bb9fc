package org.relaxometry.bssfp.plot.style;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;

/** Fonts, lines and distances of charts, in points; half the sizes of {@link FigureText}, which is for doubled pixels. */
public final class ChartStyle {

    public static final Font TITLE = FigureText.TITLE.deriveFont(16f);
    public static final Font HEADING = FigureText.HEADING.deriveFont(13f);
    public static final Font AXIS = FigureText.PLAIN.deriveFont(12.5f);
    public static final Font TICK = FigureText.PLAIN.deriveFont(11f);
    public static final Font LEGEND = FigureText.PLAIN.deriveFont(12f);
    public static final Font SMALL = FigureText.SMALL.deriveFont(10.5f);

    public static final Color GRID = new Color(0xe4e4e4);
    public static final Color HATCH = new Color(0x8a8a8a);

    public static final BasicStroke THIN = new BasicStroke(0.8f);
    public static final BasicStroke LINE = new BasicStroke(1.8f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    public static final BasicStroke DASHED = dashes(1.8f, 6, 4);
    public static final BasicStroke REFERENCE = dashes(1.1f, 4, 3);

    /** Left of and below the axes, for ticks and title. */
    public static final double LEFT = 66;

    public static final double BOTTOM = 42;

    /** Opacity of violins and histograms, and of bands below lines, of 255. */
    public static final int FILL_ALPHA = 95;

    public static final int BAND_ALPHA = 50;

    private ChartStyle() {}

    public static Color translucent(Color colour, int alpha) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), alpha);
    }

    public static void smooth(Graphics2D g) {
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    private static BasicStroke dashes(float width, float on, float off) {
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {on, off}, 0);
    }
}

package org.relaxometry.bssfp.plot;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/** A figure for the documentation: many maps of equal size as a grid, each row with one colour bar, in the style of {@link MapFigure}. */
public final class MapGrid {

    private static final int MARGIN = 30;
    private static final int GAP = 4;
    private static final int BAR_GAP = 12;

    /**
     * Maps with the same colours.
     *
     * @param label what they show
     * @param display their colours
     * @param maps values, x fastest, first row on top; null leaves a place empty
     */
    public record Row(String label, ParameterDisplay display, List<float[]> maps) {}

    private MapGrid() {}

    /**
     * Draws the grid.
     *
     * @param columns a heading for every column; {@code \n} begins another line
     * @param rows from top to bottom, each with as many maps as there are columns
     * @param width of a map
     * @param height of a map
     * @param scale pixels per value
     * @param footer below the grid
     */
    public static BufferedImage render(
            List<String> columns, List<Row> rows, int width, int height, int scale, String footer) {
        Graphics2D measuring = graphics(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));
        FontMetrics text = measuring.getFontMetrics(FigureText.SMALL);
        int cellWidth = width * scale;
        int cellHeight = height * scale;
        int left = MARGIN + text.getHeight() + BAR_GAP;
        int right = left + columns.size() * (cellWidth + GAP);
        int barWidth = rows.stream()
                .mapToInt(row -> new ColourBar(row.display()).width(text, cellHeight))
                .max()
                .orElseThrow();
        int headingLines = columns.stream()
                .mapToInt(each -> (int) each.lines().count())
                .max()
                .orElseThrow();
        int top = MARGIN + headingLines * text.getHeight() + GAP;
        int bottom = top + rows.size() * (cellHeight + GAP) + BAR_GAP;
        int wholeWidth = right + BAR_GAP + barWidth + MARGIN;
        List<String> footerLines = FigureText.wrap(footer, text, wholeWidth - 2 * MARGIN);
        BufferedImage figure = new BufferedImage(
                wholeWidth, bottom + footerLines.size() * text.getHeight() + MARGIN, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = graphics(figure);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, figure.getWidth(), figure.getHeight());
        g.setFont(FigureText.SMALL);
        for (int c = 0; c < columns.size(); c++) {
            List<String> lines = columns.get(c).lines().toList();
            for (int line = 0; line < lines.size(); line++) {
                int y = top - GAP - (lines.size() - line) * text.getHeight() + text.getAscent();
                centred(g, lines.get(line), left + c * (cellWidth + GAP) + cellWidth / 2, y);
            }
        }
        for (int r = 0; r < rows.size(); r++) {
            Row row = rows.get(r);
            int y = top + r * (cellHeight + GAP);
            Graphics2D upwards = (Graphics2D) g.create();
            upwards.rotate(-Math.PI / 2, MARGIN, y + cellHeight / 2.0);
            centred(upwards, row.label(), MARGIN, y + cellHeight / 2 + text.getAscent());
            upwards.dispose();
            for (int c = 0; c < columns.size(); c++) {
                if (row.maps().get(c) != null) {
                    g.drawImage(
                            image(row.maps().get(c), row.display(), width, height),
                            left + c * (cellWidth + GAP),
                            y,
                            cellWidth,
                            cellHeight,
                            null);
                }
            }
            new ColourBar(row.display()).draw(g, right - GAP + BAR_GAP, y, cellHeight);
        }
        g.setColor(FigureText.FAINT);
        for (int line = 0; line < footerLines.size(); line++) {
            g.drawString(footerLines.get(line), MARGIN, bottom + line * text.getHeight() + text.getAscent());
        }
        g.dispose();
        return figure;
    }

    private static BufferedImage image(float[] map, ParameterDisplay display, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int v = 0; v < map.length; v++) {
            image.setRGB(v % width, v / width, display.rgb(map[v]));
        }
        return image;
    }

    private static void centred(Graphics2D g, String text, int x, int baseline) {
        g.setColor(FigureText.INK);
        int start = x - g.getFontMetrics().stringWidth(text) / 2;
        FigureText.drawSymbol(g, text, "", FigureText.SMALL, start, baseline);
    }

    private static Graphics2D graphics(BufferedImage image) {
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        return g;
    }
}

package org.relaxometry.bssfp.plot.map;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import org.relaxometry.bssfp.plot.style.ColourBar;
import org.relaxometry.bssfp.plot.style.FigureText;
import org.relaxometry.bssfp.plot.style.ParameterDisplay;

/** A figure of many maps of equal size as a grid, for the documentation: colours and colour bars of {@link MapFigure}, one bar per row. */
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

    private final List<String> columns;
    private final List<Row> rows;
    private final int mapWidth;
    private final int cellWidth;
    private final int cellHeight;
    private final FontMetrics text;
    private final int left;
    private final int top;
    private final int bottom;
    private final int width;
    private final List<String> footerLines;

    private MapGrid(List<String> columns, List<Row> rows, int mapWidth, int mapHeight, int scale, String footer) {
        this.columns = columns;
        this.rows = rows;
        this.mapWidth = mapWidth;
        cellWidth = mapWidth * scale;
        cellHeight = mapHeight * scale;
        text = graphics(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)).getFontMetrics(FigureText.SMALL);
        int lines = columns.stream()
                .mapToInt(each -> (int) each.lines().count())
                .max()
                .orElseThrow();
        int bars = rows.stream()
                .mapToInt(row -> new ColourBar(row.display()).width(text, cellHeight))
                .max()
                .orElseThrow();
        left = MARGIN + text.getHeight() + BAR_GAP;
        top = MARGIN + lines * text.getHeight() + GAP;
        bottom = top + rows.size() * (cellHeight + GAP) + BAR_GAP;
        width = barX() + bars + MARGIN;
        footerLines = FigureText.wrap(footer, text, width - 2 * MARGIN);
    }

    /**
     * Draws the grid.
     *
     * @param columns a heading for every column; {@code \n} begins another line
     * @param rows from top to bottom, each with as many maps as there are columns
     * @param mapWidth values along x
     * @param mapHeight values along y
     * @param scale pixels per value
     * @param footer below the grid
     */
    public static BufferedImage render(
            List<String> columns, List<Row> rows, int mapWidth, int mapHeight, int scale, String footer) {
        return new MapGrid(columns, rows, mapWidth, mapHeight, scale, footer).render();
    }

    private BufferedImage render() {
        int height = bottom + footerLines.size() * text.getHeight() + MARGIN;
        BufferedImage figure = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = graphics(figure);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        g.setFont(FigureText.SMALL);
        g.setColor(FigureText.INK);
        for (int column = 0; column < columns.size(); column++) {
            List<String> lines = columns.get(column).lines().toList();
            for (int line = 0; line < lines.size(); line++) {
                int baseline = top - GAP - (lines.size() - line) * text.getHeight() + text.getAscent();
                centred(g, lines.get(line), cellX(column) + cellWidth / 2, baseline);
            }
        }
        for (int row = 0; row < rows.size(); row++) {
            paint(g, rows.get(row), top + row * (cellHeight + GAP));
        }
        g.setColor(FigureText.FAINT);
        for (int line = 0; line < footerLines.size(); line++) {
            g.drawString(footerLines.get(line), MARGIN, bottom + line * text.getHeight() + text.getAscent());
        }
        g.dispose();
        return figure;
    }

    private void paint(Graphics2D g, Row row, int y) {
        Graphics2D upwards = (Graphics2D) g.create();
        upwards.rotate(-Math.PI / 2, MARGIN, y + cellHeight / 2.0);
        upwards.setColor(FigureText.INK);
        centred(upwards, row.label(), MARGIN, y + cellHeight / 2 + text.getAscent());
        upwards.dispose();
        for (int column = 0; column < columns.size(); column++) {
            if (row.maps().get(column) != null) {
                g.drawImage(image(row, column), cellX(column), y, cellWidth, cellHeight, null);
            }
        }
        new ColourBar(row.display()).draw(g, barX(), y, cellHeight);
    }

    private int cellX(int column) {
        return left + column * (cellWidth + GAP);
    }

    private int barX() {
        return cellX(columns.size()) - GAP + BAR_GAP;
    }

    private BufferedImage image(Row row, int column) {
        float[] map = row.maps().get(column);
        BufferedImage image = new BufferedImage(mapWidth, map.length / mapWidth, BufferedImage.TYPE_INT_RGB);
        for (int v = 0; v < map.length; v++) {
            image.setRGB(v % mapWidth, v / mapWidth, row.display().rgb(map[v]));
        }
        return image;
    }

    private void centred(Graphics2D g, String line, int x, int baseline) {
        FigureText.drawSymbol(g, line, "", FigureText.SMALL, x - text.stringWidth(line) / 2, baseline);
    }

    private static Graphics2D graphics(BufferedImage image) {
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        return g;
    }
}

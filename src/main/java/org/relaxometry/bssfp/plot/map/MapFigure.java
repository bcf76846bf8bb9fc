package org.relaxometry.bssfp.plot.map;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleToIntFunction;
import java.util.stream.Collectors;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.plot.style.ColourBar;
import org.relaxometry.bssfp.plot.style.FigureText;
import org.relaxometry.bssfp.plot.style.ParameterDisplay;
import org.relaxometry.bssfp.plot.style.StatusColours;
import org.relaxometry.bssfp.space.Upright;

/**
 * One figure of all maps of a run: every map with its colour bar, symbol and unit; a volume with a row of slices per map;
 * the legend of the status map with counts; a title and a footer. Needs no screen.
 *
 * <p>Voxels are drawn without interpolation, in their true aspect
 * ratio; small images are enlarged. The figure is at most 2400 pixels wide. The same maps give the same layout on the same
 * computer; text widths follow the fonts it has.
 */
public final class MapFigure {

    private static final int MAX_WIDTH = 2400;
    private static final int MAX_SIDE_OF_SLICE = 360;
    private static final int MAX_SIDE_OF_SINGLE_SLICE = 520;
    private static final int MARGIN = 40;
    private static final int SLICE_GAP = 4;
    private static final int BAR_GAP = 14;
    private static final int CELL_GAP_X = 56;
    private static final int CELL_GAP_Y = 26;
    private static final int HEADING_GAP = 8;

    /** Room for the ticks of a colour bar beside very flat images. */
    private static final int MIN_CELL_HEIGHT = 140;

    /** Room for title and footer around narrow images. */
    private static final int MIN_WIDTH = 700;

    private final List<Cell> cells;
    private final int[] slices;
    private final int depth;
    private final int columns;
    private final int barWidth;
    private final int imageWidth;
    private final int imageHeight;
    private final int textWidth;
    private final List<String> titleLines;
    private final List<String> noteLines;
    private final List<String> footerLines;
    private final Optional<StatusLegend> legend;
    private final Upright upright;
    private final Optional<RegionMarks> marks;

    /** A map with its colours; a status map has no colour bar. */
    private record Cell(MapPanel panel, DoubleToIntFunction colours, Optional<ColourBar> bar) {

        static Cell of(MapPanel panel) {
            if (panel.display().isEmpty()) {
                return new Cell(
                        panel, code -> StatusColours.rgb(EstimationStatus.ofCode((int) code)), Optional.empty());
            }
            ParameterDisplay display = panel.display().get();
            return new Cell(panel, display::rgb, Optional.of(new ColourBar(display)));
        }
    }

    /**
     * Draws the figure.
     *
     * @param title what was measured, such as the name of the series
     * @param panels one or more maps of equal size, shown in this order
     * @param footer how the maps were made: method, protocol, version
     * @param voxelSizeMm size in x and y (a z is ignored); where it makes no sense, voxels are drawn square
     * @param upright how the slices stand
     */
    public static BufferedImage render(
            String title, List<MapPanel> panels, String footer, double[] voxelSizeMm, Upright upright) {
        return render(title, panels, footer, voxelSizeMm, upright, Optional.empty());
    }

    /** As above, with the outlines of regions, through which the slices are chosen. */
    public static BufferedImage render(
            String title,
            List<MapPanel> panels,
            String footer,
            double[] voxelSizeMm,
            Upright upright,
            Optional<RegionMarks> marks) {
        Graphics2D measuring = graphics(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));
        MapFigure layout = new MapFigure(measuring, title, panels, footer, voxelSizeMm, upright, marks);
        int height = layout.paint(measuring);
        measuring.dispose();

        BufferedImage figure = new BufferedImage(layout.textWidth + 2 * MARGIN, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = graphics(figure);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, figure.getWidth(), figure.getHeight());
        layout.paint(g);
        g.dispose();
        return figure;
    }

    private MapFigure(
            Graphics2D g,
            String title,
            List<MapPanel> panels,
            String footer,
            double[] voxelSizeMm,
            Upright upright,
            Optional<RegionMarks> marks) {
        requireEqualSizes(panels);
        this.upright = upright;
        this.marks = marks;
        MapPanel first = panels.get(0);
        depth = first.planes().length;
        columns = columns(panels.size(), depth > 1);
        int wanted = columns == 1 ? 5 : 4;
        slices = marks.map(regions -> regions.slices(first.planes(), wanted))
                .orElseGet(() -> SliceChoice.spread(first.planes(), wanted));
        cells = panels.stream().map(Cell::of).toList();
        legend = panels.stream()
                .filter(panel -> panel.display().isEmpty())
                .findFirst()
                .map(panel -> new StatusLegend(panel.planes()));

        FontMetrics plain = g.getFontMetrics(FigureText.PLAIN);
        barWidth = cells.stream()
                .flatMap(cell -> cell.bar().stream())
                .mapToInt(bar -> bar.width(plain, maxSide()))
                .max()
                .orElse(0);
        double aspect = voxelSizeMm[1] / voxelSizeMm[0];
        double[] size = imageSize(first, aspect > 0 && Double.isFinite(aspect) ? aspect : 1);
        imageWidth = (int) Math.max(1, Math.rint(size[0]));
        imageHeight = (int) Math.max(1, Math.rint(size[1]));
        textWidth = Math.max(MIN_WIDTH, columns * cellWidth() + (columns - 1) * CELL_GAP_X);
        titleLines = FigureText.wrap(title, g.getFontMetrics(FigureText.TITLE), textWidth);
        noteLines = FigureText.wrap(note(), g.getFontMetrics(FigureText.SMALL), textWidth);
        footerLines = FigureText.wrap(footer, g.getFontMetrics(FigureText.SMALL), textWidth);
    }

    /** A volume with few maps: one map per row; more: two. Single slices: rows of at most four maps, equally filled. */
    private static int columns(int maps, boolean volume) {
        if (volume) {
            return maps > 6 ? 2 : 1;
        }
        int rows = (maps + 3) / 4;
        return (maps + rows - 1) / rows;
    }

    /** Width and height in pixels of one slice: as large as fits, by a whole factor where voxels are square. */
    private double[] imageSize(MapPanel panel, double aspect) {
        int perRow = columns * slices.length;
        int furniture = 2 * MARGIN
                + (columns - 1) * CELL_GAP_X
                + columns * (BAR_GAP + barWidth + (slices.length - 1) * SLICE_GAP);
        double side = Math.min(maxSide(), (double) (MAX_WIDTH - furniture) / perRow);
        double scale = side / Math.max(panel.width(), panel.height() * aspect);
        if (scale > 1 && aspect == 1) {
            scale = Math.floor(scale);
        }
        return new double[] {panel.width() * scale, panel.height() * aspect * scale};
    }

    private int maxSide() {
        return depth > 1 ? MAX_SIDE_OF_SLICE : MAX_SIDE_OF_SINGLE_SLICE;
    }

    private int cellWidth() {
        return slices.length * (imageWidth + SLICE_GAP) - SLICE_GAP + BAR_GAP + barWidth;
    }

    private String note() {
        String black = "Black: no value.";
        if (upright.isKnown()) {
            black = upright.text() + " " + black;
        }
        if (depth == 1) {
            return black;
        }
        String numbers =
                Arrays.stream(slices).mapToObj(z -> Integer.toString(z + 1)).collect(Collectors.joining(", "));
        List<Integer> unseen = marks.map(regions -> regions.unseen(slices)).orElse(List.of());
        if (!unseen.isEmpty()) {
            black += " In other slices lie the regions "
                    + unseen.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ".";
        }
        return "Slices " + numbers + " of " + depth + ", from left to right. " + black;
    }

    /** Paints from top to bottom and gives the height used. */
    private int paint(Graphics2D g) {
        int y = MARGIN;
        y = paintLines(g, titleLines, FigureText.TITLE, FigureText.INK, y) + HEADING_GAP;
        y = paintLines(g, noteLines, FigureText.SMALL, FigureText.FAINT, y) + CELL_GAP_Y;
        FontMetrics heading = g.getFontMetrics(FigureText.HEADING);
        int cellHeight = heading.getHeight() + HEADING_GAP + Math.max(MIN_CELL_HEIGHT, imageHeight);
        for (int i = 0; i < cells.size(); i++) {
            int x = MARGIN + i % columns * (cellWidth() + CELL_GAP_X);
            boolean marked = marks.isPresent() && (i == 0 || !marks.get().areMuch());
            paintCell(g, cells.get(i), marked, x, y + i / columns * (cellHeight + CELL_GAP_Y));
        }
        y += (cells.size() + columns - 1) / columns * (cellHeight + CELL_GAP_Y);
        if (legend.isPresent()) {
            g.setFont(FigureText.SMALL);
            legend.get().draw(g, MARGIN, y, textWidth);
            y += legend.get().height(g.getFontMetrics(), textWidth) + CELL_GAP_Y;
        }
        return paintLines(g, footerLines, FigureText.SMALL, FigureText.FAINT, y) + MARGIN;
    }

    private void paintCell(Graphics2D g, Cell cell, boolean marked, int x, int y) {
        FontMetrics heading = g.getFontMetrics(FigureText.HEADING);
        g.setColor(FigureText.INK);
        String unit = cell.panel().unit().isEmpty() ? "" : " (" + cell.panel().unit() + ")";
        FigureText.drawSymbol(g, cell.panel().symbol(), unit, FigureText.HEADING, x, y + heading.getAscent());
        int top = y + heading.getHeight() + HEADING_GAP;
        int left = x;
        for (int slice : slices) {
            g.drawImage(image(cell, cell.panel().planes()[slice]), left, top, null);
            if (marked) {
                marks.orElseThrow().draw(g, slice, left, top, imageWidth, imageHeight, upright);
            }
            left += imageWidth + SLICE_GAP;
        }
        if (cell.bar().isPresent()) {
            g.setFont(FigureText.PLAIN);
            cell.bar().get().draw(g, left - SLICE_GAP + BAR_GAP, top, Math.max(MIN_CELL_HEIGHT, imageHeight));
        }
    }

    private BufferedImage image(Cell cell, float[] plane) {
        MapPanel panel = cell.panel();
        BufferedImage image = new BufferedImage(imageWidth, imageHeight, BufferedImage.TYPE_INT_RGB);
        int[] pixels = new int[imageWidth];
        int painted = -1;
        for (int y = 0; y < imageHeight; y++) {
            int row = (int) ((y + 0.5) / imageHeight * panel.height());
            if (row != painted) {
                paintRow(cell, plane, row, pixels);
                painted = row;
            }
            image.getRaster().setDataElements(0, y, imageWidth, 1, pixels);
        }
        return image;
    }

    private void paintRow(Cell cell, float[] plane, int row, int[] pixels) {
        MapPanel panel = cell.panel();
        int offset = upright.row(row, panel.height()) * panel.width();
        for (int x = 0; x < imageWidth; x++) {
            int column = (int) ((x + 0.5) / imageWidth * panel.width());
            int rgb = cell.colours().applyAsInt(plane[offset + upright.column(column, panel.width())]);
            pixels[x] = rgb & 0xFFFFFF;
        }
    }

    private static int paintLines(Graphics2D g, List<String> lines, Font font, Color colour, int y) {
        FontMetrics metrics = g.getFontMetrics(font);
        g.setFont(font);
        g.setColor(colour);
        for (String line : lines) {
            g.drawString(line, MARGIN, y + metrics.getAscent());
            y += metrics.getHeight();
        }
        return y;
    }

    private static Graphics2D graphics(BufferedImage image) {
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        return g;
    }

    private static void requireEqualSizes(List<MapPanel> panels) {
        if (panels.isEmpty()) {
            throw new IllegalArgumentException("A figure needs at least one map.");
        }
        MapPanel first = panels.get(0);
        for (MapPanel panel : panels) {
            if (panel.width() != first.width()
                    || panel.height() != first.height()
                    || panel.planes().length != first.planes().length) {
                throw new IllegalArgumentException("The maps of a figure must be of equal size, but one has "
                        + size(panel) + " and another " + size(first) + " voxels.");
            }
        }
    }

    private static String size(MapPanel panel) {
        return panel.width() + " × " + panel.height() + " × " + panel.planes().length;
    }
}

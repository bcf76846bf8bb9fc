package org.relaxometry.bssfp.plot.map;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import org.relaxometry.bssfp.plot.style.FigureText;
import org.relaxometry.bssfp.plot.style.ParameterDisplay;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.Upright;
import org.relaxometry.bssfp.space.VolumeGrid;
import org.relaxometry.bssfp.statistics.SortedSamples;

/** Slices side by side, each with a caption: cycles at a glance, before and after, outlines of masks. Needs no screen. */
public final class SliceMosaic {

    private static final int GAP = 8;
    private static final int SIDE = 220;

    /**
     * One slice.
     *
     * @param caption below it; short
     * @param rgb colours 0xRRGGBB, x + width · y
     */
    public record Tile(String caption, int[] rgb) {}

    private final int width;
    private final int height;
    private final int imageWidth;
    private final int imageHeight;
    private final Upright upright;

    /**
     * Slices of one size.
     *
     * @param grid of the volume that they are of
     * @param upright how the slices stand
     */
    public SliceMosaic(VolumeGrid grid, Upright upright) {
        width = grid.nx();
        height = grid.ny();
        this.upright = upright;
        double aspect = grid.dyMm() / grid.dxMm();
        double scale = SIDE / Math.max(width, height * aspect);
        imageWidth = (int) Math.max(1, Math.rint(width * scale));
        imageHeight = (int) Math.max(1, Math.rint(height * aspect * scale));
    }

    /** What to show as white: the 99th percentile, which vessels do not stretch. */
    public static double white(float[] values) {
        return SortedSamples.all(values).below(0.99);
    }

    /** Grey from 0 (black) to a value that is white; black where there is no value. */
    public static int[] grey(float[] slice, double white) {
        int[] rgb = new int[slice.length];
        for (int i = 0; i < slice.length; i++) {
            int level = (int) Math.rint(255 * Math.max(0, Math.min(1, slice[i] / white)));
            rgb[i] = level << 16 | level << 8 | level;
        }
        return rgb;
    }

    /** The phase as hue, on a brightness that the magnitude gives. */
    public static int[] phase(float[] magnitude, float[] phaseRad, double white) {
        int[] rgb = new int[magnitude.length];
        for (int i = 0; i < magnitude.length; i++) {
            float brightness = (float) Math.max(0, Math.min(1, magnitude[i] / white));
            rgb[i] = Color.HSBtoRGB((float) (phaseRad[i] / (2 * Math.PI)), 0.75f, brightness) & 0xffffff;
        }
        return rgb;
    }

    /** Colours a map as its display does. */
    public static int[] map(float[] slice, ParameterDisplay display) {
        int[] rgb = new int[slice.length];
        for (int i = 0; i < slice.length; i++) {
            rgb[i] = display.rgb(slice[i]) & 0xffffff;
        }
        return rgb;
    }

    /** Draws the edge voxels of a mask of this slice over its colours, in place. */
    public void outline(int[] rgb, Mask mask, int colour) {
        boolean[] inside = mask.inside();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int i = x + width * y;
                boolean enclosed = x > 0
                        && x < width - 1
                        && y > 0
                        && y < height - 1
                        && inside[i - 1]
                        && inside[i + 1]
                        && inside[i - width]
                        && inside[i + width];
                if (inside[i] && !enclosed) {
                    rgb[i] = colour;
                }
            }
        }
    }

    /**
     * Draws the slices.
     *
     * @param columns slices in a row
     */
    public BufferedImage render(List<Tile> tiles, int columns) {
        int captionHeight = 30;
        int rows = (tiles.size() + columns - 1) / columns;
        BufferedImage mosaic = new BufferedImage(
                columns * (imageWidth + GAP) + GAP,
                rows * (imageHeight + captionHeight + GAP) + GAP,
                BufferedImage.TYPE_INT_RGB);
        Graphics2D g = mosaic.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, mosaic.getWidth(), mosaic.getHeight());
        g.setFont(FigureText.SMALL);
        FontMetrics metrics = g.getFontMetrics();
        for (int i = 0; i < tiles.size(); i++) {
            int left = GAP + i % columns * (imageWidth + GAP);
            int top = GAP + i / columns * (imageHeight + captionHeight + GAP);
            g.drawImage(image(tiles.get(i).rgb()), left, top, null);
            g.setColor(FigureText.INK);
            g.drawString(tiles.get(i).caption(), left, top + imageHeight + metrics.getAscent());
        }
        g.dispose();
        return mosaic;
    }

    /** Voxels without interpolation. */
    private BufferedImage image(int[] rgb) {
        BufferedImage image = new BufferedImage(imageWidth, imageHeight, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < imageHeight; y++) {
            int row = (int) ((y + 0.5) / imageHeight * height);
            int offset = upright.row(row, height) * width;
            for (int x = 0; x < imageWidth; x++) {
                image.setRGB(x, y, rgb[offset + upright.column((int) ((x + 0.5) / imageWidth * width), width)]);
            }
        }
        return image;
    }
}

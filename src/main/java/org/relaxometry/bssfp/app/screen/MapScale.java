package org.relaxometry.bssfp.app.screen;

import ij.ImagePlus;
import ij.process.ImageProcessor;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.IndexColorModel;
import java.util.List;
import org.relaxometry.bssfp.plot.style.AxisTicks;
import org.relaxometry.bssfp.plot.style.FigureText;
import org.relaxometry.bssfp.plot.style.ParameterDisplay;

/**
 * The colour bar of an image as it is shown now: with its own axis as long as nobody has changed the range of display, else along
 * that range. The colours are those of the image's table, so the bar never says what the image does not show.
 *
 * @param image a 32-bit image
 * @param display with which it was opened
 */
record MapScale(ImagePlus image, ParameterDisplay display) {

    static final int HEIGHT = 34;
    private static final int BAR = 13;
    private static final int TICK = 3;
    private static final double DENSEST = 0.12;

    /** Value at a place from 0 to 1. */
    double value(double place) {
        if (!isAsOpened()) {
            return image.getDisplayRangeMin() + place * (image.getDisplayRangeMax() - image.getDisplayRangeMin());
        }
        return display.logarithmic()
                ? display.lower() * Math.pow(display.upper() / display.lower(), place)
                : display.lower() + place * (display.upper() - display.lower());
    }

    private double place(double value) {
        double min = image.getDisplayRangeMin();
        return isAsOpened() ? display.position(value) : (value - min) / (image.getDisplayRangeMax() - min);
    }

    /** The range of display was not changed. */
    private boolean isAsOpened() {
        var opened = display.lut();
        return Math.abs(opened.min - image.getDisplayRangeMin()) <= 1e-6 * Math.abs(opened.max - opened.min)
                && Math.abs(opened.max - image.getDisplayRangeMax()) <= 1e-6 * Math.abs(opened.max - opened.min);
    }

    /** Colour 0xffRRGGBB of a value, as ImageJ shows it. */
    int rgb(double value) {
        ImageProcessor processor = image.getProcessor();
        double min = image.getDisplayRangeMin();
        int index = (int) ((value - min) * 256 / (image.getDisplayRangeMax() - min));
        return ((IndexColorModel) processor.getColorModel()).getRGB(Math.max(0, Math.min(255, index)));
    }

    /** Draws bar and ticks with the graphics' font. */
    void draw(Graphics2D g, int x, int y, int width) {
        FontMetrics metrics = g.getFontMetrics();
        for (int i = 0; i < width; i++) {
            g.setColor(new Color(rgb(value((i + 0.5) / width))));
            g.fillRect(x + i, y, 1, BAR);
        }
        g.setColor(FigureText.INK);
        g.drawRect(x, y, width - 1, BAR - 1);
        int free = Integer.MIN_VALUE;
        for (AxisTicks.Tick tick : ticks(metrics, width)) {
            int at = x + (int) Math.rint(place(tick.value()) * (width - 1));
            int label = metrics.stringWidth(tick.label());
            int left = Math.max(x, Math.min(x + width - label, at - label / 2));
            g.drawLine(at, y + BAR, at, y + BAR + TICK);
            if (left > free) {
                g.drawString(tick.label(), left, y + BAR + TICK + metrics.getAscent());
                free = left + label + TICK;
            }
        }
    }

    private List<AxisTicks.Tick> ticks(FontMetrics metrics, int width) {
        double spacing = Math.max(DENSEST, 1.0 * metrics.stringWidth("00000") / width);
        return display.logarithmic() && isAsOpened()
                ? AxisTicks.logarithmic(value(0), value(1), spacing)
                : AxisTicks.linear(value(0), value(1), spacing);
    }
}

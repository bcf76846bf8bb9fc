package org.relaxometry.bssfp.plot.style;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColourBarTest {

    private static final int HEIGHT = 300;

    @Test
    void ticksOfALogarithmicBarStandBesideTheColourOfTheirValue() {
        ParameterDisplay display = new ParameterDisplay(ColourMap.LIPARI, true, 300, 3000, 400, 2500);
        BufferedImage image = draw(display);
        List<Integer> rows = tickRows(image);
        double[] values = {3000, 2000, 1000, 500, 300};
        assertThat(rows).hasSize(values.length);
        for (int i = 1; i < 4; i++) {
            // a row is 1/280 of the axis, over which no colour component changes by more than 3; the line may be off by
            // one
            assertSimilar(image.getRGB(12, rows.get(i)), display.rgb(values[i]), 6);
        }
        double length = rows.get(4) - rows.get(0);
        // rows are whole pixels
        assertThat((rows.get(4) - rows.get(2)) / length).isCloseTo(Math.log10(1000 / 300.0), within(1.5 / length));
    }

    @Test
    void ticksOfALinearBarAreEvenlySpaced() {
        BufferedImage image = draw(new ParameterDisplay(ColourMap.VIK, false, -100, 100, -90, 90));
        List<Integer> rows = tickRows(image);
        assertThat(rows).hasSize(5);
        for (int i = 1; i < 5; i++) {
            // rows are whole pixels
            assertThat((double) rows.get(i) - rows.get(i - 1))
                    .isCloseTo((rows.get(4) - rows.get(0)) / 4.0, within(1.0));
        }
        assertSimilar(image.getRGB(12, rows.get(2)), 0xffece5e1, 6);
    }

    @Test
    void pointedEndsTellOfValuesBeyondTheRange() {
        BufferedImage within = draw(new ParameterDisplay(ColourMap.NAVIA, true, 20, 200, 20, 200));
        BufferedImage beyond = draw(new ParameterDisplay(ColourMap.NAVIA, true, 20, 200, 1, 900));
        assertThat(topRow(within, 1)).isEqualTo(topRow(within, 12));
        assertThat(topRow(beyond, 1)).isGreaterThan(topRow(beyond, 12) + 8);
        assertThat(bottomRow(within, 1)).isEqualTo(bottomRow(within, 12));
        assertThat(bottomRow(beyond, 1)).isLessThan(bottomRow(beyond, 12) - 8);
    }

    @Test
    void labelsFitIntoTheWidthAsked() {
        ParameterDisplay display = new ParameterDisplay(ColourMap.GREY, false, 0, 4000, 0, 5000);
        BufferedImage image = draw(display);
        Graphics2D g = image.createGraphics();
        int width = new ColourBar(display).width(g.getFontMetrics(FigureText.PLAIN), HEIGHT);
        g.dispose();
        int right = 0;
        for (int x = 0; x < image.getWidth(); x++) {
            right = topRow(image, x) < HEIGHT ? x : right;
        }
        // antialiasing may touch the next pixel; a label has blank at its right
        assertThat(right).isBetween(width - 6, width);
    }

    private static BufferedImage draw(ParameterDisplay display) {
        BufferedImage image = new BufferedImage(150, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, 150, HEIGHT);
        g.setFont(FigureText.PLAIN);
        new ColourBar(display).draw(g, 0, 0, HEIGHT);
        g.dispose();
        return image;
    }

    /** Rows with a line between bar and labels, from the top. */
    private static List<Integer> tickRows(BufferedImage image) {
        List<Integer> rows = new ArrayList<>();
        for (int y = 0; y < HEIGHT; y++) {
            if (dark(image, y) && (y == 0 || !dark(image, y - 1))) {
                rows.add(y);
            }
        }
        return rows;
    }

    private static boolean dark(BufferedImage image, int y) {
        return (image.getRGB(ColourBar.BAR_WIDTH + 4, y) & 0xff) < 128;
    }

    private static int topRow(BufferedImage image, int x) {
        int y = 0;
        while (y < HEIGHT && image.getRGB(x, y) == 0xffffffff) {
            y++;
        }
        return y;
    }

    private static int bottomRow(BufferedImage image, int x) {
        int y = HEIGHT - 1;
        while (y >= 0 && image.getRGB(x, y) == 0xffffffff) {
            y--;
        }
        return y;
    }

    private static void assertSimilar(int actual, int expected, int tolerance) {
        for (int shift = 0; shift <= 16; shift += 8) {
            assertThat(actual >> shift & 0xff).isCloseTo(expected >> shift & 0xff, within(tolerance));
        }
    }
}

package org.relaxometry.bssfp.plot.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LossPlotTest {

    private static final int TRAINING = 0x0072B2;
    private static final int VALIDATION = 0xD55E00;

    @Test
    void lossesOfManyDecadesAreSpreadByALogarithmicAxis() {
        LossPlot plot = new LossPlot("net", 9);
        for (int epoch = 1; epoch <= 9; epoch++) {
            plot.add(epoch, Math.pow(10, -epoch), 2 * Math.pow(10, -epoch));
        }
        BufferedImage image = plot.image(640, 420);
        // a straight line: half way down in the middle of the epochs; on a linear axis it would be at the bottom
        int middle = heights(image, TRAINING).filter(y -> y > 0).sum() / count(image, TRAINING);
        assertThat(middle).isBetween(130, 230);
        assertThat(count(image, VALIDATION)).isGreaterThan(200);
    }

    @Test
    void aLossBelowZeroIsDrawn() {
        LossPlot plot = new LossPlot("net", 3);
        plot.add(1, 0.1, 0.05);
        plot.add(2, -0.02, -0.03);
        plot.add(3, -0.04, -0.04);
        assertThat(count(plot.image(640, 420), TRAINING)).isGreaterThan(200);
    }

    private static int count(BufferedImage image, int rgb) {
        return (int) heights(image, rgb).count();
    }

    /** Rows of all pixels of a colour, above the legend. */
    private static IntStream heights(BufferedImage image, int rgb) {
        return IntStream.range(0, image.getWidth() * 370)
                .filter(i -> (image.getRGB(i % image.getWidth(), i / image.getWidth()) & 0xFFFFFF) == rgb)
                .map(i -> i / image.getWidth());
    }
}

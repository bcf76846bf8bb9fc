package org.relaxometry.bssfp.plot.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.plot.window.FigureFiles;

class LossFigureTest {

    private static final int TRAINING = 0x0072B2;
    private static final int VALIDATION = 0xD55E00;

    @Test
    void lossesOfManyDecadesAreSpreadByALogarithmicAxis() {
        List<Double> losses =
                IntStream.rangeClosed(1, 9).mapToObj(i -> Math.pow(10, -i)).toList();
        BufferedImage image =
                image(9, losses, losses.stream().map(loss -> 2 * loss).toList());
        // a straight line: half way down in the middle of the epochs; on a linear axis it would be at the bottom
        int middle = heights(image, TRAINING).sum() / count(image, TRAINING);
        assertThat(middle).isBetween(150, 250);
        assertThat(count(image, VALIDATION)).isGreaterThan(200);
    }

    @Test
    void aLossBelowZeroIsDrawn() {
        assertThat(count(image(3, List.of(0.1, -0.02, -0.04), List.of(0.05, -0.03, -0.04)), TRAINING))
                .isGreaterThan(200);
    }

    @Test
    void beforeTheFirstEpochThereAreAxesOnly() {
        assertThat(count(image(20, List.of(), List.of()), TRAINING)).isZero();
    }

    private static BufferedImage image(int epochs, List<Double> training, List<Double> validation) {
        return FigureFiles.image(LossFigure.of("net", epochs, training, validation), 1);
    }

    private static int count(BufferedImage image, int rgb) {
        return (int) heights(image, rgb).count();
    }

    /** Rows of all pixels of a colour, above the legend. */
    private static IntStream heights(BufferedImage image, int rgb) {
        return IntStream.range(0, image.getWidth() * 400)
                .filter(i -> (image.getRGB(i % image.getWidth(), i / image.getWidth()) & 0xFFFFFF) == rgb)
                .map(i -> i / image.getWidth());
    }
}

package org.relaxometry.bssfp.plot.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.FontMetrics;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.plot.style.FigureText;
import org.relaxometry.bssfp.plot.style.ParameterDisplay;
import org.relaxometry.bssfp.plot.style.StatusColours;
import org.relaxometry.bssfp.space.Upright;

class MapFigureTest {

    private static final Upright UPWARDS = new Upright(false, true, "", "", "", "");

    private static final double[] CUBE_MM = {1, 1, 1};
    private static final int WHITE = 0xffffffff;

    @Test
    void voxelsAppearInTheColourOfTheirValue() {
        // four quadrants, one without a value
        float[] plane = {400, 900, Float.NaN, 2500};
        BufferedImage figure =
                render(List.of(MapPanel.of(Parameter.T1, new float[][] {plane}, 2, 2)), CUBE_MM, Upright.AS_STORED);
        ParameterDisplay display = ParameterDisplay.of(Parameter.T1, new float[][] {plane});
        Rectangle image = areaOf(figure, display.rgb(400));
        int side = image.width;
        assertThat(image.height).isEqualTo(side);
        assertThat(figure.getRGB(image.x + side * 3 / 2, image.y + side / 2)).isEqualTo(display.rgb(900));
        assertThat(figure.getRGB(image.x + side / 2, image.y + side * 3 / 2)).isEqualTo(0xff000000);
        assertThat(figure.getRGB(image.x + side * 3 / 2, image.y + side * 3 / 2))
                .isEqualTo(display.rgb(2500));
    }

    @Test
    void flipShowsTheLastRowOnTop() {
        float[] plane = {400, 400, 2500, 2500};
        List<MapPanel> panels = List.of(MapPanel.of(Parameter.T1, new float[][] {plane}, 2, 2));
        int colour = ParameterDisplay.of(Parameter.T1, new float[][] {plane}).rgb(400);
        Rectangle asStored = areaOf(render(panels, CUBE_MM, Upright.AS_STORED), colour);
        Rectangle flipped = areaOf(render(panels, CUBE_MM, UPWARDS), colour);
        assertThat(flipped.y).isEqualTo(asStored.y + asStored.height);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "1, 2, 2", "3, 1, 0.33333", "0, 1, 1", "NaN, 1, 1", "-1, 1, 1", "Infinity, 1, 1"})
    void voxelsKeepTheirAspectRatio(double x, double y, double heightOverWidth) {
        float[][] planes = {new float[32 * 32]};
        Arrays.fill(planes[0], 1000);
        BufferedImage figure =
                render(List.of(MapPanel.of(Parameter.T1, planes, 32, 32)), new double[] {x, y, 1}, Upright.AS_STORED);
        Rectangle image =
                areaOf(figure, ParameterDisplay.of(Parameter.T1, planes).rgb(1000));
        // sides are whole pixels
        assertThat((double) image.height).isCloseTo(image.width * heightOverWidth, within(1.0));
    }

    @Test
    void smallImagesAreEnlargedByAWholeFactor() {
        float[][] planes = {new float[60 * 50]};
        Arrays.fill(planes[0], 1000);
        BufferedImage figure = render(List.of(MapPanel.of(Parameter.T1, planes, 60, 50)), CUBE_MM, Upright.AS_STORED);
        Rectangle image =
                areaOf(figure, ParameterDisplay.of(Parameter.T1, planes).rgb(1000));
        assertThat(image.width).isEqualTo(480);
        assertThat(image.height).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "7, 3, 2", "64, 64, 24", "256, 152, 1", "352, 176, 9", "2000, 3, 1", "3, 2000, 30"})
    void theFigureStaysBoundedAndItsMarginsStayBlank(int width, int height, int depth) {
        BufferedImage figure = render(allMaps(width, height, depth), CUBE_MM, Upright.AS_STORED);
        assertThat(figure.getWidth()).isLessThanOrEqualTo(2400);
        assertThat(figure.getHeight()).isLessThanOrEqualTo(3000);
        int rightEnd = figure.getWidth() - 20;
        int bottomEnd = figure.getHeight() - 20;
        for (int y = 0; y < figure.getHeight(); y++) {
            for (int x = 0; x < figure.getWidth(); x++) {
                if (x < 20 || y < 20 || x >= rightEnd || y >= bottomEnd) {
                    assertThat(figure.getRGB(x, y)).as("margin at %d, %d", x, y).isEqualTo(WHITE);
                }
            }
        }
    }

    @Test
    void theSameMapsGiveTheSameFigure() {
        BufferedImage first = render(allMaps(16, 16, 8), CUBE_MM, Upright.AS_STORED);
        BufferedImage second = render(allMaps(16, 16, 8), CUBE_MM, Upright.AS_STORED);
        assertThat(pixels(second)).isEqualTo(pixels(first));
    }

    @Test
    void everyStatusThatOccursStandsInMapAndLegend() {
        float[] codes = {0, 0, 5, 0};
        BufferedImage figure =
                render(List.of(MapPanel.ofStatus(new float[][] {codes}, 2, 2)), CUBE_MM, Upright.AS_STORED);
        int failed = StatusColours.rgb(EstimationStatus.NO_SOLUTION);
        Rectangle voxel = areaOf(figure, failed);
        // one voxel in the map and one swatch of 18 × 18 pixels in the legend
        assertThat(count(figure, failed)).isEqualTo(voxel.width * voxel.height + 18 * 18);
        assertThat(count(figure, StatusColours.rgb(EstimationStatus.NOT_CONVERGED)))
                .isZero();
    }

    @Test
    void mapsWithoutAnyValueStillGiveAFigure() {
        List<MapPanel> panels = new ArrayList<>();
        for (Parameter parameter : Parameter.values()) {
            float[][] planes = new float[3][25];
            for (float[] plane : planes) {
                Arrays.fill(plane, Float.NaN);
            }
            panels.add(MapPanel.of(parameter, planes, 5, 5));
        }
        BufferedImage figure = render(panels, CUBE_MM, Upright.AS_STORED);
        // 8 maps of 3 slices; a voxel is at least a few pixels wide
        assertThat(count(figure, 0xff000000)).isGreaterThan(8 * 3 * 25 * 100);
    }

    @Test
    void titleAndFooterAreWrittenAndWrapped() {
        List<MapPanel> panels = allMaps(16, 16, 1);
        BufferedImage bare = MapFigure.render("", panels, "", CUBE_MM, Upright.AS_STORED);
        BufferedImage brief = MapFigure.render("Brain", panels, "MIRACLE", CUBE_MM, Upright.AS_STORED);
        String words = "maximum likelihood ".repeat(40);
        BufferedImage wordy = MapFigure.render(words, panels, words, CUBE_MM, Upright.AS_STORED);
        assertThat(brief.getHeight()).isGreaterThan(bare.getHeight() + 40);
        assertThat(wordy.getHeight()).isGreaterThan(brief.getHeight() + 40);
        assertThat(wordy.getWidth()).isEqualTo(brief.getWidth());
    }

    @Test
    void longFileNamesAreBroken() {
        String name = "sub-01_acq-pcbssfp_rec-magnitude".repeat(10);
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        FontMetrics metrics = image.createGraphics().getFontMetrics(FigureText.TITLE);
        List<String> lines = FigureText.wrap("Maps of " + name, metrics, 700);
        assertThat(lines).allMatch(line -> metrics.stringWidth(line) <= 700).hasSizeGreaterThan(5);
        assertThat(String.join("", lines)).isEqualTo("Maps of" + name);
    }

    @Test
    void mapsOfDifferentSizeAreRefused() {
        MapPanel small = MapPanel.of(Parameter.T1, new float[1][4], 2, 2);
        MapPanel large = MapPanel.of(Parameter.T2, new float[1][9], 3, 3);
        assertThatThrownBy(() -> render(List.of(small, large), CUBE_MM, Upright.AS_STORED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 × 3 × 1")
                .hasMessageContaining("2 × 2 × 1");
        assertThatThrownBy(() -> render(List.of(), CUBE_MM, Upright.AS_STORED))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MapPanel.of(Parameter.T1, new float[1][5], 2, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5 values");
        assertThatThrownBy(() -> MapPanel.of(Parameter.T1, new float[0][], 2, 2))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static BufferedImage render(List<MapPanel> panels, double[] voxelSizeMm, Upright upright) {
        return MapFigure.render("Brain", panels, "MIRACLE, TR 4.8 ms", voxelSizeMm, upright);
    }

    private static List<MapPanel> allMaps(int width, int height, int depth) {
        List<MapPanel> panels = new ArrayList<>();
        // as many as a run of one method gives: those of a posterior
        Set<Parameter> parameters = EnumSet.complementOf(
                EnumSet.of(Parameter.EFFECTIVE_VOXELS, Parameter.T1_REMOVED, Parameter.T2_REMOVED));
        for (Parameter parameter : parameters) {
            float[][] planes = new float[depth][width * height];
            for (int z = 0; z < depth; z++) {
                for (int i = 0; i < width * height; i++) {
                    planes[z][i] = (float) ((z + 1) * 100 * (1.5 + Math.sin(i)));
                }
            }
            panels.add(MapPanel.of(parameter, planes, width, height));
        }
        panels.add(MapPanel.ofStatus(new float[depth][width * height], width, height));
        return panels;
    }

    /** The uniform rectangle that begins with the first pixel of a colour, row by row from the top left. */
    private static Rectangle areaOf(BufferedImage image, int rgb) {
        int[] pixels = pixels(image);
        int first = 0;
        while (pixels[first] != rgb) {
            first++;
        }
        Rectangle area = new Rectangle(first % image.getWidth(), first / image.getWidth(), 1, 1);
        while (image.getRGB(area.x + area.width, area.y) == rgb) {
            area.width++;
        }
        while (image.getRGB(area.x, area.y + area.height) == rgb) {
            area.height++;
        }
        return area;
    }

    private static long count(BufferedImage image, int rgb) {
        return Arrays.stream(pixels(image)).filter(pixel -> pixel == rgb).count();
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}

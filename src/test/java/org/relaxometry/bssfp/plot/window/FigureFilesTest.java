package org.relaxometry.bssfp.plot.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jfree.chart.ui.RectangleEdge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.plot.chart.Axis;
import org.relaxometry.bssfp.plot.chart.ExampleFigures;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.plot.chart.FigurePainter;
import org.relaxometry.bssfp.plot.chart.HeatMap;
import org.relaxometry.bssfp.plot.chart.Panel;
import org.relaxometry.bssfp.plot.chart.PanelLayer;
import org.relaxometry.bssfp.plot.chart.Trace;
import org.relaxometry.bssfp.plot.chart.Violin;
import org.relaxometry.bssfp.plot.style.ChartStyle;
import org.relaxometry.bssfp.plot.style.ColourMap;
import org.relaxometry.bssfp.plot.style.ColourScale;
import org.relaxometry.bssfp.plot.style.MethodColours;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class FigureFilesTest {

    private static final int WHITE = 0xffffffff;

    static Stream<Map.Entry<String, Figure>> examples() {
        return ExampleFigures.all().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void panelsHoldColoursAndMarginsStayBlank(Map.Entry<String, Figure> example) {
        Drawn drawn = new Drawn(example.getValue(), 2);
        assertThat(drawn.placed).hasSameSizeAs(example.getValue().panels());
        for (FigurePainter.Placed panel : drawn.placed) {
            long coloured = IntStream.range(0, drawn.image.getWidth() * drawn.image.getHeight())
                    .filter(i ->
                            panel.area().contains(i % drawn.image.getWidth() / 2.0, i / drawn.image.getWidth() / 2.0))
                    .map(i -> drawn.image.getRGB(i % drawn.image.getWidth(), i / drawn.image.getWidth()))
                    .filter(FigureFilesTest::isColoured)
                    .count();
            // the thinnest content is three lines of 3.6 pixels across a panel of 480 pixels and more
            assertThat(coloured)
                    .as("coloured pixels of panel %d", panel.index())
                    .isGreaterThan(3000);
        }
        for (int x = 0; x < drawn.image.getWidth(); x++) {
            assertThat(drawn.image.getRGB(x, 10)).isEqualTo(WHITE);
            assertThat(drawn.image.getRGB(x, drawn.image.getHeight() - 10)).isEqualTo(WHITE);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void svgHoldsAllTitlesAsText(Map.Entry<String, Figure> example) throws Exception {
        Figure figure = example.getValue();
        List<String> texts = texts(svg(figure));
        if (!figure.title().isEmpty()) {
            assertThat(texts).contains(figure.title());
        }
        assertThat(texts).contains(figure.footer());
        for (Panel panel : figure.panels()) {
            for (String title :
                    List.of(panel.title(), panel.x().title(), panel.y().title())) {
                if (!title.isEmpty()) {
                    assertThat(texts).contains(title);
                }
            }
            for (PanelLayer layer : panel.layers()) {
                if (layer instanceof Trace || layer instanceof Violin) {
                    assertThat(texts).contains(layer.name());
                } else if (layer instanceof HeatMap map) {
                    assertThat(texts).contains(map.scale().title());
                }
            }
        }
    }

    @Test
    void pngIsTheImageInTheScaleAskedFor() throws IOException {
        Figure figure = ExampleFigures.curves();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FigureFiles.writePng(figure, 2, out);
        BufferedImage png = ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
        Dimension points = FigurePainter.preferredSize(figure);
        assertThat(png.getWidth()).isEqualTo(2 * points.width);
        assertThat(png.getHeight()).isEqualTo(2 * points.height);
        assertThat(pixels(png)).isEqualTo(pixels(FigureFiles.image(figure, 2)));
    }

    @Test
    void markersStandAtTheirValuesInTheColourOfTheirMethod() {
        PanelLayer[] traces = IntStream.range(0, ExampleFigures.METHODS.size())
                .mapToObj(i -> Trace.of(
                        ExampleFigures.METHODS.get(i),
                        new double[] {1, 2},
                        new double[] {i + 1, i + 1},
                        Trace.Look.POINTS))
                .toArray(PanelLayer[]::new);
        Drawn drawn = new Drawn(Figure.row("", "", Panel.of("", Axis.linear("x"), Axis.linear("y"), traces)), 2);
        Map<String, Color> colours = MethodColours.of(ExampleFigures.METHODS);
        for (int i = 0; i < traces.length; i++) {
            assertThat(new Color(drawn.at(0, 1, i + 1))).isEqualTo(colours.get(traces[i].name()));
        }
    }

    @Test
    void cellsHaveTheColourOfTheirValue() {
        double[] x = {100, 1000, 10_000};
        double[] y = {1, 2};
        double[][] values = {{0, -20, 10}, {Double.NaN, 3, 50}};
        ColourScale scale = ColourScale.diverging("error (%)", 20);
        Drawn drawn = new Drawn(
                Figure.row(
                        "",
                        "",
                        Panel.of(
                                "",
                                Axis.logarithmic("T1 (ms)"),
                                Axis.linear("T2 (ms)"),
                                new HeatMap("", x, y, values, scale))),
                2);
        assertThat(drawn.at(0, 100, 1)).as("no error").isEqualTo(ColourMap.VIK.rgb(0.5));
        assertThat(drawn.at(0, 1000, 1)).as("lower end").isEqualTo(ColourMap.VIK.rgb(0));
        assertThat(drawn.at(0, 10_000, 1)).isEqualTo(ColourMap.VIK.rgb(0.75));
        assertThat(drawn.at(0, 10_000, 2)).as("beyond the upper end").isEqualTo(ColourMap.VIK.rgb(1));
        // borders between 100, 1000 and 10 000 lie at the geometric means
        assertThat(drawn.at(0, 320, 1)).isEqualTo(ColourMap.VIK.rgb(0));
        assertThat(drawn.at(0, 310, 1)).isEqualTo(ColourMap.VIK.rgb(0.5));
        List<Integer> hatch = IntStream.range(0, 60)
                .mapToObj(i -> drawn.at(0, 100 * (1 + i / 60.0), 2))
                .distinct()
                .toList();
        assertThat(hatch).as("no value").containsExactlyInAnyOrder(WHITE, ChartStyle.HATCH.getRGB());
    }

    @Test
    void neighboursOfOneScaleShareAColourBar() throws Exception {
        assertThat(texts(svg(ExampleFigures.heatMaps())))
                .containsOnlyOnce("relative error of T1 (%)")
                .containsOnlyOnce("relative σ of T1 (%)")
                .containsOnlyOnce("no value");
        double[][] values = {{1, 2}, {3, 4}};
        double[] grid = {1, 2};
        Figure apart = Figure.row(
                "",
                "",
                map(new HeatMap("a", grid, grid, values, ColourScale.sequential("σ (%)", 0, 4))),
                map(new HeatMap("b", grid, grid, values, ColourScale.sequential("σ (%)", 0, 8))));
        assertThat(texts(svg(apart))).filteredOn("σ (%)"::equals).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void theColourBarHasTheColoursOfTheCells(int scale) {
        double[] grid = {1, 2};
        double[][] values = {{-10, 10}, {0, 5}};
        ColourScale colours = ColourScale.diverging("error (%)", 10);
        Drawn drawn = new Drawn(Figure.row("", "", map(new HeatMap("", grid, grid, values, colours))), scale);
        FigurePainter.Placed panel = drawn.placed.get(0);
        // ten points right of the map the bar begins, 12 wide; its middle stands for zero
        int x = (int) (panel.area().getMaxX() + 16) * scale;
        int y = (int) panel.area().getCenterY() * scale;
        int[] shown = {drawn.image.getRGB(x, y) >> 16 & 0xff, drawn.image.getRGB(x, y) & 0xff};
        int white = ColourMap.VIK.rgb(0.5);
        // one row off is a step of 1 in 255
        assertThat(Math.abs(shown[0] - (white >> 16 & 0xff))).isLessThanOrEqualTo(3);
        assertThat(Math.abs(shown[1] - (white & 0xff))).isLessThanOrEqualTo(3);
        int bottom = (int) (panel.area().getMaxY() - 8) * scale;
        assertThat(drawn.image.getRGB(x, bottom) & 0xff)
                .as("blue of the lower end")
                .isLessThan(0x6a);
    }

    @Test
    void equalAxesHaveOneScale() {
        Drawn drawn = new Drawn(ExampleFigures.inspector(0.6), 1);
        FigurePainter.Placed plane = drawn.placed.get(2);
        double perX = plane.plot().getDomainAxis().getRange().getLength()
                / plane.area().getWidth();
        double perY = plane.plot().getRangeAxis().getRange().getLength()
                / plane.area().getHeight();
        // the area is rounded to whole points
        assertThat(perX / perY).isBetween(0.99, 1.01);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oddDataStillGiveAFigure(boolean logarithmic) throws Exception {
        double nan = Double.NaN;
        double[] gaps = {nan, nan, nan};
        double[] odd = {-1, 0, Double.POSITIVE_INFINITY};
        double[] same = {7, 7, 7};
        Axis x = logarithmic ? Axis.logarithmic("x") : Axis.linear("x");
        Axis y = logarithmic ? Axis.logarithmic("y") : Axis.linear("y");
        List<Panel> panels = new ArrayList<>();
        for (double[] values : List.of(gaps, odd, same, new double[0])) {
            double[] none = new double[values.length];
            for (Trace.Look look : Trace.Look.values()) {
                if (look != Trace.Look.BARS) {
                    panels.add(Panel.of("", x, y, Trace.of("a", values, values, look)));
                    panels.add(Panel.of(
                            "", x, y, Trace.of("a", values, values, look).withBand(values, none)));
                    panels.add(Panel.of(
                            "", x, y, Trace.of("a", values, values, look).withErrorBars(none, values)));
                }
            }
            panels.add(Panel.of("", x, y, new Violin("a", 1, 0.4, values)));
        }
        Figure figure = new Figure("", panels, 8, "");
        assertThat(new Drawn(figure, 1).placed).hasSameSizeAs(panels);
        String text = new String(svg(figure), StandardCharsets.UTF_8);
        assertThat(text.lines().filter(line -> line.contains("NaN") || line.contains("Infinity")))
                .isEmpty();
    }

    @Test
    void aTinyWindowDrawsNoPanelsAndDoesNotFail() {
        BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        assertThat(new FigurePainter(ExampleFigures.heatMaps()).paint(g, 40, 30))
                .isEmpty();
    }

    @Test
    void wrongInputIsRefusedInWords() {
        double[] two = {1, 2};
        assertThatThrownBy(() -> Trace.of("MIRACLE", two, new double[3], Trace.Look.LINE))
                .hasMessageContaining("MIRACLE")
                .hasMessageContaining("2 x, 3 y");
        assertThatThrownBy(() ->
                        map(new HeatMap("SVNN", two, two, new double[2][3], ColourScale.diverging("error (%)", 1))))
                .hasMessageContaining("SVNN")
                .hasMessageContaining("2 rows of 2");
        assertThatThrownBy(() -> map(new HeatMap(
                        "SVNN", new double[] {2, 1}, two, new double[2][2], ColourScale.diverging("error (%)", 1))))
                .hasMessageContaining("[2.0, 1.0]");
        assertThatThrownBy(() -> ColourScale.diverging("error (%)", 0)).hasMessageContaining("must rise");
        assertThatThrownBy(() -> Axis.logarithmic("SNR").between(0, 10)).hasMessageContaining("SNR");
        assertThatThrownBy(() -> new Figure("", List.of(), 1, "")).hasMessageContaining("0 panels");
        assertThatThrownBy(() -> FigureFiles.image(ExampleFigures.curves(), 0)).hasMessageContaining("0.0");
    }

    private static Panel map(HeatMap map) {
        return Panel.of("", Axis.linear("x"), Axis.linear("y"), map);
    }

    /** A figure on an image, and where its panels lie. */
    private static final class Drawn {

        private final BufferedImage image;
        private final int scale;
        private final List<FigurePainter.Placed> placed;

        Drawn(Figure figure, int scale) {
            Dimension size = FigurePainter.preferredSize(figure);
            this.scale = scale;
            image = new BufferedImage(size.width * scale, size.height * scale, BufferedImage.TYPE_INT_RGB);
            Graphics2D g = image.createGraphics();
            g.scale(scale, scale);
            placed = new FigurePainter(figure).paint(g, size.width, size.height);
            g.dispose();
        }

        /** Colour at values of a panel's axes. */
        int at(int panel, double x, double y) {
            FigurePainter.Placed where = placed.get(panel);
            double left = where.plot().getDomainAxis().valueToJava2D(x, where.area(), RectangleEdge.BOTTOM);
            double top = where.plot().getRangeAxis().valueToJava2D(y, where.area(), RectangleEdge.LEFT);
            return image.getRGB((int) (left * scale), (int) (top * scale));
        }
    }

    private static boolean isColoured(int rgb) {
        int red = rgb >> 16 & 0xff;
        int green = rgb >> 8 & 0xff;
        int blue = rgb & 0xff;
        // grid, text and frame are grey
        return Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue)) > 8;
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    @Test
    void controlCharactersInNamesLeaveAnSvgReadable() throws Exception {
        Panel panel = Panel.of("white\u0001matter\uffff", Axis.linear("a\u001bb"), Axis.linear("y"));
        assertThat(texts(svg(new Figure("", List.of(panel), 1, "foot\u0000er"))))
                .anyMatch(text -> text.startsWith("white matter"))
                .contains("a b");
    }

    private static byte[] svg(Figure figure) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FigureFiles.writeSvg(figure, out);
        return out.toByteArray();
    }

    private static List<String> texts(byte[] svg) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        // the document type is on the web
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg));
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        NodeList texts = document.getElementsByTagName("text");
        return IntStream.range(0, texts.getLength())
                .mapToObj(i -> texts.item(i).getTextContent().strip())
                .toList();
    }
}

package org.relaxometry.bssfp.plot.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Graphics2D;
import java.awt.event.InputEvent;
import java.awt.event.MouseEvent;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import org.jfree.chart.ui.RectangleEdge;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.plot.chart.Axis;
import org.relaxometry.bssfp.plot.chart.ExampleFigures;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.plot.chart.FigurePainter;
import org.relaxometry.bssfp.plot.chart.HeatMap;
import org.relaxometry.bssfp.plot.chart.Panel;
import org.relaxometry.bssfp.plot.chart.Trace;
import org.relaxometry.bssfp.plot.study.Panels;
import org.relaxometry.bssfp.plot.style.ColourScale;

class FigureViewTest {

    private static final int WIDTH = 700;
    private static final int HEIGHT = 450;

    private String status = "";
    private FigurePainter.Placed panel;

    @Test
    void draggingZoomsIntoThePartAndADoubleClickShowsAll() {
        FigureView view = view(ExampleFigures.histograms());
        int left = (int) x(850);
        int right = (int) x(950);
        int top = (int) y(200);
        int bottom = (int) y(100);
        mouse(view, MouseEvent.MOUSE_PRESSED, left, top, 1);
        mouse(view, MouseEvent.MOUSE_DRAGGED, right, bottom, 1);
        mouse(view, MouseEvent.MOUSE_RELEASED, right, bottom, 1);
        Panel zoomed = view.shown().panels().get(0);
        // whole pixels: one is 0.5 ms and 1.3 samples here
        assertThat(zoomed.x().lower()).isCloseTo(850, within(1.0));
        assertThat(zoomed.x().upper()).isCloseTo(950, within(1.0));
        assertThat(zoomed.y().lower()).isCloseTo(100, within(3.0));
        assertThat(zoomed.y().upper()).isCloseTo(200, within(3.0));

        view.show(ExampleFigures.curves());
        assertThat(view.shown().panels().get(0).x().upper())
                .as("zoom of a replaced figure")
                .isEqualTo(zoomed.x().upper());
        mouse(view, MouseEvent.MOUSE_CLICKED, left, top, 2);
        assertThat(view.shown().panels().get(0).x().upper())
                .as("end left to the data")
                .isNaN();
    }

    @Test
    void statusNamesThePointUnderTheCursor() {
        FigureView view = view(Figure.row(
                "",
                "",
                Panel.of(
                        "",
                        Axis.linear("SNR"),
                        Axis.linear("CoD"),
                        Trace.of("MIRACLE", new double[] {10, 20}, new double[] {0.9, 0.95}, Trace.Look.LINE)
                                .withErrorBars(new double[] {0.8, 0.9}, new double[] {1, 1}))));
        hover(view, 10, 0.9);
        assertThat(status).isEqualTo("MIRACLE: SNR = 10, CoD = 0.9 [0.8, 1]");
        hover(view, 15, 0.85);
        assertThat(status).startsWith("SNR = 15").doesNotContain("MIRACLE");
        mouse(view, MouseEvent.MOUSE_MOVED, 1, 1, 0);
        assertThat(status).isBlank();
    }

    @Test
    void statusTellsTheValueOfACellAndTheMedianOfAViolin() {
        double[] grid = {100, 200};
        double[][] values = {{1.25, Double.NaN}, {3, 4}};
        FigureView map = view(Figure.row(
                "",
                "",
                Panel.of(
                        "",
                        Axis.linear("T1 (ms)"),
                        Axis.linear("T2 (ms)"),
                        new HeatMap("SVNN", grid, grid, values, ColourScale.sequential("σ (%)", 0, 4)))));
        hover(map, 110, 90);
        assertThat(status).isEqualTo("SVNN: T1 (ms) = 100, T2 (ms) = 100: σ (%) = 1.25");
        hover(map, 190, 90);
        assertThat(status).endsWith("no value");

        FigureView violins = view(Figure.row(
                "", "", Panels.violins("", "T1 (ms)", List.of("WM"), Map.of("SVNN", new double[][] {{1, 2, 3}}))));
        hover(violins, 0, 2);
        assertThat(status).isEqualTo("WM, SVNN: T1 (ms): median 2, quartiles 1.5 and 2.5, 3 samples");
    }

    private FigureView view(Figure figure) {
        FigureView view = new FigureView(figure, text -> status = text);
        view.setSize(WIDTH, HEIGHT);
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        view.paint(g);
        panel = new FigurePainter(figure).paint(g, WIDTH, HEIGHT).get(0);
        g.dispose();
        return view;
    }

    private void hover(FigureView view, double x, double y) {
        mouse(view, MouseEvent.MOUSE_MOVED, (int) Math.rint(x(x)), (int) Math.rint(y(y)), 0);
    }

    private double x(double value) {
        return panel.plot().getDomainAxis().valueToJava2D(value, panel.area(), RectangleEdge.BOTTOM);
    }

    private double y(double value) {
        return panel.plot().getRangeAxis().valueToJava2D(value, panel.area(), RectangleEdge.LEFT);
    }

    private static void mouse(FigureView view, int kind, int x, int y, int clicks) {
        int button = kind == MouseEvent.MOUSE_MOVED ? MouseEvent.NOBUTTON : MouseEvent.BUTTON1;
        int modifiers = button == MouseEvent.NOBUTTON ? 0 : InputEvent.BUTTON1_DOWN_MASK;
        view.dispatchEvent(new MouseEvent(view, kind, 0, modifiers, x, y, clicks, false, button));
    }
}

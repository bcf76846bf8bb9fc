package org.relaxometry.bssfp.plot.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import javax.swing.JComponent;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.ChartPanel;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogarithmicAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.TextTitle;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Training and validation loss against the epoch; the losses on a logarithmic axis, but where one is not positive, as a
 * log-likelihood may be. Once its component is on the screen it belongs to Swing's thread.
 */
public final class LossPlot {

    private static final Color TRAINING = new Color(0x0072B2);
    private static final Color VALIDATION = new Color(0xD55E00);
    private static final int FONT_SIZE = 13;

    private final XYSeries training = new XYSeries("training");
    private final XYSeries validation = new XYSeries("validation");
    private final JFreeChart chart;

    /**
     * An empty plot.
     *
     * @param title such as the name of the model
     * @param epochs most there will be, at least 1
     */
    public LossPlot(String title, int epochs) {
        XYSeriesCollection both = new XYSeriesCollection();
        both.addSeries(training);
        both.addSeries(validation);
        chart = ChartFactory.createXYLineChart(
                null, "epoch", "loss", both, PlotOrientation.VERTICAL, true, false, false);
        chart.setTitle(new TextTitle(title, font(Font.BOLD)));
        chart.setBackgroundPaint(Color.WHITE);
        chart.getLegend().setItemFont(font(Font.PLAIN));
        XYPlot plot = chart.getXYPlot();
        plot.setBackgroundPaint(Color.WHITE);
        plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
        plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
        NumberAxis epochAxis = (NumberAxis) plot.getDomainAxis();
        epochAxis.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        epochAxis.setRange(0.5, epochs + 0.5);
        setLossAxis(new LogarithmicAxis("loss"));
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
        renderer.setSeriesPaint(0, TRAINING);
        renderer.setSeriesPaint(1, VALIDATION);
        renderer.setDefaultStroke(new BasicStroke(2));
        renderer.setAutoPopulateSeriesStroke(false);
        renderer.setDefaultShape(new Ellipse2D.Double(-2.5, -2.5, 5, 5));
        renderer.setAutoPopulateSeriesShape(false);
        plot.setRenderer(renderer);
    }

    /**
     * Adds an epoch.
     *
     * @param epoch from 1
     * @param trainingLoss finite
     * @param validationLoss finite
     */
    public void add(int epoch, double trainingLoss, double validationLoss) {
        if (Math.min(trainingLoss, validationLoss) <= 0
                && chart.getXYPlot().getRangeAxis() instanceof LogarithmicAxis) {
            setLossAxis(new NumberAxis("loss"));
        }
        training.add(epoch, trainingLoss);
        validation.add(epoch, validationLoss);
    }

    /** The plot as part of a window. */
    public JComponent component() {
        ChartPanel panel = new ChartPanel(chart);
        panel.setPreferredSize(new Dimension(640, 420));
        return panel;
    }

    /** The plot as a picture of this size in pixels. */
    public BufferedImage image(int width, int height) {
        return chart.createBufferedImage(width, height);
    }

    private void setLossAxis(NumberAxis axis) {
        axis.setAutoRangeIncludesZero(false);
        if (axis instanceof LogarithmicAxis logarithmic) {
            logarithmic.setExpTickLabelsFlag(true);
            // labels stand at powers of ten only
            logarithmic.setAutoRangeNextLogFlag(true);
        }
        axis.setLabelFont(font(Font.PLAIN));
        axis.setTickLabelFont(font(Font.PLAIN));
        chart.getXYPlot().setRangeAxis(axis);
        chart.getXYPlot().getDomainAxis().setLabelFont(font(Font.PLAIN));
        chart.getXYPlot().getDomainAxis().setTickLabelFont(font(Font.PLAIN));
    }

    private static Font font(int style) {
        return new Font(Font.SANS_SERIF, style, FONT_SIZE);
    }
}

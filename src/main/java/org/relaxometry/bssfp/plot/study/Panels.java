package org.relaxometry.bssfp.plot.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.relaxometry.bssfp.plot.chart.Axis;
import org.relaxometry.bssfp.plot.chart.Panel;
import org.relaxometry.bssfp.plot.chart.PanelLayer;
import org.relaxometry.bssfp.plot.chart.ReferenceLine;
import org.relaxometry.bssfp.plot.chart.Trace;
import org.relaxometry.bssfp.plot.chart.Violin;
import org.relaxometry.bssfp.plot.style.FigureText;
import org.relaxometry.bssfp.statistics.SortedSamples;

/** Panels of common kinds. */
public final class Panels {

    /** More points only make a darker cloud, and large files. */
    private static final int MOST_POINTS = 4000;

    private Panels() {}

    /**
     * Histograms over each other, with bins of equal width over the range that holds 99 % of all samples together; the
     * title states the largest share of a method's samples that lies beyond.
     *
     * @param samples by method, in the order of the legend; those that are not finite do not count
     * @param bins 2 or more
     * @throws IllegalArgumentException if there is no finite sample at all
     */
    public static Panel histogram(String title, String quantity, Map<String, double[]> samples, int bins) {
        SortedSamples all = SortedSamples.finite(
                samples.values().stream().flatMapToDouble(Arrays::stream).toArray());
        if (all.isEmpty() || bins < 2) {
            throw new IllegalArgumentException("A histogram needs samples and two bins, but has " + all.size()
                    + " finite samples and " + bins + " bins.");
        }
        double[] core = all.core();
        double width = (core[1] - core[0]) / bins;
        double start = core[0];
        if (!(width > 0)) {
            width = Math.max(Math.ulp(start), Math.abs(start) * 0.01 / bins);
            start -= width * bins / 2;
        }
        List<PanelLayer> layers = new ArrayList<>();
        double mostBeyond = 0;
        for (Map.Entry<String, double[]> method : samples.entrySet()) {
            double[] finite =
                    Arrays.stream(method.getValue()).filter(Double::isFinite).toArray();
            Trace bars = bars(method.getKey(), finite, start, width, bins);
            layers.add(bars);
            if (finite.length > 0) {
                mostBeyond = Math.max(mostBeyond, 1 - Arrays.stream(bars.y()).sum() / finite.length);
            }
        }
        String heading = mostBeyond == 0
                ? title
                : String.format(Locale.ROOT, "%s, up to %.1f %% beyond", title, 100 * mostBeyond);
        return new Panel(heading, Axis.linear(quantity), Axis.linear("samples"), layers, false);
    }

    private static Trace bars(String method, double[] samples, double start, double width, int bins) {
        double[] centres = new double[bins];
        double[] counts = new double[bins];
        for (int i = 0; i < bins; i++) {
            centres[i] = start + (i + 0.5) * width;
        }
        for (double sample : samples) {
            double place = (sample - start) / width;
            if (place >= 0 && place <= bins) {
                counts[Math.min(bins - 1, (int) place)]++;
            }
        }
        return Trace.of(method, centres, counts, Trace.Look.BARS);
    }

    /**
     * One group of violins per ROI, one violin per method in it.
     *
     * @param quantity title of the y axis with unit
     * @param rois names of the groups
     * @param samples by method, in the order of the legend: [roi][sample]; an empty set leaves its place empty
     */
    public static Panel violins(String title, String quantity, List<String> rois, Map<String, double[][]> samples) {
        List<PanelLayer> layers = new ArrayList<>();
        double slot = 0.84 / samples.size();
        int method = 0;
        for (Map.Entry<String, double[][]> entry : samples.entrySet()) {
            if (entry.getValue().length != rois.size()) {
                throw new IllegalArgumentException("There are " + rois.size() + " ROIs, but samples of "
                        + entry.getKey() + " for " + entry.getValue().length + ".");
            }
            for (int roi = 0; roi < rois.size(); roi++) {
                double position = roi + (method - (samples.size() - 1) / 2.0) * slot;
                layers.add(new Violin(entry.getKey(), position, slot * 0.45, entry.getValue()[roi]));
            }
            method++;
        }
        return new Panel(title, Axis.of("", rois), Axis.linear(quantity), layers, false);
    }

    /**
     * Pairs of values with the line of identity, both axes equal. Of more than 4000 pairs evenly chosen ones are shown,
     * and the legend says so.
     *
     * @param name of the points, such as a method
     */
    public static Panel scatter(String title, String name, String xQuantity, double[] x, String yQuantity, double[] y) {
        SortedSamples all = SortedSamples.finite(
                DoubleStream.concat(Arrays.stream(x), Arrays.stream(y)).toArray());
        double lower = all.isEmpty() ? 0 : all.quantile(0);
        double upper = all.isEmpty() ? 1 : all.quantile(1);
        double air = upper > lower ? (upper - lower) * 0.03 : 1;
        return Panel.of(
                        title,
                        Axis.linear(xQuantity).between(lower - air, upper + air),
                        Axis.linear(yQuantity).between(lower - air, upper + air),
                        ReferenceLine.identity(),
                        cloud(name, x, y))
                .withEqualAxes();
    }

    /**
     * Bland–Altman plot: differences against means, with bias and limits of agreement as lines. Of more than 4000 pairs
     * evenly chosen ones are shown, and the legend says so.
     *
     * @param quantity symbol of what was measured twice, such as "T1"
     * @param unit of both values, and of bias and limits
     * @param first values of one method
     * @param second values of the other; the difference is second − first
     * @param bias mean difference
     * @param lowerLimit bias − 1.96 standard deviations of the differences
     * @param upperLimit bias + 1.96 standard deviations
     */
    public static Panel blandAltman(
            String title,
            String name,
            String quantity,
            String unit,
            double[] first,
            double[] second,
            double bias,
            double lowerLimit,
            double upperLimit) {
        double[] mean = new double[first.length];
        double[] difference = new double[first.length];
        for (int i = 0; i < first.length; i++) {
            mean[i] = (first[i] + second[i]) / 2;
            difference[i] = second[i] - first[i];
        }
        return Panel.of(
                title,
                Axis.linear("mean of both " + quantity + " (" + unit + ")"),
                Axis.linear("difference of " + quantity + " (" + unit + ")"),
                cloud(name, mean, difference),
                ReferenceLine.horizontal("bias " + FigureText.number(bias, 3), bias),
                ReferenceLine.horizontal("−1.96 SD: " + FigureText.number(lowerLimit, 3), lowerLimit),
                ReferenceLine.horizontal("+1.96 SD: " + FigureText.number(upperLimit, 3), upperLimit));
    }

    private static Trace cloud(String name, double[] x, double[] y) {
        int step = (x.length + MOST_POINTS - 1) / MOST_POINTS;
        if (step <= 1) {
            return Trace.of(name, x, y, Trace.Look.CLOUD);
        }
        int shown = (x.length + step - 1) / step;
        double[] someX = new double[shown];
        double[] someY = new double[shown];
        for (int i = 0; i < shown; i++) {
            someX[i] = x[i * step];
            someY[i] = y[i * step];
        }
        String thinned = String.format(Locale.ROOT, "%s (%,d of %,d points)", name, shown, x.length);
        return Trace.of(thinned, someX, someY, Trace.Look.CLOUD).colouredAs(name);
    }
}

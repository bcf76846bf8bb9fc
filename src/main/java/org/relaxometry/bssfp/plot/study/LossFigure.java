package org.relaxometry.bssfp.plot.study;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.relaxometry.bssfp.plot.chart.Axis;
import org.relaxometry.bssfp.plot.chart.Figure;
import org.relaxometry.bssfp.plot.chart.Panel;
import org.relaxometry.bssfp.plot.chart.Trace;

/**
 * Training and validation loss against the epoch; the losses on a logarithmic axis, but where one is not positive, as a
 * log-likelihood may be.
 */
public final class LossFigure {

    private LossFigure() {}

    /**
     * The losses so far.
     *
     * @param title such as the name of the model
     * @param epochs most there will be, at least 1
     * @param training losses from the first epoch on
     * @param validation as many
     */
    public static Figure of(String title, int epochs, List<Double> training, List<Double> validation) {
        boolean positive = Stream.concat(training.stream(), validation.stream()).allMatch(loss -> loss > 0);
        return Figure.row(
                title,
                "",
                Panel.of(
                        "",
                        Axis.counting("epoch").between(0.5, epochs + 0.5),
                        positive ? Axis.logarithmic("loss") : Axis.linear("loss"),
                        trace("training", training),
                        trace("validation", validation)));
    }

    private static Trace trace(String name, List<Double> losses) {
        double[] epochs =
                IntStream.rangeClosed(1, losses.size()).asDoubleStream().toArray();
        double[] values = new double[losses.size()];
        Arrays.setAll(values, losses::get);
        return Trace.of(name, epochs, values, Trace.Look.LINE_AND_POINTS);
    }
}

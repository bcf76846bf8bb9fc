package org.relaxometry.bssfp.plot.chart;

import java.util.stream.DoubleStream;

/**
 * Points of a {@link Panel}, joined by a line or not, with an uncertainty or not; also the bars of a histogram.
 *
 * @param name see {@link PanelLayer#name()}
 * @param x abscissae; not copied
 * @param y ordinates, as many; where one is not finite the line is broken; not copied
 * @param look how the points are drawn
 * @param spread how the uncertainty is drawn
 * @param lower lower end of the uncertainty at every point, in the unit of y; empty if there is none; not copied
 * @param upper upper end, likewise
 * @param colourOf name whose colour the trace has, such as the method that a dashed bound belongs to
 */
public record Trace(
        String name, double[] x, double[] y, Look look, Spread spread, double[] lower, double[] upper, String colourOf)
        implements PanelLayer {

    /** How points are drawn. */
    public enum Look {
        LINE,
        DASHED,
        POINTS,
        /** Small and translucent, for thousands of points. */
        CLOUD,
        LINE_AND_POINTS,
        /** Filled from 0, each bar reaching half-way to its neighbours. */
        BARS
    }

    /** How an uncertainty is drawn. */
    public enum Spread {
        NONE,
        BAND,
        ERROR_BARS
    }

    public Trace {
        if (x.length != y.length || lower.length != upper.length || lower.length != 0 && lower.length != x.length) {
            throw new IllegalArgumentException("The trace '" + name + "' needs as many y as x, and bounds for all or"
                    + " none, but has " + x.length + " x, " + y.length + " y, " + lower.length + " lower and "
                    + upper.length + " upper values.");
        }
    }

    /** Points without uncertainty, in the colour of their name. */
    public static Trace of(String name, double[] x, double[] y, Look look) {
        return new Trace(name, x, y, look, Spread.NONE, new double[0], new double[0], name);
    }

    /** This trace with a translucent band. */
    public Trace withBand(double[] bandLower, double[] bandUpper) {
        return new Trace(name, x, y, look, Spread.BAND, bandLower, bandUpper, colourOf);
    }

    /** This trace with error bars. */
    public Trace withErrorBars(double[] barLower, double[] barUpper) {
        return new Trace(name, x, y, look, Spread.ERROR_BARS, barLower, barUpper, colourOf);
    }

    /** This trace in the colour that another name has. */
    public Trace colouredAs(String other) {
        return new Trace(name, x, y, look, spread, lower, upper, other);
    }

    DoubleStream ordinates() {
        DoubleStream bounds = DoubleStream.concat(DoubleStream.of(lower), DoubleStream.of(upper));
        DoubleStream base = look == Look.BARS ? DoubleStream.of(0) : DoubleStream.empty();
        return DoubleStream.concat(DoubleStream.concat(DoubleStream.of(y), bounds), base);
    }
}

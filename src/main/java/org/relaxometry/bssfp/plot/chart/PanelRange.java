package org.relaxometry.bssfp.plot.chart;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.relaxometry.bssfp.statistics.SortedSamples;

/**
 * The stretch of both axes that a panel shows: the fixed ends, and else all data with some air around them.
 *
 * @param x {lower, upper}
 * @param y {lower, upper}
 */
record PanelRange(double[] x, double[] y) {

    private static final double AIR = 0.05;

    /** Equal axes get ranges of one length, for an area that is square. */
    static PanelRange of(Panel panel) {
        boolean cells = panel.layers().stream().anyMatch(HeatMap.class::isInstance);
        PanelRange range = new PanelRange(
                range(panel.x(), panel.layers().stream().map(layer -> abscissae(layer, panel.x())), cells),
                range(panel.y(), panel.layers().stream().map(layer -> ordinates(layer, panel.y())), cells));
        return panel.equalAxes() ? range.equal() : range;
    }

    private static DoubleStream abscissae(PanelLayer layer, Axis axis) {
        if (layer instanceof Trace trace) {
            double[] bars = trace.look() == Trace.Look.BARS ? HeatMap.edges(trace.x(), false) : new double[0];
            return DoubleStream.concat(DoubleStream.of(trace.x()), DoubleStream.of(bars));
        } else if (layer instanceof HeatMap map) {
            return DoubleStream.of(HeatMap.edges(map.x(), axis.logarithmic()));
        } else if (layer instanceof Violin violin) {
            return DoubleStream.of(violin.position() - violin.halfWidth(), violin.position() + violin.halfWidth());
        }
        return line(layer, ReferenceLine.Direction.VERTICAL);
    }

    private static DoubleStream ordinates(PanelLayer layer, Axis axis) {
        if (layer instanceof Trace trace) {
            return trace.ordinates();
        } else if (layer instanceof HeatMap map) {
            return DoubleStream.of(HeatMap.edges(map.y(), axis.logarithmic()));
        } else if (layer instanceof Violin violin) {
            SortedSamples samples = SortedSamples.finite(violin.samples());
            return samples.isEmpty() ? DoubleStream.empty() : DoubleStream.of(samples.core());
        }
        return line(layer, ReferenceLine.Direction.HORIZONTAL);
    }

    private static DoubleStream line(PanelLayer layer, ReferenceLine.Direction direction) {
        return layer instanceof ReferenceLine line && line.direction() == direction
                ? DoubleStream.of(line.value())
                : DoubleStream.empty();
    }

    private static double[] range(Axis axis, Stream<DoubleStream> values, boolean tight) {
        double[] shown = values.flatMapToDouble(Function.identity())
                .filter(value -> Double.isFinite(value) && (!axis.logarithmic() || value > 0))
                .map(value -> axis.logarithmic() ? Math.log(value) : value)
                .toArray();
        double lower = Arrays.stream(shown).min().orElse(0);
        double upper = Arrays.stream(shown).max().orElse(1);
        double air = tight ? 0 : AIR * (upper - lower);
        if (!(upper - lower > 1e-9 * Math.max(Math.abs(lower), Math.abs(upper)))) {
            // one value only
            air = axis.logarithmic() || upper == 0 ? 0.5 : Math.abs(upper) * AIR;
        }
        // bars stand on the axis
        double bottom = lower == 0 && !axis.logarithmic() ? 0 : lower - air;
        double top = upper + air;
        if (axis.logarithmic()) {
            bottom = Math.exp(bottom);
            top = Math.exp(top);
        }
        double[] ends = {
            Double.isNaN(axis.lower()) ? bottom : axis.lower(), Double.isNaN(axis.upper()) ? top : axis.upper()
        };
        if (!(ends[0] < ends[1])) {
            // a fixed end beyond all data
            double gap = Math.max(1, Math.abs(ends[0]));
            if (Double.isNaN(axis.upper())) {
                ends[1] = axis.logarithmic() ? ends[0] * 2 : ends[0] + gap;
            } else {
                ends[0] = axis.logarithmic() ? ends[1] / 2 : ends[1] - gap;
            }
        }
        return ends;
    }

    private PanelRange equal() {
        double length = Math.max(x[1] - x[0], y[1] - y[0]);
        return new PanelRange(widened(x, length), widened(y, length));
    }

    private static double[] widened(double[] ends, double length) {
        double centre = (ends[0] + ends[1]) / 2;
        return new double[] {centre - length / 2, centre + length / 2};
    }
}

package org.relaxometry.bssfp.plot.style;

import java.util.Arrays;
import org.relaxometry.bssfp.plot.chart.HeatMap;
import org.relaxometry.bssfp.statistics.SortedSamples;

/**
 * Colours of a {@link HeatMap}; values beyond the ends get the colour of the end.
 *
 * @param title quantity and unit, such as "relative error of T1 (%)"
 * @param colours colour map
 * @param logarithmic whether colours go with the logarithm of the value
 * @param lower value of the first colour; more than 0 where logarithmic
 * @param upper value of the last colour; more than lower
 */
public record ColourScale(String title, ColourMap colours, boolean logarithmic, double lower, double upper) {

    /** Few cells at the rim of a grid fail by far; they must not wash out the others. */
    private static final double SHOWN_FRACTION = 0.95;

    public ColourScale {
        display(colours, logarithmic, lower, upper, Double.NaN, Double.NaN);
    }

    /** For errors: blue below zero, red above, almost white at zero. */
    public static ColourScale diverging(String title, double limit) {
        return new ColourScale(title, ColourMap.VIK, false, -limit, limit);
    }

    /** A diverging scale for all these maps [map][y][x], that 95 % of the values lie within; a round number. */
    public static ColourScale divergingFor(String title, double[][]... maps) {
        return diverging(title, ParameterDisplay.roundOr1(magnitude(maps), true));
    }

    /** For amounts: dark at the lower end, bright at the upper. */
    public static ColourScale sequential(String title, double lower, double upper) {
        return new ColourScale(title, ColourMap.LIPARI, false, lower, upper);
    }

    /** A sequential scale from 0 for all these maps [map][y][x], that 95 % of the values lie within; a round number. */
    public static ColourScale sequentialFor(String title, double[][]... maps) {
        return sequential(title, 0, ParameterDisplay.roundOr1(magnitude(maps), true));
    }

    /** This scale with the logarithm in the colours, from another lower end. */
    public ColourScale logarithmicFrom(double lowerEnd) {
        return new ColourScale(title, colours, true, lowerEnd, upper);
    }

    /** What draws values from smallest to largest in this scale. */
    public ParameterDisplay display(double smallest, double largest) {
        return display(colours, logarithmic, lower, upper, smallest, largest);
    }

    private static ParameterDisplay display(
            ColourMap colours, boolean logarithmic, double lower, double upper, double smallest, double largest) {
        return new ParameterDisplay(colours, logarithmic, lower, upper, smallest, largest);
    }

    private static double magnitude(double[][][] maps) {
        double[] all = Arrays.stream(maps)
                .flatMap(Arrays::stream)
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .toArray();
        SortedSamples sorted = SortedSamples.finite(all);
        return sorted.isEmpty() ? 0 : sorted.quantile(SHOWN_FRACTION);
    }
}

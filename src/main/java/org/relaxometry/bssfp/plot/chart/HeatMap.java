package org.relaxometry.bssfp.plot.chart;

import java.util.Arrays;
import org.relaxometry.bssfp.plot.style.ColourScale;

/**
 * Values on a grid as colours, such as a relative error over T1 and T2. Every value fills its cell, which reaches half-way
 * to its neighbours; a cell without a value is hatched.
 *
 * @param name see {@link PanelLayer#name()}
 * @param x grid positions along x, rising, two at least; not copied
 * @param y grid positions along y, rising, two at least; not copied
 * @param values [y][x]; not finite where there is none; not copied
 * @param scale colours; panels beside each other with equal scales share one colour bar
 */
public record HeatMap(String name, double[] x, double[] y, double[][] values, ColourScale scale) implements PanelLayer {

    public HeatMap {
        requireRising(name, "x", x);
        requireRising(name, "y", y);
        if (values.length != y.length || Arrays.stream(values).anyMatch(row -> row.length != x.length)) {
            throw new IllegalArgumentException("The heat map '" + name + "' needs " + y.length + " rows of " + x.length
                    + " values, but has " + values.length + " rows of "
                    + Arrays.stream(values)
                            .mapToInt(row -> row.length)
                            .distinct()
                            .boxed()
                            .toList() + ".");
        }
    }

    private static void requireRising(String name, String axis, double[] positions) {
        boolean rises = positions.length > 1;
        for (int i = 1; i < positions.length; i++) {
            rises &= positions[i] > positions[i - 1];
        }
        if (!rises) {
            throw new IllegalArgumentException("The heat map '" + name + "' needs two or more rising positions along "
                    + axis + ", but has " + Arrays.toString(positions) + ".");
        }
    }

    boolean hasGaps() {
        return Arrays.stream(values).flatMapToDouble(Arrays::stream).anyMatch(value -> !Double.isFinite(value));
    }

    /** Borders of cells half-way between positions, in ratio on a logarithmic axis: one more than positions. */
    public static double[] edges(double[] positions, boolean logarithmic) {
        int n = positions.length;
        double[] place =
                Arrays.stream(positions).map(p -> logarithmic ? Math.log(p) : p).toArray();
        double[] edges = new double[n + 1];
        for (int i = 1; i < n; i++) {
            edges[i] = (place[i - 1] + place[i]) / 2;
        }
        edges[0] = 2 * place[0] - edges[1];
        edges[n] = 2 * place[n - 1] - edges[n - 1];
        return logarithmic ? Arrays.stream(edges).map(Math::exp).toArray() : edges;
    }

    /** Index of the cell that holds a position; −1 outside. */
    public static int cell(double[] edges, double position) {
        int place = Arrays.binarySearch(edges, position);
        int cell = place >= 0 ? place : -place - 2;
        return cell < edges.length - 1 ? cell : -1;
    }
}

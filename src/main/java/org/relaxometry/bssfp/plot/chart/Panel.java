package org.relaxometry.bssfp.plot.chart;

import java.util.List;

/**
 * One pair of axes of a {@link Figure} and what lies in it.
 *
 * @param title heading; may be empty
 * @param x horizontal axis
 * @param y vertical axis
 * @param layers what is shown; at most one {@link HeatMap}
 * @param equalAxes whether one unit has the same length on both axes, as in the complex plane
 */
public record Panel(String title, Axis x, Axis y, List<PanelLayer> layers, boolean equalAxes) {

    public Panel {
        layers = List.copyOf(layers);
        if (layers.stream().filter(HeatMap.class::isInstance).count() > 1) {
            throw new IllegalArgumentException("The panel '" + title + "' has several heat maps, but can show one.");
        }
        if (equalAxes && (x.logarithmic() || y.logarithmic())) {
            throw new IllegalArgumentException("The panel '" + title + "' has equal axes, so both must be linear.");
        }
    }

    public static Panel of(String title, Axis x, Axis y, PanelLayer... layers) {
        return new Panel(title, x, y, List.of(layers), false);
    }

    /** This panel with one unit as long on one axis as on the other; the area becomes square and the shorter axis longer. */
    public Panel withEqualAxes() {
        return new Panel(title, x, y, layers, true);
    }

    /** This panel with other axes, such as a part of its own. */
    public Panel within(Axis newX, Axis newY) {
        return new Panel(title, newX, newY, layers, equalAxes);
    }
}

package org.relaxometry.bssfp.plot.chart;

/** What a {@link Panel} shows in its axes; later layers lie above earlier ones of their kind. */
public sealed interface PanelLayer permits Trace, HeatMap, Violin, ReferenceLine {

    /**
     * Name in legend, status line and tables, and key of the colour: the name of the method where there is one. Layers of
     * one name and kind share one entry of the legend; an empty name has none.
     */
    String name();
}

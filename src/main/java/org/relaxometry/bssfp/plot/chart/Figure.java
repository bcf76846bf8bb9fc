package org.relaxometry.bssfp.plot.chart;

import java.util.List;
import org.relaxometry.bssfp.plot.window.FigureFiles;
import org.relaxometry.bssfp.plot.window.FigureView;
import org.relaxometry.bssfp.plot.window.FigureWindow;

/**
 * Charts as one picture: a title, panels in rows, one legend for all of them, and a footer with the settings.
 *
 * <p>A figure is plain data. {@link FigureFiles} writes it, {@link FigureWindow} shows it, {@link FigureTable} lists its
 * numbers. A live figure is replaced as a whole, see {@link FigureView#show}.
 *
 * @param title what is shown; may be empty
 * @param panels one or more, row by row
 * @param columns panels in a row, 1 or more
 * @param footer how the numbers were made: methods, protocol, SNR, samples, seed, version; may be empty
 */
public record Figure(String title, List<Panel> panels, int columns, String footer) {

    public Figure {
        panels = List.copyOf(panels);
        if (panels.isEmpty() || columns < 1) {
            throw new IllegalArgumentException("A figure needs a panel and a column at least, but has " + panels.size()
                    + " panels in " + columns + " columns.");
        }
    }

    /** All panels in one row. */
    public static Figure row(String title, String footer, Panel... panels) {
        return new Figure(title, List.of(panels), Math.max(1, panels.length), footer);
    }

    int rows() {
        return (panels.size() + columns - 1) / columns;
    }
}

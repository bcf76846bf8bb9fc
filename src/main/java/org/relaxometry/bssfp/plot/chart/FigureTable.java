package org.relaxometry.bssfp.plot.chart;

import ij.measure.ResultsTable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.relaxometry.bssfp.text.CsvCell;

/**
 * The very numbers that a {@link Figure} shows, one row per point, cell of a heat map or sample of a violin.
 *
 * <p>Columns: panel, series, then quantity and value of x and y, the ends of the uncertainty, and quantity and value of the
 * colour. Cells that do not apply are empty; a missing value is NaN. Numbers are written with all their digits.
 */
public final class FigureTable {

    private static final List<String> COLUMNS = List.of(
            "panel", "series", "x quantity", "x", "y quantity", "y", "lower", "upper", "value quantity", "value");

    private FigureTable() {}

    /** Writes comma-separated values (RFC 4180, UTF-8). Does not close the stream. */
    public static void writeCsv(Figure figure, OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        StringBuilder text = new StringBuilder(String.join(",", COLUMNS)).append("\r\n");
        for (Panel panel : figure.panels()) {
            rows(panel, row -> {
                for (int i = 0; i < row.length; i++) {
                    text.append(i == 0 ? "" : ",").append(CsvCell.of(row[i]));
                }
                text.append("\r\n");
            });
            writer.append(text);
            text.setLength(0);
        }
        writer.flush();
    }

    /** The same rows as a table of ImageJ, not shown. */
    public static ResultsTable of(Figure figure) {
        ResultsTable table = new ResultsTable();
        table.setPrecision(6);
        for (Panel panel : figure.panels()) {
            rows(panel, row -> {
                table.addRow();
                for (int i = 0; i < row.length; i++) {
                    if (row[i] instanceof Double number) {
                        table.addValue(COLUMNS.get(i), number);
                    } else {
                        table.addValue(COLUMNS.get(i), row[i].toString());
                    }
                }
            });
        }
        return table;
    }

    private static void rows(Panel panel, Consumer<Object[]> sink) {
        for (PanelLayer layer : panel.layers()) {
            if (layer instanceof Trace trace) {
                boolean bounds = trace.lower().length > 0;
                for (int i = 0; i < trace.x().length; i++) {
                    sink.accept(row(
                            panel,
                            layer,
                            trace.x()[i],
                            trace.y()[i],
                            bounds ? trace.lower()[i] : "",
                            bounds ? trace.upper()[i] : "",
                            "",
                            ""));
                }
            } else if (layer instanceof HeatMap map) {
                for (int j = 0; j < map.y().length; j++) {
                    for (int i = 0; i < map.x().length; i++) {
                        sink.accept(row(
                                panel,
                                layer,
                                map.x()[i],
                                map.y()[j],
                                "",
                                "",
                                map.scale().title(),
                                map.values()[j][i]));
                    }
                }
            } else if (layer instanceof Violin violin) {
                Object place = category(panel.x(), violin.position());
                for (double sample : violin.samples()) {
                    sink.accept(row(panel, layer, place, sample, "", "", "", ""));
                }
            } else if (layer instanceof ReferenceLine line) {
                boolean upright = line.direction() == ReferenceLine.Direction.VERTICAL;
                if (line.direction() != ReferenceLine.Direction.IDENTITY) {
                    sink.accept(row(
                            panel, layer, upright ? line.value() : "", upright ? "" : line.value(), "", "", "", ""));
                }
            }
        }
    }

    private static Object[] row(
            Panel panel,
            PanelLayer layer,
            Object x,
            Object y,
            Object lower,
            Object upper,
            String quantity,
            Object value) {
        return new Object[] {
            panel.title(), layer.name(), panel.x().title(), x, panel.y().title(), y, lower, upper, quantity, value
        };
    }

    /** Name of the place that a violin stands at or beside, where the axis has names. */
    public static Object category(Axis axis, double position) {
        int place = (int) Math.rint(position);
        return place >= 0 && place < axis.categories().size()
                ? axis.categories().get(place)
                : (Object) position;
    }
}

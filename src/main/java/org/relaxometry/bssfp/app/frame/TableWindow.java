package org.relaxometry.bssfp.app.frame;

import ij.measure.ResultsTable;
import java.util.Arrays;
import java.util.List;
import org.relaxometry.bssfp.statistics.StudyTable;

/** A table in a window of ImageJ; in a macro without a screen, one that the macro can read. */
public final class TableWindow {

    private static final int DIGITS = 5;
    private static final int MOST_DECIMALS = 9;

    private TableWindow() {}

    /** As ImageJ has it. */
    public static ResultsTable of(StudyTable table) {
        ResultsTable shown = new ResultsTable();
        for (List<Object> row : table.rows()) {
            shown.addRow();
            for (int i = 0; i < row.size(); i++) {
                if (row.get(i) instanceof Number number) {
                    shown.addValue(table.columns().get(i), number.doubleValue());
                } else {
                    shown.addValue(table.columns().get(i), row.get(i).toString());
                }
            }
        }
        return rounded(shown);
    }

    /** Shows as many decimals in every column as its largest value needs to have five digits; the table holds them all. */
    public static ResultsTable rounded(ResultsTable table) {
        for (int column = 0; column <= table.getLastColumn(); column++) {
            double[] values = table.columnExists(column) ? table.getColumnAsDoubles(column) : new double[0];
            double largest = Arrays.stream(values == null ? new double[0] : values)
                    .map(Math::abs)
                    .filter(Double::isFinite)
                    .max()
                    .orElse(0);
            boolean whole =
                    Arrays.stream(values == null ? new double[0] : values).allMatch(value -> value == Math.rint(value));
            int before = largest > 0 ? (int) Math.floor(Math.log10(largest)) + 1 : 0;
            table.setDecimalPlaces(column, whole ? 0 : Math.max(0, Math.min(MOST_DECIMALS, DIGITS - before)));
        }
        return table;
    }
}

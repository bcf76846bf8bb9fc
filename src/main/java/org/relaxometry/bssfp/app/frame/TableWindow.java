package org.relaxometry.bssfp.app.frame;

import ij.measure.ResultsTable;
import java.util.List;
import org.relaxometry.bssfp.statistics.StudyTable;

/** A table in a window of ImageJ; in a macro without a screen, one that the macro can read. */
public final class TableWindow {

    private TableWindow() {}

    /** As ImageJ has it. */
    public static ResultsTable of(StudyTable table) {
        ResultsTable shown = new ResultsTable();
        shown.setPrecision(6);
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
        return shown;
    }
}

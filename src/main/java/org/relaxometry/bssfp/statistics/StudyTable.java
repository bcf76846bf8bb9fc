package org.relaxometry.bssfp.statistics;

import java.util.List;
import java.util.stream.Collectors;
import org.relaxometry.bssfp.text.CsvCell;

/**
 * The numbers of a study, for a results table or a file.
 *
 * @param columns headings, with units
 * @param rows cells, as many as columns each: texts or numbers
 */
public record StudyTable(List<String> columns, List<List<Object>> rows) {

    public StudyTable {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<Object> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "A row of this table has " + columns.size() + " cells, but one has " + row.size() + ".");
            }
        }
    }

    /** As comma-separated text with a heading; numbers round-trip, NaN is {@code NaN}. */
    public String csv() {
        StringBuilder text = new StringBuilder(line(columns));
        rows.forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private static String line(List<?> cells) {
        return cells.stream().map(CsvCell::of).collect(Collectors.joining(",")) + "\n";
    }
}

package org.relaxometry.bssfp.io.bids;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.relaxometry.bssfp.statistics.StudyTable;
import org.relaxometry.bssfp.text.PlainText;

/** Tables of tab-separated values, in which {@code n/a} is no value. */
public final class Tsv {

    private static final String NONE = "n/a";

    private Tsv() {}

    /** A table as text; numbers round-trip, what is not finite is {@code n/a}. */
    public static String text(StudyTable table) {
        StringBuilder text = new StringBuilder(line(table.columns()));
        table.rows().forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private static String line(List<?> cells) {
        return cells.stream().map(Tsv::cell).collect(Collectors.joining("\t")) + "\n";
    }

    private static String cell(Object value) {
        if (value instanceof Double number) {
            return Double.isFinite(number) ? shortest(number) : NONE;
        }
        String text = PlainText.of(String.valueOf(value)).strip();
        return text.isEmpty() ? NONE : text;
    }

    private static String shortest(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    /**
     * The rows of a table, by column.
     *
     * @throws IOException if it cannot be read, or a row has another number of cells than the heading
     */
    public static List<Map<String, String>> read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file).stream()
                .map(line -> line.replace("\uFEFF", "").replace("\r", ""))
                .filter(line -> !line.isBlank())
                .toList();
        if (lines.isEmpty()) {
            throw new IOException("The table " + file + " is empty.");
        }
        String[] columns = lines.get(0).split("\t", -1);
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split("\t", -1);
            if (cells.length != columns.length) {
                throw new IOException("A row of the table " + file + " has " + cells.length + " cells, its heading "
                        + columns.length + ".");
            }
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < columns.length; i++) {
                row.put(columns[i].strip(), cells[i].strip());
            }
            rows.add(row);
        }
        return rows;
    }
}

package org.relaxometry.bssfp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A comma-separated table of {@code test-data/golden}; its README names where each comes from. */
public final class GoldenTable {

    /** A row as the argument of a test, so that one that fails does not hide the rest. */
    public record Row(GoldenTable table, int index) {

        public double number(String column) {
            return table.number(index, column);
        }

        public String text(String column) {
            return table.text(index, column);
        }

        @Override
        public String toString() {
            return "row " + index;
        }
    }

    private final List<String> columns;
    private final List<String[]> rows = new ArrayList<>();

    private GoldenTable(List<String> lines) {
        columns = Arrays.asList(lines.get(0).split(","));
        lines.stream().skip(1).map(line -> line.split(",", -1)).forEach(rows::add);
    }

    /** @param name file name without folder, such as {@code forward.csv} */
    public static GoldenTable read(String name) {
        try {
            return new GoldenTable(Files.readAllLines(Path.of("test-data", "golden", name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * All rows of a table.
     *
     * @param count how many there must be, that none is left out unnoticed
     */
    public static Stream<Row> rows(String name, int count) {
        GoldenTable table = read(name);
        if (table.size() != count) {
            throw new IllegalArgumentException(name + " has " + table.size() + " rows, not " + count + ".");
        }
        return IntStream.range(0, count).mapToObj(index -> new Row(table, index));
    }

    public int size() {
        return rows.size();
    }

    public String text(int row, String column) {
        int index = columns.indexOf(column);
        if (index < 0) {
            throw new IllegalArgumentException("No column " + column + " in " + columns);
        }
        return rows.get(row)[index];
    }

    /** The number in a cell; {@code nan} and {@code -inf} as Python writes them. */
    public double number(int row, String column) {
        return switch (text(row, column)) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text(row, column));
        };
    }
}

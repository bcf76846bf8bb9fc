package org.relaxometry.bssfp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A comma-separated table of {@code test-data/golden}; its README names where each comes from. */
public final class GoldenTable {

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

package org.relaxometry.bssfp.io.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.relaxometry.bssfp.io.series.scan.Member;
import org.relaxometry.bssfp.io.series.scan.ScannedImage;
import org.relaxometry.bssfp.io.series.scan.SeriesFacts;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.statistics.StudyTable;
import org.relaxometry.bssfp.text.TypedNumber;

/**
 * What was found as a table.
 *
 * @param rows in the order they were found
 * @param order numbers of the rows that are imported, in the order of the cycles
 * @param protocol of the series, once it is known
 * @param assumed whether nothing states the increments
 */
record ImportTable(List<FoundCycle> rows, List<Integer> order, Optional<Protocol> protocol, boolean assumed) {

    private static final List<String> COLUMNS = List.of(
            "No",
            "Cycle",
            "Increment (deg)",
            "Magnitude",
            "Phase",
            "Series",
            "Time",
            "TR (ms)",
            "TE (ms)",
            "Flip (deg)",
            "Phase scaling",
            "Doubtful");

    private static final String NOTHING = "-";
    private static final int SECONDS_OF_HOUR = 3600;

    StudyTable table() {
        List<List<Object>> cells = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            FoundCycle cycle = rows.get(row);
            int place = order.indexOf(row);
            cells.add(List.of(
                    row + 1,
                    place < 0 ? NOTHING : place + 1,
                    increment(cycle, place),
                    cycle.magnitude().map(Member::name).orElse(NOTHING),
                    cycle.phase().map(Member::name).orElse(NOTHING),
                    values(cycle, facts -> facts.seriesNumber().map(String::valueOf)),
                    values(cycle, facts -> facts.timeSeconds().map(ImportTable::time)),
                    values(cycle, facts -> facts.repetitionTimeMs().map(TypedNumber::show)),
                    values(cycle, facts -> facts.echoTimeMs().map(TypedNumber::show)),
                    values(cycle, facts -> facts.flipAngleDeg().map(TypedNumber::show)),
                    cycle.phase().map(ImportTable::scaling).orElse(NOTHING),
                    Stream.concat(cycle.problems().stream(), cycle.doubts().stream())
                            .collect(Collectors.joining("; "))));
        }
        return new StudyTable(COLUMNS, cells);
    }

    /** For a window: the cycles in their order, then what is left out. */
    List<ImportRow> view() {
        List<Integer> shown = new ArrayList<>(order);
        IntStream.range(0, rows.size()).filter(row -> !order.contains(row)).forEach(shown::add);
        return shown.stream().map(this::row).toList();
    }

    private ImportRow row(int row) {
        FoundCycle cycle = rows.get(row);
        int place = order.indexOf(row);
        return new ImportRow(
                row + 1,
                place + 1,
                increment(cycle, place),
                cycle.members().stream().map(Member::name).toList(),
                cycle.members().stream()
                        .map(member -> member.image().kind().text)
                        .toList(),
                values(cycle, facts -> facts.seriesNumber().map(String::valueOf)),
                values(cycle, facts -> facts.repetitionTimeMs().map(TypedNumber::show)) + " / "
                        + values(cycle, facts -> facts.echoTimeMs().map(TypedNumber::show)),
                cycle.first().image().grid().sizeText().replace(" voxels", ""),
                cycle.problems(),
                cycle.doubts());
    }

    private String increment(FoundCycle cycle, int place) {
        Optional<Double> known = place < 0
                ? Optional.empty()
                : protocol.map(p -> p.phaseIncrementsDeg().get(place));
        return known.or(cycle::incrementDeg).map(TypedNumber::show).orElse(NOTHING)
                + (known.isPresent() && assumed ? " (assumed)" : "");
    }

    /** Both halves' values, or one where they are equal. */
    private static String values(FoundCycle cycle, Function<SeriesFacts, Optional<String>> value) {
        return cycle.members().stream()
                .map(member -> value.apply(member.facts()).orElse(NOTHING))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String scaling(Member phase) {
        ScannedImage image = phase.image();
        return "x " + TypedNumber.show(image.slope()) + (image.intercept() < 0 ? " - " : " + ")
                + TypedNumber.show(Math.abs(image.intercept()));
    }

    private static String time(double seconds) {
        long whole = (long) seconds;
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%06.3f",
                whole / SECONDS_OF_HOUR,
                whole / 60 % 60,
                seconds - whole + whole % 60);
    }

    /** Columns in equal width, and under them, by number, what is doubtful. */
    static List<String> lines(StudyTable table) {
        int columns = COLUMNS.size() - 1;
        List<List<String>> cells = new ArrayList<>();
        cells.add(COLUMNS);
        table.rows().forEach(row -> cells.add(row.stream().map(Object::toString).toList()));
        int[] widths = IntStream.range(0, columns)
                .map(c -> cells.stream()
                        .mapToInt(row -> row.get(c).length())
                        .max()
                        .orElse(0))
                .toArray();
        List<String> lines = new ArrayList<>();
        for (List<String> row : cells) {
            boolean doubtful = lines.isEmpty() || row.get(columns).isEmpty();
            StringBuilder line = new StringBuilder(doubtful ? "  " : "? ");
            for (int c = 0; c < columns; c++) {
                line.append(row.get(c)).append(" ".repeat(widths[c] - row.get(c).length() + 2));
            }
            lines.add(line.toString().stripTrailing());
        }
        for (List<String> row : cells.subList(1, cells.size())) {
            if (!row.get(columns).isEmpty()) {
                lines.add("? " + row.get(0) + ": " + row.get(columns));
            }
        }
        return lines;
    }
}

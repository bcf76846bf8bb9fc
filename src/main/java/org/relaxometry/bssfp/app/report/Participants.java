package org.relaxometry.bssfp.app.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.relaxometry.bssfp.io.bids.Tsv;
import org.relaxometry.bssfp.io.file.FileName;
import org.relaxometry.bssfp.norm.Person;
import org.relaxometry.bssfp.norm.Sex;

/**
 * The people of a study, as its {@code participants.tsv} knows them.
 *
 * @param file that was read; empty where there is none, and then everybody counts
 * @param rows by participant, such as {@code sub-01}
 */
record Participants(Optional<Path> file, Map<String, Map<String, String>> rows) {

    private static final String NAME = "participants.tsv";
    private static final String ID = "participant_id";
    private static final String AGE = "age";
    private static final String SEX = "sex";

    /** From the results of a study, in {@code derivatives} or beside the data set. */
    private static final int FOLDERS_ABOVE = 3;

    /**
     * Reads the table.
     *
     * @param typed path; empty: the table of the data set that the results lie in, if there is one
     * @param results folder of the results
     */
    static Participants read(String typed, Path results) throws IOException {
        Optional<Path> file = typed.isEmpty() ? above(results) : Optional.of(FileName.path("people", typed));
        if (file.isEmpty()) {
            return new Participants(file, Map.of());
        }
        if (!Files.isRegularFile(file.get())) {
            throw new IllegalArgumentException(
                    "'people': there is no file '" + file.get() + "'. Expected the " + NAME + " of the study.");
        }
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        for (Map<String, String> row : Tsv.read(file.get())) {
            Map<String, String> lower = new LinkedHashMap<>();
            row.forEach((column, cell) -> lower.put(column.toLowerCase(Locale.ROOT), cell));
            String id = lower.getOrDefault(ID, "");
            if (!id.matches("sub-.+")) {
                throw new IllegalArgumentException("The table '" + file.get().getFileName() + "' has a row without "
                        + ID + ", such as sub-01. Expected the " + NAME + " of the study.");
            }
            if (rows.put(id, lower) != null) {
                throw new IllegalArgumentException(
                        "The table '" + file.get().getFileName() + "' has two rows of " + id + ".");
            }
        }
        return new Participants(file, rows);
    }

    private static Optional<Path> above(Path results) {
        Path folder = results.toAbsolutePath().normalize();
        for (int k = 0; k < FOLDERS_ABOVE && folder != null; k++) {
            Path table = folder.resolve(NAME);
            if (Files.isRegularFile(table)) {
                return Optional.of(table);
            }
            folder = folder.getParent();
        }
        return Optional.empty();
    }

    boolean hasAges() {
        return rows.values().stream().anyMatch(row -> age(row).isPresent());
    }

    boolean hasSexes() {
        return rows.values().stream().anyMatch(row -> sex(row).isPresent());
    }

    /** Those of people who count. */
    Set<Sex> sexes(Collection<String> ids) {
        return ids.stream().flatMap(id -> person(id).sex().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is known of somebody. */
    Person person(String id) {
        Map<String, String> row = rows.getOrDefault(id, Map.of());
        return new Person(age(row), sex(row));
    }

    /** What of people who count could not be read or found. */
    List<String> notes(Collection<String> ids) {
        List<String> notes = new ArrayList<>();
        if (file.isEmpty()) {
            return notes;
        }
        note(notes, ids, id -> !rows.containsKey(id), "are not in the table of people");
        for (String column : List.of(AGE, SEX)) {
            note(
                    notes,
                    ids,
                    id -> isUnread(rows.getOrDefault(id, Map.of()), column),
                    (column.equals(AGE) ? "have an " : "have a ") + column + " that cannot be read (expected "
                            + (column.equals(AGE) ? "years such as 45" : "F or M") + ")");
        }
        return notes;
    }

    private static void note(List<String> notes, Collection<String> ids, Predicate<String> of, String what) {
        List<String> those = ids.stream().filter(of).toList();
        if (!those.isEmpty()) {
            notes.add(String.join(", ", those)
                    + (those.size() == 1 ? what.replaceFirst("^are", " is").replaceFirst("^have", " has") : " " + what)
                    + ".");
        }
    }

    private static boolean isUnread(Map<String, String> row, String column) {
        String text = row.getOrDefault(column, "");
        boolean isRead = column.equals(AGE) ? age(row).isPresent() : sex(row).isPresent();
        return !text.isEmpty() && !text.equals("n/a") && !isRead;
    }

    private static OptionalDouble age(Map<String, String> row) {
        String text = row.getOrDefault(AGE, "");
        return text.matches("\\d{1,3}(\\.\\d+)?")
                ? OptionalDouble.of(Double.parseDouble(text))
                : OptionalDouble.empty();
    }

    private static Optional<Sex> sex(Map<String, String> row) {
        return Sex.of(row.getOrDefault(SEX, ""));
    }

    /**
     * Whether somebody counts.
     *
     * @param only such as {@code group=control}; empty: everybody does
     */
    boolean counts(String id, String only) {
        if (only.isEmpty()) {
            return true;
        }
        String[] parts = only.split("=", 2);
        return parts.length == 2
                && rows.getOrDefault(id, Map.of())
                        .getOrDefault(parts[0].strip().toLowerCase(Locale.ROOT), "")
                        .equalsIgnoreCase(parts[1].strip());
    }

    /** @throws IllegalArgumentException where a choice names no column or no value of the table */
    void requireChoice(String only) {
        if (only.isEmpty()) {
            return;
        }
        String column = only.split("=", 2)[0].strip().toLowerCase(Locale.ROOT);
        List<String> columns = rows.values().stream()
                .flatMap(row -> row.keySet().stream())
                .distinct()
                .toList();
        if (!only.contains("=") || !columns.contains(column)) {
            throw new IllegalArgumentException("'only' must be a column of " + NAME
                    + " and its value, such as group=control, but is " + only + ". "
                    + (columns.isEmpty() ? "There is no such table." : "Columns: " + String.join(", ", columns) + "."));
        }
        if (rows.keySet().stream().noneMatch(id -> counts(id, only))) {
            throw new IllegalArgumentException("Nobody in " + NAME + " has " + only + ". Values of " + column + ": "
                    + rows.values().stream()
                            .map(row -> row.get(column))
                            .collect(Collectors.toCollection(TreeSet::new))
                            .stream()
                            .limit(10)
                            .collect(Collectors.joining(", "))
                    + ".");
        }
    }
}

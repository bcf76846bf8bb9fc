package org.relaxometry.bssfp.app.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.relaxometry.bssfp.io.bids.Tsv;
import org.relaxometry.bssfp.io.file.BoundedJson;
import org.relaxometry.bssfp.io.map.RunDifferences;
import org.relaxometry.bssfp.io.map.RunFiles;
import org.relaxometry.bssfp.io.nifti.NiftiReader;

/**
 * Medians of the regions of everybody in a study, all mapped by one method under one protocol.
 *
 * @param values in ms, by region and map, then by participant; NaN where there is none
 * @param conditions what the records say of protocol and method
 * @param notes whom and what was left out, and why
 */
record GroupTable(Map<Place, Map<String, Double>> values, JsonObject conditions, List<String> notes) {

    static final String FILE = "group_regions.tsv";

    private static final List<String> MAPS = List.of("T1", "T2");
    private static final List<String> COLUMNS = List.of(
            "participant_id", "session_id", "series", "method", "map", "unit", "region", "voxels_with_value", "median");

    /** With fewer voxels a median says little. */
    private static final int FEWEST_VOXELS = ReportedRegion.FEWEST_FOR_NORMS;

    /** Which value of a person. */
    record Place(String region, String map) {}

    /** What an examination is of. */
    private record Series(String participant, String session, String name) {

        static Series of(Map<String, String> row) {
            String session = row.get("session_id");
            return new Series(row.get("participant_id"), session.equals("n/a") ? "" : session, row.get("series"));
        }

        /** What is left without participant, session and run. */
        String acquisition() {
            return Stream.of(name.split("_"))
                    .filter(part -> !part.matches("(sub|ses|run)-.*"))
                    .collect(Collectors.joining("_"));
        }
    }

    /**
     * Reads it.
     *
     * @param folder of the results of Process Study
     * @param method of the maps; empty: the only one
     * @param acquisition which series, where the study has several kinds; empty: the only one
     * @param counts who counts
     */
    static GroupTable read(Path folder, String method, String acquisition, Predicate<String> counts)
            throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "'study': there is no " + FILE + " in '" + folder
                            + "'. Expected the output folder of Process Study (BIDS)…, with the table of all people in it (level group).");
        }
        List<Map<String, String>> rows = Tsv.read(file);
        if (rows.isEmpty() || !rows.get(0).keySet().containsAll(COLUMNS)) {
            throw new IllegalArgumentException("'" + file + "' is no table of Process Study (BIDS)…: it must have the"
                    + " columns " + String.join(", ", COLUMNS) + ", and rows.");
        }
        rows = only(rows, row -> row.get("method"), method, "method", "methods");
        rows = only(rows, row -> Series.of(row).acquisition(), acquisition, "acquisition", "kinds of series");
        rows = rows.stream()
                .filter(row -> counts.test(row.get("participant_id")))
                .toList();
        return new Reader(folder, rows).table();
    }

    private static List<Map<String, String>> only(
            List<Map<String, String>> rows,
            Function<Map<String, String>, String> of,
            String chosen,
            String key,
            String what) {
        TreeSet<String> found = rows.stream().map(of).collect(Collectors.toCollection(TreeSet::new));
        if (chosen.isEmpty() ? found.size() > 1 : !found.contains(chosen)) {
            throw new IllegalArgumentException((chosen.isEmpty()
                            ? "The study has several " + what
                            : "The study has no " + key + " '" + chosen + "'; it has")
                    + ": "
                    + found.stream()
                            .map(each -> each.isEmpty() ? "(none in the name)" : each)
                            .collect(Collectors.joining(", "))
                    + ". Give " + key + "=ONE.");
        }
        return rows.stream()
                .filter(row -> chosen.isEmpty() || of.apply(row).equals(chosen))
                .toList();
    }

    private static final class Reader {

        private final Path folder;
        private final List<Map<String, String>> rows;
        private final List<String> notes = new ArrayList<>();

        Reader(Path folder, List<Map<String, String>> rows) {
            this.folder = folder;
            this.rows = rows;
        }

        GroupTable table() throws IOException {
            Map<String, Series> first = firstExaminations();
            Map<String, JsonObject> records = new LinkedHashMap<>();
            for (Series series : first.values()) {
                records.put(series.participant(), conditions(series));
            }
            JsonObject usual = usual(records);
            leaveOutOthers(first, records, usual);
            Map<Place, Map<String, Double>> values = new LinkedHashMap<>();
            int few = 0;
            for (Map<String, String> row : rows) {
                Series series = Series.of(row);
                if (MAPS.contains(row.get("map")) && series.equals(first.get(series.participant()))) {
                    Place place = new Place(row.get("region"), row.get("map"));
                    double median = number(row.get("median"));
                    if (number(row.get("voxels_with_value")) < FEWEST_VOXELS) {
                        median = Double.NaN;
                        few++;
                    }
                    requireOneName(place, values.keySet());
                    if (values.computeIfAbsent(place, key -> new LinkedHashMap<>())
                                    .put(series.participant(), factor(row) * median)
                            != null) {
                        throw new IllegalArgumentException("Two regions of " + series.participant() + " are called '"
                                + place.region()
                                + "'. Name them apart, such as left and right, in the table beside the label image,"
                                + " and process the study again.");
                    }
                }
            }
            if (few > 0) {
                notes.add(few + " medians of fewer than " + FEWEST_VOXELS + " voxels do not count.");
            }
            return new GroupTable(values, usual, notes);
        }

        /** Two examinations of one person are not two people. */
        private Map<String, Series> firstExaminations() {
            Map<String, Series> first = new TreeMap<>();
            TreeSet<String> several = new TreeSet<>();
            rows.stream()
                    .map(Series::of)
                    .distinct()
                    .sorted(Comparator.comparing(Series::session).thenComparing(Series::name))
                    .forEach(series -> {
                        if (first.putIfAbsent(series.participant(), series) != null) {
                            several.add(series.participant());
                        }
                    });
            if (first.isEmpty()) {
                throw new IllegalArgumentException("Nobody who counts has results in " + FILE + ".");
            }
            if (!several.isEmpty()) {
                notes.add(several.size() + (several.size() == 1 ? " person has" : " people have")
                        + " several examinations or runs, of which the first counts: " + String.join(", ", several)
                        + ".");
            }
            return first;
        }

        /** Of the map of T1 by the method of the rows. */
        private JsonObject conditions(Series series) throws IOException {
            String method = rows.get(0).get("method");
            Path maps = folder.resolve(series.participant())
                    .resolve(series.session())
                    .resolve("anat");
            if (Files.isDirectory(maps)) {
                List<Path> files;
                try (Stream<Path> all = Files.list(maps)) {
                    files = all.filter(path -> path.getFileName().toString().startsWith(series.name() + "_")
                                    && path.getFileName().toString().endsWith("T1map.nii.gz"))
                            .sorted()
                            .filter(map -> Files.isRegularFile(RunFiles.record(map)))
                            .toList();
                }
                for (Path file : files) {
                    JsonElement record = BoundedJson.parseRecord(Files.readString(RunFiles.record(file)));
                    if (record instanceof JsonObject object
                            && object.get("Method") instanceof JsonPrimitive stated
                            && stated.getAsString().equals(method)) {
                        return UsableNorms.conditions(
                                object, NiftiReader.readHeader(file).geometry());
                    }
                }
            }
            throw new IllegalArgumentException(
                    "There is no record of the map of T1 of " + series.name() + " by " + method
                            + " in '" + maps
                            + "', and without it nobody knows the protocol. Expected the whole output folder of"
                            + " Process Study (BIDS)….");
        }

        /** The conditions that most people share. */
        private static JsonObject usual(Map<String, JsonObject> records) {
            return records.values().stream()
                    .max(Comparator.comparingLong(one -> records.values().stream()
                            .filter(other -> UsableNorms.differences(one, other).stream()
                                    .allMatch(RunDifferences.Difference::isOfVersion))
                            .count()))
                    .orElseThrow();
        }

        private void leaveOutOthers(Map<String, Series> first, Map<String, JsonObject> records, JsonObject usual) {
            records.forEach((participant, record) -> {
                Optional<RunDifferences.Difference> other =
                        UsableNorms.differences(usual, record).stream().findFirst();
                other.ifPresent(difference -> {
                    first.remove(participant);
                    notes.add(participant + " is left out: its " + difference.words() + " is " + difference.other()
                            + ", that of most is " + difference.one() + ".");
                });
            });
        }

        /** Reports look for names without regard to capitals. */
        private static void requireOneName(Place place, Set<Place> others) {
            others.stream()
                    .filter(other -> !other.equals(place)
                            && other.map().equals(place.map())
                            && other.region()
                                    .strip()
                                    .equalsIgnoreCase(place.region().strip()))
                    .findFirst()
                    .ifPresent(other -> {
                        throw new IllegalArgumentException("Regions are called '" + other.region() + "' and '"
                                + place.region() + "', which is one name to reports. Name them alike or apart.");
                    });
        }

        private static double factor(Map<String, String> row) {
            return switch (row.get("unit")) {
                case "ms" -> 1;
                case "s" -> 1000;
                default ->
                    throw new IllegalArgumentException("The unit of " + row.get("map") + " in " + FILE + " is '"
                            + row.get("unit") + "'. Expected ms or s.");
            };
        }

        private static double number(String cell) {
            return BoundedJson.number(new JsonPrimitive(cell)).orElse(Double.NaN);
        }
    }
}

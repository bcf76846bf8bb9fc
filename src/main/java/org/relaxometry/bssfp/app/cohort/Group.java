package org.relaxometry.bssfp.app.cohort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.relaxometry.bssfp.app.cohort.VisitRecord.SeriesOutcome;
import org.relaxometry.bssfp.cohort.Measure;
import org.relaxometry.bssfp.cohort.Outlier;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.bids.BidsDataset;
import org.relaxometry.bssfp.io.bids.Tsv;
import org.relaxometry.bssfp.statistics.SortedSamples;
import org.relaxometry.bssfp.statistics.StudyTable;

/**
 * All examinations of a study that have results, as the tables of the group level.
 *
 * @param members every series, with the examination that it is of
 * @param regions rows of the tables of regions
 * @param measures what is compared, by kind of series and measure: value by name of the series
 * @param outliers of all measures, the farthest first
 */
record Group(
        List<Member> members,
        List<Map<String, String>> regions,
        Map<String, Map<Measure, Map<String, Double>>> measures,
        List<Outlier> outliers) {

    private static final String SERIES = "series";
    private static final String PARTICIPANT = "participant_id";
    private static final String SESSION = "session_id";

    /** With fewer voxels a median says little. */
    private static final int FEWEST_VOXELS = 10;

    /** Part of the median of a group that makes no difference. */
    private static final double NEGLIGIBLE = 0.01;

    /** Maps whose medians are compared. */
    private static final List<String> COMPARED = List.of("T1", "T2");

    /** A series of an examination. */
    record Member(BidsDataset.Visit visit, SeriesOutcome series) {

        String participant() {
            return "sub-" + visit.subject();
        }

        String session() {
            return visit.session().isEmpty() ? "" : "ses-" + visit.session();
        }
    }

    /**
     * Reads all results.
     *
     * @throws IllegalArgumentException if there are none
     */
    static Group read(Path output, Progress progress) throws IOException {
        List<Member> members = new ArrayList<>();
        List<Map<String, String>> regions = new ArrayList<>();
        BidsDataset results = BidsDataset.at(output);
        List<BidsDataset.Visit> visits = results.visits();
        for (BidsDataset.Visit visit : visits) {
            progress.checkCanceled();
            Path folder = visit.in(output);
            Optional<VisitRecord> record = VisitRecord.read(folder, visit);
            if (record.isPresent()) {
                for (SeriesOutcome series : record.get().series()) {
                    Member member = new Member(visit, series);
                    members.add(member);
                    if (series.isDone()) {
                        regions.addAll(regions(member, folder));
                    }
                }
            }
        }
        if (members.isEmpty()) {
            throw new IllegalArgumentException("There are no results of participants in " + output
                    + ". Expected those of the level participant, which comes before the level group.");
        }
        Map<String, Map<Measure, Map<String, Double>>> measures = measures(members, regions);
        List<Outlier> outliers = new ArrayList<>();
        measures.values()
                .forEach(kind -> kind.forEach((measure, values) -> outliers.addAll(Outlier.of(measure, values))));
        outliers.sort(Comparator.comparingDouble((Outlier outlier) -> -Math.abs(outlier.z())));
        return new Group(members, regions, measures, outliers);
    }

    private static List<Map<String, String>> regions(Member member, Path folder) throws IOException {
        Path table = folder.resolve(member.series().name() + VisitRun.REGIONS + ".tsv");
        List<Map<String, String>> rows = new ArrayList<>();
        if (Files.exists(table)) {
            for (Map<String, String> row : Tsv.read(table)) {
                Map<String, String> named = new LinkedHashMap<>();
                named.put(PARTICIPANT, member.participant());
                named.put(SESSION, member.session());
                named.put(SERIES, member.series().name());
                named.putAll(row);
                rows.add(named);
            }
        }
        return rows;
    }

    private static Map<String, Map<Measure, Map<String, Double>>> measures(
            List<Member> members, List<Map<String, String>> regions) {
        Map<String, String> kinds = new LinkedHashMap<>();
        Map<String, Map<Measure, Map<String, Double>>> all = new LinkedHashMap<>();
        for (Member member : members) {
            if (member.series().isDone()) {
                kinds.put(member.series().name(), member.series().kind());
                Map<Measure, Map<String, Double>> ofKind =
                        all.computeIfAbsent(member.series().kind(), kind -> new LinkedHashMap<>());
                QualityNumbers.MEASURES.forEach((column, measure) -> put(
                        ofKind,
                        measure,
                        member.series().name(),
                        member.series().quality().getOrDefault(column, Double.NaN)));
            }
        }
        long methods = regions.stream().map(row -> row.get("method")).distinct().count();
        Map<String, Map<String, Map<String, Double>>> medians = new LinkedHashMap<>();
        for (Map<String, String> row : regions) {
            if (COMPARED.contains(row.get("map")) && Integer.parseInt(row.get("voxels_with_value")) >= FEWEST_VOXELS) {
                String name = "the median " + row.get("map") + " of " + row.get("region")
                        + (methods > 1 ? " by " + row.get("method") : "");
                medians.computeIfAbsent(kinds.get(row.get(SERIES)), kind -> new LinkedHashMap<>())
                        .computeIfAbsent(name, key -> new LinkedHashMap<>())
                        .put(row.get(SERIES), number(row.get("median")));
            }
        }
        medians.forEach((kind, byName) -> byName.forEach((name, values) -> {
            Measure measure = new Measure(name, "ms", negligible(values), Measure.Direction.BOTH);
            values.forEach((series, value) -> put(all.get(kind), measure, series, value));
        }));
        return all;
    }

    private static double negligible(Map<String, Double> values) {
        double[] finite = values.values().stream()
                .mapToDouble(value -> value)
                .filter(Double::isFinite)
                .toArray();
        return finite.length == 0
                ? 1
                : NEGLIGIBLE * Math.abs(SortedSamples.all(finite).median());
    }

    private static void put(Map<Measure, Map<String, Double>> all, Measure measure, String series, double value) {
        all.computeIfAbsent(measure, key -> new LinkedHashMap<>()).put(series, value);
    }

    private static double number(String cell) {
        return cell.equals("n/a") ? Double.NaN : Double.parseDouble(cell);
    }

    /** A row for every region of every map of every series. */
    StudyTable regionTable() {
        List<String> columns = new ArrayList<>(List.of(PARTICIPANT, SESSION, SERIES));
        columns.addAll(RegionTable.COLUMNS);
        return new StudyTable(
                columns,
                regions.stream()
                        .map(row -> columns.stream()
                                .map(column -> (Object) row.getOrDefault(column, ""))
                                .toList())
                        .toList());
    }

    /** A row for every series, with reasons and warnings. */
    StudyTable qualityTable() {
        return table(
                List.of("state", "reason", "warnings"),
                series -> List.of(state(series), series.reason(), String.join(" | ", series.warnings())));
    }

    /** A row for every series, short. */
    StudyTable numberTable() {
        return table(List.of("state"), series -> List.of(state(series)));
    }

    private static String state(SeriesOutcome series) {
        return series.isDone() ? "done" : "failed";
    }

    private StudyTable table(List<String> about, Function<SeriesOutcome, List<Object>> cells) {
        List<String> columns = new ArrayList<>(List.of(PARTICIPANT, SESSION, SERIES));
        columns.addAll(about);
        columns.addAll(QualityNumbers.MEASURES.keySet());
        List<List<Object>> rows = new ArrayList<>();
        for (Member member : members) {
            SeriesOutcome series = member.series();
            List<Object> row = new ArrayList<>(List.of(member.participant(), member.session(), series.name()));
            row.addAll(cells.apply(series));
            QualityNumbers.MEASURES
                    .keySet()
                    .forEach(column -> row.add(series.quality().getOrDefault(column, Double.NaN)));
            rows.add(row);
        }
        return new StudyTable(columns, rows);
    }

    /** A row for every value that is unusual. */
    StudyTable outlierTable() {
        return new StudyTable(
                List.of(SERIES, "measure", "unit", "value", "usual", "spread", "z", "reason"),
                outliers.stream()
                        .map(outlier -> List.<Object>of(
                                outlier.who(),
                                outlier.measure().name(),
                                outlier.measure().unit(),
                                outlier.value(),
                                outlier.usual().median(),
                                outlier.usual().spread(),
                                outlier.z(),
                                outlier.reason()))
                        .toList());
    }

    /** What the columns of {@link #outlierTable} are, as a JSON file beside a table says it. */
    static Map<String, Object> outlierDictionary() {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("measure", Map.of("Description", "What is unusual"));
        about.put("unit", Map.of("Description", "Unit of value, usual and spread"));
        about.put(
                "value", Map.of("Description", "Value of this series; n/a where it is beyond the range of the method"));
        about.put("usual", Map.of("Description", "Median of all series of its kind"));
        about.put("spread", Map.of("Description", "1.4826 times the median absolute deviation, or what is negligible"));
        about.put("z", Map.of("Description", "Value less usual, in units of the spread"));
        about.put("reason", Map.of("Description", "The same in words"));
        return about;
    }
}

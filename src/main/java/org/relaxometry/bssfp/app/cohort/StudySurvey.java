package org.relaxometry.bssfp.app.cohort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.relaxometry.bssfp.app.screen.TableQuestion;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.bids.BidsDataset;
import org.relaxometry.bssfp.io.bids.BidsFilter;
import org.relaxometry.bssfp.io.bids.SeriesFinder;
import org.relaxometry.bssfp.io.bids.SeriesProtocol;
import org.relaxometry.bssfp.statistics.StudyTable;

/** Looks through a data set before anything is computed. */
final class StudySurvey {

    /** What the columns of {@link #table} are called for a person. */
    private static final List<String> HEADINGS = List.of(
            "Participant",
            "Session",
            "Series",
            "Cycles",
            "TR (ms)",
            "TE (ms)",
            "Flip (°)",
            "B1 map",
            "Labels",
            "Verdict");

    private static final String READY = "ready";

    private static final List<String> COLUMNS = List.of(
            "participant_id",
            "session_id",
            "series",
            "cycles",
            "TR_ms",
            "TE_ms",
            "flip_angle_deg",
            "B1_map",
            "labels",
            "verdict");

    private final BidsDataset dataset;
    private final Path output;

    StudySurvey(BidsDataset dataset, Path output) {
        this.dataset = dataset;
        this.output = output;
    }

    /**
     * Plans of some examinations, within what is usual in the study.
     *
     * @param plans those plans
     * @param settings with the usual protocols
     */
    record Found(List<VisitPlan> plans, StudySettings settings) {}

    /**
     * Looks at the chosen examinations; where nobody knows what is usual yet, or all are chosen, at all of them.
     *
     * @param all of the data set
     * @param chosen of them
     */
    Found look(List<BidsDataset.Visit> all, List<BidsDataset.Visit> chosen, StudySettings settings, Progress progress)
            throws IOException {
        boolean anew = settings.usual().isEmpty() || chosen.size() == all.size();
        Map<BidsDataset.Visit, VisitPlan> plans = new LinkedHashMap<>();
        List<BidsDataset.Visit> looked = anew ? all : chosen;
        int done = 0;
        for (BidsDataset.Visit visit : looked) {
            progress.checkCanceled();
            plans.put(visit, VisitPlan.of(dataset, visit, settings, output));
            progress.update((double) ++done / looked.size());
        }
        StudySettings known =
                anew ? settings.withUsual(usual(plans.values().stream().toList())) : settings;
        return new Found(
                chosen.stream().map(visit -> plans.get(visit).within(known)).toList(), known);
    }

    /** Of every kind of series the protocol that most of them have. */
    static Map<String, SeriesProtocol> usual(List<VisitPlan> plans) {
        Map<String, List<SeriesProtocol>> byKind = new LinkedHashMap<>();
        for (VisitPlan plan : plans) {
            for (SeriesPlan series : plan.series()) {
                series.protocol().ifPresent(protocol -> byKind.computeIfAbsent(
                                series.series().kind(), kind -> new ArrayList<>())
                        .add(protocol));
            }
        }
        Map<String, SeriesProtocol> usual = new LinkedHashMap<>();
        byKind.forEach((kind, protocols) -> usual.put(kind, mostFrequent(protocols)));
        return usual;
    }

    private static SeriesProtocol mostFrequent(List<SeriesProtocol> protocols) {
        Map<SeriesProtocol, Long> counts = protocols.stream()
                .collect(Collectors.groupingBy(each -> each, LinkedHashMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .max(Comparator.comparingLong((Map.Entry<SeriesProtocol, Long> each) -> each.getValue()))
                .map(Map.Entry::getKey)
                .orElseThrow();
    }

    /** A row for every series and for all that is no series. */
    static StudyTable table(List<VisitPlan> plans, Map<BidsDataset.Visit, String> done) {
        List<List<Object>> rows = new ArrayList<>();
        for (VisitPlan plan : plans) {
            BidsDataset.Visit visit = plan.visit();
            String subject = "sub-" + visit.subject();
            String session = visit.session().isEmpty() ? "" : "ses-" + visit.session();
            if (plan.series().isEmpty() && plan.skipped().isEmpty()) {
                rows.add(row(subject, session, "", "no series found"));
            }
            for (SeriesPlan series : plan.series()) {
                rows.add(row(
                        subject,
                        session,
                        series,
                        series.isPossible()
                                ? done.getOrDefault(visit, READY)
                                : "cannot be processed: " + series.problem()));
            }
            for (SeriesFinder.Skipped skipped : plan.skipped()) {
                rows.add(row(subject, session, skipped.name(), "cannot be processed: " + skipped.reason()));
            }
        }
        return new StudyTable(COLUMNS, rows);
    }

    /** Whether a person wants it processed. */
    static boolean isWanted(StudyTable table) {
        int verdict = COLUMNS.size() - 1;
        long ready = table.rows().stream()
                .filter(row -> row.get(verdict).equals(READY))
                .count();
        StudyTable shown = new StudyTable(
                HEADINGS,
                table.rows().stream()
                        .map(row -> row.stream()
                                .map(cell -> cell instanceof Double number && Double.isNaN(number) ? "" : cell)
                                .toList())
                        .toList());
        return TableQuestion.ask(
                "Process Study (BIDS)",
                table.rows().size() + " rows, " + ready
                        + " to be processed. Series that cannot be processed are left out,"
                        + " with the reason in the results.",
                shown,
                "Process");
    }

    private static List<Object> row(String subject, String session, String series, String verdict) {
        return List.of(subject, session, series, "", "", "", "", "", "", verdict);
    }

    private static List<Object> row(String subject, String session, SeriesPlan plan, String verdict) {
        SeriesProtocol none = new SeriesProtocol(
                plan.series().cycles(), Double.NaN, Double.NaN, Double.NaN, List.of(), Optional.empty());
        SeriesProtocol protocol = plan.protocol().orElse(none);
        return List.of(
                subject,
                session,
                plan.series().name().stem(),
                protocol.cycles(),
                protocol.repetitionTimeMs(),
                protocol.echoTimeMs(),
                protocol.flipAngleDeg(),
                plan.b1().isPresent() ? "yes" : "no",
                plan.labels().isPresent() ? "yes" : "no",
                verdict);
    }

    /**
     * The examinations that are asked for.
     *
     * @param participants labels with or without {@code sub-}, separated by commas or blanks; empty for all
     * @param sessions likewise, with or without {@code ses-}
     * @throws IllegalArgumentException if one of them is not in the data set
     */
    static List<BidsDataset.Visit> chosen(List<BidsDataset.Visit> all, String participants, String sessions) {
        List<String> subjects = labels(participants, "sub-");
        List<String> visits = labels(sessions, "ses-");
        require(
                "participant",
                "sub-",
                subjects,
                all.stream().map(BidsDataset.Visit::subject).toList());
        require(
                "session",
                "ses-",
                visits,
                all.stream().map(BidsDataset.Visit::session).toList());
        return all.stream()
                .filter(visit -> subjects.isEmpty() || subjects.contains(visit.subject()))
                .filter(visit -> visits.isEmpty() || visits.contains(visit.session()))
                .toList();
    }

    private static List<String> labels(String typed, String prefix) {
        return Arrays.stream(typed.split("[,;\\s]+"))
                .filter(label -> !label.isEmpty())
                .map(label -> label.startsWith(prefix) ? label.substring(prefix.length()) : label)
                .toList();
    }

    private static void require(String what, String prefix, List<String> labels, List<String> there) {
        for (String label : labels) {
            if (!there.contains(label)) {
                List<String> known = there.stream()
                        .filter(each -> !each.isEmpty())
                        .distinct()
                        .toList();
                throw new IllegalArgumentException("There is no " + what + " \"" + label + "\" in the data set. It has "
                        + (known.isEmpty()
                                ? "none"
                                : known.stream()
                                                .limit(8)
                                                .map(each -> prefix + each)
                                                .collect(Collectors.joining(", "))
                                        + (known.size() > 8 ? " and " + (known.size() - 8) + " more" : ""))
                        + ".");
            }
        }
    }

    /** Whether the data set holds anything that the filter looks for. */
    static boolean holdsSeries(BidsDataset dataset, List<BidsDataset.Visit> visits, BidsFilter filter)
            throws IOException {
        for (BidsDataset.Visit visit : visits) {
            if (dataset.files(visit).stream().anyMatch(file -> filter.fits(BidsFilter.Role.SERIES, file))) {
                return true;
            }
        }
        return false;
    }
}

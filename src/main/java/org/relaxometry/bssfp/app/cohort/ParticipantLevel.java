package org.relaxometry.bssfp.app.cohort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.relaxometry.bssfp.app.cohort.VisitRecord.SeriesOutcome;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.bids.BidsDataset;
import org.relaxometry.bssfp.io.bids.Tsv;
import org.relaxometry.bssfp.statistics.StudyTable;

/** Every examination by itself. */
final class ParticipantLevel {

    /** Name of the table of what was found. */
    static final String TABLE = "study";

    private final RelaxometryCommand command;
    private final BidsDataset dataset;
    private final Path folder;
    private final int threads;
    private final boolean isDry;

    /**
     * @param command that tells the user
     * @param folder of the results
     * @param isDry whether nothing is computed
     */
    ParticipantLevel(RelaxometryCommand command, BidsDataset dataset, Path folder, int threads, boolean isDry) {
        this.command = command;
        this.dataset = dataset;
        this.folder = folder;
        this.threads = threads;
        this.isDry = isDry;
    }

    /**
     * Processes the chosen examinations.
     *
     * @param all of the data set
     * @return names of the series that could not be processed
     * @throws CancellationException if cancelled; it says what is kept
     */
    List<String> run(List<BidsDataset.Visit> all, List<BidsDataset.Visit> chosen, StudySettings known)
            throws IOException {
        if (!StudySurvey.holdsSeries(dataset, chosen, known.bidsFilter())) {
            throw new IllegalArgumentException(
                    "There is no phase-cycled series: no file of the chosen participants fits "
                            + (known.filter().isEmpty()
                                    ? "…_bssfp.nii.gz. If they are called otherwise, say how with filter=FILE."
                                    : "the filter " + known.filter() + "."));
        }
        StudySurvey.Found found = new StudySurvey(dataset, folder)
                .look(all, chosen, known, command.progress("Looking through the data set"));
        VisitRun run = new VisitRun(dataset, folder, found.settings(), command.getContext(), threads);
        StudyFolder.describe(folder, dataset);
        found.settings().write(folder);
        found.settings()
                .usual()
                .forEach((kind, protocol) -> command.log("Most series " + kind + " have " + protocol.text() + "."));
        if (isDry || command.audience().isPerson()) {
            StudyTable table = StudySurvey.table(found.plans(), upToDate(run, found.plans()));
            StudyFolder.write(
                    Files.createDirectories(folder.resolve(VisitRun.LOGS)).resolve("plan.tsv"), Tsv.text(table));
            table.rows().forEach(row -> command.log(line(row)));
            if (isDry) {
                if (command.audience().takesImages()) {
                    command.audience().table(TABLE, "Study", table);
                }
                return List.of();
            }
            if (!StudySurvey.isWanted(table)) {
                throw new CancellationException("Cancelled.");
            }
        }
        return work(run, found.plans());
    }

    private static String line(List<Object> row) {
        return String.join(
                "  ",
                row.stream()
                        .map(cell -> cell instanceof Double number
                                ? Double.isNaN(number) ? "-" : String.valueOf(number)
                                : String.valueOf(cell))
                        .filter(cell -> !cell.isEmpty())
                        .toList());
    }

    private Map<BidsDataset.Visit, String> upToDate(VisitRun run, List<VisitPlan> plans) throws IOException {
        Map<BidsDataset.Visit, String> done = new LinkedHashMap<>();
        Progress progress = command.progress("Looking at earlier results");
        for (VisitPlan plan : plans) {
            if (run.isUpToDate(plan, progress)) {
                done.put(plan.visit(), VisitRun.State.UP_TO_DATE.label());
            }
        }
        return done;
    }

    private List<String> work(VisitRun run, List<VisitPlan> plans) throws IOException {
        Map<VisitRun.State, Integer> counts = new EnumMap<>(VisitRun.State.class);
        List<String> failures = new ArrayList<>();
        int number = 0;
        for (VisitPlan plan : plans) {
            String name = plan.visit().stem() + " (" + (number + 1) + " of " + plans.size() + ")";
            VisitRun.Result result;
            try {
                result = run.run(plan, command.progress(name));
            } catch (CancellationException e) {
                String kept = RelaxometryCommand.CANCELLED_AFTER + number + " of " + plans.size()
                        + " examinations, which are kept. The same call goes on from there.";
                command.log(kept);
                throw new CancellationException(kept);
            }
            number++;
            counts.merge(result.state(), 1, Integer::sum);
            command.log(name + ": "
                    + (plan.isEmpty()
                            ? "no phase-cycled series"
                            : result.state().label()));
            List<SeriesOutcome> series =
                    result.record().map(VisitRecord::series).orElse(List.of());
            for (SeriesOutcome each : series) {
                if (!each.isDone()) {
                    failures.add(each.name());
                    command.log("  " + each.name() + ": " + each.reason());
                }
                each.warnings().forEach(warning -> command.log("  " + each.name() + ": " + warning));
            }
        }
        List<String> summary = new ArrayList<>();
        counts.forEach((state, count) -> summary.add(count + " " + state.label()));
        command.log(plans.size() + " examinations: " + String.join(", ", summary) + ". Results: " + folder);
        return failures;
    }
}

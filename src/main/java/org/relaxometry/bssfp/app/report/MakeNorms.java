package org.relaxometry.bssfp.app.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.group.OutputKeys;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Result;
import org.relaxometry.bssfp.app.result.ResultWriter;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.bids.BidsDataset;
import org.relaxometry.bssfp.io.file.FileName;
import org.relaxometry.bssfp.io.file.InputFile;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.norm.Norm;
import org.relaxometry.bssfp.norm.NormLearning;
import org.relaxometry.bssfp.norm.NormLearning.Measured;
import org.relaxometry.bssfp.norm.Norms;
import org.relaxometry.bssfp.norm.Person;
import org.relaxometry.bssfp.norm.Sex;
import org.relaxometry.bssfp.plot.study.NormFigure;
import org.relaxometry.bssfp.statistics.StudyTable;
import org.relaxometry.bssfp.text.Version;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/** What T1 and T2 of regions usually are at a site, learnt from a study of its own, for reports to compare with. */
@Plugin(
        type = Command.class,
        name = "norms",
        label = "Make Norms...",
        description = "What T1 and T2 of regions usually are by age and sex, from a study of your own.",
        visible = false,
        attrs = @Attr(name = "no-record"))
public class MakeNorms extends RelaxometryCommand {

    private static final String FILE = "norms";

    /** Part of the people who may have no value. */
    private static final double MOST_WITHOUT_VALUE = 0.1;

    private static final String AS_KNOWN = "as far as known";
    private static final String AGE_AND_SEX = "age and sex";
    private static final String AGE = "age";
    private static final String SEX = "sex";
    private static final String NOTHING = "nothing";

    private final Key<String> study = key(Key.folder(
            "study",
            "Study",
            "Output folder of Process Study (BIDS)…, with the table of all people in it (level group): medians of regions of healthy people, measured as"
                    + " your patients will be."));

    private final Key<String> people = key(Key.file(
            "people",
            "People",
            "Table participants.tsv with participant_id, age (years) and sex (F or M). Empty: that of the data set, if the"
                    + " results lie in it."));

    private final Key<String> only = key(Key.text(
                    "only",
                    "Only",
                    "Who counts: a column of that table and its value, such as group=control. Empty: everybody.")
            .shownAs("Only those with"));

    private final Key<String> adjust = key(Key.choice(
                    "adjust",
                    "Adjust",
                    "What the norms allow for. as far as known: age and sex, where the table has them for most people.",
                    AS_KNOWN,
                    AGE_AND_SEX,
                    AGE,
                    SEX,
                    NOTHING)
            .shownAs("Adjust for"));

    private final Key<String> name = key(Key.text(
            "name",
            "Name",
            "What the norms are called in reports, such as the scanner and the cohort. Empty: as the study."));

    private final Key<String> method = key(Key.text(
                    "method", "Method", "Of the maps, where the study has been mapped by several. Empty: the only one.")
            .more());

    private final Key<String> acquisition = key(Key.text(
                    "acquisition",
                    "Acquisition",
                    "Which series, where the study has several kinds, such as acq-pc. Empty: the only kind.")
            .more());

    private final OutputKeys output = new OutputKeys(
            keys,
            "Where the norms are written: norms.json, a table and a figure; made if it does not exist. Must be given.",
            "3T_");

    @Override
    public List<Result> results() {
        return List.of(
                Result.table("table", "what is usual, one row for each region and map"),
                Result.figure("figure", "norms over age"));
    }

    @Override
    protected void execute() throws IOException {
        if (study.value().isEmpty()) {
            throw new IllegalArgumentException(
                    "'study' is missing. Expected the output folder of Process Study (BIDS)…, with the table of all people in it (level group).");
        }
        if (!output.isGiven()) {
            throw new IllegalArgumentException("Where to write the norms was not given: give output=FOLDER.");
        }
        Path results = FileName.path("study", study.value());
        try (ResultFolder folder = output.folder()) {
            List<String> files = new ArrayList<>(List.of(FILE + ".json", FILE + ".csv"));
            files.addAll(ResultWriter.figureFiles(FILE));
            folder.claim(files);
            Participants participants = Participants.read(people.value(), results);
            participants.requireChoice(only.value());
            GroupTable table = GroupTable.read(
                    results, method.value(), acquisition.value(), id -> participants.counts(id, only.value()));
            List<String> notes = new ArrayList<>(table.notes());
            Map<Norm, List<Measured>> learnt = learn(table, participants, notes);
            notes.forEach(this::log);
            give(
                    new Norms(origin(results), table.conditions(), List.copyOf(learnt.keySet())),
                    learnt,
                    participants,
                    results,
                    notes,
                    folder);
        }
    }

    private Map<Norm, List<Measured>> learn(GroupTable table, Participants participants, List<String> notes) {
        Set<String> ids = new TreeSet<>();
        table.values().values().forEach(byPerson -> ids.addAll(byPerson.keySet()));
        notes.addAll(participants.notes(ids));
        boolean usesAge = uses(AGE, participants.hasAges());
        boolean usesSex = uses(SEX, participants.hasSexes());
        if (!adjust.value().equals(AS_KNOWN)
                && usesSex
                && participants.sexes(ids).size() == 1) {
            throw new IllegalArgumentException("All people are "
                    + participants.sexes(ids).iterator().next().word()
                    + ", so there is no step between the sexes. Give adjust=" + (usesAge ? AGE : NOTHING) + ".");
        }
        Progress progress = progress("Learning norms");
        Map<Norm, List<Measured>> learnt = new LinkedHashMap<>();
        List<String> without = new ArrayList<>();
        table.values().forEach((place, byPerson) -> {
            progress.checkCanceled();
            String what = place.map() + " of " + place.region();
            List<Measured> values = byPerson.entrySet().stream()
                    .map(each -> new Measured(each.getKey(), participants.person(each.getKey()), each.getValue()))
                    .toList();
            long valueless = values.stream()
                    .filter(each -> !Double.isFinite(each.value()))
                    .count();
            if (valueless > MOST_WITHOUT_VALUE * values.size()) {
                notes.add(valueless + " of " + values.size() + " people have no " + what
                        + ", too few voxels or beyond the range of the method. A norm of the others would be one of the shorter ones, so"
                        + " there is none.");
                return;
            }
            Covariates covariates =
                    Covariates.of(values, usesAge, usesSex, adjust.value().equals(AS_KNOWN));
            Optional<NormLearning.Learnt> norm =
                    NormLearning.learn(place.region(), place.map(), values, covariates.age(), covariates.sex());
            norm.ifPresentOrElse(
                    each -> {
                        learnt.put(each.norm(), values);
                        note(what, values.size() - valueless, each, notes);
                    },
                    () -> without.add(what));
        });
        if (learnt.isEmpty()) {
            throw new IllegalArgumentException("There are too few people: norms need values of at least "
                    + (Norm.FEWEST_TO_SPARE + 1) + ", " + (Norm.FEWEST_TO_SPARE + 3)
                    + " for age and sex, of several ages and both sexes. "
                    + table.values().values().stream().mapToInt(Map::size).max().orElse(0) + " have some."
                    + (notes.isEmpty() ? "" : " " + String.join(" ", notes)));
        }
        if (!without.isEmpty()) {
            notes.add("Too few people have values of: " + String.join(", ", without) + ". There is no norm of it.");
        }
        return learnt;
    }

    private static void note(String what, long withValue, NormLearning.Learnt learnt, List<String> notes) {
        long unknown = withValue - learnt.norm().people() - learnt.leftOut().size();
        if (unknown > 0) {
            notes.add(unknown + " people do not count for " + what + ", since their age or sex is not known.");
        }
        if (!learnt.leftOut().isEmpty()) {
            notes.add(what + " is too far off and left out of "
                    + learnt.leftOut().stream()
                            .map(each -> each.name() + " (" + Math.round(each.value()) + " ms)")
                            .collect(Collectors.joining(", "))
                    + ".");
        }
    }

    private boolean uses(String covariate, boolean known) {
        boolean wanted = adjust.value().equals(AGE_AND_SEX) || adjust.value().equals(covariate);
        if (wanted && !known) {
            throw new IllegalArgumentException("Norms were to be adjusted for " + covariate
                    + ", but nobody's is known. Give people=participants.tsv with a column " + covariate
                    + ", or adjust=nothing.");
        }
        return wanted || adjust.value().equals(AS_KNOWN) && known;
    }

    /** Which of age and sex are used for a region. */
    private record Covariates(boolean age, boolean sex) {

        private static final int FEWEST_OF_A_SEX = 3;

        static Covariates of(List<Measured> values, boolean age, boolean sex, boolean asKnown) {
            if (!asKnown) {
                return new Covariates(age, sex);
            }
            List<Person> people = values.stream()
                    .filter(each -> Double.isFinite(each.value()))
                    .map(Measured::person)
                    .toList();
            long aged =
                    people.stream().filter(each -> each.ageYears().isPresent()).count();
            boolean both = List.of(Sex.values()).stream()
                    .allMatch(each -> people.stream()
                                    .filter(one -> one.sex().equals(Optional.of(each)))
                                    .count()
                            >= FEWEST_OF_A_SEX);
            long sexed = people.stream().filter(each -> each.sex().isPresent()).count();
            return new Covariates(age && 2 * aged > people.size(), sex && both && 2 * sexed > people.size());
        }
    }

    private String origin(Path results) throws IOException {
        if (!name.value().isEmpty()) {
            return name.value();
        }
        String stated = BidsDataset.open(results.toString()).name();
        return stated.isEmpty()
                ? FileName.of(results.toAbsolutePath().normalize().toString())
                : stated;
    }

    private void give(
            Norms norms,
            Map<Norm, List<Measured>> learnt,
            Participants participants,
            Path results,
            List<String> notes,
            ResultFolder folder)
            throws IOException {
        List<InputFile> inputs = new ArrayList<>();
        inputs.add(InputFile.of("study", results.resolve(GroupTable.FILE), progress("Reading")));
        if (participants.file().isPresent()) {
            inputs.add(InputFile.of("people", participants.file().get(), progress("Reading")));
        }
        RunRecord record = new RunRecord(inputs, notes, List.of()).put("Only", only.value());
        String footer = Version.footer("band: 2 standard deviations of people", "research only");
        var figure = NormFigure.of("Norms: " + norms.origin(), learnt, footer);
        StudyTable table = NormTable.of(norms.norms());
        ResultWriter writer = new ResultWriter(folder, record, progress("Writing"));
        writer.json(FILE, norms.members());
        writer.table(FILE, table.csv());
        writer.figure(FILE, figure);
        writer.publish(this::log);
        log(norms.norms().size() + " norms of '" + norms.origin() + "'. Give norms=norms.json to Report….");
        audience().table("table", "Norms", table);
        audience().figure("figure", "Norms", figure);
    }
}

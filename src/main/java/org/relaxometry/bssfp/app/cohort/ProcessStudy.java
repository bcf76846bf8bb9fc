package org.relaxometry.bssfp.app.cohort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.relaxometry.bssfp.app.estimate.EstimationCommand;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.relaxometry.bssfp.app.group.ThreadsKey;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Result;
import org.relaxometry.bssfp.io.bids.BidsDataset;
import org.relaxometry.bssfp.io.file.FileName;
import org.relaxometry.bssfp.method.MethodList;
import org.relaxometry.bssfp.method.Methods;
import org.relaxometry.bssfp.text.TypedNumber;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/**
 * A BIDS data set of any number of subjects becomes a derivative: every examination goes through import, preprocess and map with the
 * same settings, on its own; then all are looked at together. A BIDS app.
 */
@Plugin(
        type = Command.class,
        name = "bids",
        label = "Process Study (BIDS)...",
        description = "Maps, quality pages and tables of all subjects of a BIDS data set; resumable.",
        visible = false,
        attrs = @Attr(name = "no-record"))
public class ProcessStudy extends RelaxometryCommand {

    private static final int MOST_NAMED = 10;

    private static final String BOTH = "participant and group";
    private static final String PARTICIPANT = "participant";
    private static final String GROUP = "group";

    private final Key<String> bids = key(Key.folder(
            "bids",
            "BIDS data set",
            "Folder with dataset_description.json and sub-…; the phase-cycled series may be one 4D file or one file per"
                    + " cycle, magnitude and phase or real and imaginary part."));

    private final Key<String> output = key(
            Key.folder("output", "Output folder", "Where the derivative is written, and found again by later runs."));

    private final Key<String> level = key(Key.choice(
            "level",
            "Level",
            "What is done: every examination by itself, then the group of all that have results.",
            BOTH,
            PARTICIPANT,
            GROUP));

    private final Key<String> participants =
            key(Key.text("participants", "Participants", "Labels such as 01, 02, with or without sub-. Empty: all."));

    private final Key<String> sessions =
            key(Key.text("sessions", "Sessions", "Labels of sessions such as 1, 2, with or without ses-. Empty: all.")
                    .more());

    private final Key<String> methods = key(Key.list(
            "methods",
            "Methods",
            "Methods of Map T1 T2 B0, separated by commas. Empty: as in the settings of the study, at first adaptive"
                    + " maximum likelihood.",
            Methods.titles(),
            EstimationCommand.OTHER_METHODS));

    private final Key<String> gibbs = key(Key.text(
                    "gibbs",
                    "Gibbs ringing removal",
                    "no, 3D or in plane (for fewer than 10 slices). Empty: as in the settings of the study, at first 3D.")
            .more());

    private final Key<String> motion = key(step("motion", "Motion correction", "at first yes"));

    private final Key<String> drift = key(step("drift", "Drift of the field", "at first no"));

    private final Key<String> b1 = key(Key.text(
                    "b1",
                    "B1 maps",
                    "What is done about B1: where there is one (it is used), required (series without one are refused), or"
                            + " none. Empty: as in the settings of the study, at first where there is one.")
            .more());

    private final Key<String> labels = key(Key.text(
                    "labels",
                    "Labels",
                    "Data set with a label image (…dseg.nii.gz) of every series, on its voxels: a folder, or its name in"
                            + " the folder derivatives. Empty: the only one that there is in derivatives.")
            .more());

    private final Key<String> increments = key(Key.text(
                    "increments",
                    "Increments (degrees)",
                    "RF phase increment of every cycle, such as 45, 135, 225, 315; or the word standard for 180/N (2j -"
                            + " 1), j = 1 … N. Empty: from the files.")
            .more());

    private final Key<String> filter = key(Key.file(
                    "filter",
                    "Filter (JSON)",
                    "Which files are what, as in other BIDS apps: {\"bssfp\": {\"acquisition\": \"pc\"}, \"TB1map\":"
                            + " {…}, \"mask\": {…}, \"dseg\": {…}}. Empty: the usual names.")
            .more());

    private final Key<Boolean> mixed = key(Key.tick(
                    "mixed",
                    "Mixed protocols",
                    "Whether series of another protocol than most of the study are processed too.",
                    false)
            .more());

    private final Key<Boolean> keep =
            key(Key.tick("keep", "Keep the preprocessed series", "Whether they are among the results.", false)
                    .more());

    private final Key<String> settings = key(Key.file(
                    "settings",
                    "Settings (JSON)",
                    "Settings of the study, such as study.json of another one. Empty: study.json in the output folder,"
                            + " if there is one. What is given here besides counts more.")
            .more());

    private final Key<Boolean> dryrun = key(
            Key.tick("dryrun", "Dryrun", "Shows what would be done, writes the settings, and computes nothing.", false)
                    .shownAs("Dry run")
                    .more());

    private final ThreadsKey threads = new ThreadsKey(keys);

    private static Key<String> step(String name, String label, String first) {
        return Key.text(name, label, "yes or no. Empty: as in the settings of the study, " + first + ".")
                .more();
    }

    @Override
    public Map<String, String> texts(List<String> words) {
        List<String> others = new ArrayList<>();
        Map<String, String> texts = BidsArguments.parse(words, others);
        super.texts(others).forEach((key, text) -> {
            if (texts.put(key, text) != null) {
                throw new IllegalArgumentException("The key " + key + " is given twice.");
            }
        });
        return texts;
    }

    @Override
    public List<Result> results() {
        return List.of(Result.table(ParticipantLevel.TABLE, "what was found, with what became of it"));
    }

    @Override
    protected void execute() throws IOException {
        if (bids.value().isEmpty() || output.value().isEmpty()) {
            throw new IllegalArgumentException(
                    "Give the folder of a BIDS data set and one for the results: bids=FOLDER and output=FOLDER.");
        }
        BidsDataset dataset = BidsDataset.open(bids.value());
        List<BidsDataset.Visit> all = dataset.visits();
        if (all.isEmpty()) {
            throw new IllegalArgumentException("There are no folders sub-… in " + dataset.root() + ".");
        }
        List<BidsDataset.Visit> chosen = StudySurvey.chosen(all, participants.value(), sessions.value());
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("None of these participants has one of these sessions.");
        }
        Path folder = StudyFolder.open(output.value());
        requireOther(dataset.root(), folder);
        StudySettings known = settings(folder);
        List<String> failed = List.of();
        if (!level.value().equals(GROUP)) {
            failed = new ParticipantLevel(this, dataset, folder, threads.count(), dryrun.value())
                    .run(all, chosen, known);
        }
        if (!level.value().equals(PARTICIPANT) && !dryrun.value()) {
            GroupLevel.run(this, dataset, folder);
        }
        if (!failed.isEmpty()) {
            report(failed);
        }
    }

    /** To a person a warning; a script and an engine must not go on as if all were done. */
    private void report(List<String> failed) {
        String message = failed.size() + " series could not be processed ("
                + String.join(", ", failed.stream().limit(MOST_NAMED).toList())
                + (failed.size() > MOST_NAMED ? " and " + (failed.size() - MOST_NAMED) + " more" : "")
                + "); all others are done. The reasons are in the log, in the records and on the page of the group.";
        if (!audience().isPerson()) {
            throw new IllegalArgumentException(message);
        }
        say(List.of(), List.of(message));
    }

    private static void requireOther(Path raw, Path folder) {
        if (raw.startsWith(folder) || folder.startsWith(raw) && !folder.startsWith(raw.resolve("derivatives"))) {
            throw new IllegalArgumentException("The output folder " + folder + " and the data set " + raw
                    + " lie in each other. Expected another folder, or one in the folder derivatives of the data set.");
        }
    }

    /** Those of the file, with what was given for this run. */
    private StudySettings settings(Path folder) throws IOException {
        Path file = settings.value().isEmpty()
                ? folder.resolve(StudySettings.FILE)
                : FileName.path("settings", settings.value());
        StudySettings from =
                settings.value().isEmpty() && !Files.exists(file) ? StudySettings.defaults() : StudySettings.read(file);
        StudySettings changed = new StudySettings(
                methods.value().isEmpty()
                        ? from.methods()
                        : MethodList.ofSeries(methods.value()).labels(),
                b1.value().isEmpty() ? from.b1() : StudySettings.B1Use.of(b1.value()),
                labels.value().isEmpty() ? from.labels() : labels.value(),
                mixed.isGiven() ? mixed.value() : from.mixed(),
                keep.isGiven() ? keep.value() : from.keep(),
                filter.value().isEmpty()
                        ? from.filter()
                        : StudySettings.filter(FileName.path("filter", filter.value())),
                from.steps(),
                from.usual());
        if (!gibbs.value().isEmpty()) {
            boolean wanted = !gibbs.value().equalsIgnoreCase("no");
            changed = changed.with(StudySettings.PREPROCESS, "gibbs", Boolean.toString(wanted));
            changed = wanted ? changed.with(StudySettings.PREPROCESS, "mode", gibbs.value()) : changed;
        }
        for (Key<String> step : List.of(motion, drift)) {
            if (!step.value().isEmpty()) {
                changed = changed.with(StudySettings.PREPROCESS, step.name(), step.value());
            }
        }
        if (!increments.value().isEmpty()) {
            if (!increments.value().equalsIgnoreCase("standard")) {
                TypedNumber.degrees(increments.name(), increments.value());
            }
            changed = changed.with(StudySettings.IMPORT, increments.name(), increments.value());
        }
        SettingsCheck.requireKeys(changed, getContext());
        changed.bidsFilter();
        return changed;
    }
}

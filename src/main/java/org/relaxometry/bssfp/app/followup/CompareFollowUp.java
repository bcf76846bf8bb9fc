package org.relaxometry.bssfp.app.followup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.relaxometry.bssfp.app.followup.FollowUpResults.Found;
import org.relaxometry.bssfp.app.frame.RelaxometryCommand;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.group.OutputKeys;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Result;
import org.relaxometry.bssfp.app.result.ResultWriter;
import org.relaxometry.bssfp.app.screen.ResultTitle;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.followup.Change;
import org.relaxometry.bssfp.followup.ChangeCluster;
import org.relaxometry.bssfp.followup.Halfway;
import org.relaxometry.bssfp.io.file.InputFile;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.image.SeriesGrid;
import org.relaxometry.bssfp.io.map.RunMaps;
import org.relaxometry.bssfp.io.map.VolumeOnGrid;
import org.relaxometry.bssfp.space.Affine;
import org.relaxometry.bssfp.space.Mask;
import org.relaxometry.bssfp.space.PlacedVolume;
import org.relaxometry.bssfp.space.ScalarVolume;
import org.relaxometry.bssfp.text.TypedNumber;
import org.relaxometry.bssfp.text.Version;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/** What has changed in T1 and T2 between two examinations of one patient, beyond noise. */
@Plugin(
        type = Command.class,
        name = "followup",
        label = "Compare Follow-up...",
        description =
                "Changes of T1 and T2 between two examinations of one patient, with control of false discoveries.",
        visible = false,
        attrs = @Attr(name = "no-record"))
public class CompareFollowUp extends RelaxometryCommand {

    private static final String YES = "yes";
    private static final String NO = "no";

    private static final List<Parameter> MAPS =
            List.of(Parameter.T1, Parameter.T2, Parameter.T1_SIGMA, Parameter.T2_SIGMA, Parameter.EFFECTIVE_VOXELS);

    /** Beyond, the patient lay so differently that the field and the coils may matter too. */
    private static final double FAR_MM = 30;

    private final Key<String> before = key(Key.place(
            "before",
            "Before",
            "First examination: output folder of Map T1 T2 B0…, or one of its maps. It needs maps of σ, as maximum"
                    + " likelihood and its adaptive form give them."));

    private final Key<String> after = key(Key.place("after", "After", "Second examination, likewise."));

    private final Key<String> mask = key(Key.image(
            "mask",
            "Mask",
            "Voxels of the first examination that are not 0 are compared: title of an open image or path of a file."
                    + " Empty: all voxels with values."));

    private final Key<Double> rate = key(Key.<Double>typed(
                    "fdr",
                    "FDR",
                    "Which part of what is found may be false, on average.",
                    (key, text) -> rate(key, text))
            .usual("0.05")
            .shownAs("Rate of false discoveries"));

    private final Key<String> register = key(Key.choice(
                    "register",
                    "Register",
                    "Whether the two are brought halfway to each other. no: they must lie on one grid, and the patient must"
                            + " not have moved.",
                    YES,
                    NO)
            .more());

    private final OutputKeys output = OutputKeys.ofImages(keys);

    private static double rate(String key, String text) {
        double rate = TypedNumber.number(key, text, "a number between 0 and 1, such as 0.05");
        if (!(rate > 0 && rate < 1)) {
            throw new IllegalArgumentException(
                    "'" + key + "' must lie between 0 and 1, such as 0.05, but is " + TypedNumber.show(rate) + ".");
        }
        return rate;
    }

    @Override
    public List<Result> results() {
        return FollowUpResults.results();
    }

    @Override
    protected void execute() throws IOException {
        double falseRate = rate.value();
        try (ResultFolder folder = output.folderOr(audience())) {
            if (folder != null) {
                folder.claim(FollowUpResults.fileNames());
            }
            RunMaps first = read(before);
            RunMaps second = read(after);
            BothRuns.requireTwoExaminations(first, second);
            List<String> warnings = new ArrayList<>(BothRuns.differences(first, second));
            warnings.addAll(first.warnings());
            warnings.addAll(second.warnings());
            Halfway halfway = register.value().equals(YES)
                    ? registered(first, second)
                    : Halfway.asTheyLie(placed(first), placed(second));
            String way = describe(first, halfway, warnings);
            log(way);
            List<InputFile> inputs = new ArrayList<>(first.inputs());
            inputs.addAll(second.inputs());
            Optional<Mask> inside = readMask(first, inputs);
            List<Found> found = compare(first, second, halfway, inside, falseRate);
            found.forEach(each -> log(each.summary()));
            found.forEach(each -> warnings.addAll(each.warnings(halfway)));
            say(List.of(), warnings);
            RunRecord record = new RunRecord(inputs, List.of(way), warnings)
                    .put("FalseDiscoveryRate", falseRate)
                    .put("MethodBefore", first.stated("Method"))
                    .put("MethodAfter", second.stated("Method"))
                    .put("Motion", halfway.motion().toString())
                    .put("Interpolated", halfway.isInterpolated());
            String title = first.source() + " and " + second.source();
            give(FollowUpResults.of(found, first.geometry(), halfway), record, title, folder);
        }
    }

    private void give(FollowUpResults results, RunRecord record, String title, ResultFolder folder) throws IOException {
        List<Found> found = results.found();
        record.put("WidthOfZ", found.stream().map(each -> each.change().scale()).toList())
                .put("Found", found.stream().map(Found::summary).toList());
        String footer = Version.footer(
                "after less before",
                "on average at most " + TypedNumber.show(100 * rate.value()) + " % of what is found is false",
                "research only");
        if (folder != null) {
            ResultWriter writer = new ResultWriter(folder, record, progress("Writing"));
            results.write(writer, title, footer);
            writer.publish(this::log);
        }
        if (audience().takesImages()) {
            results.show(record, new ResultTitle(output.prefix(), title, ""), title, footer, audience());
        }
    }

    private RunMaps read(Key<String> run) throws IOException {
        if (run.value().isEmpty()) {
            throw new IllegalArgumentException("'" + run.name()
                    + "' is missing. Expected the output folder of Map T1 T2 B0…, or one of its maps.");
        }
        RunMaps maps = RunMaps.files(run.name(), run.value(), MAPS, progress("Reading"));
        if (times(maps).isEmpty()) {
            throw new IllegalArgumentException("The run '" + maps.source()
                    + "' has no map of T1 or T2 with its σ beside it, and without σ nobody knows what is noise. Map the series"
                    + " with Maximum likelihood or its adaptive form.");
        }
        return maps;
    }

    private static List<Parameter> times(RunMaps maps) {
        List<Parameter> times = new ArrayList<>();
        for (Parameter time : List.of(Parameter.T1, Parameter.T2)) {
            if (maps.values(time).isPresent() && maps.values(sigma(time)).isPresent()) {
                times.add(time);
            }
        }
        return times;
    }

    private static Parameter sigma(Parameter time) {
        return time == Parameter.T1 ? Parameter.T1_SIGMA : Parameter.T2_SIGMA;
    }

    private Halfway registered(RunMaps first, RunMaps second) {
        try {
            return Halfway.register(placed(first), placed(second), progress("Registering"));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The two examinations do not overlap in space, or one of them has hardly any values. Do their headers"
                            + " state positions in the same patient?",
                    e);
        }
    }

    /** 1/T, which shows the brain and is small where fluid makes T uncertain; 0 where there is no value. */
    private static PlacedVolume placed(RunMaps maps) {
        float[] times = maps.require(times(maps).get(0));
        float[] rates = new float[times.length];
        double fastest = times(maps).get(0) == Parameter.T1 ? 1 / 300.0 : 1 / 20.0;
        for (int v = 0; v < rates.length; v++) {
            rates[v] = times[v] > 0 ? (float) Math.min(fastest, 1 / times[v]) : 0;
        }
        return new PlacedVolume(
                new ScalarVolume(maps.grid(), rates), new Affine(maps.geometry().affine()));
    }

    private String describe(RunMaps first, Halfway halfway, List<String> warnings) {
        if (register.value().equals(NO)) {
            return "The two were compared as they lie, without registration.";
        }
        String moved = String.format(
                Locale.ROOT,
                "Registered by mutual information: the second examination lies up to %.2f mm from the first (%s).",
                halfway.farthestMm(),
                halfway.motion());
        if (!halfway.isInterpolated()) {
            return moved + " That is so little that the voxels were compared as they lie.";
        }
        warnings.add("Both examinations were interpolated halfway to each other, which smooths them: changes of single"
                + " voxels are blurred, and voxels beside ones without a value have none.");
        if (halfway.farthestMm() > FAR_MM) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "The patient lay %.0f mm differently. Field and receiver differ with that; compare B1 and look at both"
                            + " maps beside each other.",
                    halfway.farthestMm()));
        }
        if (!first.geometry().statesOrientation()) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "The first examination states no position in space, so the maps of this comparison state none: their voxels"
                            + " lie up to %.1f mm beside those of the first examination. The places of the table are right.",
                    halfway.farthestMm() / 2));
        }
        return moved + " Both were interpolated halfway.";
    }

    private Optional<Mask> readMask(RunMaps first, List<InputFile> inputs) throws IOException {
        if (mask.value().isEmpty()) {
            return Optional.empty();
        }
        VolumeOnGrid volume = VolumeOnGrid.read(
                "mask", mask.value(), SeriesGrid.of("maps", first.grid(), first.geometry()), progress("Reading"));
        inputs.addAll(volume.inputs());
        Mask inside = Mask.of(volume.values());
        if (inside.count() == 0) {
            throw new IllegalArgumentException(
                    "The " + volume.name() + " is empty: no voxel differs from 0. Voxels that are not 0 are compared.");
        }
        return Optional.of(inside);
    }

    private List<Found> compare(
            RunMaps first, RunMaps second, Halfway halfway, Optional<Mask> inside, double falseRate) {
        List<Found> found = new ArrayList<>();
        Progress progress = progress("Comparing");
        List<Parameter> times = times(first);
        times.retainAll(times(second));
        if (times.isEmpty()) {
            throw new IllegalArgumentException("One run has T1 with its σ and the other T2 only; there is nothing to"
                    + " compare. Expected both of the same method.");
        }
        for (Parameter time : times) {
            progress.checkCanceled();
            float[] there = halfway.before().values(masked(first.require(time), inside));
            Change change = Change.of(
                    halfway.grid(),
                    there,
                    halfway.before().sigmas(first.require(sigma(time)), sharesNoise(first)),
                    halfway.after().values(second.require(time)),
                    halfway.after().sigmas(second.require(sigma(time)), sharesNoise(second)),
                    falseRate);
            found.add(new Found(time, there, change, ChangeCluster.of(change, there)));
            progress.update((double) found.size() / times.size());
        }
        return found;
    }

    /** Where voxels were averaged, neighbours have much of their noise in common. */
    private static boolean sharesNoise(RunMaps maps) {
        return maps.values(Parameter.EFFECTIVE_VOXELS).isPresent();
    }

    private static float[] masked(float[] values, Optional<Mask> inside) {
        float[] masked = values.clone();
        for (int v = 0; inside.isPresent() && v < masked.length; v++) {
            masked[v] = inside.get().inside()[v] ? masked[v] : Float.NaN;
        }
        return masked;
    }
}

package org.relaxometry.bssfp.app.roi;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.relaxometry.bssfp.app.estimate.EstimationCommand;
import org.relaxometry.bssfp.app.estimate.ReferenceSignal;
import org.relaxometry.bssfp.app.estimate.SampledRegions;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.group.AdaptiveKeys;
import org.relaxometry.bssfp.app.group.TypedNoise;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Result;
import org.relaxometry.bssfp.app.result.ResultWriter;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.StudyMethod;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.roi.SeriesRois;
import org.relaxometry.bssfp.method.MethodList;
import org.relaxometry.bssfp.method.Methods;
import org.relaxometry.bssfp.montecarlo.VolumeMonteCarlo;
import org.relaxometry.bssfp.montecarlo.roi.RoiSampling;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.statistics.Range;
import org.relaxometry.bssfp.text.Version;
import org.relaxometry.bssfp.volume.ChosenVoxels;
import org.relaxometry.bssfp.volume.adaptive.AdaptiveLikelihood;
import org.relaxometry.bssfp.volume.adaptive.AdaptiveSettings;
import org.relaxometry.bssfp.volume.adaptive.VoxelNoise;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/**
 * What noise does to the estimates of several methods in regions of interest of a measured series: adds it again and again to
 * the real and imaginary part of every phase-cycle image, and lets the methods estimate.
 *
 * <p>Source: Birk et al., Sci. Rep. 15, 4825 (2025), S5–S7.
 */
@Plugin(
        type = Command.class,
        name = "roi",
        label = "Monte Carlo ROIs...",
        description = "Precision and bias of methods in regions of interest, by adding noise to a series many times.",
        visible = false,
        attrs = @Attr(name = "no-record"))
public class MonteCarloRois extends EstimationCommand {

    private final Key<String> rois = key(RoiSettings.roisKey("series", "image", ""));

    private final Key<String> methods = key(methodsKey(Methods.titles()));

    private final Key<String> snr = key(Key.text(
            "snr",
            "SNR",
            "How much noise is added: reference signal over √2 times the standard deviation of real and imaginary"
                    + " part. Empty: 25, unless noise is given."));

    private final Key<String> snrof = key(Key.choice(
                    "snrof",
                    "SNRof",
                    "What the SNR is of: each phase-cycle image, as in Birk et al., or |F0|, the mean of N of them, which at"
                            + " the same noise has a √N higher one.",
                    TypedNoise.PHASE_CYCLE,
                    TypedNoise.F0)
            .shownAs("SNR is that of"));

    private final Key<Integer> samples =
            key(Key.whole("samples", "Samples", "How often noise is added, 1 to 100000.", 5000)
                    .from(1, 100000));

    private final Key<String> noise = key(Key.text(
                    "noise",
                    "Noise level",
                    "Instead of an SNR: standard deviation of the noise added to real and imaginary part, in image units.")
            .more());

    private final Key<String> reference = key(Key.image(
                    "reference",
                    "Reference mask",
                    "Voxels whose mean |F0| an SNR refers to: title of an open image or path of a file, on the grid of the"
                            + " series. Empty: those of all ROIs.")
            .more());

    private final Key<Integer> seed = key(Key.whole(
                    "seed",
                    "Seed",
                    "Of the noise: the same seed gives the same numbers, with any number of threads.",
                    1)
            .more());

    private final Key<Optional<Range>> t1 = key(Key.range(
                    "t1",
                    "T1 limits (ms)",
                    "Estimates beyond count as the nearer end, such as 360-2080, so that methods without bounds compare with"
                            + " networks. Empty: as they are.",
                    "a range such as 360-2080")
            .more());

    private final Key<Optional<Range>> t2 =
            key(Key.range("t2", "T2 limits (ms)", "As for T1, such as 20-120.", "a range such as 20-120")
                    .more());

    private final AdaptiveKeys adaptive = new AdaptiveKeys(keys);

    @Override
    public List<Result> results() {
        return RoiWindows.results();
    }

    @Override
    protected void execute() throws IOException {
        RoiSettings settings = new RoiSettings(
                MethodList.ofSeries(methods.value()),
                TypedNoise.added(noise.value(), snr.value(), snrof.value()),
                samples.value(),
                seed.value(),
                RoiSettings.limits(t1.value(), t2.value()));
        requireKeysInUse(settings);
        int workers = threads.count();
        try (ResultFolder folder = output.folderOr(audience())) {
            if (folder != null) {
                folder.claim(RoiFiles.names(settings.methods()));
            }
            CheckedSeries checked = loadAndCheck();
            SeriesRois found = SeriesRois.read(rois.value(), checked.loaded(), progress("Reading ROIs"));
            found.notes().forEach(this::log);
            SampledRegions sampled = SampledRegions.of(checked.series(), found);
            RunRecord record = new RunRecord(checked.loaded()).put("Method", "Monte Carlo sampling of ROIs");
            ReferenceSignal signal = referenceSignal(sampled, checked);
            NoiseLevel.Known level = settings.noise();
            if (level instanceof NoiseLevel.Snr snrLevel) {
                log("Reference signal of the SNR: " + signal.describe() + ".");
                level = snrLevel.referringTo(signal.value());
            }
            double sigma = level.sigma(checked.series().protocol().cycles());
            List<StudyMethod> studied = studyMethods(settings.methods(), checked.series(), record);
            ChosenVoxels chosen = sampled.chosen();
            log(String.format(
                    Locale.ROOT,
                    "%d ROIs (%s) with %d voxels. %s: sigma %.4g on every real and imaginary part.",
                    sampled.regions().size(),
                    found.source(),
                    chosen.positions().length,
                    level.describe(),
                    sigma));
            Progress progress = progress("Monte Carlo on " + sampled.names());
            RoiSampling.Result result = RoiSampling.run(
                    chosen.voxels(),
                    sampled.regions(),
                    studied,
                    neighbours(settings, checked.series(), chosen, record),
                    settings.sampling(level, chosen.positions().length),
                    workers,
                    progress);
            String outcome = outcome(result, settings.methods());
            log(outcome);
            say(List.of(), result.warnings());
            result.warnings().forEach(record::warn);
            record.put("ROIs", sampled.record())
                    .put("SourceOfROIs", found.source())
                    .put("FilesOfROIs", found.inputs())
                    .put("AddedNoise", noiseRecord(level.describe(), sigma, signal))
                    .put("SamplesAskedFor", samples.value())
                    .put("Samples", result.sampling().samples())
                    .put("Seed", seed.value())
                    .put("Limits", settings.limitsText())
                    .put("Convention", checked.handedness().record())
                    .put("SeriesCheck", checked.check().record())
                    .put("B1", checked.b1Source())
                    .put("Outcome", outcome);
            String footer = Version.footer(
                    checked.series().protocol().describe(),
                    level.describe(),
                    result.sampling().samples() + " samples, seed " + seed.value(),
                    checked.b1Source());
            RoiResults results = new RoiResults(result, sampled, checked.loaded(), record, footer);
            boolean cut = !result.isComplete();
            if (cut) {
                // a cancelled thread cannot write files, and what was sampled shall be written
                Thread.interrupted();
            }
            if (folder != null) {
                ResultWriter writer = new ResultWriter(folder, record, writing(progress, cut));
                RoiFiles.write(results, writer);
                // an earlier run may have had networks of other names
                writer.publish(this::log);
            }
            if (audience().takesImages()) {
                RoiWindows.show(results, output.prefix(), audience());
            }
        }
    }

    private void requireKeysInUse(RoiSettings settings) {
        if (!(settings.noise() instanceof NoiseLevel.Snr) && !reference.value().isEmpty()) {
            throw new IllegalArgumentException(
                    "reference is what an SNR refers to, but 'noise' was given. Leave one of them empty.");
        }
        requireEngineInUse(settings.methods());
        if (settings.methods().placeOfNeighbours().isPresent()) {
            adaptive.requireValid();
        } else {
            adaptive.requireUntouched(String.join(", ", settings.methods().labels()));
        }
    }

    /** The method that looks at neighbours, where it is among the methods; it is told the noise of the series and what is added. */
    private Optional<RoiSampling.AmongOthers> neighbours(
            RoiSettings settings, PhaseCycledSeries series, ChosenVoxels chosen, RunRecord record) {
        OptionalInt place = settings.methods().placeOfNeighbours();
        if (place.isEmpty()) {
            return Optional.empty();
        }
        String name = settings.methods().labels().get(place.getAsInt());
        NoiseLevel.Sigma noise = noiseOf(series, "Leave " + name + " out.");
        log("Told " + name + " besides the noise that is added: " + noise.report());
        AdaptiveSettings averaging = adaptive.settings(series.grid());
        int cycles = series.protocol().cycles();
        VolumeMonteCarlo sampling =
                new VolumeMonteCarlo(series, chosen, averaging.influenceMm(), name, added -> new AdaptiveLikelihood(
                                averaging, VoxelNoise.uniform(Math.hypot(noise.value(), added.sigma(cycles))))
                        .withoutErrorStudy());
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("Strength", averaging.strength());
        entry.put("ReachMm", averaging.reachMm());
        entry.put("NoiseOfSeries", noise.record());
        entry.put("VoxelsOfASample", sampling.voxels());
        record.put("Averaging", entry);
        return Optional.of(new RoiSampling.AmongOthers(
                place.getAsInt(),
                sampling,
                seconds -> log(String.format(
                        Locale.ROOT,
                        "%s maps %d voxels, the ROIs and what lies around them, for every sample: %d samples will take about %s.",
                        name,
                        sampling.voxels(),
                        settings.samples(),
                        duration(seconds)))));
    }

    private static String duration(double seconds) {
        return seconds < 100
                ? Math.max(1, Math.round(seconds)) + " s"
                : seconds < 6000 ? Math.round(seconds / 60) + " min" : Math.round(seconds / 3600) + " h";
    }

    private ReferenceSignal referenceSignal(SampledRegions sampled, CheckedSeries checked) throws IOException {
        String mask = reference.value();
        return mask.isEmpty()
                ? ReferenceSignal.ofRegions(sampled)
                : ReferenceSignal.ofMask(mask, checked, progress("Reading the reference mask"));
    }

    private static String outcome(RoiSampling.Result result, MethodList methods) {
        int made = result.sampling().samples();
        if (result.isComplete()) {
            return made + (made == 1 ? " sample" : " samples") + " of every voxel.";
        }
        List<String> without = methods.labels().stream()
                .filter(label -> !result.methods().contains(label))
                .toList();
        return "Cancelled after " + made + " of " + result.sampling().settings().samples() + " samples, which are kept."
                + (without.isEmpty() ? "" : " " + String.join(", ", without) + " has none and is left out.");
    }

    private static Map<String, Object> noiseRecord(String definition, double sigma, ReferenceSignal signal) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("Definition", definition);
        record.put("Sigma", sigma);
        record.put("ReferenceSignal", signal.describe());
        record.put("FilesOfReference", signal.inputs());
        return record;
    }
}

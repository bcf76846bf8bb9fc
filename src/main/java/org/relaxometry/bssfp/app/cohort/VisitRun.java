package org.relaxometry.bssfp.app.cohort;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.relaxometry.bssfp.app.cohort.VisitRecord.SeriesOutcome;
import org.relaxometry.bssfp.cohort.RegionValues;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.bids.BidsDataset;
import org.relaxometry.bssfp.io.bids.BidsFile;
import org.relaxometry.bssfp.io.bids.SeriesProtocol;
import org.relaxometry.bssfp.io.bids.Tsv;
import org.relaxometry.bssfp.io.file.AtomicFile;
import org.relaxometry.bssfp.io.file.Failure;
import org.relaxometry.bssfp.io.file.FolderSwap;
import org.relaxometry.bssfp.io.file.Png;
import org.relaxometry.bssfp.io.map.MapVolume;
import org.relaxometry.bssfp.plot.map.MapThumbnail;
import org.relaxometry.bssfp.statistics.StudyTable;
import org.scijava.Context;

/** Processes one examination, unless its results are there already; they appear as a whole, or not at all. */
final class VisitRun {

    /** Where a run keeps what is unfinished, within the folder of the results. */
    static final String UNFINISHED = ".unfinished";

    /** Where the logs lie, within the folder of the results. */
    static final String LOGS = "logs";

    /** Table of the regions of a series, behind its name. */
    static final String REGIONS = "_regions";

    private final BidsDataset dataset;
    private final Path output;
    private final StudySettings settings;
    private final Context context;
    private final int threads;

    /** What became of an examination. */
    enum State {
        DONE("done"),
        UP_TO_DATE("up to date"),
        FAILED("failed in part or wholly"),
        BUSY("left to another run that is working on it");

        private final String label;

        State(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /**
     * How it went.
     *
     * @param record empty where another run works on it
     */
    record Result(State state, Optional<VisitRecord> record) {}

    VisitRun(BidsDataset dataset, Path output, StudySettings settings, Context context, int threads) {
        this.dataset = dataset;
        this.output = output;
        this.settings = settings;
        this.context = context;
        this.threads = threads;
    }

    /** Whether the results of an examination are there, made from what there is now. */
    boolean isUpToDate(VisitPlan plan, Progress progress) throws IOException {
        // where there is no record nothing need be read
        return VisitRecord.read(plan.visit().in(output), plan.visit()).isPresent()
                && earlier(plan, fingerprint(plan, progress), progress).isPresent();
    }

    private String fingerprint(VisitPlan plan, Progress progress) throws IOException {
        return plan.fingerprint(dataset, settings, progress.silent());
    }

    private Optional<VisitRecord> earlier(VisitPlan plan, String fingerprint, Progress progress) throws IOException {
        Path folder = plan.visit().in(output);
        Optional<VisitRecord> record = VisitRecord.read(folder, plan.visit())
                .filter(read -> read.fingerprint().equals(fingerprint));
        return record.isPresent() && VisitRecord.isIntact(folder, plan.visit(), progress.silent())
                ? record
                : Optional.empty();
    }

    Result run(VisitPlan plan, Progress progress) throws IOException {
        BidsDataset.Visit visit = plan.visit();
        Optional<FolderSwap> claimed =
                FolderSwap.claim(visit.in(output), output.resolve(UNFINISHED), visit.stem(), VisitRecord.file(visit));
        if (claimed.isEmpty()) {
            return new Result(State.BUSY, Optional.empty());
        }
        try (FolderSwap swap = claimed.get()) {
            String fingerprint = fingerprint(plan, progress);
            Optional<VisitRecord> earlier = earlier(plan, fingerprint, progress);
            if (earlier.isPresent()) {
                return new Result(isDone(earlier.get()) ? State.UP_TO_DATE : State.FAILED, earlier);
            }
            List<String> log = new ArrayList<>();
            VisitRecord record = process(plan, fingerprint, swap, log, progress);
            record.write(swap.fresh(), progress.silent());
            progress.checkCanceled();
            swap.publish();
            writeLog(visit, log);
            return new Result(isDone(record) ? State.DONE : State.FAILED, Optional.of(record));
        }
    }

    private static boolean isDone(VisitRecord record) {
        return record.series().stream().allMatch(SeriesOutcome::isDone);
    }

    private VisitRecord process(
            VisitPlan plan, String fingerprint, FolderSwap swap, List<String> log, Progress progress)
            throws IOException {
        List<SeriesOutcome> outcomes = new ArrayList<>();
        int part = 0;
        for (SeriesPlan series : plan.series()) {
            Path steps = swap.scratch().resolve(Integer.toString(part));
            outcomes.add(process(
                    series,
                    fingerprint,
                    steps,
                    swap.fresh(),
                    log,
                    progress.part(part, plan.series().size())));
            part++;
        }
        plan.skipped()
                .forEach(skipped -> outcomes.add(new SeriesOutcome(
                        skipped.name(), "", skipped.reason(), List.of(), new JsonObject(), Map.of())));
        JsonObject used = settings.json();
        used.remove("WrittenBy");
        used.remove("UsualProtocols");
        used.remove("MixedProtocols");
        return new VisitRecord(plan.visit(), fingerprint, outcomes, used);
    }

    private SeriesOutcome process(
            SeriesPlan plan, String fingerprint, Path steps, Path fresh, List<String> log, Progress progress)
            throws IOException {
        String stem = plan.series().name().stem();
        Derivative derivative = new Derivative(plan, dataset, steps, fresh, fingerprint);
        StudyAudience audience = new StudyAudience(progress);
        String reason = plan.problem();
        Map<String, Double> quality = Map.of();
        log.add("=== " + stem);
        if (plan.isPossible()) {
            try {
                new SeriesSteps(context, settings, dataset.root(), derivative.records(), threads)
                        .run(plan, steps, audience, progress);
                quality = finish(plan, steps, fresh, derivative, progress);
            } catch (SeriesSteps.Refusal refusal) {
                reason = derivative.plain(refusal.getMessage());
            } catch (IOException e) {
                if (Failure.isShortage(e)) {
                    throw e;
                }
                reason = derivative.plain(Failure.sentence(e));
            } catch (IllegalArgumentException e) {
                reason = derivative.plain(String.valueOf(e.getMessage()));
            }
        }
        audience.lines().forEach(line -> log.add(derivative.plain(line)));
        if (!reason.isEmpty()) {
            log.add("FAILED: " + reason);
        }
        List<String> warnings = new ArrayList<>(plan.remarks());
        audience.warnings().forEach(warning -> warnings.add(derivative.plain(warning)));
        return new SeriesOutcome(
                stem,
                plan.series().kind(),
                reason,
                warnings.stream().distinct().toList(),
                plan.protocol().map(SeriesProtocol::json).orElseGet(JsonObject::new),
                quality);
    }

    /** What a study makes of the maps. */
    private Map<String, Double> finish(
            SeriesPlan plan, Path steps, Path fresh, Derivative derivative, Progress progress) throws IOException {
        String stem = plan.series().name().stem();
        Path maps = steps.resolve(SeriesSteps.MAPS);
        Path brain = plan.mask()
                .map(BidsFile::path)
                .orElse(steps.resolve(SeriesSteps.CLEAN).resolve(SeriesSteps.BRAIN_MASK));
        StudyTable regions = RegionTable.of(maps, stem, brain, plan.labels(), settings.methods(), progress.silent());
        Map<String, Double> quality =
                QualityNumbers.of(steps, stem, withoutValue(regions), b1Median(steps, brain, progress.silent()));
        derivative.collect(settings.keep());
        String table = stem + REGIONS;
        Files.write(fresh.resolve(table + ".tsv"), Tsv.text(regions).getBytes(StandardCharsets.UTF_8));
        Files.write(
                fresh.resolve(table + ".json"),
                (new Gson().toJson(RegionTable.dictionary()) + "\n").getBytes(StandardCharsets.UTF_8));
        for (Parameter parameter : List.of(Parameter.T1, Parameter.T2)) {
            String name = stem + "_" + parameter.fileName();
            MapVolume map = MapVolume.read(fresh.resolve("anat").resolve(name + ".nii.gz"), progress.silent());
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            Png.write(
                    MapThumbnail.render(
                            parameter, map.planes(), map.grid(), map.geometry().upright()),
                    png);
            Files.write(fresh.resolve("figures").resolve(name + ".png"), png.toByteArray());
        }
        return quality;
    }

    /** Share of the brain without T1 by the first method. */
    private static double withoutValue(StudyTable regions) {
        List<Object> brain = regions.rows().get(0);
        int voxels = (Integer) brain.get(RegionTable.COLUMNS.indexOf("voxels"));
        int with = (Integer) brain.get(RegionTable.COLUMNS.indexOf("voxels_with_value"));
        return 1 - (double) with / voxels;
    }

    private static double b1Median(Path steps, Path brain, Progress progress) throws IOException {
        Path file = steps.resolve(SeriesSteps.CLEAN).resolve(SeriesSteps.B1_MAP);
        if (!Files.exists(file)) {
            return Double.NaN;
        }
        MapVolume map = MapVolume.read(file, progress);
        return RegionValues.of(map.values(), RegionTable.inside(map, brain, progress))
                .median();
    }

    private void writeLog(BidsDataset.Visit visit, List<String> lines) throws IOException {
        Path logs = Files.createDirectories(output.resolve(LOGS));
        AtomicFile.write(
                logs.resolve(visit.stem() + ".log"),
                true,
                out -> out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8)));
    }
}

package org.relaxometry.bssfp.app.map;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.relaxometry.bssfp.app.estimate.EstimationCommand;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Result;
import org.relaxometry.bssfp.app.result.DicomResults;
import org.relaxometry.bssfp.app.result.DicomTarget;
import org.relaxometry.bssfp.app.result.FormatKeys;
import org.relaxometry.bssfp.app.result.RemovedStructure;
import org.relaxometry.bssfp.app.result.ResultWriter;
import org.relaxometry.bssfp.app.result.StatusCounts;
import org.relaxometry.bssfp.app.roi.InspectedRun;
import org.relaxometry.bssfp.app.roi.InspectorWindow;
import org.relaxometry.bssfp.app.screen.ResultTitle;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.StudyMethod;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.io.file.ResultFolder;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.io.map.MapImages;
import org.relaxometry.bssfp.method.DirectMethod;
import org.relaxometry.bssfp.method.Method;
import org.relaxometry.bssfp.method.Methods;
import org.relaxometry.bssfp.method.PreparedMethod;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.text.Version;
import org.relaxometry.bssfp.volume.ParameterMapper;
import org.relaxometry.bssfp.volume.ParameterMaps;
import org.relaxometry.bssfp.volume.SeriesMapper;
import org.relaxometry.bssfp.volume.adaptive.AdaptiveLikelihood;

/**
 * A command that makes maps of T1, T2, ΔB0 and M0: reads the series, checks its handedness, asks for the estimator, runs it,
 * writes and shows what comes out. The commands differ in where the estimator comes from.
 */
public abstract class MappingCommand extends EstimationCommand {

    private static final String AUTO = "auto";
    private static final String ALWAYS = "yes";
    private static final String NEVER = "no";

    private final Key<String> inspector = key(Key.choice(
                    "inspector",
                    "Inspector",
                    "Whether the Inspector opens beside the maps: signal, fits and values of the voxel under the cursor."
                            + " auto: when started from the menu, not in a macro or script.",
                    AUTO,
                    ALWAYS,
                    NEVER)
            .more());

    private final FormatKeys format = new FormatKeys(keys, "maps", output);

    private final FatWarning fat = new FatWarning(keys);

    /** Refuses keys that cannot be right whatever the images are, before these are read. */
    protected abstract void requireValidKeys() throws IOException;

    /**
     * The method of this run. Called once images, protocol and handedness are known to fit, and before anything is mapped.
     *
     * @param checked as it will be mapped
     * @param record takes what a reader of the maps must know beyond the name and the settings of the method
     */
    protected abstract SeriesMapper mapper(CheckedSeries checked, RunRecord record) throws IOException;

    /** Names of the files that the command writes beside the maps. */
    protected List<String> furtherFiles() {
        return List.of();
    }

    /** Brings into the maps what is known of the voxels besides. */
    protected void correct(ParameterMaps maps, CheckedSeries checked, RunRecord record) throws IOException {}

    /** What is left to say and to record once the maps are made. */
    protected void account(double mapSeconds, RunRecord record) {}

    /** Writes the further files. */
    protected void finish(ResultWriter writer) throws IOException {}

    @Override
    public List<Result> results() {
        return MapWindows.results();
    }

    @Override
    protected final void execute() throws IOException {
        requireValidKeys();
        format.requireValid();
        fat.requireValid();
        int workers = threads.count();
        try (ResultFolder folder = output.folderOr(audience());
                ResultFolder dicomFolder = format.dicomFolder()) {
            format.claim(folder, fileNames(), MapFiles.names(), dicomFolder, this::log);
            CheckedSeries checked = loadAndCheck();
            LoadedSeries loaded = checked.loaded();
            PhaseCycledSeries series = checked.series();
            RunRecord record = new RunRecord(loaded);
            // a wrong source is refused before the work
            Optional<DicomTarget> target = format.target(
                    loaded.geometry(),
                    loaded.series().grid(),
                    Optional.of(loaded.series().protocol()),
                    record.madeFrom(),
                    progress("Reading the source"));
            target.ifPresent(found -> found.warn(this::log, record));
            SeriesMapper mapper = mapper(checked, record);

            Progress progress = progress(mapper.name());
            long start = System.nanoTime();
            Optional<AdaptiveLikelihood.Averaged> averaged =
                    mapper instanceof AdaptiveLikelihood adaptive && opensInspector()
                            ? Optional.of(adaptive.average(series, workers, progress))
                            : Optional.empty();
            ParameterMaps maps = averaged.isPresent() ? averaged.get().maps() : mapper.map(series, workers, progress);
            double mapSeconds = (System.nanoTime() - start) * 1e-9;
            correct(maps, checked, record);
            Optional<String> fatSeen = fat.look(checked, maps, workers, progress("Looking for fat"), record, this::log);
            List<String> outcome = StatusCounts.describe(maps);
            outcome.forEach(this::log);
            for (Optional<String> warning :
                    List.of(StatusCounts.warning(maps), RemovedStructure.warning(maps), fatSeen)) {
                warning.ifPresent(text -> {
                    log("WARNING: " + text);
                    record.warn(text);
                });
            }
            record.put("Method", mapper.name()).put("MethodSettings", mapper.settings());
            if (maps.longestMs() < Double.POSITIVE_INFINITY) {
                record.put(MapImages.LONGEST_TIME, maps.longestMs() / 1000);
            }
            record.put("Convention", checked.handedness().record())
                    .put("SeriesCheck", checked.check().record())
                    .put("B1", checked.b1Source())
                    .put("Outcome", outcome);
            account(mapSeconds, record);
            String footer = footer(mapper, checked, checked.b1Source());
            if (target.isPresent()) {
                String account = footer(mapper, checked, withoutName(checked.b1Source()));
                DicomResults results = target.get().results(dicomFolder, record, mapper.name(), account, progress);
                MapFiles.write(results, maps, loaded.geometry());
                audience().completed();
                results.publish(this::log);
            }
            if (folder != null && !fileNames().isEmpty()) {
                ResultWriter writer = new ResultWriter(folder, record, progress);
                finish(writer);
                if (format.writesNifti()) {
                    MapFiles.write(writer, maps, loaded, footer);
                }
                writer.publish(this::log);
            }
            if (audience().takesImages()) {
                ResultTitle title = ResultTitle.ofEstimator(output.prefix(), loaded.source(), mapper.name());
                MapWindows.show(maps, loaded, record, title, audience());
                audience()
                        .picture(
                                MapFiles.FIGURE,
                                title.of("maps"),
                                () -> MapFiles.figure(maps, loaded, output.prefix(), footer));
                if (opensInspector()) {
                    inspect(checked, mapper, averaged);
                }
            }
        }
    }

    private static String footer(SeriesMapper mapper, CheckedSeries checked, String b1) {
        return Version.footer(
                mapper.name(),
                checked.series().protocol().describe(),
                "convention " + checked.handedness().used(),
                b1);
    }

    /** What is written beside DICOM. */
    private List<String> fileNames() {
        List<String> names = format.writesNifti() ? MapFiles.names() : new ArrayList<>();
        names.addAll(furtherFiles());
        return names;
    }

    private boolean opensInspector() {
        boolean wanted = inspector.value().equals(AUTO)
                ? audience().isPerson()
                : inspector.value().equals(ALWAYS);
        return wanted && !GraphicsEnvironment.isHeadless() && audience().takesImages();
    }

    /** Opens the Inspector with the method of the run, where it takes voxels one by one, and beside it those that need no training. */
    private void inspect(CheckedSeries checked, SeriesMapper mapper, Optional<AdaptiveLikelihood.Averaged> averaged) {
        Protocol protocol = checked.series().protocol();
        List<StudyMethod> methods = new ArrayList<>();
        if (mapper instanceof ParameterMapper voxelwise) {
            methods.add(StudyMethod.of(mapper.name(), protocol, voxelwise.estimator()));
        }
        for (DirectMethod other : List.of(Methods.MAXIMUM_LIKELIHOOD, Methods.MIRACLE_FAST)) {
            boolean possible = !other.needsEvenIncrements() || protocol.hasUniformIncrements();
            if (possible && !other.title().equals(mapper.name())) {
                methods.add(other.prepare(protocol, EngineChoice.AUTO).sampled(NoiseLevel.FROM_RESIDUAL));
            }
        }
        InspectedRun run = InspectedRun.of(checked, methods, noiseShown(checked.series()), threads.count());
        InspectorWindow.open(averaged.map(run::beside).orElse(run));
    }

    /**
     * Puts a method to work on a series; log and record say which network on which engine, and with which noise level.
     *
     * @param noise of the series; from the residual, a method that needs to know it is told an estimate
     * @throws IllegalArgumentException if the method cannot work with the series
     */
    protected final SeriesMapper voxelwise(Method method, NoiseLevel noise, PhaseCycledSeries series, RunRecord record)
            throws IOException {
        PreparedMethod prepared = prepare(method, series.protocol(), record);
        NoiseLevel told = prepared.needsNoise() ? known(noise, series, record) : noise;
        prepared.network().ifPresent(network -> record.put("Network", network));
        return new ParameterMapper(prepared.estimator(told));
    }

    /** The noise level that was given, or an estimate from the series; log and record say which. */
    protected final NoiseLevel.Sigma known(NoiseLevel noise, PhaseCycledSeries series, RunRecord record) {
        NoiseLevel.Sigma level = noise instanceof NoiseLevel.Sigma given
                ? given
                : noiseOf(series, "Give noise=…, or choose a method that does not need the noise level.");
        log(level.report());
        record.put("Noise", level.record());
        return level;
    }
}

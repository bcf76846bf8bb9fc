package org.relaxometry.bssfp.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.relaxometry.bssfp.estimation.Progress;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.estimation.network.NetworkEstimator;
import org.relaxometry.bssfp.estimation.network.NetworkInput;
import org.relaxometry.bssfp.estimation.network.NetworkModel;
import org.relaxometry.bssfp.io.LoadedSeries;
import org.relaxometry.bssfp.io.ResultFolder;
import org.relaxometry.bssfp.volume.ParameterMapper;
import org.relaxometry.bssfp.volume.ParameterMaps;
import org.relaxometry.bssfp.volume.PhaseCycledSeries;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/**
 * A command that makes maps of T1, T2, ΔB0 and M0: reads the series, checks its handedness, asks for the estimator, runs it,
 * writes and shows what comes out. The commands differ in where the estimator comes from.
 */
abstract class MappingCommand extends SeriesCommand {

    private static final String WITHOUT_B1 =
            "No B1 map was given, so B1 = 1 was assumed everywhere. Where the true flip"
                    + " angle is 10 % lower or higher, T1 is off by -19 % or +21 %; T2 is not affected.";

    static final String AUTO = "auto";

    @Parameter(
            label = "B1 map",
            description =
                    "Actual over nominal flip angle on the grid of the series, as ratio, percent or flip angle x10: title of"
                            + " an open image or path of a file. Empty: 1 everywhere; an error of 10 % in B1 costs 20 % in T1.",
            style = InputField.IMAGE_STYLE,
            required = false,
            persist = false)
    private String b1 = "";

    @Parameter(
            label = "Convention",
            description =
                    "Handedness of the data: as stated (the data are refused if the opposite fits), opposite (use the complex"
                            + " conjugate of the data), or auto (the one that fits).",
            choices = {Handedness.AS_STATED, Handedness.OPPOSITE, Handedness.AUTO},
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String convention = Handedness.AS_STATED;

    @Parameter(
            label = "B1unit",
            description = "Unit of the B1 map. auto: decided from its range and said in the log.",
            choices = {"auto", "ratio", "percent", "flip angle x10"},
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String b1unit = "auto";

    @Parameter(
            label = "B1flip (degrees)",
            description = "Nominal flip angle of the B1 measurement, for the unit flip angle x10.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String b1flip = "";

    @Parameter(
            label = "Engine of networks",
            description =
                    "What evaluates a network: DJL PyTorch (fast), Java (runs everywhere, same maps), or auto: PyTorch"
                            + " where it can be loaded.",
            choices = {AUTO, "DJL PyTorch", "Java"},
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    String engine = AUTO;

    /** Refuses keys that cannot be right whatever the images are, before these are read. */
    abstract void requireValidKeys() throws IOException;

    /**
     * The method of this run. Called once images, protocol and handedness are known to fit, and before anything is mapped.
     *
     * @param series as it will be mapped, with the handedness applied
     * @param record takes what a reader of the maps must know beyond the name and the settings of the estimator
     */
    abstract RelaxometryEstimator estimator(PhaseCycledSeries series, RunRecord record) throws IOException;

    /** Names of the files that the command writes beside the maps. */
    List<String> furtherFiles() {
        return List.of();
    }

    /**
     * What is left to do once the maps are made, and before they are written.
     *
     * @param folder takes the further files; null where nothing is written
     */
    void finish(double mapSeconds, RunRecord record, ResultFolder folder) throws IOException {}

    @Override
    Map<String, String> texts() {
        Map<String, String> texts = super.texts();
        texts.put("b1", b1);
        texts.put("b1unit", b1unit);
        texts.put("b1flip", b1flip);
        texts.values().removeIf(text -> text == null);
        return texts;
    }

    @Override
    final void execute() throws IOException {
        requireValidKeys();
        int workers = threads();
        try (ResultFolder folder = imageFolder()) {
            LoadedSeries loaded = load(progress("Reading"));
            String b1Source = b1Source(loaded);
            if (folder != null) {
                List<String> names = new ArrayList<>(MapWriter.FILE_NAMES);
                names.addAll(furtherFiles());
                folder.requireFree(names);
            }
            Handedness handedness = Handedness.of(loaded.series(), convention);
            log(handedness.check().summary());
            PhaseCycledSeries series = handedness.apply(loaded.series());
            RunRecord record = new RunRecord(loaded);
            RelaxometryEstimator estimator = estimator(series, record);

            Progress progress = progress(estimator.name());
            long start = System.nanoTime();
            ParameterMaps maps = ParameterMapper.map(series, estimator, workers, progress);
            double mapSeconds = (System.nanoTime() - start) * 1e-9;
            List<String> outcome = StatusCounts.describe(maps);
            outcome.forEach(this::log);

            record.put("Method", estimator.name())
                    .put("MethodSettings", estimator.settings())
                    .put("Convention", handedness.record())
                    .put("B1", b1Source)
                    .put("Outcome", outcome);
            finish(mapSeconds, record, folder);
            if (folder != null) {
                String footer = String.join(
                        " · ",
                        estimator.name(),
                        series.protocol().describe(),
                        "convention " + handedness.used(),
                        b1Source,
                        "Bssfp_Relaxometry " + Version.current());
                MapWriter.write(folder, maps, loaded, record, footer, progress);
                folder.publish().forEach(file -> log("Wrote " + file));
            }
            if (canShow()) {
                MapWindows.show(maps, loaded, record, prefix);
            }
        }
    }

    /**
     * Puts a network to work on a series; log and record say which, on which engine, and with which noise level.
     *
     * @param noiseSigma what the user knows about the noise, standard deviation of each real and imaginary part in image units;
     *     where nothing, a network that wants to know it is told an estimate from the series
     */
    final RelaxometryEstimator networkEstimator(
            NetworkChoice network, OptionalDouble noiseSigma, PhaseCycledSeries series, RunRecord record) {
        network.requireProtocol(series.protocol());
        NetworkModel model = network.model();
        double sigma = 0;
        if (model.card().input() == NetworkInput.SAMPLES) {
            NoiseLevel noise =
                    noiseSigma.isPresent() ? NoiseLevel.given(noiseSigma.getAsDouble()) : NoiseLevel.estimated(series);
            sigma = noise.sigma();
            log(noise.describe());
            record.put("Noise", noise.record());
        }
        log(network.describe());
        EngineChoice.Selection selection = EngineChoice.ofLabel(engine).open(model.weights());
        log(selection.report());
        record.put("Network", network.record(selection.engine().name()));
        return new NetworkEstimator(model, series.protocol(), selection.engine(), sigma);
    }

    private String b1Source(LoadedSeries loaded) {
        if (loaded.series().b1Ratio().isPresent()) {
            return "B1 map " + b1.strip();
        }
        log("WARNING: " + WITHOUT_B1);
        return "B1 = 1 assumed";
    }
}

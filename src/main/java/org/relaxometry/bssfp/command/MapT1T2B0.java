package org.relaxometry.bssfp.command;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.relaxometry.bssfp.estimation.Progress;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.io.LoadedSeries;
import org.relaxometry.bssfp.io.ResultFolder;
import org.relaxometry.bssfp.volume.ParameterMapper;
import org.relaxometry.bssfp.volume.ParameterMaps;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** The main job: a phase-cycled series becomes maps of T1, T2, ΔB0 and M0, with uncertainties where the method has them. */
@Plugin(
        type = Command.class,
        name = "map",
        label = "Map T1 T2 B0...",
        description = "T1, T2, off-resonance and M0 maps from a phase-cycled bSSFP series.",
        attrs = @Attr(name = "no-record"))
public class MapT1T2B0 extends SeriesCommand {

    private static final String WITHOUT_B1 =
            "No B1 map was given, so B1 = 1 was assumed everywhere. Where the true flip"
                    + " angle is 10 % lower or higher, T1 is off by -19 % or +21 %; T2 is not affected.";

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
            label = "Method",
            description =
                    "Maximum likelihood is the most precise, takes any increments and gives uncertainties; MIRACLE is the"
                            + " published golden-section search, MIRACLE (fast) solves the same equations.",
            choices = {Method.MAXIMUM_LIKELIHOOD_NAME, Method.MIRACLE_FAST_NAME, Method.MIRACLE_NAME},
            required = false,
            persist = false)
    private String method = Method.MAXIMUM_LIKELIHOOD_NAME;

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
            label = "Noise level",
            description =
                    "Standard deviation of the noise of real and imaginary part, in image units, for the uncertainties of"
                            + " maximum likelihood. Empty: from the residual of each voxel.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String noise = "";

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
    void execute() throws IOException {
        Method chosen = Method.ofTitle(method);
        OptionalDouble noiseSigma = noiseSigma(chosen);
        int workers = threads();
        try (ResultFolder folder = imageFolder()) {
            LoadedSeries loaded = load(progress("Reading"));
            String b1Source = b1Source(loaded);
            RelaxometryEstimator estimator = chosen.estimator(loaded.series().protocol(), noiseSigma);
            if (folder != null) {
                folder.requireFree(MapWriter.FILE_NAMES);
            }
            Handedness handedness = Handedness.of(loaded.series(), convention);
            log(handedness.check().summary());

            Progress progress = progress(estimator.name());
            ParameterMaps maps = ParameterMapper.map(handedness.apply(loaded.series()), estimator, workers, progress);
            List<String> outcome = StatusCounts.describe(maps);
            outcome.forEach(this::log);

            RunRecord record = new RunRecord(loaded)
                    .put("Method", estimator.name())
                    .put("MethodSettings", estimator.settings())
                    .put("Convention", handedness.record())
                    .put("B1", b1Source)
                    .put("Outcome", outcome);
            if (folder != null) {
                String footer = String.join(
                        " · ",
                        estimator.name(),
                        loaded.series().protocol().describe(),
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

    private String b1Source(LoadedSeries loaded) {
        if (loaded.series().b1Ratio().isPresent()) {
            return "B1 map " + b1.strip();
        }
        log("WARNING: " + WITHOUT_B1);
        return "B1 = 1 assumed";
    }

    private OptionalDouble noiseSigma(Method chosen) {
        if (noise == null || noise.isBlank()) {
            return OptionalDouble.empty();
        }
        if (chosen != Method.MAXIMUM_LIKELIHOOD) {
            throw new IllegalArgumentException("noise is used by " + Method.MAXIMUM_LIKELIHOOD.title()
                    + " only, but the method is " + chosen.title() + ". Leave it empty.");
        }
        try {
            double sigma = Double.parseDouble(noise.strip());
            if (sigma > 0 && sigma < Double.POSITIVE_INFINITY) {
                return OptionalDouble.of(sigma);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(
                "noise must be a positive number in the units of the images, but is \"" + noise + "\".");
    }
}

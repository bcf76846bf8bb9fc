package org.relaxometry.bssfp.app.estimate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.relaxometry.bssfp.app.frame.InputField;
import org.relaxometry.bssfp.app.frame.RunRecord;
import org.relaxometry.bssfp.app.key.SeriesCommand;
import org.relaxometry.bssfp.app.result.Handedness;
import org.relaxometry.bssfp.estimation.StudyMethod;
import org.relaxometry.bssfp.estimation.network.EngineChoice;
import org.relaxometry.bssfp.io.image.LoadedSeries;
import org.relaxometry.bssfp.method.Method;
import org.relaxometry.bssfp.method.MethodList;
import org.relaxometry.bssfp.method.PreparedMethod;
import org.relaxometry.bssfp.preprocessing.check.NoiseEstimate;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/** A command that lets methods estimate voxels of a series: with a B1 map, a checked handedness, and networks. */
public abstract class EstimationCommand extends SeriesCommand {

    private static final String WITHOUT_B1 =
            "No B1 map was given, so B1 = 1 was assumed everywhere. Where the true flip"
                    + " angle is 10 % lower or higher, T1 is off by -19 % or +21 %; T2 is not affected.";

    public static final String AUTO = "auto";

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
    public String engine = AUTO;

    /**
     * A series that fits its protocol.
     *
     * @param loaded as it was read
     * @param series with the handedness applied
     * @param handedness what was found, and used
     * @param b1Source where B1 comes from, in a few words
     */
    public record CheckedSeries(
            LoadedSeries loaded, PhaseCycledSeries series, Handedness handedness, String b1Source) {}

    @Override
    protected Map<String, String> texts() {
        Map<String, String> texts = super.texts();
        texts.put("b1", b1);
        texts.put("b1unit", b1unit);
        texts.put("b1flip", b1flip);
        texts.values().removeIf(text -> text == null);
        return texts;
    }

    /** Reads the series and refuses it where the data contradict the convention. */
    protected final CheckedSeries loadAndCheck() throws IOException {
        LoadedSeries loaded = load(progress("Reading"));
        String b1Source = b1Source(loaded);
        Handedness handedness = Handedness.of(loaded.series(), convention);
        log(handedness.check().summary());
        return new CheckedSeries(loaded, handedness.apply(loaded.series()), handedness, b1Source);
    }

    /** Makes a method ready for a protocol; the log says which network on which engine. */
    protected final PreparedMethod prepare(Method method, Protocol protocol) throws IOException {
        PreparedMethod prepared = method.prepare(protocol, EngineChoice.ofLabel(engine));
        prepared.remarks().forEach(this::log);
        return prepared;
    }

    /**
     * The methods a user listed, made for a series; the record says which.
     *
     * @throws IllegalArgumentException if one of them cannot work with the protocol
     */
    protected final List<StudyMethod> studyMethods(MethodList list, PhaseCycledSeries series, RunRecord record)
            throws IOException {
        List<StudyMethod> studied = new ArrayList<>();
        List<Map<String, Object>> records = new ArrayList<>();
        for (Method method : list.methods()) {
            PreparedMethod prepared = prepare(method, series.protocol());
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("Name", prepared.label());
            prepared.network()
                    .ifPresentOrElse(
                            network -> entry.put("Network", network), () -> entry.put("Settings", prepared.settings()));
            NoiseLevel ofSeries = NoiseLevel.FROM_RESIDUAL;
            if (prepared.needsNoise()) {
                NoiseLevel.Sigma noise = noiseOf(series, "Leave " + prepared.label() + " out.");
                log("Told " + prepared.label() + " besides the noise that is added: " + noise.report());
                entry.put("NoiseOfSeries", noise.record());
                ofSeries = noise;
            }
            records.add(entry);
            studied.add(prepared.sampled(ofSeries));
        }
        record.put("Methods", records);
        return studied;
    }

    /** The noise level of a series for the Inspector: without it, it shows no uncertainties, but all the rest. */
    protected final NoiseLevel noiseShown(PhaseCycledSeries series) {
        try {
            NoiseLevel.Sigma level = noiseOf(series, "Give the Inspector the key noise for uncertainties.");
            log(level.report());
            return level;
        } catch (IllegalArgumentException e) {
            log(e.getMessage());
            return NoiseLevel.FROM_RESIDUAL;
        }
    }

    /**
     * Estimates the noise level of a series.
     *
     * @param wayOut what the user can do where the series does not show its noise
     * @throws IllegalArgumentException where the series does not show its noise
     */
    protected static NoiseLevel.Sigma noiseOf(PhaseCycledSeries series, String wayOut) {
        try {
            return NoiseEstimate.of(series).level();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + " " + wayOut, e);
        }
    }

    /** Refuses a choice of engine that nothing would use. */
    protected final void requireEngineInUse(MethodList list) {
        if (!engine.equals(AUTO) && !list.hasNetworks()) {
            throw new IllegalArgumentException(
                    "engine is used by networks only, but none is among the methods. Leave it at " + AUTO + ".");
        }
    }

    private String b1Source(LoadedSeries loaded) {
        if (loaded.series().b1Ratio().isPresent()) {
            return "B1 map " + b1.strip();
        }
        log("WARNING: " + WITHOUT_B1);
        return "B1 = 1 assumed";
    }
}

package org.relaxometry.bssfp.app.group;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.io.map.TissueMaps;
import org.relaxometry.bssfp.method.Methods;
import org.relaxometry.bssfp.method.NetworkChoice;
import org.relaxometry.bssfp.method.NetworkMethod;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.statistics.Range;
import org.relaxometry.bssfp.text.TypedNumber;
import org.relaxometry.bssfp.training.LearningRateSchedule;
import org.relaxometry.bssfp.training.ParameterDistribution;
import org.relaxometry.bssfp.training.TrainingSpecification;
import org.relaxometry.bssfp.training.TrainingSpecification.Optimisation;

/**
 * What a user typed to have a network trained, key by key; what is absent or blank takes the default of the kind.
 *
 * @param values {@code kind distribution t1map t2map t1 t2 samples snr epochs batch rate schedule patience hidden seed name}
 */
public record TrainingRequest(Map<String, String> values) {

    public static final String UNIFORM = "uniform";
    public static final String UNIFORM_EXTENDED = "uniform extended";
    public static final String LOG_UNIFORM_EXTENDED = "log-uniform extended";
    public static final String IN_VIVO = "in vivo";
    public static final String FROM_MAPS = "from maps";

    public static final String ONE_CYCLE = "one cycle";
    public static final String CONSTANT = "constant";

    public TrainingRequest {
        values = Map.copyOf(values);
    }

    /**
     * The distribution asked for; reads the maps it comes from.
     *
     * @param notes takes what was decided about the maps
     */
    public ParameterDistribution distribution(Progress progress, Consumer<String> notes) throws IOException {
        String name = text("distribution").orElse(UNIFORM).toLowerCase(Locale.ROOT);
        boolean fromMaps = name.equals(FROM_MAPS);
        for (String key : List.of("t1map", "t2map")) {
            if (text(key).isPresent() != fromMaps) {
                throw new IllegalArgumentException(
                        fromMaps
                                ? "The distribution from maps needs a T1 and a T2 map, but '" + key + "' is empty."
                                : key + " is used by the distribution from maps only, but the distribution is " + name
                                        + ". Leave it empty.");
            }
        }
        if (name.equals(IN_VIVO)) {
            if (text("t1").isPresent() || text("t2").isPresent()) {
                throw new IllegalArgumentException(
                        "The distribution in vivo has ranges of its own. Leave 't1' and 't2' empty,"
                                + " or choose another distribution.");
            }
            return ParameterDistribution.inVivo();
        }
        boolean logarithmic = name.equals(LOG_UNIFORM_EXTENDED);
        ParameterDistribution usual = logarithmic || name.equals(UNIFORM_EXTENDED)
                ? ParameterDistribution.uniformExtended()
                : ParameterDistribution.uniform();
        Range t1Ms = range("t1", usual.t1Ms());
        Range t2Ms = range("t2", usual.t2Ms());
        if (!fromMaps) {
            return logarithmic
                    ? ParameterDistribution.logUniform(name, t1Ms, t2Ms)
                    : ParameterDistribution.uniform(name, t1Ms, t2Ms);
        }
        TissueMaps maps = TissueMaps.load(
                "t1map", text("t1map").orElseThrow(), "t2map", text("t2map").orElseThrow(), progress);
        maps.notes().forEach(notes);
        return ParameterDistribution.fromMaps(maps.t1Ms(), maps.t2Ms(), t1Ms, t2Ms);
    }

    /** What to train for this protocol. */
    public TrainingSpecification specification(Protocol protocol, ParameterDistribution distribution) {
        NetworkMethod kind = Methods.network(text("kind").orElse(NetworkChoice.SVNN_COMPLEX));
        LearningRateSchedule schedule = text("schedule").orElse(ONE_CYCLE).equalsIgnoreCase(CONSTANT)
                ? LearningRateSchedule.CONSTANT
                : LearningRateSchedule.ONE_CYCLE;
        Optimisation defaults = kind.optimisation(schedule);
        int epochs = number("epochs", defaults.epochs());
        // a cycle wants to be followed to its end
        int patience = schedule == LearningRateSchedule.ONE_CYCLE ? Math.max(1, epochs) : defaults.patience();
        String name = text("name").orElse(kind.defaultName(protocol, distribution));
        TrainingSpecification usual = kind.recipe().usual(name, protocol, distribution, number("seed", 1));
        return new TrainingSpecification(
                name,
                usual.kind(),
                usual.input(),
                protocol,
                distribution,
                number("samples", usual.samples()),
                text("snr")
                        .map(text -> Range.parse("snr", text, "a range such as 5-100, or a number, or inf"))
                        .orElse(usual.signalToNoise()),
                text("hidden")
                        .map(text -> TypedNumber.wholes(
                                "hidden", text, "the number of units of every hidden layer, such as 64, 64"))
                        .orElse(usual.hiddenLayers()),
                new Optimisation(
                        epochs,
                        number("batch", defaults.batchSize()),
                        text("rate")
                                .map(text -> TypedNumber.number("rate", text, "a number such as 2e-4"))
                                .orElse(defaults.learningRate()),
                        schedule,
                        number("patience", patience)),
                usual.seed());
    }

    private Range range(String key, Range usual) {
        return text(key)
                .map(text -> Range.parse(key, text, "a range such as 360-2080 (ms)"))
                .orElse(usual);
    }

    private int number(String key, int usual) {
        return text(key)
                .map(text -> TypedNumber.whole(key, text, Integer.MIN_VALUE, Integer.MAX_VALUE))
                .orElse(usual);
    }

    private Optional<String> text(String key) {
        return Optional.of(values.getOrDefault(key, "").strip())
                .filter(text -> !text.isEmpty() && !text.equalsIgnoreCase("none"));
    }
}

package org.relaxometry.bssfp.app.group;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.key.Keys;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.posterior.PosteriorValues;
import org.relaxometry.bssfp.estimation.posterior.PosteriorValues.Centre;
import org.relaxometry.bssfp.estimation.posterior.Prior;
import org.relaxometry.bssfp.estimation.posterior.PriorLearner;
import org.relaxometry.bssfp.io.file.FileName;
import org.relaxometry.bssfp.io.map.TissueMaps;
import org.relaxometry.bssfp.io.model.PriorFile;
import org.relaxometry.bssfp.method.Priors;
import org.relaxometry.bssfp.statistics.Range;
import org.relaxometry.bssfp.text.TypedNumber;
import org.relaxometry.bssfp.training.ParameterDistribution;

/** What is known of T1 and T2 before, and what is wanted of the posterior: the keys of that method. */
public final class PriorKeys {

    private static final String IN_VIVO = "in vivo";
    private static final String FROM_MAPS = "from maps";
    private static final String FROM_FILE = "from file";
    private static final String EXAMPLE = "a probability in percent, such as 2.5-97.5";

    private final Keys keys;
    private final Key<String> prior;
    private final Key<String> file;
    private final Key<String> t1Map;
    private final Key<String> t2Map;
    private final Key<Optional<Range>> t1Range;
    private final Key<Optional<Range>> t2Range;
    private final Key<Centre> centre;
    private final Key<Optional<Range>> percentiles;
    private final Key<String> t1Above;
    private final Key<String> t2Above;

    public PriorKeys(Keys all) {
        keys = all.group();
        prior = keys.add(Key.choice(
                        "prior",
                        "Prior",
                        "What the method Posterior knows of T1 and T2 before: every value alike (log-uniform, uniform),"
                                + " brain at 3 T (in vivo), the values of other maps, the density that the series itself"
                                + " teaches (this series), or one that was saved before (from file).",
                        Priors.LOG_UNIFORM,
                        Priors.UNIFORM,
                        IN_VIVO,
                        FROM_MAPS,
                        PriorLearner.NAME,
                        FROM_FILE)
                .more());
        file = keys.add(Key.file(
                        "priorfile",
                        "Priorfile",
                        "For the prior from file: prior.json of a run with the prior this series.")
                .more());
        t1Map = keys.add(Key.image(
                        "priort1",
                        "PriorT1 map",
                        "For the prior from maps: title of an open image or path of a file, in ms or s.")
                .more());
        t2Map = keys.add(Key.image("priort2", "PriorT2 map", "For the prior from maps, on the voxels of the T1 map.")
                .more());
        t1Range = keys.add(Key.range(
                        "t1range",
                        "T1range (ms)",
                        "T1 that the prior holds possible, such as 100-5000. Empty: that.",
                        "two times in ms, such as 100-5000")
                .more());
        t2Range = keys.add(Key.range(
                        "t2range",
                        "T2range (ms)",
                        "T2 that the prior holds possible, such as 5-2500. Empty: that.",
                        "two times in ms, such as 5-2500")
                .more());
        centre = keys.add(Key.oneOf(
                        "estimate",
                        "Estimate",
                        "What of the posterior the maps show: mean (least error in ms), geometric mean (least error in"
                                + " percent), median, or mode (most probable).",
                        List.of(Centre.values()),
                        Centre::title)
                .more());
        percentiles = keys.add(Key.range(
                        "percentiles",
                        "Percentiles",
                        "Maps of the T1 and T2 below which the truth lies with two probabilities, in percent, such as"
                                + " 2.5-97.5. Empty: none.",
                        EXAMPLE)
                .more());
        t1Above = keys.add(Key.text(
                        "t1above", "T1above (ms)", "A map of the probability that T1 is longer than this. Empty: none.")
                .more());
        t2Above = keys.add(Key.text(
                        "t2above", "T2above (ms)", "A map of the probability that T2 is longer than this. Empty: none.")
                .more());
    }

    /** Refuses what would not be used. */
    public void requireUntouched(String method) {
        keys.touched().ifPresent(key -> {
            throw new IllegalArgumentException(key.name() + " is used by the method Posterior only, but the method is "
                    + method + ". Leave it " + (key.usual().isEmpty() ? "empty." : "at " + key.usual() + "."));
        });
    }

    /** Whether the series itself is to teach the prior. */
    public boolean isLearnt() {
        return prior.value().equals(PriorLearner.NAME);
    }

    /** T1 to learn from a series, in ms. */
    public Range t1Ms() {
        return t1Range.value().orElse(Priors.T1_MS);
    }

    /** T2 to learn from a series, in ms. */
    public Range t2Ms() {
        return t2Range.value().orElse(Priors.T2_MS);
    }

    /**
     * Checks what needs no image.
     *
     * @throws IllegalArgumentException where a key is used by another prior, is missing, or is no such number
     */
    public void requireValid() {
        String chosen = prior.value();
        requireWhen(chosen.equals(FROM_FILE), FROM_FILE, file);
        requireWhen(chosen.equals(FROM_MAPS), FROM_MAPS, t1Map);
        requireWhen(chosen.equals(FROM_MAPS), FROM_MAPS, t2Map);
        if (chosen.equals(IN_VIVO) || chosen.equals(FROM_FILE)) {
            for (Key<Optional<Range>> range : List.of(t1Range, t2Range)) {
                if (range.value().isPresent()) {
                    throw new IllegalArgumentException("The prior " + chosen + " has ranges of its own. Leave '"
                            + range.name() + "' empty, or choose another prior.");
                }
            }
        } else {
            ParameterDistribution.uniform(chosen, t1Ms(), t2Ms());
        }
        values();
    }

    private void requireWhen(boolean isUsed, String chosen, Key<String> key) {
        if (isUsed == key.value().isEmpty()) {
            throw new IllegalArgumentException(
                    isUsed
                            ? "The prior " + chosen + " needs '" + key.name() + "', but it is empty."
                            : key.name() + " is used by the prior " + chosen + " only, but the prior is "
                                    + prior.value() + ". Leave it empty.");
        }
    }

    /**
     * The prior, where the series does not teach it.
     *
     * @param notes takes what was decided about maps
     */
    public Prior prior(Progress progress, Consumer<String> notes) throws IOException {
        return switch (prior.value()) {
            case Priors.LOG_UNIFORM -> Priors.logUniform(t1Ms(), t2Ms());
            case Priors.UNIFORM -> Priors.uniform(t1Ms(), t2Ms());
            case IN_VIVO -> Priors.of(ParameterDistribution.inVivo());
            case FROM_MAPS -> fromMaps(progress, notes);
            case FROM_FILE -> PriorFile.read(FileName.path("priorfile", file.value()));
            default -> throw new IllegalStateException("The prior " + prior.value() + " is learnt from a series.");
        };
    }

    private Prior fromMaps(Progress progress, Consumer<String> notes) throws IOException {
        TissueMaps maps = TissueMaps.load(t1Map.name(), t1Map.value(), t2Map.name(), t2Map.value(), progress);
        maps.notes().forEach(notes);
        return Priors.of(ParameterDistribution.fromMaps(maps.t1Ms(), maps.t2Ms(), t1Ms(), t2Ms()));
    }

    /** What is wanted of the posterior. */
    public PosteriorValues values() {
        Optional<Range> percent = percentiles.value();
        percent.ifPresent(range -> {
            if (!(range.min() > 0 && range.max() < 100 && range.width() > 0)) {
                throw TypedNumber.wrong(percentiles.name(), EXAMPLE, percentiles.text());
            }
        });
        return new PosteriorValues(
                centre.value(),
                percent.map(range -> new Range(range.min() / 100, range.max() / 100)),
                limit(t1Above),
                limit(t2Above));
    }

    private static OptionalDouble limit(Key<String> key) {
        if (key.value().isEmpty()) {
            return OptionalDouble.empty();
        }
        double limit = TypedNumber.number(key.name(), key.value(), "a time in ms");
        if (!(limit > 0 && limit < Double.POSITIVE_INFINITY)) {
            throw TypedNumber.wrong(key.name(), "a time in ms", key.value());
        }
        return OptionalDouble.of(limit);
    }
}

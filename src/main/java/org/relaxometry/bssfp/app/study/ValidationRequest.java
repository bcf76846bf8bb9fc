package org.relaxometry.bssfp.app.study;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.relaxometry.bssfp.app.group.TrainingRequest;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.io.image.LoadedProtocol;
import org.relaxometry.bssfp.io.image.SeriesRequest;
import org.relaxometry.bssfp.montecarlo.TestPoints;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.statistics.Range;
import org.relaxometry.bssfp.text.TypedNumber;
import org.relaxometry.bssfp.training.ParameterDistribution;

/**
 * What a user typed to have methods validated, key by key; what is blank takes the default of the study.
 *
 * @param study that is asked for
 * @param values {@code methods tr te flip increments snr samples t1 t2 points distribution tissue cycles b1 epochs}
 * @param seed of all random numbers
 * @param clip whether estimates beyond the ranges of the truth count as the end of the range
 */
record ValidationRequest(ValidationStudy study, Map<String, String> values, int seed, boolean clip) {

    static final String GRID = "grid";

    private static final int USUAL_SAMPLES = 100;
    private static final int USUAL_DRAWS = 40_000;
    private static final int USUAL_RUNS = 4;
    private static final int MOST_RUNS = 1000;
    private static final String USUAL_INCREMENTS = "standard 12";
    private static final Range USUAL_B1 = new Range(0.7, 1.3);

    /** Where the truth of a study lies. */
    record Truth(TestPoints points, Range t1Ms, Range t2Ms) {

        Map<Parameter, Range> limits() {
            return Map.of(Parameter.T1, t1Ms, Parameter.T2, t2Ms);
        }
    }

    ValidationRequest {
        values = Map.copyOf(values);
        for (String key : values.keySet()) {
            boolean given = !values.get(key).isBlank()
                    && !(key.equals("distribution") && values.get(key).equals(GRID));
            if (given && !study.uses(key)) {
                throw new IllegalArgumentException(key + " is not used by the study " + study.title() + ", but by "
                        + ValidationStudy.users(key) + ". Leave it empty.");
            }
        }
    }

    /** Methods by name, separated by commas. */
    String methods() {
        return text("methods")
                .orElse(
                        switch (study) {
                            case OFF_RESONANCE -> "MIRACLE (fast), Maximum likelihood, SVNN complex, PINN complex";
                            case LEARNING_CURVE -> "SVNN, PINN";
                            case PHANTOM -> "Maximum likelihood, Adaptive maximum likelihood, Posterior";
                            default -> "MIRACLE (fast), Maximum likelihood, SVNN, PINN";
                        });
    }

    /** What the user should look at in the protocol. */
    List<String> warnings() throws IOException {
        return loaded().warnings();
    }

    private LoadedProtocol loaded() throws IOException {
        return LoadedProtocol.load(
                new SeriesRequest(Map.of(
                        "tr", values.get("tr"),
                        "te", values.get("te"),
                        "flip", values.get("flip"),
                        "increments", text("increments").orElse(USUAL_INCREMENTS),
                        "pulse", text("pulse").orElse(""),
                        "pulseshape", text("pulseshape").orElse(""),
                        "tbw", text("tbw").orElse(""))),
                Progress.NONE);
    }

    /** One protocol, or one per number of cycles. */
    List<Protocol> protocols() throws IOException {
        Protocol protocol = loaded().protocol();
        Optional<String> cycles = text("cycles");
        if (cycles.isPresent() && text("increments").isPresent()) {
            throw new IllegalArgumentException(
                    "cycles stands for standard increments of so many cycles, but 'increments'"
                            + " are given too. Leave one of them empty.");
        }
        boolean paper =
                study == ValidationStudy.OFF_RESONANCE && text("increments").isEmpty();
        if (cycles.isEmpty() && !paper) {
            return List.of(protocol);
        }
        return TypedNumber.wholes("cycles", cycles.orElse("12, 6, 4"), "whole numbers such as 12, 6, 4").stream()
                .map(n -> protocol.withIncrements(Protocol.standardIncrementsDeg(n)))
                .toList();
    }

    /** SNR of each phase-cycle image, against the mean |F0| of simulated tissue. */
    List<NoiseLevel.Snr> noise() {
        return TypedNumber.numbers("snr", text("snr").orElse(study.usualSnr()), "numbers such as 50, 25, 10 or inf")
                .stream()
                .map(NoiseLevel::snr)
                .toList();
    }

    /** For studies of one level. */
    NoiseLevel.Snr oneNoise() {
        List<NoiseLevel.Snr> levels = noise();
        if (levels.size() > 1) {
            throw new IllegalArgumentException("The study " + study.title() + " takes one SNR, but snr is \""
                    + text("snr").orElseThrow() + "\".");
        }
        return levels.get(0);
    }

    int samples() {
        return text("samples")
                .map(text -> TypedNumber.whole("samples", text, 1, Integer.MAX_VALUE))
                .orElse(USUAL_SAMPLES);
    }

    /** Of a volume, each with noise and lesions of its own. */
    int runs() {
        return text("samples")
                .map(text -> TypedNumber.whole("samples", text, 1, MOST_RUNS))
                .orElse(USUAL_RUNS);
    }

    int points() {
        return TypedNumber.whole("points", text("points").orElse(study.usualPoints()), 1, Integer.MAX_VALUE);
    }

    Range t1Ms() {
        return range("t1", ParameterDistribution.TISSUE_T1_MS, "360-2080");
    }

    Range t2Ms() {
        return range("t2", ParameterDistribution.TISSUE_T2_MS, "20-120");
    }

    /** The grid, or draws from a distribution. */
    Truth truth() throws IOException {
        String distribution = values.get("distribution");
        if (distribution.equals(GRID)) {
            Range t1 = t1Ms();
            Range t2 = t2Ms();
            int points = points();
            return new Truth(TestPoints.grid(TestPoints.axis(t1, points), TestPoints.axis(t2, points)), t1, t2);
        }
        ParameterDistribution drawn = new TrainingRequest(
                        Map.of("distribution", distribution, "t1", values.get("t1"), "t2", values.get("t2")))
                .distribution(Progress.NONE, note -> {});
        int draws = text("points")
                .map(text -> TypedNumber.whole("points", text, 2, Integer.MAX_VALUE))
                .orElse(USUAL_DRAWS);
        return new Truth(TestPoints.draws(drawn, draws, seed), drawn.t1Ms(), drawn.t2Ms());
    }

    /** White matter where nothing is typed; the Cramér–Rao study takes grey matter too. */
    List<Tissue> tissues() {
        List<Tissue> tissues = TypedTissue.list(
                "tissue", text("tissue").orElse(study == ValidationStudy.CRAMER_RAO ? "WM, GM" : "WM"));
        if (study != ValidationStudy.CRAMER_RAO && tissues.size() > 1) {
            throw new IllegalArgumentException("The study " + study.title() + " takes one tissue, but tissue is \""
                    + text("tissue").orElseThrow() + "\".");
        }
        return tissues;
    }

    Range b1Ratio() {
        return range("b1", USUAL_B1, "0.7-1.3");
    }

    /** What the user typed, where it is not blank. */
    Optional<String> text(String key) {
        return Optional.of(values.getOrDefault(key, "").strip()).filter(text -> !text.isEmpty());
    }

    /** The acquisition in short, for figures. */
    static String describe(List<Protocol> protocols) {
        if (protocols.size() == 1) {
            return protocols.get(0).describe();
        }
        String first = protocols.get(0).describe();
        return first.substring(0, first.lastIndexOf(", " + protocols.get(0).cycles() + " cycles")) + ", N = "
                + protocols.stream()
                        .map(protocol -> Integer.toString(protocol.cycles()))
                        .collect(Collectors.joining(", "));
    }

    private Range range(String key, Range usual, String example) {
        String expected = "a range of positive numbers such as " + example;
        Range range = text(key).map(text -> Range.parse(key, text, expected)).orElse(usual);
        if (!(range.min() > 0 && range.max() > range.min() && range.max() < Double.POSITIVE_INFINITY)) {
            throw TypedNumber.wrong(key, expected, text(key).orElseThrow());
        }
        return range;
    }
}

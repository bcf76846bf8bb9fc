package org.relaxometry.bssfp.app.study;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.relaxometry.bssfp.app.frame.StudyPlan;
import org.relaxometry.bssfp.app.group.FieldKey;
import org.relaxometry.bssfp.app.group.ProtocolKeys;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.estimation.fat.FatVisibility;
import org.relaxometry.bssfp.io.sidecar.StatedPulse;
import org.relaxometry.bssfp.montecarlo.TestPoints;
import org.relaxometry.bssfp.montecarlo.study.ProtocolExplorer;
import org.relaxometry.bssfp.plot.study.ProtocolFigure;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.RfPulse;
import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.FatSpectrum;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.statistics.Range;
import org.relaxometry.bssfp.text.TypedNumber;
import org.relaxometry.bssfp.text.Version;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/** How precise a protocol can be before anything is scanned: the Cramér–Rao bound over flip angle, TR and cycles. */
@Plugin(
        type = Command.class,
        name = "explore",
        label = "Protocol Explorer...",
        description = "The least possible spread of T1 and T2 against flip angle, TR and number of cycles.",
        visible = false,
        attrs = @Attr(name = "no-record"))
public class ExploreProtocols extends StudyCommand {

    private static final String FILE = "protocols";
    private static final double MOST_MINUTES = 600;
    private static final int MOST_LINES = 10_000_000;
    private static final String EQUAL_TIME = "equal scan time";
    private static final String EQUAL_NOISE = "equal noise";
    private static final String GIVEN_TIME = "given time";

    private final Key<String> tissue =
            key(Key.text("tissue", "Tissue", "WM (939/62 ms), GM (1400/75 ms), or T1/T2 in ms such as 939/62.")
                    .usual("WM"));

    private final Key<String> flip =
            key(Key.text("flip", "Flip angles (degrees)", "Range of the nominal flip angle, such as 5-60.")
                    .usual("5-60"));

    private final Key<String> tr = key(Key.text("tr", "TR range (ms)", "Range of the repetition time, such as 3-10.")
            .usual("3-10"));

    private final Key<String> cycles =
            key(Key.text("cycles", "Cycles", "Numbers of phase cycles to compare, with standard increments.")
                    .usual("12, 6, 4"));

    private final Key<String> compare = key(Key.choice(
            "compare",
            "Compare at",
            "equal scan time: a protocol is averaged as often as fits into TR times cycles of the reference; equal noise:"
                    + " every phase-cycle image has the same noise, however long the scan; given time: as often as it fits"
                    + " as a whole into 'time'.",
            EQUAL_TIME,
            EQUAL_NOISE,
            GIVEN_TIME));

    private final Key<String> time = key(Key.text(
                    "time", "Time (min)", "With compare=given time: scan time of the whole series, without the B1 map.")
            .more());

    private final Key<String> lines = key(Key.text(
                    "lines",
                    "Lines per image",
                    "With compare=given time: number of TRs that one image of one phase cycle takes, such as phase-encoding"
                            + " steps times slices, divided by the acceleration.")
            .more());

    private final Key<String> dummy = key(Key.text(
                    "dummy",
                    "Dummy time (s)",
                    "With compare=given time: dummy pulses before every image, until the steady state.")
            .usual("3")
            .more());

    private final Key<String> reference = key(Key.text(
                    "reference",
                    "Reference TR (ms) and cycles",
                    "The scan time of the comparison, as TR and number of cycles of a protocol that takes it. A third"
                            + " of the cycles is a third of the time.")
            .usual("4.8, 12"));

    private final Key<String> snr = key(Key.text(
                    "snr",
                    "SNR",
                    "Of a phase-cycle image of the reference: 0.074/(√2 η), η the standard deviation of the noise of real"
                            + " and imaginary part of every cycle at M0 = 1.")
            .usual("25"));

    private final FieldKey b0Field = FieldKey.add(
            keys,
            " Given, the bound of a fat fraction of 20 % is shown too: TR decides whether fat is told from water.");

    private final Key<String> b1 = key(
            Key.text("b1", "B1", "Actual over nominal flip angle.").usual("1").more());

    private final ProtocolKeys pulse = new ProtocolKeys(keys).pulse();

    private final Key<String> echo =
            key(Key.text("echo", "Echo time / TR", "TE as a part of TR, more than 0 and less than 1.")
                    .usual("0.5")
                    .more());

    private final Key<String> points = key(Key.text("points", "Points", "Points along flip angle and along TR.")
            .usual("56")
            .more());

    @Override
    protected StudyPlan plan() {
        ProtocolExplorer.Settings settings = settings();
        String noise = settings.noise().describe();
        String comparison = settings.comparison().describe();
        String tissueName = settings.tissue().t1Ms() + "/" + settings.tissue().t2Ms() + " ms";
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("Tissue", tissueName);
        about.put("B1", settings.b1Ratio());
        about.put("FlipAngles_deg", settings.flipAnglesDeg());
        about.put("RepetitionTimes_ms", settings.repetitionTimesMs());
        about.put("Cycles", settings.cycles());
        about.put("EchoTimeOverRepetitionTime", settings.echoRatio());
        about.put("Noise", noise);
        settings.fat().ifPresent(fat -> about.put("Fat", fat.describe()));
        about.put("Pulse", settings.pulse().describe());
        about.put("ComparedAt", comparison);
        String footer = Version.footer(
                "tissue " + tissueName,
                comparison,
                noise,
                "TE = " + settings.echoRatio() + " TR",
                "B1 " + settings.b1Ratio(),
                settings.pulse().describe(),
                "r.m.s. over off-resonance");
        return new StudyPlan("protocol explorer", FILE, List.of(FILE), List.of(), about, progress -> {
            ProtocolExplorer.Result result = ProtocolExplorer.run(settings, progress);
            return new StudyPlan.Outcome(
                    result.table(), Map.of(FILE, ProtocolFigure.of(result, footer)), describe(result));
        });
    }

    private ProtocolExplorer.Settings settings() {
        List<Tissue> tissues = TypedTissue.list("tissue", tissue.value());
        if (tissues.size() != 1) {
            throw new IllegalArgumentException(
                    "One tissue can be explored at a time, but tissue is \"" + tissue.value() + "\".");
        }
        int count = TypedNumber.whole("points", points.value(), 2, Integer.MAX_VALUE);
        double[] flipAnglesDeg = axis(flip, "5-60", count);
        double[] repetitionTimesMs = axis(tr, "3-10", count);
        int[] numbers = TypedNumber.wholes("cycles", cycles.value(), "whole numbers such as 12, 6, 4").stream()
                .mapToInt(Integer::intValue)
                .toArray();
        double echoRatio = one(echo);
        Map<String, String> typed = pulse.texts();
        RfPulse rfPulse = StatedPulse.typed(text(typed, "pulse"), text(typed, "pulseshape"), text(typed, "tbw"))
                .orElse(RfPulse.INSTANTANEOUS);
        // says what is wrong with the ends of the ranges in the words of a protocol
        for (int n : numbers) {
            protocol(repetitionTimesMs[0], echoRatio, flipAnglesDeg[0], n).withPulse(rfPulse);
            protocol(repetitionTimesMs[count - 1], echoRatio, flipAnglesDeg[count - 1], n);
        }
        String example = "a TR in ms and a number of cycles such as 4.8, 12";
        List<Double> pair = TypedNumber.numbers("reference", reference.value(), example);
        if (pair.size() != 2 || pair.get(1) != Math.rint(pair.get(1))) {
            throw new IllegalArgumentException(
                    "reference must be " + example + ", but is \"" + reference.value() + "\".");
        }
        NoiseLevel.Snr noise = NoiseLevel.snr(one(snr));
        if (noise.isNone()) {
            throw new IllegalArgumentException("Without noise there is no bound: choose a finite SNR.");
        }
        Protocol longest =
                protocol(pair.get(0), echoRatio, flipAnglesDeg[0], pair.get(1).intValue());
        return new ProtocolExplorer.Settings(
                tissues.get(0),
                one(b1),
                flipAnglesDeg,
                repetitionTimesMs,
                numbers,
                echoRatio,
                noise,
                longest,
                rfPulse,
                comparison(longest, numbers, repetitionTimesMs[0]),
                fat());
    }

    private Optional<FatSpectrum> fat() {
        OptionalDouble tesla = b0Field.typed();
        return tesla.isPresent() ? Optional.of(FatSpectrum.at(tesla.getAsDouble())) : Optional.empty();
    }

    private ProtocolExplorer.Comparison comparison(Protocol longest, int[] numbers, double shortestMs) {
        if (!compare.value().equals(GIVEN_TIME)) {
            for (Key<String> key : List.of(time, lines)) {
                if (!key.value().isBlank()) {
                    throw new IllegalArgumentException(
                            key.name() + " is used with compare=given time only, but 'compare' is " + compare.value()
                                    + ". Leave it empty.");
                }
            }
            return compare.value().equals(EQUAL_TIME)
                    ? new ProtocolExplorer.EqualTime(longest)
                    : new ProtocolExplorer.EqualNoise();
        }
        if (time.value().isBlank() || lines.value().isBlank()) {
            throw new IllegalArgumentException(
                    "compare=given time needs the scan time in minutes, time=…, and the number"
                            + " of TRs per image, lines=….");
        }
        double minutes = one(time);
        double dummySeconds = one(dummy);
        if (!(minutes > 0 && minutes <= MOST_MINUTES && dummySeconds >= 0)) {
            throw new IllegalArgumentException("time must be more than 0 and at most " + MOST_MINUTES
                    + " minutes and 'dummy' 0 s or more, but 'time' is " + time.value() + " and 'dummy' "
                    + dummy.value()
                    + ".");
        }
        int perImage = TypedNumber.whole("lines", lines.value(), 1, MOST_LINES);
        ProtocolExplorer.GivenTime given = new ProtocolExplorer.GivenTime(60 * minutes, perImage, dummySeconds);
        int fewest = Arrays.stream(numbers).min().orElseThrow();
        if (given.averages(protocol(shortestMs, one(echo), 10, fewest)) == 0) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "Not even %d cycles of TR %s ms fit into %s min: they take %.1f min. Give more time, fewer lines or"
                            + " less dummy time.",
                    fewest,
                    TypedNumber.show(shortestMs),
                    time.value(),
                    fewest * (dummySeconds + perImage * shortestMs / 1000) / 60));
        }
        return given;
    }

    private static Optional<String> text(Map<String, String> typed, String key) {
        return Optional.of(typed.getOrDefault(key, "").strip()).filter(text -> !text.isEmpty());
    }

    private static Protocol protocol(double repetitionTimeMs, double echoRatio, double flipAngleDeg, int cycles) {
        return new Protocol(
                repetitionTimeMs, echoRatio * repetitionTimeMs, flipAngleDeg, Protocol.standardIncrementsDeg(cycles));
    }

    private static double[] axis(Key<String> key, String example, int count) {
        String expected = "a range such as " + example;
        Range range = Range.parse(key.name(), key.value(), expected);
        if (!(range.width() > 0 && range.width() < Double.POSITIVE_INFINITY)) {
            throw TypedNumber.wrong(key.name(), expected, key.value());
        }
        return TestPoints.axis(range, count);
    }

    private static double one(Key<String> key) {
        return TypedNumber.number(key.name(), key.value(), "one number");
    }

    private static String describe(ProtocolExplorer.Result result) {
        ProtocolExplorer.Bound best = result.best();
        String text = "Best of these: " + describe(best);
        Optional<ProtocolExplorer.Bound> gentlest = result.gentlest().filter(other -> !other.equals(best));
        return text
                + gentlest.map(other ->
                                "Nearly as precise and least changed by magnetisation transfer: " + describe(other))
                        .orElse("")
                + result.settings()
                        .fat()
                        .map(fat -> String.format(
                                Locale.ROOT,
                                "A fat fraction of 20 %% is known at the best to %.2f %%; TRs that tell fat from water well at"
                                        + " this flip angle: %s. ",
                                best.fatPercent(),
                                FatVisibility.of(best.protocol(), fat).goodTimes()))
                        .orElse("");
    }

    private static String describe(ProtocolExplorer.Bound bound) {
        Protocol protocol = bound.protocol();
        String errors = protocol.pulse().isInstantaneous()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; without the length of the pulse T1 would be %+.1f %% off",
                        bound.pulsePercent());
        String transfer = Double.isNaN(bound.transferPercent())
                ? ""
                : String.format(
                        Locale.ROOT, "; magnetisation transfer changes T1 by %+.0f %%", bound.transferPercent());
        return String.format(
                Locale.ROOT,
                "flip angle %.1f°, TR %.2f ms, %d cycles, %.3g averages: at best %.2f %% of T1 and %.2f %% of T2%s%s. ",
                protocol.flipAngleDeg(),
                protocol.repetitionTimeMs(),
                protocol.cycles(),
                bound.averages(),
                bound.t1Percent(),
                bound.t2Percent(),
                errors,
                transfer);
    }
}

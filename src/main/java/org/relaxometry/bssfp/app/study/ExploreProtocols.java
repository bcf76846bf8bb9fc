package org.relaxometry.bssfp.app.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.relaxometry.bssfp.app.frame.StudyPlan;
import org.relaxometry.bssfp.app.key.TypedRange;
import org.relaxometry.bssfp.app.key.TypedStudyKeys;
import org.relaxometry.bssfp.montecarlo.TestPoints;
import org.relaxometry.bssfp.montecarlo.study.ProtocolExplorer;
import org.relaxometry.bssfp.plot.study.ProtocolFigure;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.statistics.Range;
import org.relaxometry.bssfp.text.Version;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** How precise a protocol can be before anything is scanned: the Cramér–Rao bound over flip angle, TR and cycles. */
@Plugin(
        type = Command.class,
        name = "explore",
        label = "Protocol Explorer...",
        description = "The least possible spread of T1 and T2 against flip angle, TR and number of cycles.",
        attrs = @Attr(name = "no-record"))
public class ExploreProtocols extends StudyCommand {

    private static final String FILE = "protocols";
    private static final String EQUAL_TIME = "equal scan time";
    private static final String EQUAL_NOISE = "equal noise";

    @Parameter(
            label = "Tissue",
            description = "WM (939/62 ms), GM (1400/75 ms), or T1/T2 in ms such as 939/62.",
            required = false,
            persist = false)
    private String tissue = "WM";

    @Parameter(
            label = "Flip angles (degrees)",
            description = "Range of the nominal flip angle, such as 5-60.",
            required = false,
            persist = false)
    private String flip = "5-60";

    @Parameter(
            label = "TR range (ms)",
            description = "Range of the repetition time, such as 3-10.",
            required = false,
            persist = false)
    private String tr = "3-10";

    @Parameter(
            label = "Cycles",
            description = "Numbers of phase cycles to compare, with standard increments.",
            required = false,
            persist = false)
    private String cycles = "12, 6, 4";

    @Parameter(
            label = "Compare at",
            description =
                    "equal scan time: a protocol is averaged as often as fits into TR times cycles of the reference; equal noise:"
                            + " every phase-cycle image has the same noise, however long the scan.",
            choices = {EQUAL_TIME, EQUAL_NOISE},
            required = false,
            persist = false)
    private String compare = EQUAL_TIME;

    @Parameter(
            label = "Reference TR (ms) and cycles",
            description =
                    "The scan time of the comparison, as TR and number of cycles of a protocol that takes it. A third"
                            + " of the cycles is a third of the time.",
            required = false,
            persist = false)
    private String reference = "4.8, 12";

    @Parameter(
            label = "SNR",
            description =
                    "Of a phase-cycle image of the reference: 0.074/(√2 η), η the standard deviation of the noise of real"
                            + " and imaginary part of every cycle at M0 = 1.",
            required = false,
            persist = false)
    private String snr = "25";

    @Parameter(
            label = "B1",
            description = "Actual over nominal flip angle.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String b1 = "1";

    @Parameter(
            label = "Echo time / TR",
            description = "TE as a part of TR, more than 0 and less than 1.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String echo = "0.5";

    @Parameter(
            label = "Points",
            description = "Points along flip angle and along TR.",
            required = false,
            persist = false,
            attrs = @Attr(name = MORE))
    private String points = "56";

    @Override
    protected StudyPlan plan() {
        ProtocolExplorer.Settings settings = settings();
        String noise = settings.noise().describe();
        String comparison = settings.equalScanTime()
                ? "equal scan time, that of TR " + settings.reference().repetitionTimeMs() + " ms with "
                        + settings.reference().cycles() + " cycles"
                : "equal noise";
        String tissueName = settings.tissue().t1Ms() + "/" + settings.tissue().t2Ms() + " ms";
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("Tissue", tissueName);
        about.put("B1", settings.b1Ratio());
        about.put("FlipAngles_deg", settings.flipAnglesDeg());
        about.put("RepetitionTimes_ms", settings.repetitionTimesMs());
        about.put("Cycles", settings.cycles());
        about.put("EchoTimeOverRepetitionTime", settings.echoRatio());
        about.put("Noise", noise);
        about.put("ComparedAt", comparison);
        String footer = Version.footer(
                "tissue " + tissueName,
                comparison,
                noise,
                "TE = " + settings.echoRatio() + " TR",
                "B1 " + settings.b1Ratio(),
                "r.m.s. over off-resonance");
        return new StudyPlan("protocol explorer", FILE, List.of(FILE), List.of(), about, progress -> {
            ProtocolExplorer.Result result = ProtocolExplorer.run(settings, progress);
            return new StudyPlan.Outcome(
                    result.table(), Map.of(FILE, ProtocolFigure.of(result, footer)), describe(result.best()));
        });
    }

    private ProtocolExplorer.Settings settings() {
        List<Tissue> tissues = TypedStudyKeys.tissues(tissue);
        if (tissues.size() != 1) {
            throw new IllegalArgumentException(
                    "One tissue can be explored at a time, but tissue is \"" + tissue + "\".");
        }
        int count = TypedStudyKeys.wholeNumber("points", points, 2);
        double[] flipAnglesDeg = axis("flip", flip, "5-60", count);
        double[] repetitionTimesMs = axis("tr", tr, "3-10", count);
        int[] numbers = TypedStudyKeys.wholeNumbers("cycles", cycles, "whole numbers such as 12, 6, 4").stream()
                .mapToInt(Integer::intValue)
                .toArray();
        double echoRatio = one("echo", echo);
        // says what is wrong with the ends of the ranges in the words of a protocol
        for (int n : numbers) {
            protocol(repetitionTimesMs[0], echoRatio, flipAnglesDeg[0], n);
            protocol(repetitionTimesMs[count - 1], echoRatio, flipAnglesDeg[count - 1], n);
        }
        String example = "a TR in ms and a number of cycles such as 4.8, 12";
        List<Double> pair = TypedStudyKeys.numbers("reference", reference, example);
        if (pair.size() != 2 || pair.get(1) != Math.rint(pair.get(1))) {
            throw new IllegalArgumentException("reference must be " + example + ", but is \"" + reference + "\".");
        }
        NoiseLevel.Snr noise = NoiseLevel.snr(one("snr", snr));
        if (noise.isNone()) {
            throw new IllegalArgumentException("Without noise there is no bound: choose a finite SNR.");
        }
        return new ProtocolExplorer.Settings(
                tissues.get(0),
                one("b1", b1),
                flipAnglesDeg,
                repetitionTimesMs,
                numbers,
                echoRatio,
                noise,
                protocol(pair.get(0), echoRatio, flipAnglesDeg[0], pair.get(1).intValue()),
                compare.equals(EQUAL_TIME));
    }

    private static Protocol protocol(double repetitionTimeMs, double echoRatio, double flipAngleDeg, int cycles) {
        return new Protocol(
                repetitionTimeMs, echoRatio * repetitionTimeMs, flipAngleDeg, Protocol.standardIncrementsDeg(cycles));
    }

    private static double[] axis(String key, String text, String example, int count) {
        Range range = TypedRange.parse(key, text, example);
        if (!(range.width() > 0 && range.width() < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    key + " must be a range such as " + example + ", but is \"" + text + "\".");
        }
        return TestPoints.axis(range, count);
    }

    private static double one(String key, String text) {
        List<Double> numbers = TypedStudyKeys.numbers(key, text, "one number");
        if (numbers.size() != 1) {
            throw new IllegalArgumentException(key + " must be one number, but is \"" + text + "\".");
        }
        return numbers.get(0);
    }

    private static String describe(ProtocolExplorer.Bound best) {
        return String.format(
                Locale.ROOT,
                "Best of these: flip angle %.1f°, TR %.2f ms, %d cycles: at best %.2f %% of T1 and %.2f %% of T2. ",
                best.protocol().flipAngleDeg(),
                best.protocol().repetitionTimeMs(),
                best.protocol().cycles(),
                best.t1Percent(),
                best.t2Percent());
    }
}

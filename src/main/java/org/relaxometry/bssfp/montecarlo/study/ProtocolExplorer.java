package org.relaxometry.bssfp.montecarlo.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.fat.WaterFatBound;
import org.relaxometry.bssfp.montecarlo.TestPoints;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.RfPulse;
import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.CramerRaoBound;
import org.relaxometry.bssfp.signal.FatSpectrum;
import org.relaxometry.bssfp.signal.MagnetisationTransfer;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.signal.PulseBias;
import org.relaxometry.bssfp.statistics.StudyTable;

/**
 * The Cramér–Rao bound of T1 and T2 of a tissue against flip angle, TR and number of cycles: how precise a protocol can be, before
 * anything is scanned. Root mean square over off-resonance, M0 the same for all protocols, increments as in Birk et al. 2025.
 *
 * <p>Three ways to compare. At equal noise every phase-cycle image has the same σ, whatever its TR. At equal scan time a protocol is
 * averaged as often as fits into the time of a reference, (TR N)<sub>reference</sub> / (TR N) times, a number that need not be
 * whole, and σ falls with its square root. In a given time it is averaged as often as it fits as a whole, dummy pulses and all; what
 * does not fit once is left out. Anyway the readout bandwidth is the same, and the time for a B1 map does not count.
 *
 * <p>Beside the bound stands what T1 is read wrong by: the pulse where it is taken for an instantaneous one, and magnetisation
 * transfer where the tissue is white or grey matter.
 */
public final class ProtocolExplorer {

    /** The bound repeats N times around the circle; so many angles lie in one of these parts. */
    private static final int ANGLES = 12;

    /** Share of fat in the voxel whose fat fraction is bounded. */
    public static final double FAT_FRACTION = 0.2;

    /** A bound so much larger is hardly larger. */
    private static final double NEARLY_BEST = 1.1;

    /**
     * What to compare.
     *
     * @param tissue T1 and T2
     * @param b1Ratio actual over nominal flip angle
     * @param flipAnglesDeg nominal flip angles in degrees
     * @param repetitionTimesMs TR in ms
     * @param cycles numbers of phase cycles N
     * @param echoRatio TE / TR, more than 0 and less than 1
     * @param noise of the reference
     * @param reference whose noise and scan time are given
     * @param pulse of all protocols, which the methods know of
     * @param comparison at what protocols are compared
     * @param fat fat at a field strength, where the bound of a fat fraction is wanted too
     */
    public record Settings(
            Tissue tissue,
            double b1Ratio,
            double[] flipAnglesDeg,
            double[] repetitionTimesMs,
            int[] cycles,
            double echoRatio,
            NoiseLevel.Known noise,
            Protocol reference,
            RfPulse pulse,
            Comparison comparison,
            Optional<FatSpectrum> fat) {

        public Settings {
            if (flipAnglesDeg.length == 0 || repetitionTimesMs.length == 0 || cycles.length == 0) {
                throw new IllegalArgumentException("At least one flip angle, TR and number of cycles is needed, but"
                        + " there are " + flipAnglesDeg.length + ", " + repetitionTimesMs.length + " and "
                        + cycles.length + ".");
            }
            if (!(b1Ratio > 0)) {
                throw new IllegalArgumentException("B1 must be more than 0, but is " + b1Ratio + ".");
            }
        }

        Protocol protocol(int n, int tr, int flip) {
            double repetitionTimeMs = repetitionTimesMs[tr];
            return new Protocol(
                    repetitionTimeMs,
                    echoRatio * repetitionTimeMs,
                    flipAnglesDeg[flip],
                    Protocol.standardIncrementsDeg(cycles[n]),
                    pulse);
        }
    }

    /** At what protocols are compared. */
    public sealed interface Comparison {

        /** How often a protocol is averaged; 0 where there is no time for it. */
        double averages(Protocol protocol);

        /** In words. */
        String describe();
    }

    /** At the same noise of every image, however long the scan. */
    public record EqualNoise() implements Comparison {

        @Override
        public double averages(Protocol protocol) {
            return 1;
        }

        @Override
        public String describe() {
            return "equal noise";
        }
    }

    /** In the time of a protocol. */
    public record EqualTime(Protocol reference) implements Comparison {

        @Override
        public double averages(Protocol protocol) {
            return pulses(reference) / pulses(protocol);
        }

        private static double pulses(Protocol protocol) {
            return protocol.repetitionTimeMs() * protocol.cycles();
        }

        @Override
        public String describe() {
            return "equal scan time, that of TR " + reference.repetitionTimeMs() + " ms with " + reference.cycles()
                    + " cycles";
        }
    }

    /**
     * In a given time.
     *
     * @param seconds for the whole series
     * @param lines TRs that one image of one cycle takes
     * @param dummySeconds before every image, until the steady state
     */
    public record GivenTime(double seconds, int lines, double dummySeconds) implements Comparison {

        @Override
        public double averages(Protocol protocol) {
            double image = dummySeconds + lines * protocol.repetitionTimeMs() / 1000;
            return Math.floor(seconds / (protocol.cycles() * image));
        }

        @Override
        public String describe() {
            return String.format(
                    Locale.ROOT,
                    "what fits into %.4g s at %d TRs and %.3g s of dummy pulses per image",
                    seconds,
                    lines,
                    dummySeconds);
        }
    }

    /**
     * One protocol.
     *
     * @param protocol its settings
     * @param averages how often it fits into the scan time of the reference; 1 at equal noise
     * @param t1Percent bound of the standard deviation of T1 in % of T1
     * @param t2Percent bound of the standard deviation of T2 in % of T2
     * @param pulsePercent error of T1 in % where the pulse is taken to be instantaneous
     * @param transferPercent error of T1 in % by magnetisation transfer; NaN where the pulse is instantaneous, or the tissue neither
     *     white nor grey matter
     * @param fatPercent bound of the standard deviation of a fat fraction of {@value #FAT_FRACTION} in %; NaN where it is not wanted
     */
    public record Bound(
            Protocol protocol,
            double averages,
            double t1Percent,
            double t2Percent,
            double pulsePercent,
            double transferPercent,
            double fatPercent) {

        /** The larger of the bounds of T1 and T2. */
        double worse() {
            return Math.max(t1Percent, t2Percent);
        }
    }

    /**
     * What came of it.
     *
     * @param settings what was asked for
     * @param bounds [cycles][TR][flip angle]
     */
    public record Result(Settings settings, Bound[][][] bounds) {

        /** The protocol whose larger bound, of T1 or of T2, is smallest. */
        public Bound best() {
            return all().stream().min(Comparator.comparingDouble(Bound::worse)).orElseThrow();
        }

        /** Of the protocols that are hardly less precise than the best, the one by which magnetisation transfer costs T1 least. */
        public Optional<Bound> gentlest() {
            double most = NEARLY_BEST * best().worse();
            return all().stream()
                    .filter(bound -> bound.worse() <= most && !Double.isNaN(bound.transferPercent()))
                    .max(Comparator.comparingDouble(Bound::transferPercent));
        }

        private List<Bound> all() {
            List<Bound> all = new ArrayList<>();
            for (Bound[][] ofCycles : bounds) {
                for (Bound[] ofTr : ofCycles) {
                    all.addAll(List.of(ofTr));
                }
            }
            return all;
        }

        /** One row per protocol. */
        public StudyTable table() {
            List<String> columns = new ArrayList<>(List.of(
                    "cycles",
                    "TR [ms]",
                    "TE [ms]",
                    "flip angle [deg]",
                    "averages",
                    "bound of T1 [%]",
                    "bound of T2 [%]",
                    "T1 without the key pulse [%]",
                    "T1 by magnetisation transfer [%]"));
            settings.fat().ifPresent(fat -> columns.add("bound of fat fraction [%]"));
            return new StudyTable(columns, all().stream().map(this::row).toList());
        }

        private List<Object> row(Bound bound) {
            List<Object> row = new ArrayList<>(List.of(
                    bound.protocol().cycles(),
                    bound.protocol().repetitionTimeMs(),
                    bound.protocol().echoTimeMs(),
                    bound.protocol().flipAngleDeg(),
                    bound.averages(),
                    bound.t1Percent(),
                    bound.t2Percent(),
                    bound.pulsePercent(),
                    bound.transferPercent()));
            settings.fat().ifPresent(fat -> row.add(bound.fatPercent()));
            return row;
        }
    }

    private ProtocolExplorer() {}

    /**
     * Runs it.
     *
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public static Result run(Settings settings, Progress progress) {
        int repetitionTimes = settings.repetitionTimesMs().length;
        int flipAngles = settings.flipAnglesDeg().length;
        Bound[][][] bounds = new Bound[settings.cycles().length][repetitionTimes][flipAngles];
        for (int n = 0; n < bounds.length; n++) {
            for (int tr = 0; tr < repetitionTimes; tr++) {
                progress.checkCanceled();
                for (int flip = 0; flip < flipAngles; flip++) {
                    bounds[n][tr][flip] = bound(settings, settings.protocol(n, tr, flip));
                }
                progress.update((n + (tr + 1.0) / repetitionTimes) / bounds.length);
            }
        }
        return new Result(settings, bounds);
    }

    private static Bound bound(Settings settings, Protocol protocol) {
        Tissue tissue = settings.tissue();
        double averages = settings.comparison().averages(protocol);
        if (averages == 0) {
            double none = Double.POSITIVE_INFINITY;
            return new Bound(protocol, 0, none, none, Double.NaN, Double.NaN, none);
        }
        double sigma = settings.noise().sigma(settings.reference().cycles()) / Math.sqrt(averages);
        double t1 = 0;
        double t2 = 0;
        for (double angle : TestPoints.circleRad(ANGLES)) {
            CramerRaoBound bound =
                    CramerRaoBound.of(tissue, angle / protocol.cycles(), settings.b1Ratio(), protocol, sigma);
            t1 += bound.t1Ms() * bound.t1Ms() / ANGLES;
            t2 += bound.t2Ms() * bound.t2Ms() / ANGLES;
        }
        return new Bound(
                protocol,
                averages,
                100 * Math.sqrt(t1) / tissue.t1Ms(),
                100 * Math.sqrt(t2) / tissue.t2Ms(),
                100 * PulseBias.of(protocol, tissue),
                100 * transfer(protocol, tissue),
                settings.fat()
                        .map(fat -> fatPercent(settings, protocol, fat, sigma))
                        .orElse(Double.NaN));
    }

    private static double transfer(Protocol protocol, Tissue tissue) {
        if (protocol.pulse().isInstantaneous()) {
            return Double.NaN;
        }
        return tissue.equals(Tissue.WHITE_MATTER)
                ? MagnetisationTransfer.WHITE_MATTER.t1Bias(protocol, tissue.t2Ms())
                : tissue.equals(Tissue.GREY_MATTER)
                        ? MagnetisationTransfer.GREY_MATTER.t1Bias(protocol, tissue.t2Ms())
                        : Double.NaN;
    }

    private static double fatPercent(Settings settings, Protocol protocol, FatSpectrum fat, double sigma) {
        double sum = 0;
        for (double angle : TestPoints.circleRad(ANGLES)) {
            double thetaRad = angle / protocol.cycles();
            double bound = WaterFatBound.of(
                            settings.tissue(), FAT_FRACTION, thetaRad, settings.b1Ratio(), protocol, fat, sigma)
                    .fatFraction();
            sum += bound * bound / ANGLES;
        }
        return 100 * Math.sqrt(sum);
    }
}

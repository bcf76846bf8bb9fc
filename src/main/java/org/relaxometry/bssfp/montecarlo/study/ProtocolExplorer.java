package org.relaxometry.bssfp.montecarlo.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.fat.WaterFatBound;
import org.relaxometry.bssfp.montecarlo.TestPoints;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.CramerRaoBound;
import org.relaxometry.bssfp.signal.FatSpectrum;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.statistics.StudyTable;

/**
 * The Cramér–Rao bound of T1 and T2 of a tissue against flip angle, TR and number of cycles: how precise a protocol can be, before
 * anything is scanned. Root mean square over off-resonance, M0 the same for all protocols, increments as in Birk et al. 2025.
 *
 * <p>Two ways to compare. At equal noise every phase-cycle image has the same σ, whatever its TR. At equal scan time a protocol is
 * averaged as often as fits into the time of a reference, (TR N)<sub>reference</sub> / (TR N) times, a number that need not be
 * whole, and σ falls with its square root. Either way the readout bandwidth is the same, and neither dummy pulses nor the time for
 * a B1 map count.
 */
public final class ProtocolExplorer {

    /** The bound repeats N times around the circle; so many angles lie in one of these parts. */
    private static final int ANGLES = 12;

    /** Share of fat in the voxel whose fat fraction is bounded. */
    public static final double FAT_FRACTION = 0.2;

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
     * @param equalScanTime whether protocols are compared at equal scan time; else at equal noise
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
            boolean equalScanTime,
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
                    Protocol.standardIncrementsDeg(cycles[n]));
        }

        /** How often a protocol is averaged: 1 at equal noise. */
        double averages(Protocol protocol) {
            return equalScanTime ? scanTime(reference) / scanTime(protocol) : 1;
        }

        private static double scanTime(Protocol protocol) {
            return protocol.repetitionTimeMs() * protocol.cycles();
        }
    }

    /**
     * One protocol.
     *
     * @param protocol its settings
     * @param averages how often it fits into the scan time of the reference; 1 at equal noise
     * @param t1Percent bound of the standard deviation of T1 in % of T1
     * @param t2Percent bound of the standard deviation of T2 in % of T2
     * @param fatPercent bound of the standard deviation of a fat fraction of {@value #FAT_FRACTION} in %; NaN where it is not wanted
     */
    public record Bound(Protocol protocol, double averages, double t1Percent, double t2Percent, double fatPercent) {}

    /**
     * What came of it.
     *
     * @param settings what was asked for
     * @param bounds [cycles][TR][flip angle]
     */
    public record Result(Settings settings, Bound[][][] bounds) {

        /** The protocol whose larger bound, of T1 or of T2, is smallest. */
        public Bound best() {
            return all().stream()
                    .min((one, other) -> Double.compare(worse(one), worse(other)))
                    .orElseThrow();
        }

        private static double worse(Bound bound) {
            return Math.max(bound.t1Percent(), bound.t2Percent());
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
                    "bound of T2 [%]"));
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
                    bound.t2Percent()));
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
        double averages = settings.averages(protocol);
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
                settings.fat()
                        .map(fat -> fatPercent(settings, protocol, fat, sigma))
                        .orElse(Double.NaN));
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

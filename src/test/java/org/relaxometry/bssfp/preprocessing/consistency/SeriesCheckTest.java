package org.relaxometry.bssfp.preprocessing.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.preprocessing.check.BrightVoxels;
import org.relaxometry.bssfp.preprocessing.check.ConventionCheck;
import org.relaxometry.bssfp.preprocessing.motion.MovedBrain;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.EllipticalSignal;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.space.ComplexSeries;
import org.relaxometry.bssfp.space.ComplexVolume;
import org.relaxometry.bssfp.space.CycleVolumes;
import org.relaxometry.bssfp.space.PhaseCycledSeries;
import org.relaxometry.bssfp.space.VolumeGrid;

class SeriesCheckTest {

    /** Where the maps are off by less, a series may pass without a word. */
    private static final double SILENT_ERROR = 0.1;

    private static final MovedBrain BRAIN = MovedBrain.sample();

    /** What became of a wrong series, and how wrong its maps are. */
    private record Outcome(String fault, int cycles, MovedBrain.MapErrors errors, String verdict, String text) {

        boolean isSilent() {
            return verdict.equals("silent");
        }

        boolean isWrong() {
            return Math.abs(errors.t1()) > SILENT_ERROR
                    || Math.abs(errors.t2()) > SILENT_ERROR
                    || errors.lost() > SILENT_ERROR;
        }

        String row() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %d | %+.0f | %+.0f | %.0f | %s | %s |",
                    fault,
                    cycles,
                    100 * errors.t1(),
                    100 * errors.t2(),
                    100 * errors.lost(),
                    verdict,
                    text.replaceFirst("\\..*", ""));
        }
    }

    /** All faults at an SNR of 25: none may give maps that are clearly wrong, and say nothing. */
    @ParameterizedTest
    @ValueSource(ints = {12, 6, 4})
    @Tag("slow")
    void noFaultThatTheDataShowPassesInSilence(int cycles) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        ComplexSeries good = simulated(cycles, 25, 7, new double[cycles]);
        for (Map.Entry<String, UnaryOperator<ComplexSeries>> fault :
                WrongSeries.of(cycles).entrySet()) {
            outcomes.add(outcome(fault.getKey(), fault.getValue().apply(good)));
        }
        for (Map.Entry<String, double[]> drift : WrongSeries.drifts(cycles).entrySet()) {
            outcomes.add(outcome(drift.getKey(), simulated(cycles, 25, 7, drift.getValue())));
        }
        Path table = Path.of("target", "wrong-series-" + cycles + ".md");
        Files.write(table, outcomes.stream().map(Outcome::row).toList());

        assertThat(outcomes).hasSizeGreaterThan(75);
        assertThat(outcomes.stream().filter(outcome -> outcome.isSilent() && outcome.isWrong()))
                .as("silently wrong, see " + table)
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "cycles 1 and 2 exchanged, 12, Cycles 1 and 2 are exchanged",
        "cycles 1 and 3 exchanged, 6, Cycles 1 and 3 are exchanged",
        "one cycle x 2.0, 12, Cycle 2 does not belong",
        "every cycle scaled to its maximum, 12, not scaled alike",
        "every cycle scaled to its maximum, 4, not scaled alike",
        "receiver phase of 10° s.d., 12, phase of their own",
        "increments 360°/(N − 1) apart, 12, less far apart",
        "phase x 0.9, 12, scaled by about 0.9",
        "phase x 0.8, 12, scaled by about 0.8",
        "one cycle twice, 4, Cycles 2 and 3 hold the same images",
        "half of one cycle zero, 6, Cycle 2 is exactly 0",
        "half of one cycle NaN, 6, Cycle 2 holds no numbers",
        "half of the cycles moved by 2 voxels, 6, moved between the cycles",
        "phase flipped left to right, 4, flipped left to right",
        "phase shifted by a slice, 4, shifted by one slice",
        "half of the cycles moved by 2 voxels along y, 4, moved between the cycles",
        "every cycle moved by a voxel more, 12, moved between the cycles",
        "one cycle NaN, 6, Cycle 2 holds no numbers",
        "magnitudes with an offset of 0.02, 12, offset of about"
    })
    void namesTheCause(String fault, int cycles, String words) {
        ComplexSeries good = simulated(cycles, 25, 7, new double[cycles]);
        SeriesCheck check =
                SeriesCheck.of(series(WrongSeries.of(cycles).get(fault).apply(good)));

        assertThat(check.texts()).anySatisfy(text -> assertThat(text).contains(words));
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 6})
    void measuresADriftOfTheField(int cycles) {
        SeriesCheck check = SeriesCheck.of(
                series(simulated(cycles, 25, 7, WrongSeries.drifts(cycles).get("field drift of 8 Hz"))));

        SystematicErrors.Estimate drift = check.errors().stream()
                .filter(error -> error.source() == ErrorSource.DRIFT)
                .findFirst()
                .orElseThrow();
        double hertz = (drift.size()[cycles - 1] - drift.size()[0]) * 1000 / (2 * Math.PI * 4.8);
        assertThat(hertz).isBetween(6.0, 9.0);
        assertThat(check.texts()).anySatisfy(text -> assertThat(text).contains("The field drifted"));
    }

    @ParameterizedTest
    @CsvSource({"12, 25", "12, 10", "6, 25", "4, 25", "3, 25", "16, 100"})
    void saysNothingAgainstAGoodSeries(int cycles, double snr) {
        SeriesCheck check = SeriesCheck.of(series(simulated(cycles, snr, 3, new double[cycles])));

        assertThat(check.findings()).isEmpty();
        assertThat(check.voxels()).isBetween(300, 1200);
    }

    /** A bottle: all voxels alike but for noise, in which nothing may pass for a scale of the phases, a drift or a gain. */
    @ParameterizedTest
    @CsvSource({
        "3, 25, 300, 50, 20, 0",
        "3, 100, 850, 65, 20, 0",
        "4, 10, 300, 50, 20, 0",
        "4, 25, 300, 50, 0, 60",
        "4, 100, 850, 65, 20, 0",
        "6, 10, 300, 50, 20, 0",
        "6, 10, 850, 65, 20, 300",
        "6, 25, 1400, 90, 100, 0"
    })
    void saysNothingAgainstABottle(
            int cycles, double snr, double t1Ms, double t2Ms, double offResonanceHz, double acrossHz) {
        VolumeGrid grid = new VolumeGrid(48, 48, 6, 2, 2, 2);
        Protocol protocol = protocol(cycles);
        EllipticalSignal signal = new EllipticalSignal(protocol);
        double a = signal.a(t2Ms);
        double b = signal.excitation(1, 0).b(t1Ms, t2Ms);
        List<ComplexVolume> volumes = new ArrayList<>();
        for (int j = 0; j < cycles; j++) {
            ComplexVolume volume = ComplexVolume.zeros(grid);
            for (int i = 0; i < grid.voxels(); i++) {
                double x = i % 48 - 24;
                if (Math.hypot(x, i / 48 % 48 - 24) < 18) {
                    double theta = 2 * Math.PI * 0.0048 * (offResonanceHz + acrossHz * x / 36);
                    double psi = theta - protocol.phaseIncrementsRad()[j];
                    double m = 0.13 / (1 - b * Math.cos(psi));
                    double phase = -theta / 2 - 0.3;
                    double real = m * (1 - a * Math.cos(psi));
                    double imaginary = m * a * Math.sin(psi);
                    volume.real()[i] = (float) (real * Math.cos(phase) - imaginary * Math.sin(phase));
                    volume.imaginary()[i] = (float) (real * Math.sin(phase) + imaginary * Math.cos(phase));
                }
            }
            double noise = GaussianNoise.standardDeviation(snr);
            new GaussianNoise(7, 2L * j).addTo(volume.real(), grid.voxels(), noise);
            new GaussianNoise(7, 2L * j + 1).addTo(volume.imaginary(), grid.voxels(), noise);
            volumes.add(volume);
        }

        assertThat(SeriesCheck.of(series(new ComplexSeries(protocol, volumes))).texts())
                .isEmpty();
    }

    /** Noise, number of cycles, seeds, and heads that move by less than half a voxel: at most one in a hundred is warned of. */
    @Test
    @Tag("slow")
    void warnsOfHardlyAnyGoodSeries() {
        List<String> warned = new ArrayList<>();
        int count = 0;
        for (int cycles : new int[] {3, 4, 5, 6, 8, 12, 16}) {
            Protocol protocol = protocol(cycles);
            for (double snr : new double[] {10, 25, 50, 100}) {
                for (int seed = 0; seed < 8; seed++) {
                    boolean moves = seed >= 5;
                    double noise = GaussianNoise.standardDeviation(snr);
                    ComplexSeries series = moves
                            ? BRAIN.moved(protocol, MovedBrain.random(cycles, 0, 1, 0.4, seed), noise, seed)
                            : simulated(cycles, snr, seed, new double[cycles]);
                    count++;
                    List<String> texts = SeriesCheck.of(series(series)).texts();
                    if (!texts.isEmpty()) {
                        warned.add("N = " + cycles + ", SNR " + snr + ", seed " + seed + ": " + texts);
                    }
                }
            }
        }
        assertThat(warned).as("of " + count).hasSizeLessThanOrEqualTo(count / 100);
    }

    private static Outcome outcome(String fault, ComplexSeries wrong) {
        PhaseCycledSeries series = series(wrong);
        ConventionCheck convention = ConventionCheck.of(BrightVoxels.sample(series, 250), series.protocol());
        SeriesCheck check = SeriesCheck.of(series);
        boolean refused = convention.verdict() == ConventionCheck.Verdict.OPPOSITE
                || convention.verdict() == ConventionCheck.Verdict.NEITHER_FITS
                || check.findings().stream().anyMatch(found -> found.severity() == Finding.Severity.REFUSAL);
        boolean told = convention.verdict() == ConventionCheck.Verdict.UNDECIDED
                || !check.findings().isEmpty();
        String text = convention.advice().isEmpty()
                ? String.join(" ", check.texts())
                : convention.verdict() == ConventionCheck.Verdict.OPPOSITE
                        ? "Opposite handedness."
                        : "Neither handedness fits.";
        return new Outcome(
                fault,
                wrong.cycles().size(),
                BRAIN.mapErrors(wrong),
                refused ? "refused" : told ? "warned" : "silent",
                text);
    }

    private static PhaseCycledSeries series(ComplexSeries series) {
        return CycleVolumes.asSeries(series, Optional.empty(), Optional.empty());
    }

    private static ComplexSeries simulated(int cycles, double snr, long seed, double[] driftHz) {
        return BRAIN.drifted(protocol(cycles), driftHz, GaussianNoise.standardDeviation(snr), seed);
    }

    private static Protocol protocol(int cycles) {
        return new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(cycles));
    }
}

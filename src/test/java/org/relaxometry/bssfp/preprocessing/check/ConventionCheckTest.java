package org.relaxometry.bssfp.preprocessing.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.preprocessing.check.ConventionCheck.Verdict;
import org.relaxometry.bssfp.preprocessing.check.EchoPhaseSlope.Hint;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.signal.BssfpSignal;
import org.relaxometry.bssfp.signal.GaussianNoise;

class ConventionCheckTest {

    private static final double[][] TISSUES_MS = {{939, 62}, {1400, 75}, {4000, 2000}, {350, 50}};
    private static final int VOXELS = 400;

    @ParameterizedTest
    @CsvSource({"12, 25", "12, 5", "6, 25", "6, 5", "4, 25", "4, 5", "3, 25", "3, 5"})
    void tellsTheHandednessDownToAnSnrOf5(int cycles, double snr) {
        Protocol protocol = paper(cycles);
        SeriesBlock block = tissue(protocol, snr);
        ConventionCheck asStated = ConventionCheck.of(block, protocol);
        assertThat(asStated.verdict()).isEqualTo(Verdict.AS_STATED);
        assertThat(asStated.advice()).isEmpty();
        // the least contrast seen in simulations is a factor of 4, at N = 12 and an SNR of 5
        assertThat(asStated.residualOpposite()).isGreaterThan(4 * asStated.residualAsStated());
        ConventionCheck reversed = ConventionCheck.of(block, protocol.withReversedIncrements());
        assertThat(reversed.verdict()).isEqualTo(Verdict.OPPOSITE);
        assertThat(reversed.residualAsStated()).isEqualTo(asStated.residualOpposite());
        conjugate(block);
        ConventionCheck conjugated = ConventionCheck.of(block, protocol);
        assertThat(conjugated.verdict()).isEqualTo(Verdict.OPPOSITE);
        assertThat(conjugated.advice()).contains("convention=opposite", "sign of ΔB0");
    }

    @Test
    void summaryGivesBothMisfitsAndTheVerdict() {
        ConventionCheck check = new ConventionCheck(
                600, 0.516, 0.0284, Verdict.OPPOSITE, new EchoPhaseSlope(0.47, 0.02, 0.5, Hint.SUPPORTS));
        assertThat(check.summary())
                .contains("600 bright voxels", "51.6 %", "2.8 %", "Verdict: opposite.", "slope 0.47, TE/TR is 0.50");
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 6, 4})
    void refusesCyclesInAnotherOrder(int cycles) {
        Protocol protocol = paper(cycles);
        // even before odd
        int half = cycles / 2;
        SeriesBlock block = reordered(tissue(protocol, 25), j -> j < half ? 2 * j : 2 * (j - half) + 1);
        assertRefused(ConventionCheck.of(block, protocol), "order of the phase increments");
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 6, 4})
    void refusesImagesWithoutPhase(int cycles) {
        Protocol protocol = paper(cycles);
        SeriesBlock block = polar(tissue(protocol, 25), (magnitude, phase) -> new double[] {magnitude, 0});
        assertRefused(ConventionCheck.of(block, protocol), "hold no phase");
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 6, 4})
    void refusesSwappedMagnitudeAndPhase(int cycles) {
        Protocol protocol = paper(cycles);
        // magnitudes of about 0.1 stretched over the circle as a phase, the phase shifted to be a magnitude
        SeriesBlock block = polar(
                tissue(protocol, 25), (magnitude, phase) -> new double[] {phase + Math.PI, 25 * magnitude - Math.PI});
        assertRefused(ConventionCheck.of(block, protocol), "swapped");
    }

    @ParameterizedTest
    @ValueSource(doubles = {2, 180 / Math.PI, 0.1})
    void refusesAPhaseOfAnotherUnit(double scale) {
        for (int cycles : new int[] {12, 6, 4}) {
            Protocol protocol = paper(cycles);
            SeriesBlock block =
                    polar(tissue(protocol, 25), (magnitude, phase) -> new double[] {magnitude, scale * phase});
            assertRefused(ConventionCheck.of(block, protocol), "another unit");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 6, 4})
    void refusesAReceiverPhaseThatDoesNotFollowTheRf(int cycles) {
        Protocol protocol = paper(cycles);
        double[] increments = protocol.phaseIncrementsRad();
        for (double share : new double[] {1, -1, 0.5}) {
            SeriesBlock block = tissue(protocol, 25);
            for (int j = 0; j < cycles; j++) {
                turn(block, j, share * increments[j]);
            }
            assertRefused(ConventionCheck.of(block, protocol), "phase of its own");
        }
    }

    @Test
    void noiseAloneFitsNeither() {
        for (int cycles : new int[] {12, 6, 4}) {
            SeriesBlock block = new SeriesBlock(cycles, VOXELS);
            block.setSize(VOXELS);
            for (int j = 0; j < cycles; j++) {
                new GaussianNoise(5, 2L * j).addTo(block.real()[j], VOXELS, 1);
                new GaussianNoise(5, 2L * j + 1).addTo(block.imaginary()[j], VOXELS, 1);
            }
            assertRefused(ConventionCheck.of(block, paper(cycles)), "noise");
        }
    }

    @Test
    void tooFewVoxelsDecideNothing() {
        Protocol protocol = paper(6);
        SeriesBlock block = tissue(protocol, 25);
        block.setSize(10);
        ConventionCheck check = ConventionCheck.of(block, protocol);
        assertThat(check.verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(check.summary()).contains("only 10 voxels");
        assertThat(check.echoPhaseSlope().hint()).isEqualTo(Hint.NONE);
        ConventionCheck empty = ConventionCheck.of(new SeriesBlock(6, 100), protocol);
        assertThat(empty.verdict()).isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void voxelsWithoutSignalDoNotCount() {
        Protocol protocol = paper(6);
        SeriesBlock block = tissue(protocol, 25);
        for (int j = 0; j < 6; j++) {
            block.real()[j][7] = Float.NaN;
            block.real()[j][8] = 0;
            block.imaginary()[j][8] = 0;
        }
        ConventionCheck check = ConventionCheck.of(block, protocol);
        assertThat(check.voxels()).isEqualTo(VOXELS - 2);
        assertThat(check.verdict()).isEqualTo(Verdict.AS_STATED);
    }

    @Test
    void echoPhaseSlopeIsTheEchoTimeOverTheRepetitionTimeWhateverTheReceivePhase() {
        Protocol protocol = new Protocol(5, 1.5, 20, Protocol.standardIncrementsDeg(8));
        EchoPhaseSlope slope =
                ConventionCheck.of(tissue(protocol, 50), protocol).echoPhaseSlope();
        assertThat(slope.expected()).isCloseTo(0.3, within(1e-12));
        // the noise of θ is a tenth of its differences and has a slope of its own
        assertThat(slope.slope()).isCloseTo(0.3, within(0.04));
        assertThat(slope.hint()).isEqualTo(Hint.SUPPORTS);
    }

    @Test
    void echoPhaseSlopeIsBlindToTheSignOfTheField() {
        Protocol protocol = paper(6);
        SeriesBlock block = tissue(protocol, 25);
        EchoPhaseSlope original = ConventionCheck.of(block, protocol).echoPhaseSlope();
        conjugate(block);
        EchoPhaseSlope mirrored =
                ConventionCheck.of(block, protocol.withReversedIncrements()).echoPhaseSlope();
        // the same arithmetic with other signs
        assertThat(mirrored.slope()).isCloseTo(original.slope(), within(1e-9));
    }

    @Test
    void echoPhaseSlopeSeesAPhaseThatRunsBackwardsBetweenNeighbours() {
        Protocol protocol = paper(12);
        SeriesBlock block = tissue(protocol, 50);
        double[] field = new double[VOXELS];
        for (int voxel = 0; voxel < VOXELS; voxel++) {
            field[voxel] = thetaRad(voxel);
        }
        for (int j = 0; j < 12; j++) {
            for (int voxel = 0; voxel < VOXELS; voxel++) {
                turn(block, j, voxel, -field[voxel]);
            }
        }
        EchoPhaseSlope slope = ConventionCheck.of(block, protocol).echoPhaseSlope();
        assertThat(slope.slope()).isCloseTo(-0.5, within(0.05));
        assertThat(slope.hint()).isEqualTo(Hint.CONTRADICTS);
    }

    @Test
    void refusesABlockOfAnotherNumberOfCycles() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConventionCheck.of(new SeriesBlock(6, 10), paper(4)))
                .withMessageContaining("6 cycles")
                .withMessageContaining("4 phase increments");
    }

    private static void assertRefused(ConventionCheck check, String cause) {
        assertThat(check.verdict()).isEqualTo(Verdict.NEITHER_FITS);
        assertThat(check.summary()).contains("neither fits");
        assertThat(check.advice()).contains(cause);
    }

    private static Protocol paper(int cycles) {
        return new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(cycles));
    }

    /** Pairs of neighbours of four tissues in a field that varies, under a receive phase that varies slowly. */
    private static SeriesBlock tissue(Protocol protocol, double snr) {
        int cycles = protocol.cycles();
        SeriesBlock block = new SeriesBlock(cycles, VOXELS);
        block.setSize(VOXELS);
        BssfpSignal signal = new BssfpSignal(protocol);
        double[] real = new double[cycles];
        double[] imaginary = new double[cycles];
        double deviation = GaussianNoise.standardDeviation(snr);
        for (int voxel = 0; voxel < VOXELS; voxel++) {
            double[] times = TISSUES_MS[voxel / 2 % TISSUES_MS.length];
            signal.simulate(times[0], times[1], thetaRad(voxel), 1, 1, real, imaginary);
            GaussianNoise noise = new GaussianNoise(6, voxel);
            noise.addTo(real, deviation);
            noise.addTo(imaginary, deviation);
            for (int j = 0; j < cycles; j++) {
                block.real()[j][voxel] = (float) real[j];
                block.imaginary()[j][voxel] = (float) imaginary[j];
                turn(block, j, voxel, 0.02 * (voxel / 2));
            }
        }
        return block;
    }

    /** All over the circle, with differences of up to 0.2 between neighbours. */
    private static double thetaRad(int voxel) {
        return 3 * Math.sin(0.01 * (voxel / 2)) + (voxel % 2) * 0.2 * Math.cos(voxel);
    }

    private static void turn(SeriesBlock block, int cycle, double angleRad) {
        for (int voxel = 0; voxel < block.size(); voxel++) {
            turn(block, cycle, voxel, angleRad);
        }
    }

    private static void turn(SeriesBlock block, int cycle, int voxel, double angleRad) {
        double x = block.real()[cycle][voxel];
        double y = block.imaginary()[cycle][voxel];
        block.real()[cycle][voxel] = (float) (x * Math.cos(angleRad) - y * Math.sin(angleRad));
        block.imaginary()[cycle][voxel] = (float) (x * Math.sin(angleRad) + y * Math.cos(angleRad));
    }

    private static void conjugate(SeriesBlock block) {
        for (float[] cycle : block.imaginary()) {
            for (int voxel = 0; voxel < block.size(); voxel++) {
                cycle[voxel] = -cycle[voxel];
            }
        }
    }

    private static SeriesBlock reordered(SeriesBlock block, IntUnaryOperator source) {
        SeriesBlock result = new SeriesBlock(block.cycles(), block.capacity());
        result.setSize(block.size());
        for (int j = 0; j < block.cycles(); j++) {
            int from = source.applyAsInt(j);
            System.arraycopy(block.real()[from], 0, result.real()[j], 0, block.size());
            System.arraycopy(block.imaginary()[from], 0, result.imaginary()[j], 0, block.size());
        }
        return result;
    }

    private interface PolarChange {
        double[] of(double magnitude, double phaseRad);
    }

    private static SeriesBlock polar(SeriesBlock block, PolarChange change) {
        for (int j = 0; j < block.cycles(); j++) {
            for (int voxel = 0; voxel < block.size(); voxel++) {
                double x = block.real()[j][voxel];
                double y = block.imaginary()[j][voxel];
                double[] changed = change.of(Math.hypot(x, y), Math.atan2(y, x));
                block.real()[j][voxel] = (float) (changed[0] * Math.cos(changed[1]));
                block.imaginary()[j][voxel] = (float) (changed[0] * Math.sin(changed[1]));
            }
        }
        return block;
    }
}

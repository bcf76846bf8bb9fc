package org.relaxometry.bssfp.montecarlo.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.montecarlo.TestPoints;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.CramerRaoBound;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.signal.NoiseLevel;

class ProtocolExplorerTest {

    private static final Protocol REFERENCE = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(12));
    private static final double[] FLIP_ANGLES = {5, 15, 30, 60};
    private static final double[] REPETITION_TIMES = {4.8, 9.6};

    @Test
    void atTheReferenceTheBoundIsItsOwn() {
        for (boolean equalScanTime : new boolean[] {false, true}) {
            ProtocolExplorer.Bound bound = explore(equalScanTime).bounds()[0][0][1];
            CramerRaoBound expected =
                    CramerRaoBound.of(Tissue.WHITE_MATTER, 0.1, 1, REFERENCE, GaussianNoise.standardDeviation(25));
            assertThat(bound.protocol()).isEqualTo(REFERENCE);
            assertThat(bound.averages()).isEqualTo(1);
            // at 12 cycles the bound varies by 0.1 % with off-resonance
            assertThat(bound.t1Percent()).isCloseTo(expected.t1Ms() / 9.39, withinPercentage(0.1));
            assertThat(bound.t2Percent()).isCloseTo(expected.t2Ms() / 0.62, withinPercentage(0.1));
        }
    }

    @Test
    void boundAtFourCyclesIsTheMeanOverTheWholeCircle() {
        Protocol four = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(4));
        double square = 0;
        for (double theta : TestPoints.circleRad(360)) {
            CramerRaoBound bound =
                    CramerRaoBound.of(Tissue.WHITE_MATTER, theta, 1, four, GaussianNoise.standardDeviation(25));
            square += bound.t1Ms() * bound.t1Ms() / 360;
        }
        // 12 angles of a quarter of the circle, where the bound is smooth
        assertThat(explore(false).bounds()[2][0][1].t1Percent())
                .isCloseTo(Math.sqrt(square) / 9.39, withinPercentage(0.01));
    }

    @Test
    void equalScanTimeGivesShorterProtocolsMoreAverages() {
        ProtocolExplorer.Result result = explore(true);
        assertThat(result.bounds()[1][0][1].averages()).isEqualTo(2);
        assertThat(result.bounds()[1][1][1].averages()).isEqualTo(1);
        // twice averaged, 6 cycles hold nearly the information of 12; they alias a little
        assertThat(result.bounds()[1][0][1].t1Percent())
                .isCloseTo(result.bounds()[0][0][1].t1Percent(), withinPercentage(2));
        double equalNoise = explore(false).bounds()[1][0][1].t1Percent();
        // σ falls with the root of the averages; rounding
        assertThat(result.bounds()[1][0][1].t1Percent()).isCloseTo(equalNoise / Math.sqrt(2), withinPercentage(1e-9));
    }

    @Test
    void bestProtocolIsThatOfTheSmallestLargerBound() {
        ProtocolExplorer.Result result = explore(true);
        ProtocolExplorer.Bound best = result.best();
        for (ProtocolExplorer.Bound[][] ofCycles : result.bounds()) {
            for (ProtocolExplorer.Bound[] ofTr : ofCycles) {
                for (ProtocolExplorer.Bound bound : ofTr) {
                    assertThat(Math.max(best.t1Percent(), best.t2Percent()))
                            .isLessThanOrEqualTo(Math.max(bound.t1Percent(), bound.t2Percent()));
                }
            }
        }
        assertThat(result.table().rows()).hasSize(3 * 2 * 4);
    }

    @Test
    void refusesAnEmptyAxis() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(new double[0], false))
                .withMessageContaining("At least one flip angle");
    }

    private static ProtocolExplorer.Result explore(boolean equalScanTime) {
        return ProtocolExplorer.run(settings(FLIP_ANGLES, equalScanTime), Progress.NONE);
    }

    private static ProtocolExplorer.Settings settings(double[] flipAngles, boolean equalScanTime) {
        return new ProtocolExplorer.Settings(
                Tissue.WHITE_MATTER,
                1,
                flipAngles,
                REPETITION_TIMES,
                new int[] {12, 6, 4},
                0.5,
                NoiseLevel.snr(25),
                REFERENCE,
                equalScanTime,
                Optional.empty());
    }
}

package org.relaxometry.bssfp.montecarlo.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.StudyMethod;
import org.relaxometry.bssfp.estimation.likelihood.MaximumLikelihood;
import org.relaxometry.bssfp.montecarlo.TestPoints;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.RfPulse;
import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.CramerRaoBound;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.statistics.Range;

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

    private static ProtocolExplorer.Result exploreInTime(Tissue tissue) {
        return ProtocolExplorer.run(
                new ProtocolExplorer.Settings(
                        tissue,
                        1,
                        TestPoints.axis(new Range(4, 40), 10),
                        TestPoints.axis(new Range(4, 9), 6),
                        new int[] {12, 8, 6},
                        0.5,
                        NoiseLevel.snr(20),
                        REFERENCE,
                        RfPulse.sinc(0.8, 2.7),
                        new ProtocolExplorer.GivenTime(300, 5000, 3),
                        Optional.empty()),
                Progress.NONE);
    }

    /** What is proposed for a given time is what maximum likelihood reaches in it, within 5 %. */
    @ParameterizedTest
    @CsvSource({"939, 62", "1400, 75"})
    void proposalsHoldInMonteCarlo(double t1Ms, double t2Ms) {
        Tissue tissue = new Tissue(t1Ms, t2Ms);
        ProtocolExplorer.Result result = exploreInTime(tissue);
        for (ProtocolExplorer.Bound bound :
                List.of(result.best(), result.gentlest().orElseThrow())) {
            double sigma = NoiseLevel.snr(20).sigma(12) / Math.sqrt(bound.averages());
            CramerRaoStudy.Result study = CramerRaoStudy.run(
                    new CramerRaoStudy.Settings(List.of(tissue), 144, NoiseLevel.given(sigma), 200, 4),
                    List.of(StudyMethod.of("ML", bound.protocol(), new MaximumLikelihood(bound.protocol()))),
                    2,
                    Progress.NONE);
            for (CramerRaoStudy.Row row : study.rows()) {
                if (row.parameter() == Parameter.T1) {
                    assertThat(100 * row.rmse() / t1Ms).isCloseTo(bound.t1Percent(), withinPercentage(5));
                } else if (row.parameter() == Parameter.T2) {
                    assertThat(100 * row.rmse() / t2Ms).isCloseTo(bound.t2Percent(), withinPercentage(5));
                }
            }
        }
    }

    @Test
    void inAGivenTimeOnlyWholeAveragesCount() {
        ProtocolExplorer.GivenTime time = new ProtocolExplorer.GivenTime(300, 5000, 3);
        // an image takes 3 + 5000 · 4.8 ms = 27 s
        assertThat(time.averages(REFERENCE)).isZero();
        assertThat(time.averages(REFERENCE.withIncrements(Protocol.standardIncrementsDeg(6))))
                .isEqualTo(1);
        ProtocolExplorer.Result result = exploreInTime(Tissue.WHITE_MATTER);
        assertThat(result.best().averages()).isGreaterThanOrEqualTo(1);
        assertThat(result.bounds()[0][5][0].t1Percent()).isInfinite();
    }

    /** Low flip angles are gentle, and the pulse costs T1 something at strong ones. */
    @Test
    void errorsStandBesideTheBounds() {
        ProtocolExplorer.Result result = exploreInTime(Tissue.WHITE_MATTER);
        ProtocolExplorer.Bound low = result.bounds()[2][0][0];
        ProtocolExplorer.Bound high = result.bounds()[2][0][9];
        assertThat(low.transferPercent()).isBetween(-20.0, -5.0);
        assertThat(high.transferPercent()).isLessThan(low.transferPercent() - 10);
        assertThat(high.pulsePercent()).isGreaterThan(low.pulsePercent() + 1);
        assertThat(result.gentlest().orElseThrow().transferPercent())
                .isGreaterThanOrEqualTo(result.best().transferPercent());
        assertThat(explore(true).best().transferPercent()).isNaN();
        assertThat(explore(true).gentlest()).isEmpty();
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
                RfPulse.INSTANTANEOUS,
                equalScanTime ? new ProtocolExplorer.EqualTime(REFERENCE) : new ProtocolExplorer.EqualNoise(),
                Optional.empty());
    }
}

package org.relaxometry.bssfp.montecarlo.roi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;

class MapAgreementTest {

    /** Peak expiratory flow by two meters, 17 subjects: the example of Bland and Altman, Lancet 327, 307 (1986), Table 1. */
    private static final float[] WRIGHT = {
        494, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427
    };

    private static final float[] MINI = {
        512, 430, 520, 428, 500, 600, 364, 380, 658, 445, 432, 626, 260, 477, 259, 350, 451
    };

    @Test
    void reproducesTheExampleOfBlandAndAltman() {
        MapAgreement agreement = MapAgreement.of(MINI, WRIGHT);
        assertThat(agreement.pairs()).isEqualTo(17);
        // the paper: mean difference −2.1, standard deviation 38.8, r = 0.94, rounded to these digits
        assertThat(agreement.bias()).isCloseTo(-2.1, within(0.05));
        assertThat(agreement.sigma()).isCloseTo(38.8, within(0.05));
        assertThat(agreement.correlation()).isCloseTo(0.94, within(0.005));
        // the paper: 95 % interval of the bias −22.0 to 17.8
        assertThat(agreement.bias() - agreement.biasHalfWidth()).isCloseTo(-22.0, within(0.1));
        assertThat(agreement.bias() + agreement.biasHalfWidth()).isCloseTo(17.8, within(0.1));
        // 1.96 s for the paper's 2 s
        assertThat(agreement.upperLimit()).isCloseTo(-2.1 + 1.96 * 38.8, within(0.2));
        assertThat(agreement.lowerLimit()).isCloseTo(-2.1 - 1.96 * 38.8, within(0.2));
        // the paper: standard error of a limit √(3 s²/n) = 16.3, t 2.12; the exact factor is 2 % below √3
        assertThat(agreement.limitHalfWidth()).isCloseTo(2.12 * 16.3, withinPercentage(3));
    }

    @Test
    void equalMapsAgreePerfectly() {
        MapAgreement agreement = MapAgreement.of(MINI, MINI.clone());
        assertThat(agreement.bias()).isZero();
        assertThat(agreement.sigma()).isZero();
        assertThat(agreement.cod()).isEqualTo(1);
        // rounding
        assertThat(agreement.correlation()).isCloseTo(1, within(1e-15));
    }

    @Test
    void aShiftLowersTheCoefficientOfDeterminationButNotTheCorrelation() {
        float[] reference = {1, 2, 3, 4, 5};
        float[] other = {3, 4, 5, 6, 7};
        MapAgreement agreement = MapAgreement.of(reference, other);
        assertThat(agreement.bias()).isEqualTo(2);
        assertThat(agreement.correlation()).isCloseTo(1, within(1e-15));
        // 1 − 5 · 2² / 10
        assertThat(agreement.cod()).isCloseTo(-1, within(1e-15));
    }

    @Test
    void voxelsWithoutAValueInBothAreLeftOutAndCounted() {
        float nan = Float.NaN;
        MapAgreement agreement =
                MapAgreement.of(new float[] {nan, 1, 2, 3, 4, 5, 9}, new float[] {7, 1, 2, 3, 4, 5, nan});
        assertThat(agreement.pairs()).isEqualTo(5);
        assertThat(agreement.leftOut()).isEqualTo(2);
        assertThat(agreement.cod()).isEqualTo(1);
    }

    @Test
    void refusesMapsThatDoNotCompare() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MapAgreement.of(new float[3], new float[4]))
                .withMessageContaining("3 and 4 voxels");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MapAgreement.of(new float[4], new float[4]))
                .withMessageContaining("Only 4 voxels");
    }
}

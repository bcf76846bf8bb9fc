package org.relaxometry.bssfp.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.signal.NoiseLevel.SnrOf;

class NoiseLevelTest {

    @Test
    void ratioOfAPhaseCycleImageIsThatOfThePaper() {
        for (int cycles : new int[] {4, 6, 12}) {
            // rounding
            assertThat(NoiseLevel.snr(25).sigma(cycles)).isCloseTo(GaussianNoise.standardDeviation(25), within(1e-18));
        }
        assertThat(NoiseLevel.NONE.sigma(12)).isZero();
        assertThat(NoiseLevel.NONE.isNone()).isTrue();
        assertThat(NoiseLevel.given(0).isNone()).isTrue();
        assertThat(NoiseLevel.snr(25).isNone()).isFalse();
    }

    @Test
    void ratioOfTheMeanOverTheCyclesIsHigherByTheRootOfTheirNumber() {
        NoiseLevel.Snr ofMean = new NoiseLevel.Snr(SnrOf.F0, 50);
        // rounding
        assertThat(ofMean.sigma(4)).isCloseTo(NoiseLevel.snr(25).sigma(4), within(1e-18));
        // |F0| is the mean of N images, so its noise is σ/√N on each part
        assertThat(0.074 / (Math.sqrt(2) * ofMean.sigma(9) / 3)).isCloseTo(50, within(1e-12));
    }

    @Test
    void statedNoiseIsTakenAsItIs() {
        assertThat(NoiseLevel.given(3.5).sigma(12)).isEqualTo(3.5);
        assertThat(NoiseLevel.given(3.5).describe()).isEqualTo("sigma of each real and imaginary part 3.5");
    }

    @Test
    void descriptionNamesTheDefinition() {
        assertThat(NoiseLevel.snr(25).describe())
                .isEqualTo("SNR of each phase-cycle image 25.0, reference signal 0.07400");
        assertThat(new NoiseLevel.Snr(SnrOf.F0, 10).referringTo(300).describe()).startsWith("SNR of |F0| 10.0");
    }

    @Test
    void independentNoiseAddsInSquares() {
        assertThat(NoiseLevel.given(3).with(NoiseLevel.given(4), 12)).isEqualTo(NoiseLevel.given(5));
        assertThat(NoiseLevel.FROM_RESIDUAL.with(NoiseLevel.given(4), 12)).isEqualTo(NoiseLevel.FROM_RESIDUAL);
    }

    @Test
    void refusesNoiseThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NoiseLevel.snr(0))
                .withMessageContaining("SNR must be more than 0");
        assertThatIllegalArgumentException().isThrownBy(() -> NoiseLevel.snr(Double.NaN));
        for (double none : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> NoiseLevel.given(none))
                    .withMessageContaining(Double.toString(none));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NoiseLevel.Snr(SnrOf.F0, 25).referringTo(0))
                .withMessageContaining("signal that an SNR refers to");
    }
}

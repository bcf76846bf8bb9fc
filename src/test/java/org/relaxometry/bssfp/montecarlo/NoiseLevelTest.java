package org.relaxometry.bssfp.montecarlo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.montecarlo.NoiseLevel.Definition;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.GaussianNoise;
import org.relaxometry.bssfp.space.Voxels;

class NoiseLevelTest {

    @Test
    void ratioOfAPhaseCycleImageIsThatOfThePaper() {
        for (int cycles : new int[] {4, 6, 12}) {
            // rounding
            assertThat(NoiseLevel.snr(25).sigma(cycles)).isCloseTo(GaussianNoise.standardDeviation(25), within(1e-18));
        }
        assertThat(NoiseLevel.NONE.sigma(12)).isZero();
    }

    @Test
    void ratioOfTheMeanOverTheCyclesIsHigherByTheRootOfTheirNumber() {
        NoiseLevel ofMean = new NoiseLevel(Definition.F0, 50, 0.074);
        // rounding
        assertThat(ofMean.sigma(4)).isCloseTo(NoiseLevel.snr(25).sigma(4), within(1e-18));
        // |F0| is the mean of N images, so its noise is σ/√N on each part
        assertThat(0.074 / (Math.sqrt(2) * ofMean.sigma(9) / 3)).isCloseTo(50, within(1e-12));
    }

    @Test
    void absoluteNoiseIsTakenAsItIs() {
        assertThat(NoiseLevel.absolute(3.5).sigma(12)).isEqualTo(3.5);
        assertThat(NoiseLevel.absolute(3.5).describe()).isEqualTo("sigma of each real and imaginary part 3.5");
    }

    @Test
    void descriptionNamesTheDefinition() {
        assertThat(NoiseLevel.snr(25).describe())
                .isEqualTo("SNR of each phase-cycle image 25.0, reference signal 0.07400");
        assertThat(new NoiseLevel(Definition.F0, 10, 300).describe()).startsWith("SNR of |F0| 10.0");
    }

    @Test
    void referenceSignalIsTheMeanOverVoxelsOfTheMagnitudeOfTheMeanCycle() {
        Protocol protocol = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(3));
        float[][] real = {{3, 1, 9}, {3, 1, 9}, {3, 1, 9}};
        float[][] imaginary = {{4, 2, 9}, {8, -2, 9}, {0, 0, 9}};
        Voxels voxels = new Voxels(protocol, real, imaginary, new float[] {1, 1, 1});
        // |3 + 4i| = 5 and |1 + 0i| = 1
        assertThat(NoiseLevel.meanF0(voxels, new int[] {0, 1})).isEqualTo(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NoiseLevel.meanF0(voxels, new int[0]))
                .withMessageContaining("none was chosen");
    }

    @Test
    void meanSignalOfTissueIsNearTheReferenceOfThePaper() {
        Protocol protocol = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(12));
        Voxels voxels =
                TestPoints.ofTissue(Tissue.WHITE_MATTER, new double[] {0.3}).simulate(protocol);
        // 0.074 is a mean over tissues; white matter is one of them
        assertThat(NoiseLevel.meanF0(voxels, new int[] {0})).isBetween(0.06, 0.09);
    }

    @Test
    void refusesNoiseThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NoiseLevel.snr(0))
                .withMessageContaining("SNR must be more than 0");
        assertThatIllegalArgumentException().isThrownBy(() -> NoiseLevel.snr(Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NoiseLevel.absolute(-1))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NoiseLevel(Definition.F0, 25, 0))
                .withMessageContaining("signal that an SNR refers to");
    }
}

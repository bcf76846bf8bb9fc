package org.relaxometry.bssfp.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.protocol.Protocol;

class VoxelsTest {

    @Test
    void meanF0IsTheMeanOverVoxelsOfTheMagnitudeOfTheMeanCycle() {
        Protocol protocol = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(3));
        float[][] real = {{3, 1}, {3, 1}, {3, 1}};
        float[][] imaginary = {{4, 2}, {8, -2}, {0, 0}};
        // |3 + 4i| = 5 and |1 + 0i| = 1
        assertThat(new Voxels(protocol, real, imaginary, new float[] {1, 1}).meanF0())
                .isEqualTo(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Voxels(protocol, new float[3][0], new float[3][0], new float[0]))
                .withMessageContaining("there is none");
    }

    @Test
    void meanF0OfTissueIsNearTheReferenceOfThePaper() {
        Protocol protocol = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(12));
        double[] one = {1};
        Voxels white = Voxels.simulate(protocol, new double[] {939}, new double[] {62}, new double[] {0.3}, one);
        // 0.074 is a mean over tissues; white matter is one of them
        assertThat(white.meanF0()).isBetween(0.06, 0.09);
    }
}

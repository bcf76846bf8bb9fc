package org.relaxometry.bssfp.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.relaxometry.bssfp.GoldenTable;
import org.relaxometry.bssfp.protocol.Protocol;

class ConfigurationTransformTest {

    /** Samples of order 1 rounded to float (6e-8 each) and summed in float. */
    private static final float FLOAT_ROUNDING = 5e-7f;

    private static final Protocol FOUR = new Protocol(4.8, 2.4, 15, List.of(0.0, 90.0, 180.0, 270.0));

    static Stream<GoldenTable.Row> signals() {
        return GoldenTable.rows("forward.csv", 60);
    }

    @ParameterizedTest
    @MethodSource("signals")
    void reproducesTheAuthorsConfigurations(GoldenTable.Row row) {
        int cycles = (int) row.number("Npc");
        float[][] real = new float[cycles][1];
        float[][] imaginary = new float[cycles][1];
        for (int j = 0; j < cycles; j++) {
            real[j][0] = (float) row.number("Re_S" + (j + 1));
            imaginary[j][0] = (float) row.number("Im_S" + (j + 1));
        }
        ConfigurationBlock block = new ConfigurationBlock(1);
        new ConfigurationTransform(new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(cycles)))
                .transform(real, imaginary, 1, block);
        block.referencePhase();
        block.normalise();
        for (int order = -1; order <= 1; order++) {
            String column = List.of("Fm1", "F0", "F1").get(order + 1);
            assertThat(block.real(order)[0]).isCloseTo((float) row.number("Re_" + column), within(FLOAT_ROUNDING));
            assertThat(block.imaginary(order)[0]).isCloseTo((float) row.number("Im_" + column), within(FLOAT_ROUNDING));
        }
    }

    @Test
    void separatesTheOrdersOfASumOfThem() {
        // S_j = Σ_p F_p e^{−ipφ_j} with F−1 = 1 + 2i, F0 = 3 − i, F+1 = −2 + 4i, at φ = 0, 90, 180, 270°
        float[][] real = {{2}, {5}, {4}, {1}};
        float[][] imaginary = {{5}, {2}, {-7}, {-4}};
        ConfigurationBlock block = new ConfigurationBlock(1);
        new ConfigurationTransform(FOUR).transform(real, imaginary, 1, block);
        assertThat(new float[] {block.real(-1)[0], block.imaginary(-1)[0]})
                .containsExactly(new float[] {1, 2}, within(4e-6f));
        assertThat(new float[] {block.real(0)[0], block.imaginary(0)[0]}).containsExactly(3, -1);
        assertThat(new float[] {block.real(1)[0], block.imaginary(1)[0]})
                .containsExactly(new float[] {-2, 4}, within(4e-6f));
    }

    @Test
    void orderAndStartOfTheIncrementsAreTheProtocolsOwn() {
        Protocol shuffled = new Protocol(4.8, 2.4, 15, List.of(180.0, 0.0, -90.0, 90.0));
        ConfigurationBlock expected = new ConfigurationBlock(1);
        ConfigurationBlock actual = new ConfigurationBlock(1);
        new ConfigurationTransform(FOUR)
                .transform(new float[][] {{2}, {5}, {4}, {1}}, new float[][] {{5}, {2}, {-7}, {-4}}, 1, expected);
        new ConfigurationTransform(shuffled)
                .transform(new float[][] {{4}, {2}, {1}, {5}}, new float[][] {{-7}, {5}, {-4}, {2}}, 1, actual);
        for (int order = -1; order <= 1; order++) {
            // the same sum in another order
            assertThat(actual.real(order)[0]).isCloseTo(expected.real(order)[0], within(4e-6f));
            assertThat(actual.imaginary(order)[0]).isCloseTo(expected.imaginary(order)[0], within(4e-6f));
        }
    }

    @Test
    void zeroVoxelStaysZeroThroughEveryStep() {
        ConfigurationBlock block = new ConfigurationBlock(2);
        new ConfigurationTransform(FOUR).transform(new float[4][2], new float[4][2], 2, block);
        block.referencePhase();
        block.normalise();
        for (int order = -1; order <= 1; order++) {
            assertThat(block.real(order)).containsOnly(0);
            assertThat(block.imaginary(order)).containsOnly(0);
        }
    }

    @Test
    void sampleThatIsNotFiniteMakesItsVoxelNotFiniteAndNoOther() {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            float[][] real = new float[4][2];
            float[][] imaginary = new float[4][2];
            Arrays.stream(real).forEach(cycle -> Arrays.fill(cycle, 1));
            imaginary[2][1] = bad;
            ConfigurationBlock block = new ConfigurationBlock(2);
            new ConfigurationTransform(FOUR).transform(real, imaginary, 2, block);
            assertThat(block.real(0)[0]).isEqualTo(1);
            assertThat(block.imaginary(0)[1]).isNotFinite();
        }
    }

    @Test
    void voxelsBeyondTheSizeStayUntouched() {
        ConfigurationBlock block = new ConfigurationBlock(2);
        block.real(0)[1] = 7;
        new ConfigurationTransform(FOUR).transform(new float[4][2], new float[4][2], 1, block);
        block.referencePhase();
        block.normalise();
        assertThat(block.size()).isEqualTo(1);
        assertThat(block.real(0)).containsExactly(0, 7);
    }

    @Test
    void incrementsThatAreNotUniformAreRefusedInFavourOfMaximumLikelihood() {
        Protocol uneven = new Protocol(4.8, 2.4, 15, List.of(0.0, 90.0, 200.0));
        assertThatThrownBy(() -> new ConfigurationTransform(uneven))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0, 90, 200°")
                .hasMessageContaining("Maximum likelihood");
    }

    @Test
    void otherNumberOfCyclesIsRefused() {
        ConfigurationTransform transform = new ConfigurationTransform(FOUR);
        assertThatThrownBy(() -> transform.transform(new float[6][1], new float[6][1], 1, new ConfigurationBlock(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4 phase cycles")
                .hasMessageContaining("6 real");
    }
}

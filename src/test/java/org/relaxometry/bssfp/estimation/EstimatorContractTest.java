package org.relaxometry.bssfp.estimation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.Tissue;

/**
 * What every {@link RelaxometryEstimator} that inverts the signal model must do. A method's test extends this class and says how to make the estimator
 * and how well it inverts noise-free data of 12 cycles.
 */
public abstract class EstimatorContractTest extends BlockContractTest {

    /** Samples are floats (6e-8), and T1 and T2 change some ten times as much as the samples, relatively. */
    private static final Percentage SAMPLE_ROUNDING = Percentage.withPercentage(0.01);

    /** Rounding of the samples, and of sums of them, in the phase (1e-6 rad), at 33 Hz per rad. */
    private static final float SAMPLE_ROUNDING_HZ = 1e-3f;

    /** Largest relative error of T1, T2 and M0 on noise-free data of 12 cycles; say why. */
    protected abstract double roundTripRatio();

    /** Largest error of ΔB0 in Hz on noise-free data of 12 cycles; say why. */
    protected abstract double roundTripHz();

    @Test
    void namesItselfAndItsSettings() {
        assertThat(estimator(TWELVE).name()).isNotBlank();
        assertThat(estimator(TWELVE).settings()).isNotBlank().doesNotContain("\n");
        assertThat(estimator(TWELVE).outputs())
                .contains(Parameter.T1, Parameter.T2, Parameter.OFF_RESONANCE, Parameter.M0);
    }

    @Test
    void invertsNoiseFreeSignals() {
        double m0 = 350;
        for (Tissue tissue : TISSUES) {
            for (double offResonanceHz = -100; offResonanceHz <= 100; offResonanceHz += 12.5) {
                for (float b1 : new float[] {0.8f, 1, 1.2f}) {
                    SeriesBlock in = new SeriesBlock(12, 1);
                    in.setSize(1);
                    put(in, 0, tissue, offResonanceHz, b1, m0, 0, new Random(0));
                    ParameterBlock out = estimate(in);
                    assertOk(out, 0);
                    Percentage ratio = Percentage.withPercentage(100 * roundTripRatio());
                    assertThat((double) out.of(Parameter.T1)[0]).isCloseTo(tissue.t1Ms(), ratio);
                    assertThat((double) out.of(Parameter.T2)[0]).isCloseTo(tissue.t2Ms(), ratio);
                    assertThat((double) out.of(Parameter.M0)[0]).isCloseTo(m0, ratio);
                    assertThat((double) out.of(Parameter.OFF_RESONANCE)[0])
                            .isCloseTo(offResonanceHz, within(roundTripHz()));
                }
            }
        }
    }

    @Test
    void foldsOffResonanceIntoOnePeriod() {
        SeriesBlock in = new SeriesBlock(12, 1);
        in.setSize(1);
        put(in, 0, Tissue.WHITE_MATTER, 150, 1, 1, 0, new Random(0));
        assertThat((double) estimate(in).of(Parameter.OFF_RESONANCE)[0])
                .isCloseTo(150 - TWELVE.offResonancePeriodHz(), within(roundTripHz()));
    }

    @Test
    void scaleOfTheSamplesChangesOnlyM0() {
        SeriesBlock in = tissueBlock(64, 1);
        ParameterBlock expected = estimate(in);
        for (float scale : new float[] {1e-4f, 3000}) {
            SeriesBlock scaled = tissueBlock(64, 1);
            for (int j = 0; j < 12; j++) {
                for (int v = 0; v < 64; v++) {
                    scaled.real()[j][v] *= scale;
                    scaled.imaginary()[j][v] *= scale;
                }
            }
            ParameterBlock actual = estimate(scaled);
            for (int v = 0; v < 64; v++) {
                assertSameTissue(actual, expected, v);
                assertThat(actual.of(Parameter.M0)[v]).isCloseTo(scale * expected.of(Parameter.M0)[v], SAMPLE_ROUNDING);
                assertThat(actual.of(Parameter.OFF_RESONANCE)[v])
                        .isCloseTo(expected.of(Parameter.OFF_RESONANCE)[v], within(SAMPLE_ROUNDING_HZ));
            }
        }
    }

    @Test
    void receivePhaseChangesNothing() {
        SeriesBlock in = tissueBlock(64, 2);
        ParameterBlock expected = estimate(in);
        for (int j = 0; j < 12; j++) {
            for (int v = 0; v < 64; v++) {
                // times e^{iχ} with cos χ = −0.6, sin χ = 0.8
                float real = in.real()[j][v];
                float imaginary = in.imaginary()[j][v];
                in.real()[j][v] = -0.6f * real - 0.8f * imaginary;
                in.imaginary()[j][v] = -0.6f * imaginary + 0.8f * real;
            }
        }
        ParameterBlock actual = estimate(in);
        for (int v = 0; v < 64; v++) {
            assertSameTissue(actual, expected, v);
            assertThat(actual.of(Parameter.M0)[v]).isCloseTo(expected.of(Parameter.M0)[v], SAMPLE_ROUNDING);
            assertThat(actual.of(Parameter.OFF_RESONANCE)[v])
                    .isCloseTo(expected.of(Parameter.OFF_RESONANCE)[v], within(SAMPLE_ROUNDING_HZ));
        }
    }

    @Test
    void incrementsShiftedByAnAngleShiftOffResonanceByItAndNothingElse() {
        // S depends on θ − φ_j alone, but for a common phase
        double shiftDeg = 40;
        Protocol shifted = new Protocol(
                TWELVE.repetitionTimeMs(),
                TWELVE.echoTimeMs(),
                TWELVE.flipAngleDeg(),
                TWELVE.phaseIncrementsDeg().stream().map(d -> d + shiftDeg).toList());
        double period = TWELVE.offResonancePeriodHz();
        SeriesBlock in = tissueBlock(64, 3);
        ParameterBlock expected = estimate(in);
        ParameterBlock actual = estimate(estimator(shifted), in);
        for (int v = 0; v < 64; v++) {
            assertSameTissue(actual, expected, v);
            double change = actual.of(Parameter.OFF_RESONANCE)[v]
                    - expected.of(Parameter.OFF_RESONANCE)[v]
                    - period * shiftDeg / 360;
            assertThat(change - period * Math.rint(change / period)).isCloseTo(0, within((double) SAMPLE_ROUNDING_HZ));
            assertThat(Math.abs(actual.of(Parameter.OFF_RESONANCE)[v])).isLessThanOrEqualTo((float) (period / 2));
        }
    }

    @Test
    void conjugatedSamplesWithReversedIncrementsNegateOffResonance() {
        SeriesBlock in = tissueBlock(64, 4);
        ParameterBlock expected = estimate(in);
        for (float[] cycle : in.imaginary()) {
            for (int v = 0; v < 64; v++) {
                cycle[v] = -cycle[v];
            }
        }
        ParameterBlock actual = estimate(estimator(TWELVE.withReversedIncrements()), in);
        for (int v = 0; v < 64; v++) {
            assertSameTissue(actual, expected, v);
            assertThat(actual.of(Parameter.M0)[v]).isCloseTo(expected.of(Parameter.M0)[v], SAMPLE_ROUNDING);
            assertThat(actual.of(Parameter.OFF_RESONANCE)[v])
                    .isCloseTo(-expected.of(Parameter.OFF_RESONANCE)[v], within(SAMPLE_ROUNDING_HZ));
        }
    }

    private void assertSameTissue(ParameterBlock actual, ParameterBlock expected, int voxel) {
        assertOk(expected, voxel);
        assertOk(actual, voxel);
        assertThat(actual.of(Parameter.T1)[voxel]).isCloseTo(expected.of(Parameter.T1)[voxel], SAMPLE_ROUNDING);
        assertThat(actual.of(Parameter.T2)[voxel]).isCloseTo(expected.of(Parameter.T2)[voxel], SAMPLE_ROUNDING);
    }
}

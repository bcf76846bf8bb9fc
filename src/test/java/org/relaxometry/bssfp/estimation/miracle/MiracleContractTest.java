package org.relaxometry.bssfp.estimation.miracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.relaxometry.bssfp.GoldenTable;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.EstimatorContractTest;
import org.relaxometry.bssfp.estimation.Parameter;
import org.relaxometry.bssfp.estimation.ParameterBlock;
import org.relaxometry.bssfp.estimation.SeriesBlock;
import org.relaxometry.bssfp.protocol.Protocol;

/** What both MIRACLE methods must do beyond the contract of all estimators. */
abstract class MiracleContractTest extends EstimatorContractTest {

    @Override
    protected abstract MiracleEstimator estimator(Protocol protocol);

    @Override
    protected double roundTripRatio() {
        // with 12 cycles F+1 takes up F−11 and F+13: 0.0011 in T2 where it is longest and B1 lowest
        return 0.002;
    }

    @Override
    protected double roundTripHz() {
        // as above: 0.02 Hz
        return 0.05;
    }

    static Protocol protocol(GoldenTable.Row row) {
        return new Protocol(
                row.number("TR_ms"), row.number("TE_ms"), row.number("FA_deg"), Protocol.standardIncrementsDeg(12));
    }

    static EstimationStatus solve(MiracleEstimator miracle, GoldenTable.Row row) {
        return miracle.solve(row.number("absFm1"), row.number("absF0"), row.number("absF1"), row.number("B1"));
    }

    static Stream<GoldenTable.Row> edges() {
        return GoldenTable.rows("miracle_edge.csv", 61);
    }

    @ParameterizedTest
    @MethodSource("edges")
    void tellsVoxelsWithoutAnInteriorSolution(GoldenTable.Row row) {
        EstimationStatus expected =
                switch (row.text("class")) {
                    case "interior" -> EstimationStatus.OK;
                    case "beyond_5000" -> EstimationStatus.AT_LEAST;
                    // F0_zero: all three configurations vanish. Of a voxel with samples, that is; one without has
                    // no signal
                    case "no_solution_ratio_ge_1", "E1_le_0", "F0_zero" -> EstimationStatus.NO_SOLUTION;
                    default -> throw new AssertionError(row.text("class"));
                };
        assertThat(solve(estimator(protocol(row)), row)).isEqualTo(expected);
    }

    /** Aliasing is strong with few cycles, and at 5° even with 12. */
    static Stream<GoldenTable.Row> signalsWithoutAliasing() {
        return GoldenTable.rows("forward.csv", 60).filter(row -> row.number("Npc") == 12 && row.number("FA_deg") != 5);
    }

    @ParameterizedTest
    @MethodSource("signalsWithoutAliasing")
    void findsTheOffResonanceOfTheAuthorsSignals(GoldenTable.Row row) {
        Protocol protocol = protocol(row);
        ParameterBlock out = new ParameterBlock(estimator(protocol).outputs(), 1);
        estimator(protocol).estimate(samples(row), out);
        double turns = out.of(Parameter.OFF_RESONANCE)[0] / protocol.offResonancePeriodHz()
                - row.number("theta_rad") / (2 * Math.PI);
        // whole turns are lost; aliasing leaves 0.0016 at T2 = 2042 ms, 1e-5 below 350 ms
        double tolerance = row.number("T2_ms") < 350 ? 1e-4 : 0.002;
        assertThat(turns - Math.rint(turns)).isCloseTo(0, within(tolerance));
    }

    @Test
    void twelveSignalsAreWithoutAliasing() {
        assertThat(signalsWithoutAliasing()).hasSize(12);
    }

    private static SeriesBlock samples(GoldenTable.Row row) {
        SeriesBlock in = new SeriesBlock(12, 1);
        in.setSize(1);
        for (int j = 0; j < 12; j++) {
            in.real()[j][0] = (float) row.number("Re_S" + (j + 1));
            in.imaginary()[j][0] = (float) row.number("Im_S" + (j + 1));
        }
        in.b1Ratio()[0] = (float) row.number("B1");
        return in;
    }

    @Test
    void samplesWithoutConfigurationsHaveNoSolution() {
        // alternating samples: all signal is in F+2 = F−2
        Protocol protocol = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(4));
        SeriesBlock in = new SeriesBlock(4, 1);
        in.setSize(1);
        in.b1Ratio()[0] = 1;
        for (int j = 0; j < 4; j++) {
            in.real()[j][0] = j % 2 == 0 ? 1 : -1;
        }
        ParameterBlock out = new ParameterBlock(estimator(protocol).outputs(), 1);
        estimator(protocol).estimate(in, out);
        assertThat(EstimationStatus.ofCode(out.status()[0])).isEqualTo(EstimationStatus.NO_SOLUTION);
    }

    @Test
    void incrementsThatAreNotUniformAreRefused() {
        Protocol uneven = new Protocol(4.8, 2.4, 15, List.of(0.0, 100.0, 180.0, 270.0));
        assertThatThrownBy(() -> estimator(uneven))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Maximum likelihood");
    }
}

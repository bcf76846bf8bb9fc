package org.relaxometry.bssfp.estimation.miracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
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

    static Protocol protocol(GoldenTable golden, int row) {
        return new Protocol(
                golden.number(row, "TR_ms"),
                golden.number(row, "TE_ms"),
                golden.number(row, "FA_deg"),
                Protocol.standardIncrementsDeg(12));
    }

    static EstimationStatus solve(MiracleEstimator miracle, GoldenTable golden, int row) {
        return miracle.solve(
                golden.number(row, "absFm1"),
                golden.number(row, "absF0"),
                golden.number(row, "absF1"),
                golden.number(row, "B1"));
    }

    @Test
    void tellsVoxelsWithoutAnInteriorSolution() {
        GoldenTable golden = GoldenTable.read("miracle_edge.csv");
        assertThat(golden.size()).isEqualTo(61);
        for (int row = 0; row < golden.size(); row++) {
            EstimationStatus expected =
                    switch (golden.text(row, "class")) {
                        case "interior" -> EstimationStatus.OK;
                        case "beyond_5000" -> EstimationStatus.OUT_OF_RANGE;
                        // F0_zero: all three configurations vanish. Of a voxel with samples, that is; one without has
                        // no signal
                        case "no_solution_ratio_ge_1", "E1_le_0", "F0_zero" -> EstimationStatus.NO_SOLUTION;
                        default -> throw new AssertionError(golden.text(row, "class"));
                    };
            assertThat(solve(estimator(protocol(golden, row)), golden, row))
                    .as("row %d", row)
                    .isEqualTo(expected);
        }
    }

    @Test
    void findsTheOffResonanceOfTheAuthorsSignals() {
        GoldenTable golden = GoldenTable.read("forward.csv");
        int compared = 0;
        for (int row = 0; row < golden.size(); row++) {
            if (golden.number(row, "Npc") != 12 || golden.number(row, "FA_deg") == 5) {
                // aliasing is strong with few cycles, and at 5° even with 12
                continue;
            }
            Protocol protocol = protocol(golden, row);
            ParameterBlock out = new ParameterBlock(estimator(protocol).outputs(), 1);
            estimator(protocol).estimate(samples(golden, row), out);
            double turns = out.of(Parameter.OFF_RESONANCE)[0] / protocol.offResonancePeriodHz()
                    - golden.number(row, "theta_rad") / (2 * Math.PI);
            // whole turns are lost; aliasing leaves 0.0016 at T2 = 2042 ms, 1e-5 below 350 ms
            double tolerance = golden.number(row, "T2_ms") < 350 ? 1e-4 : 0.002;
            assertThat(turns - Math.rint(turns)).as("row %d", row).isCloseTo(0, within(tolerance));
            compared++;
        }
        assertThat(compared).isEqualTo(12);
    }

    private static SeriesBlock samples(GoldenTable golden, int row) {
        SeriesBlock in = new SeriesBlock(12, 1);
        in.setSize(1);
        for (int j = 0; j < 12; j++) {
            in.real()[j][0] = (float) golden.number(row, "Re_S" + (j + 1));
            in.imaginary()[j][0] = (float) golden.number(row, "Im_S" + (j + 1));
        }
        in.b1Ratio()[0] = (float) golden.number(row, "B1");
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

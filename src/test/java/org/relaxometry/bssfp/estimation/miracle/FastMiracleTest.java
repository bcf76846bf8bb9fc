package org.relaxometry.bssfp.estimation.miracle;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.GoldenTable;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.estimation.EstimatorContractTest;
import org.relaxometry.bssfp.estimation.RelaxometryEstimator;
import org.relaxometry.bssfp.protocol.Protocol;

class FastMiracleTest extends EstimatorContractTest {

    @Override
    protected RelaxometryEstimator estimator(Protocol protocol) {
        return new FastMiracle(protocol);
    }

    @Override
    protected double roundTripRatio() {
        // aliasing: with 12 cycles F+1 takes up F−11 and F+13, up to this much in T1 of long T2
        return 0.001;
    }

    @Override
    protected double roundTripHz() {
        // aliasing, as above
        return 0.001;
    }

    @Test
    void solvesTheEquationsExactly() {
        GoldenTable golden = GoldenTable.read("miracle.csv");
        assertThat(golden.size()).isEqualTo(200);
        // the root is found to 1e-12 (a Newton step squares 1e-6); both sides are double precision
        Percentage tolerance = Percentage.withPercentage(1e-8);
        for (int row = 0; row < golden.size(); row++) {
            FastMiracle miracle = new FastMiracle(MiracleTables.protocol(golden, row));
            assertThat(MiracleTables.solve(miracle, golden, row)).isEqualTo(EstimationStatus.OK);
            assertThat(miracle.t1Ms).isCloseTo(golden.number(row, "T1_exact"), tolerance);
            assertThat(miracle.t2Ms).isCloseTo(golden.number(row, "T2_exact"), tolerance);
        }
    }
}

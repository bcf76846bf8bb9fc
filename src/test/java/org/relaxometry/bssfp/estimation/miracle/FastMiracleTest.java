package org.relaxometry.bssfp.estimation.miracle;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.GoldenTable;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.protocol.Protocol;

class FastMiracleTest extends MiracleContractTest {

    @Override
    protected MiracleEstimator estimator(Protocol protocol) {
        return new FastMiracle(protocol);
    }

    @Test
    void solvesTheEquationsExactly() {
        // a Newton step after a change of 1e-6 leaves 1e-12; both sides are double precision
        Percentage tolerance = Percentage.withPercentage(1e-9);
        GoldenTable golden = GoldenTable.read("miracle.csv");
        assertThat(golden.size()).isEqualTo(200);
        for (int row = 0; row < golden.size(); row++) {
            FastMiracle miracle = new FastMiracle(protocol(golden, row));
            assertThat(solve(miracle, golden, row)).isEqualTo(EstimationStatus.OK);
            assertThat(miracle.t1Ms).isCloseTo(golden.number(row, "T1_exact"), tolerance);
            assertThat(miracle.t2Ms).isCloseTo(golden.number(row, "T2_exact"), tolerance);
        }
    }
}

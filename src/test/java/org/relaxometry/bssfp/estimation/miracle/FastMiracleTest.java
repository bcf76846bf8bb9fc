package org.relaxometry.bssfp.estimation.miracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.relaxometry.bssfp.GoldenTable;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.protocol.Protocol;

class FastMiracleTest extends MiracleContractTest {

    @Override
    protected MiracleEstimator estimator(Protocol protocol) {
        return new FastMiracle(protocol);
    }

    static Stream<GoldenTable.Row> configurations() {
        return GoldenTable.rows("miracle.csv", 200);
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void solvesTheEquationsExactly(GoldenTable.Row row) {
        // a Newton step after a change of 1e-6 leaves 1e-12; both sides are double precision
        Percentage tolerance = Percentage.withPercentage(1e-9);
        FastMiracle miracle = new FastMiracle(protocol(row));
        assertThat(solve(miracle, row)).isEqualTo(EstimationStatus.OK);
        assertThat(miracle.t1Ms).isCloseTo(row.number("T1_exact"), tolerance);
        assertThat(miracle.t2Ms).isCloseTo(row.number("T2_exact"), tolerance);
    }
}

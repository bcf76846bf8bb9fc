package org.relaxometry.bssfp.estimation.miracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.relaxometry.bssfp.GoldenTable;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.protocol.Protocol;

class GoldenSectionMiracleTest extends MiracleContractTest {

    @Override
    protected MiracleEstimator estimator(Protocol protocol) {
        return new GoldenSectionMiracle(protocol);
    }

    static Stream<GoldenTable.Row> configurations() {
        return GoldenTable.rows("miracle.csv", 200);
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void repeatsTheAuthorsSearchStepByStep(GoldenTable.Row row) {
        GoldenSectionMiracle miracle = new GoldenSectionMiracle(protocol(row));
        assertThat(solve(miracle, row)).isEqualTo(EstimationStatus.OK);
        // the search ends on one of its grid points: the same to rounding, or at least 2e-4 ms away
        assertThat(miracle.t1Ms).isCloseTo(row.number("T1_authors_float"), within(1e-9));
        assertThat(miracle.t2Ms).isCloseTo(row.number("T2_authors_float"), within(1e-9));
        // the authors count the rounds after the first
        assertThat(miracle.rounds - 1).isEqualTo((int) row.number("iter_authors_float"));
    }
}

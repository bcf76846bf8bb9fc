package org.relaxometry.bssfp.estimation.miracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.GoldenTable;
import org.relaxometry.bssfp.estimation.EstimationStatus;
import org.relaxometry.bssfp.protocol.Protocol;

class GoldenSectionMiracleTest extends MiracleContractTest {

    @Override
    protected MiracleEstimator estimator(Protocol protocol) {
        return new GoldenSectionMiracle(protocol);
    }

    @Test
    void repeatsTheAuthorsSearchStepByStep() {
        GoldenTable golden = GoldenTable.read("miracle.csv");
        assertThat(golden.size()).isEqualTo(200);
        for (int row = 0; row < golden.size(); row++) {
            GoldenSectionMiracle miracle = new GoldenSectionMiracle(protocol(golden, row));
            assertThat(solve(miracle, golden, row)).isEqualTo(EstimationStatus.OK);
            // the search ends on one of its grid points: the same to rounding, or at least 2e-4 ms away
            assertThat(miracle.t1Ms).isCloseTo(golden.number(row, "T1_authors_float"), within(1e-9));
            assertThat(miracle.t2Ms).isCloseTo(golden.number(row, "T2_authors_float"), within(1e-9));
            // the authors count the rounds after the first
            assertThat(miracle.rounds - 1).isEqualTo((int) golden.number(row, "iter_authors_float"));
        }
    }
}

package org.relaxometry.bssfp.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CholeskyFactorTest {

    @Test
    void solvesASmallSystem() {
        double[][] matrix = {{4, 2, 1}, {2, 5, 3}, {1, 3, 6}};
        double[] x = CholeskyFactor.of(matrix).orElseThrow().solve(new double[] {11, 21, 25});
        // (1, 2, 3) put in by hand; a dozen operations in double precision
        assertThat(x).containsExactly(new double[] {1, 2, 3}, within(1e-13));
    }

    @Test
    void aMatrixThatIsNotPositiveDefiniteHasNoFactor() {
        assertThat(CholeskyFactor.of(new double[][] {{1, 2}, {2, 1}})).isEmpty();
        assertThat(CholeskyFactor.of(new double[][] {{Double.NaN}})).isEmpty();
    }
}

package org.relaxometry.bssfp.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.relaxometry.bssfp.GoldenTable;
import org.relaxometry.bssfp.protocol.Protocol;

class BssfpSignalTest {

    static Stream<GoldenTable.Row> signals() {
        return GoldenTable.rows("forward.csv", 60);
    }

    @ParameterizedTest
    @MethodSource("signals")
    void reproducesTheAuthorsForwardModel(GoldenTable.Row row) {
        int cycles = (int) row.number("Npc");
        Protocol protocol = new Protocol(
                row.number("TR_ms"), row.number("TE_ms"), row.number("FA_deg"), Protocol.standardIncrementsDeg(cycles));
        double[] real = new double[cycles];
        double[] imaginary = new double[cycles];
        new BssfpSignal(protocol)
                .simulate(
                        row.number("T1_ms"),
                        row.number("T2_ms"),
                        row.number("theta_rad"),
                        row.number("B1"),
                        1,
                        real,
                        imaginary);
        for (int j = 0; j < cycles; j++) {
            // both sides are double precision; signals are of order 0.1
            assertThat(real[j]).isCloseTo(row.number("Re_S" + (j + 1)), within(1e-12));
            assertThat(imaginary[j]).isCloseTo(row.number("Im_S" + (j + 1)), within(1e-12));
        }
    }
}

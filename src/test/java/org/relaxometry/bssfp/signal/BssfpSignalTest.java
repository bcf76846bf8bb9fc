package org.relaxometry.bssfp.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.GoldenTable;
import org.relaxometry.bssfp.protocol.Protocol;

class BssfpSignalTest {

    @Test
    void reproducesTheAuthorsForwardModel() {
        GoldenTable golden = GoldenTable.read("forward.csv");
        assertThat(golden.size()).isEqualTo(60);
        for (int row = 0; row < golden.size(); row++) {
            int cycles = (int) golden.number(row, "Npc");
            Protocol protocol = new Protocol(
                    golden.number(row, "TR_ms"),
                    golden.number(row, "TE_ms"),
                    golden.number(row, "FA_deg"),
                    Protocol.standardIncrementsDeg(cycles));
            double[] real = new double[cycles];
            double[] imaginary = new double[cycles];
            new BssfpSignal(protocol)
                    .simulate(
                            golden.number(row, "T1_ms"),
                            golden.number(row, "T2_ms"),
                            golden.number(row, "theta_rad"),
                            golden.number(row, "B1"),
                            1,
                            real,
                            imaginary);
            for (int j = 0; j < cycles; j++) {
                // both sides are double precision; signals are of order 0.1
                assertThat(real[j]).isCloseTo(golden.number(row, "Re_S" + (j + 1)), within(1e-12));
                assertThat(imaginary[j]).isCloseTo(golden.number(row, "Im_S" + (j + 1)), within(1e-12));
            }
        }
    }
}

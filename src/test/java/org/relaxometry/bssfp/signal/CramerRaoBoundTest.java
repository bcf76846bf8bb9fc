package org.relaxometry.bssfp.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.GoldenTable;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.Tissue;

class CramerRaoBoundTest {

    @Test
    void agreesWithTheBoundByNumericalDerivatives() {
        GoldenTable golden = GoldenTable.read("crlb.csv");
        assertThat(golden.size()).isEqualTo(114);
        for (int row = 0; row < golden.size(); row++) {
            Tissue tissue = new Tissue(golden.number(row, "T1_ms"), golden.number(row, "T2_ms"));
            CramerRaoBound bound = CramerRaoBound.of(
                    tissue,
                    golden.number(row, "theta_rad"),
                    golden.number(row, "B1"),
                    new Protocol(
                            golden.number(row, "TR_ms"),
                            golden.number(row, "TE_ms"),
                            golden.number(row, "FA_deg"),
                            Protocol.standardIncrementsDeg((int) golden.number(row, "Npc"))),
                    golden.number(row, "sigma_per_real_part"));
            // the table used central differences: 1e-6 relative
            assertThat(bound.t1Ms() / tissue.t1Ms())
                    .isCloseTo(golden.number(row, "crlb_std_lnT1"), withinPercentage(1e-4));
            assertThat(bound.t2Ms() / tissue.t2Ms())
                    .isCloseTo(golden.number(row, "crlb_std_lnT2"), withinPercentage(1e-4));
            assertThat(bound.thetaRad()).isCloseTo(golden.number(row, "crlb_std_theta_rad"), withinPercentage(1e-4));
        }
    }

    @Test
    void offResonanceBoundIsTheBoundOfThetaInHertz() {
        Protocol protocol = new Protocol(5, 2, 20, Protocol.standardIncrementsDeg(4));
        CramerRaoBound bound = CramerRaoBound.of(Tissue.WHITE_MATTER, 0.3, 1, protocol, 0.001);
        // one cycle per TR of 5 ms is 200 Hz; rounding
        assertThat(bound.offResonanceHz()).isCloseTo(bound.thetaRad() / (2 * Math.PI) * 200, withinPercentage(1e-10));
    }

    @Test
    void boundGrowsWithTheNoiseAndShrinksWithTheCycles() {
        Protocol four = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(4));
        Protocol twelve = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(12));
        CramerRaoBound reference = CramerRaoBound.of(Tissue.GREY_MATTER, 1, 1, four, 0.002);
        CramerRaoBound noisier = CramerRaoBound.of(Tissue.GREY_MATTER, 1, 1, four, 0.004);
        CramerRaoBound richer = CramerRaoBound.of(Tissue.GREY_MATTER, 1, 1, twelve, 0.002);
        // proportional by definition; rounding
        assertThat(noisier.t1Ms()).isCloseTo(2 * reference.t1Ms(), withinPercentage(1e-10));
        assertThat(richer.t1Ms()).isLessThan(reference.t1Ms());
        assertThat(richer.t2Ms()).isLessThan(reference.t2Ms());
    }
}

package org.relaxometry.bssfp.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.relaxometry.bssfp.GoldenTable;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.Tissue;

class CramerRaoBoundTest {

    static Stream<GoldenTable.Row> bounds() {
        return GoldenTable.rows("crlb.csv", 114);
    }

    @ParameterizedTest
    @MethodSource("bounds")
    void agreesWithTheBoundByNumericalDerivatives(GoldenTable.Row row) {
        Tissue tissue = new Tissue(row.number("T1_ms"), row.number("T2_ms"));
        CramerRaoBound bound = CramerRaoBound.of(
                tissue,
                row.number("theta_rad"),
                row.number("B1"),
                new Protocol(
                        row.number("TR_ms"),
                        row.number("TE_ms"),
                        row.number("FA_deg"),
                        Protocol.standardIncrementsDeg((int) row.number("Npc"))),
                row.number("sigma_per_real_part"));
        // the table used central differences: 1e-6 relative
        assertThat(bound.t1Ms() / tissue.t1Ms()).isCloseTo(row.number("crlb_std_lnT1"), withinPercentage(1e-4));
        assertThat(bound.t2Ms() / tissue.t2Ms()).isCloseTo(row.number("crlb_std_lnT2"), withinPercentage(1e-4));
        assertThat(bound.thetaRad()).isCloseTo(row.number("crlb_std_theta_rad"), withinPercentage(1e-4));
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

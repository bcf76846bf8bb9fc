package org.relaxometry.bssfp.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.RfPulse;

class MagnetisationTransferTest {

    private static Protocol protocol(double trMs, double flipDeg, double pulseMs) {
        return new Protocol(trMs, trMs / 2, flipDeg, Protocol.standardIncrementsDeg(12), RfPulse.hard(pulseMs));
    }

    @Test
    void poolsRecoverTogetherAsTheirTissue() {
        assertThat(MagnetisationTransfer.WHITE_MATTER.t1Ms()).isCloseTo(939, within(0.01));
        assertThat(MagnetisationTransfer.GREY_MATTER.t1Ms()).isCloseTo(1400, within(0.01));
    }

    /** Against two-pool Bloch simulations of 0.3 and 1 ms pulses; these have the length of the pulse in them, some per cent of T1. */
    @ParameterizedTest
    @CsvSource({
        "WM, 4.8, 15, 0.3, -27",
        "WM, 4.8, 15, 1, -19",
        "GM, 4.8, 15, 0.3, -18",
        "GM, 4.8, 15, 1, -11",
        "WM, 6, 35, 0.3, -46",
        "GM, 6, 35, 0.3, -37"
    })
    void t1IsReadLow(String name, double trMs, double flipDeg, double pulseMs, double percent) {
        MagnetisationTransfer tissue =
                name.equals("WM") ? MagnetisationTransfer.WHITE_MATTER : MagnetisationTransfer.GREY_MATTER;
        double bias = 100 * tissue.t1Bias(protocol(trMs, flipDeg, pulseMs), name.equals("WM") ? 69 : 80);
        assertThat(bias).isCloseTo(percent, within(4.0));
    }

    @Test
    void lowFlipAnglesSaturateLess() {
        double low = MagnetisationTransfer.WHITE_MATTER.t1Bias(protocol(4.8, 7, 0.6), 69);
        double high = MagnetisationTransfer.WHITE_MATTER.t1Bias(protocol(4.8, 30, 0.6), 69);
        assertThat(low).isBetween(-0.25, 0.0);
        assertThat(high).isLessThan(low - 0.1);
    }
}

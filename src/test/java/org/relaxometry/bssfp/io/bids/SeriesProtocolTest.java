package org.relaxometry.bssfp.io.bids;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.protocol.RfPulse;

class SeriesProtocolTest {

    private static SeriesProtocol with(Optional<RfPulse> pulse) {
        return new SeriesProtocol(4, 4.8, 2.4, 15, List.of(45.0, 135.0, 225.0, 315.0), pulse);
    }

    /** T1 of a series mapped with its pulse and of one mapped without are not of one group. */
    @Test
    void whatStatesNoPulseDiffersFromWhatDoes() {
        SeriesProtocol none = with(Optional.empty());
        SeriesProtocol sinc = with(Optional.of(RfPulse.sinc(0.8, 2.7)));
        SeriesProtocol hard = with(Optional.of(RfPulse.hard(0.8)));
        assertThat(none.difference(sinc))
                .contains(
                        "the excitation pulse not stated instead of 'pulse of 0.8 ms (sinc, time-bandwidth product 2.7)'");
        assertThat(sinc.difference(hard)).isPresent();
        assertThat(sinc.difference(with(Optional.of(RfPulse.sinc(0.8, 2.7))))).isEmpty();
        assertThat(none.difference(none)).isEmpty();
    }

    @Test
    void settingsKeepThePulse() {
        for (Optional<RfPulse> pulse : List.of(
                Optional.<RfPulse>empty(), Optional.of(RfPulse.sinc(0.8, 2.7)), Optional.of(RfPulse.INSTANTANEOUS))) {
            assertThat(SeriesProtocol.of(with(pulse).json())).isEqualTo(with(pulse));
        }
    }
}

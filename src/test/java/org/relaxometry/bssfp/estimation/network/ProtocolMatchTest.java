package org.relaxometry.bssfp.estimation.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.relaxometry.bssfp.protocol.Protocol;

class ProtocolMatchTest {

    private static final Protocol TRAINED = TestModels.paper(4);

    @Test
    void equalProtocolsMatchWithoutShift() {
        ProtocolMatch match = new ProtocolMatch(TRAINED, TRAINED);

        assertThat(match.differences()).isEmpty();
        assertThat(match.order()).containsExactly(0, 1, 2, 3);
        assertThat(match.shiftRad()).isZero();
    }

    @Test
    void everyDifferenceIsSpelledOut() {
        Protocol measured = new Protocol(5, 2.5, 20, TRAINED.phaseIncrementsDeg());

        assertThat(new ProtocolMatch(TRAINED, measured).differences())
                .containsExactly(
                        "TR is 5.0 ms, the network was trained for 4.8 ms",
                        "TE is 2.5 ms, the network was trained for 2.4 ms",
                        "the flip angle is 20.0°, the network was trained for 15.0°");
    }

    @Test
    void anotherNumberOfCyclesIsADifference() {
        assertThat(new ProtocolMatch(TRAINED, TestModels.paper(6)).differences())
                .containsExactly("there are 6 phase cycles, the network was trained for 4");
    }

    @Test
    void anotherSpacingIsADifference() {
        assertThat(new ProtocolMatch(TRAINED, increments(0, 90, 180, 240)).differences())
                .singleElement()
                .asString()
                .contains("spaced differently", "240", "225");
    }

    @Test
    void roundedSidecarsMatch() {
        Protocol measured = new Protocol(4.804, 2.396, 15, List.of(45.04, 134.97, 225.0, 315.0));

        assertThat(new ProtocolMatch(TRAINED, measured).differences()).isEmpty();
    }

    @Test
    void orderAndTurnsDoNotMatter() {
        ProtocolMatch match = new ProtocolMatch(TRAINED, increments(-45, -135, 405, 135));

        assertThat(match.order()).containsExactly(2, 3, 1, 0);
        assertThat(match.shiftRad()).isZero();
    }

    @Test
    void anotherStartIsTheSmallestShiftThatFits() {
        // 80° of the series can be 45° + 35°, 135° − 55°, …
        ProtocolMatch match = new ProtocolMatch(TRAINED, increments(350, 80, 170, 260));

        assertThat(match.order()).containsExactly(1, 2, 3, 0);
        // 1e-12: rounding of angles of a few radians
        assertThat(Math.toDegrees(match.shiftRad())).isCloseTo(35, within(1e-12));
    }

    @Test
    void ofTwoEquallySmallShiftsThePositiveIsTaken() {
        assertThat(Math.toDegrees(new ProtocolMatch(TRAINED, increments(0, 90, 180, 270)).shiftRad()))
                .isCloseTo(45, within(1e-12));
        assertThat(Math.toDegrees(new ProtocolMatch(TRAINED, increments(270, 180, 90, 0)).shiftRad()))
                .isCloseTo(45, within(1e-12));
    }

    @Test
    void unevenIncrementsOfTheTrainingMatchThemselvesShifted() {
        ProtocolMatch match = new ProtocolMatch(increments(0, 100, 180, 270), increments(190, 280, 10, 110));

        assertThat(match.differences()).isEmpty();
        assertThat(match.order()).containsExactly(2, 3, 0, 1);
        assertThat(Math.toDegrees(match.shiftRad())).isCloseTo(10, within(1e-12));
    }

    private static Protocol increments(double... degrees) {
        return new Protocol(4.8, 2.4, 15, Arrays.stream(degrees).boxed().toList());
    }
}

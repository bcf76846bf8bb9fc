package org.relaxometry.bssfp.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class StudyTableTest {

    @Test
    void numbersRoundTripAndTextsWithCommasAreQuoted() {
        StudyTable table = new StudyTable(
                List.of("method", "x"), List.of(List.of("SVNN, \"new\"", 0.1 + 0.2), List.of("a", Double.NaN)));
        assertThat(table.csv()).isEqualTo("method,x\n\"SVNN, \"\"new\"\"\",0.30000000000000004\na,NaN\n");
    }

    @Test
    void refusesRowsOfAnotherLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StudyTable(List.of("a", "b"), List.of(List.of(1))))
                .withMessageContaining("2 cells");
    }
}

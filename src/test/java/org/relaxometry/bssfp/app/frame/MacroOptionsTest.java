package org.relaxometry.bssfp.app.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class MacroOptionsTest {

    @Test
    void readsValuesFlagsAndBrackets() {
        assertThat(MacroOptions.parse("magnitude=brain_mag method=[Maximum likelihood] Overwrite increments='0, 90' "))
                .containsExactly(
                        entry("magnitude", "brain_mag"),
                        entry("method", "Maximum likelihood"),
                        entry("overwrite", "true"),
                        entry("increments", "0, 90"));
    }

    @Test
    void bracketsMayBeNestedAndEmpty() {
        assertThat(MacroOptions.parse("magnitude=[scan [2] mag] output=[] "))
                .containsExactly(entry("magnitude", "scan [2] mag"), entry("output", ""));
    }

    @Test
    void aValueKeepsItsEqualsSigns() {
        assertThat(MacroOptions.parse("output=/data/a=b")).containsExactly(entry("output", "/data/a=b"));
    }

    @Test
    void refusesAnUnclosedBracketAndAKeyGivenTwice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MacroOptions.parse("method=[Maximum likelihood"))
                .withMessageContaining("method")
                .withMessageContaining("not closed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MacroOptions.parse("tr=4.8 tr=5"))
                .withMessageContaining("tr is given twice");
    }
}

package org.relaxometry.bssfp.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Test
    void whatBreaksLinesAndPagesBecomesBlank() {
        assertThat(PlainText.of("a\nb\r\tc\0d\u001be\u2028f\ufffeg\ud800h")).isEqualTo("a b  c d e f g h");
    }

    @Test
    void lettersOfAllAlphabetsStay() {
        assertThat(PlainText.of("ΔB0 <µ> Müller 王 \ud83e\udde0")).isEqualTo("ΔB0 <µ> Müller 王 \ud83e\udde0");
    }
}

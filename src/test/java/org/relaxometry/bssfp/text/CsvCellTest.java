package org.relaxometry.bssfp.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvCellTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1+1",
                "-1+1",
                "−1+1",
                "@SUM(A1)",
                "-2+3+cmd|' /C calc'!A0",
                "＝1",
                "-",
                "-3 mm",
                "\t=1",
                "\r=1"
            })
    void aTextThatASpreadsheetWouldComputeIsMarkedAsText(String text) {
        assertThat(CsvCell.of(text).replaceFirst("^\"", "")).startsWith("'");
    }

    @Test
    void numbersStayNumbers() {
        assertThat(CsvCell.of(-1.5)).isEqualTo("-1.5");
        assertThat(CsvCell.of(Double.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
        assertThat(CsvCell.of(-3)).isEqualTo("-3");
        assertThat(CsvCell.of("-1.5e-3")).isEqualTo("-1.5e-3");
        assertThat(CsvCell.of(Double.NaN)).isEqualTo("NaN");
    }

    @Test
    void textsAreQuotedWhereTheyMustBe() {
        assertThat(CsvCell.of("white matter")).isEqualTo("white matter");
        assertThat(CsvCell.of("a, \"b\"")).isEqualTo("\"a, \"\"b\"\"\"");
        assertThat(CsvCell.of("a\nb")).isEqualTo("\"a\nb\"");
        assertThat(CsvCell.of("a\0b\u001b[31m\tc")).isEqualTo("a b [31m c");
    }
}

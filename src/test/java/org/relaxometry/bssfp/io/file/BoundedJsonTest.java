package org.relaxometry.bssfp.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedJsonTest {

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":[0,"})
    void whatIsNestedTooDeeplyToBePrintedIsRefused(String opening) {
        String closing = new StringBuilder(opening.replaceAll("[^\\[{]", ""))
                .reverse()
                .toString()
                .replace('[', ']')
                .replace('{', '}');
        String text = opening.repeat(100_000) + "0" + closing.repeat(100_000);
        assertThatIOException().isThrownBy(() -> BoundedJson.parse(text)).withMessageContaining("100 levels deep");
        assertThatIOException()
                .isThrownBy(() -> BoundedJson.parseRecord(text))
                .withMessageContaining("100 levels deep");
    }

    @Test
    void aQuoteDoesNotHideWhatFollows() {
        assertThatIOException()
                .isThrownBy(() -> BoundedJson.parseRecord("['\"', " + "[".repeat(100_000)))
                .withMessageContaining("100 levels deep");
    }

    @Test
    void whatIsNestedAsDeeplyAsAllowedIsReadAndPrinted() throws IOException {
        String text = "[".repeat(100) + "]".repeat(100);
        assertThat(BoundedJson.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[1,]", "{} {}", "{'a': 1}", "{\"a\": NaN}", "{\"a\" 1}", "nul", "\"\\u12\""})
    void whatIsNotJsonIsRefusedInAClause(String text) {
        assertThatIOException()
                .isThrownBy(() -> BoundedJson.parse(text))
                .withMessageMatching("is not valid JSON( \\(at line \\d+ column \\d+\\))?");
    }

    @Test
    void recordsMayHoldWhatIsNotANumber() throws IOException {
        assertThat(BoundedJson.parseRecord("{\"a\": NaN}")).hasToString("{\"a\":\"NaN\"}");
    }
}

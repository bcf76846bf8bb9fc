package org.relaxometry.bssfp.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @Test
    void filesOfUtf16AreText() throws IOException {
        String text = "{\"a\": \"\u00e4\"}";
        for (String charset : List.of("UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "x-UTF-16LE-BOM")) {
            assertThat(BoundedJson.parse(BoundedJson.text(text.getBytes(Charset.forName(charset)))))
                    .as(charset)
                    .hasToString("{\"a\":\"\u00e4\"}");
        }
        assertThat(BoundedJson.text(new byte[] {'{'})).isEqualTo("{");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "4.8e-3, 0.0048",
                "\" 0.0048 \", 0.0048",
                "\"15\", 15",
                "\"15d\",",
                "\"0x10\",",
                "\"\",",
                "true,",
                "[1],",
                "\"NaN\",",
                "\"1e999\",",
                "\"0.0048 s\","
            })
    void numbersMayBeWrittenAsText(String json, Double expected) throws IOException {
        assertThat(BoundedJson.number(BoundedJson.parse(json))).isEqualTo(Optional.ofNullable(expected));
    }
}

package org.relaxometry.bssfp.app.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.IJ;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.app.key.Key;
import org.relaxometry.bssfp.app.roi.MonteCarloRois;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** What a script gives reaches our own parser as it was given: SciJava would make 0 and false of what it cannot read. */
class GivenValuesTest {

    private static final Key<String> TEXT = Key.text("tr", "TR (ms)", "");

    @Test
    void valuesOfAllLanguagesBecomeWhatAUserWouldType() {
        assertThat(text(12.0)).isEqualTo("12");
        assertThat(text(4.8)).isEqualTo("4.8");
        assertThat(text(4.8F)).isEqualTo("4.8");
        assertThat(text(new BigDecimal("4.80"))).isEqualTo("4.8");
        assertThat(text(1e-12)).isEqualTo("1.0E-12");
        assertThat(text(true)).isEqualTo("true");
        assertThat(text(List.of(45, 135.5))).isEqualTo("45, 135.5");
        assertThat(text(new double[] {45, 135})).isEqualTo("45, 135");
        assertThat(text(new StringBuilder("standard"))).isEqualTo("standard");
        assertThat(text(null)).isNull();
    }

    @Test
    void whatIsNoTextIsRefusedWhereTextIsExpected() {
        assertThatThrownBy(() -> text(IJ.createImage("x", 2, 2, 1, 8)))
                .hasMessage(
                        "\"tr\" was given as ij.ImagePlus. Expected a text, a number, true or false, or a list of these.");
        assertThatThrownBy(() -> text(Arrays.asList(1, new Object()))).hasMessageContaining("Expected a text");
        assertThatThrownBy(() -> new GivenValues().text(Key.image("mask", "Mask", ""), new Object(), null))
                .hasMessageContaining("\"mask\" was given as java.lang.Object. Expected an ImagePlus, a Dataset");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "seed|abc|seed must be a whole number, but is \"abc\"",
                "overwrite|perhaps|true or false",
                "samples|12.5|whole number",
                "nonsense|1|\"nonsense\" is not a key of roi."
            })
    void whatCannotBeReadIsRefused(String key, String value, String message) {
        try (Context context = new Context()) {
            Map<String, Object> keys = new HashMap<>();
            keys.put(key, value);
            assertThatThrownBy(() -> context.service(CommandService.class).run(MonteCarloRois.class, false, keys))
                    .hasMessageContaining(message);
        }
    }

    @Test
    void yesIsTrue() {
        Key<Boolean> key = Key.tick("overwrite", "Overwrite", "", false);
        key.set(new GivenValues().text(key, "yes", null));
        assertThat(key.value()).isTrue();
    }

    private static String text(Object value) {
        return new GivenValues().text(TEXT, value, null);
    }
}

package org.relaxometry.bssfp.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedNumberTest {

    @ParameterizedTest
    @ValueSource(strings = {"4.8", " 4.8 ", "4,8", "4.8 ms", "4.8MS", "+4.8", "48e-1", "4.80"})
    void numbersWithAndWithoutUnitAreRead(String text) {
        assertThat(TypedNumber.parse("tr", text, "milliseconds", Set.of("ms"))).isEqualTo(4.8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "4.8 s",
                "0.0048 s",
                "4.8.1",
                "4 8",
                "NaN",
                "Infinity",
                "0x10",
                "4.8f",
                "-",
                "ms",
                "1.234,5"
            })
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TypedNumber.parse("tr", text, "milliseconds", Set.of("ms")))
                .withMessage("'tr' expects one number in milliseconds, such as 4.8, but received '" + text + "'.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "22.5, 67.5, 112.5",
                "22.5,67.5,112.5",
                "22.5 67.5 112.5",
                "22.5; 67.5; 112.5",
                "22,5; 67,5; 112,5",
                "22,5;67,5;112,5",
                "[22.5, 67.5, 112.5]",
                "22.5° 67.5° 112.5°",
                "22.5, 67.5, 112.5 deg"
            })
    void listsAreReadWithAnyClearSeparator(String text) {
        assertThat(TypedNumber.parseListDeg("increments", text)).containsExactly(22.5, 67.5, 112.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"22,5 67,5 112,5", "22,5, 67,5, 112,5"})
    void decimalCommasThatMayBeSeparatorsAreRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TypedNumber.parseListDeg("increments", text))
                .withMessageContaining("Write 22.5, 67.5, 112.5 or 22,5; 67,5; 112,5.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0, 90, x", "0,,90", "standart", "pi/2", ",0,90"})
    void listsOfAnythingElseAreRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TypedNumber.parseListDeg("increments", text))
                .withMessageContaining("the word standard")
                .withMessageContaining("'" + text + "'");
    }

    @Test
    void messagesShowFiveDigits() {
        assertThat(TypedNumber.show(Math.PI)).isEqualTo("3.1416");
        assertThat(TypedNumber.show(-4096)).isEqualTo("-4096");
        assertThat(TypedNumber.show(12)).isEqualTo("12");
        assertThat(TypedNumber.show(1.5e-7)).isEqualTo("1.5E-7");
        assertThat(TypedNumber.show(0)).isEqualTo("0");
        assertThat(TypedNumber.show(Double.NaN)).isEqualTo("NaN");
    }
}

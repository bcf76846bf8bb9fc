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
        assertThat(TypedNumber.number("tr", text, "milliseconds", Set.of("ms"))).isEqualTo(4.8);
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
                .isThrownBy(() -> TypedNumber.number("tr", text, "milliseconds", Set.of("ms")))
                .withMessage("tr must be one number in milliseconds, such as 4.8, but is \"" + text + "\".");
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
        assertThat(TypedNumber.degrees("increments", text)).containsExactly(22.5, 67.5, 112.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"22,5 67,5 112,5", "22,5, 67,5, 112,5"})
    void decimalCommasThatMayBeSeparatorsAreRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TypedNumber.degrees("increments", text))
                .withMessageContaining("Write 22.5, 67.5, 112.5 or 22,5; 67,5; 112,5.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0, 90, x", "0,,90", "standart", "pi/2", ",0,90"})
    void listsOfAnythingElseAreRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TypedNumber.degrees("increments", text))
                .withMessageContaining("the word standard")
                .withMessageContaining("\"" + text + "\"");
    }

    @Test
    void aCommaThatMaySeparateOrBeDecimalIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TypedNumber.numbers("snr", "12,5", "numbers such as 50, 25"))
                .withMessage("snr is \"12,5\", which may be one number or two. Write 12.5 or 12, 5.");
        assertThat(TypedNumber.numbers("snr", "12, 5", "numbers")).containsExactly(12.0, 5.0);
        assertThat(TypedNumber.numbers("snr", "12,5; 7", "numbers")).containsExactly(12.5, 7.0);
        assertThat(TypedNumber.numbers("snr", "50,25,10", "numbers")).containsExactly(50.0, 25.0, 10.0);
        assertThat(TypedNumber.numbers("snr", "inf 25.5", "numbers")).containsExactly(Double.POSITIVE_INFINITY, 25.5);
        assertThat(TypedNumber.wholes("cycles", "12,6", "whole numbers")).containsExactly(12, 6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"360-2080", "360 to 2080", "360…2080", "360 2080", "360 – 2080 ms", "360,0-2080.0"})
    void rangesAreReadInAnyUsualForm(String text) {
        assertThat(TypedNumber.range("t1", text, "360-2080")).containsExactly(360, 2080);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-5", "360-", "a-b", "2080-360", "1-2-3"})
    void rangesOfAnythingElseAreRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TypedNumber.range("t1", text, "two times such as 360-2080"))
                .withMessageMatching("t1 must (be two times such as|go from the smaller).*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "11", "1.5", "x", ""})
    void wholeNumbersKeepTheirBounds(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TypedNumber.whole("points", text, 1, 10))
                .withMessage("points must be a whole number from 1 to 10, but is \"" + text + "\".");
        assertThat(TypedNumber.whole("points", " 10 ", 1, 10)).isEqualTo(10);
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

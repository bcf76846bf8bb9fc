package org.relaxometry.bssfp.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {

    @ParameterizedTest
    @CsvSource({
        "/data/Miller^Jane/bssfp_mag.nii.gz, bssfp_mag.nii.gz",
        "C:\\data\\Miller\\bssfp_mag.nii, bssfp_mag.nii",
        "a.nii: series 1, a.nii: series 1",
        "/data/Miller/study.lif - ROI/1: x, '1: x'",
        "folder/, folder",
        "plain, plain",
        "/, /",
        "//, //",
        "' ', ' '",
        "'', ''"
    })
    void aPathOrTitleIsCalledWithoutItsFolders(String pathOrTitle, String expected) {
        assertThat(FileName.of(pathOrTitle)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "Monte Carlo ROIs: histograms, Monte Carlo ROIs- histograms",
        "T1/T2 at 50%, T1-T2 at 50%",
        "what?*, what--",
        "ends., ends",
        "con, _con",
        "'. ', _",
        "ΔB0, ΔB0"
    })
    void aTitleBecomesANameThatEveryComputerTakes(String title, String expected) {
        assertThat(FileName.portable(title)).isEqualTo(expected);
    }

    @Test
    void aTitleThatNoPathCanHaveIsAName() {
        assertThat(FileName.of("a\0b")).isEqualTo("a\0b");
        assertThat(FileName.of("<a> | \"b\"?*")).isEqualTo("<a> | \"b\"?*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b",
                "a\\b",
                "a:b",
                "a*",
                "a?",
                "\"a",
                "<a",
                "a>",
                "a|b",
                "a\nb",
                "a\rb",
                "a\tb",
                "a\0b",
                "a\u007fb",
                "a\u2028b",
                "nul.",
                "CON",
                "aux.x_",
                "lpt1 ",
                "com²."
            })
    void whatNoFileOfWindowsCanBeginWithIsRefused(String beginning) {
        assertThatThrownBy(() -> FileName.requireBeginning("The prefix is put before file names", beginning))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The prefix is put before file names")
                .message()
                .doesNotContainPattern("\\p{Cntrl}");
    }

    @Test
    void whatIsTooLongForAFileSystemIsRefused() {
        assertThatThrownBy(() -> FileName.requireBeginning("It", "ä".repeat(100)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("150");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sub-01_", "a b.c", "Müller ", "console_", "-", "=", "com", "com10", "nullable."})
    void otherBeginningsAreFine(String beginning) {
        assertThatCode(() -> FileName.requireBeginning("It", beginning)).doesNotThrowAnyException();
    }

    @Test
    void whatIsNoPathIsAFailureToRead() {
        assertThatIOException()
                .isThrownBy(() -> FileName.path("model", "a\0b"))
                .withMessageStartingWith("'model' must be the path of a file or folder");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"\"/a b/c\", /a b/c", "'/a b/c', /a b/c", "/a'b'/c, /a'b'/c", "'a, 'a", "'', ''"})
    void quotesRoundAPathAreNoPartOfIt(String typed, String expected) throws IOException {
        assertThat(FileName.path("folder", typed)).hasToString(expected);
        assertThat(FileName.path(typed)).hasToString(expected);
    }

    @Test
    void aLocaleThatDoesNotKnowALetterIsNamed() {
        assertThat(FileName.foreignLetters("/data/M\u00fcller", "ANSI_X3.4-1968"))
                .contains("ANSI_X3.4-1968")
                .contains("LC_ALL=C.UTF-8");
        assertThat(FileName.foreignLetters("/data/Miller", "ANSI_X3.4-1968")).isEmpty();
        assertThat(FileName.foreignLetters("/data/M\u00fcller", "UTF-8")).isEmpty();
    }
}

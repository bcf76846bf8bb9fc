package org.relaxometry.bssfp.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}

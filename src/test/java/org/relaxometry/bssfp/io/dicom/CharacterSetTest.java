package org.relaxometry.bssfp.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.relaxometry.bssfp.io.dicom.DicomBytes.Syntax;

/** Names in the letters of their languages. The escaped ones are examples of the standard: DICOM PS3.5, annexes H, I, J and K. */
class CharacterSetTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "ISO_IR 100, ISO-8859-1, Buc^Jérôme",
        "ISO_IR 101, ISO-8859-2, Wałęsa^Łukasz",
        "ISO_IR 109, ISO-8859-3, Ĉapelo^Ĝoja",
        "ISO_IR 110, ISO-8859-4, Bērziņš^Jānis",
        "ISO_IR 144, ISO-8859-5, Люкceмбypг",
        "ISO_IR 127, ISO-8859-6, قباني^لنزار",
        "ISO_IR 126, ISO-8859-7, Διονυσιος",
        "ISO_IR 138, ISO-8859-8, שרון^דבורה",
        "ISO_IR 148, ISO-8859-9, Çavuşoğlu",
        "ISO_IR 203, ISO-8859-15, Œdipe^€",
        "ISO_IR 166, TIS-620, นามสกุล^ชื่อ",
        "ISO_IR 13, JIS_X0201, ﾔﾏﾀﾞ^ﾀﾛｳ",
        "ISO_IR 192, UTF-8, Wang^XiaoDong=王^小东",
        "GB18030, GB18030, Wang^XiaoDong=王^小东",
        "GBK, GBK, 丂^亐",
        // as some programs write it
        "ISO_IR_192, UTF-8, Müller^Jürgen",
        "ISO 2022 IR 100, ISO-8859-1, Buc^Jérôme",
    })
    void lettersAreThoseOfTheSetThatIsStated(String stated, String charset, String name) {
        CharacterSet set = set(stated);
        assertThat(set.isKnown()).isTrue();
        assertThat(set.decode((name + " ").getBytes(Charset.forName(charset)))).isEqualTo(name);
    }

    static Stream<Arguments> escaped() {
        return Stream.of(
                Arguments.of(
                        "\\ISO 2022 IR 87",
                        "Yamada^Tarou=\033$B;3ED\033(B^\033$BB@O:\033(B=\033$B$d$^$@\033(B^\033$B$?$m$&\033(B",
                        "Yamada^Tarou=山田^太郎=やまだ^たろう"),
                Arguments.of(
                        "ISO 2022 IR 13\\ISO 2022 IR 87",
                        "\u00D4\u00CF\u00C0\u00DE^\u00C0\u00DB\u00B3=\033$B;3ED\033(J^\033$BB@O:\033(J=\033$B$d$^$@\033(J^\033$B$?$m$&\033(J",
                        "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう"),
                Arguments.of(
                        "\\ISO 2022 IR 149",
                        "Hong^Gildong=\033$)C\u00FB\u00F3^\033$)C\u00D1\u00CE\u00D4\u00D7=\033$)C\u00C8\u00AB^\033$)C\u00B1\u00E6\u00B5\u00BF",
                        "Hong^Gildong=洪^吉洞=홍^길동"),
                Arguments.of(
                        "\\ISO 2022 IR 58",
                        "Zhang^XiaoDong=\033$)A\u00D5\u00C5^\033$)A\u00D0\u00A1\u00B6\u00AB=",
                        "Zhang^XiaoDong=张^小东="),
                Arguments.of(
                        "ISO 2022 IR 100\\ISO 2022 IR 144\\ISO 2022 IR 126",
                        "Dionysios is \033-F\u00C4\u00E9\u00EF\u00ED\u00F5\u00F3\u00E9\u00EF\u00F2^\u00E9\033-L\u00BB\u00EE\u00DAc",
                        "Dionysios is Διονυσιος^éЛюкc"),
                // letters of the further set of Japan
                Arguments.of("\\ISO 2022 IR 159", "\033$(D0\"\033(B^x", "丄^x"));
    }

    @ParameterizedTest
    @MethodSource("escaped")
    void escapesLeadFromSetToSet(String stated, String bytes, String name) {
        assertThat(set(stated).decode(bytes.getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo(name);
    }

    @Test
    void whatIsNotStatedIsUnicodeOrLatin() {
        CharacterSet none = CharacterSet.of(Optional.empty());
        assertThat(none.decode("Müller".getBytes(StandardCharsets.UTF_8))).isEqualTo("Müller");
        assertThat(none.decode("Müller".getBytes(StandardCharsets.ISO_8859_1))).isEqualTo("Müller");
    }

    @Test
    void ofAnUnknownSetTheAsciiIsKeptAndTheRestIsMarked() {
        CharacterSet unknown = set("ISO_IR 999");
        assertThat(unknown.isKnown()).isFalse();
        assertThat(unknown.decode("M\u00FCller^Jane".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo("M\uFFFDller^Jane");
    }

    @Test
    void descriptionsOfFilesAreReadBySet() throws Exception {
        Path file = folder.resolve("a.dcm");
        new DicomBytes(Syntax.EXPLICIT_LITTLE, true)
                .text(0x00080005, "CS", "ISO_IR 144")
                .element(0x0008103E, "LO", "Мозг".getBytes("ISO-8859-5"))
                .write(file);
        assertThat(DicomFile.read(file).dataset().text(DicomTag.SERIES_DESCRIPTION))
                .contains("Мозг");
    }

    @Test
    void noBytesAtAllMakeItFail() {
        Random random = new Random(7);
        String[] stated = {"\\ISO 2022 IR 87\\ISO 2022 IR 149", "ISO 2022 IR 13\\ISO 2022 IR 159", "GB18030", "x\\2022"
        };
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            for (int at = 0; at < bytes.length; at += 1 + random.nextInt(6)) {
                bytes[at] = (byte) "\033$()-BJDIACF".charAt(random.nextInt(12));
            }
            assertThat(set(stated[i % stated.length]).decode(bytes)).isNotNull();
        }
    }

    private static CharacterSet set(String stated) {
        return CharacterSet.of(Optional.of((stated + " ").getBytes(StandardCharsets.US_ASCII)));
    }
}

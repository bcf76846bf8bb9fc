package org.relaxometry.bssfp.io.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.protocol.Protocol;

class ProtocolJsonTest {

    @Test
    void secondsBecomeMillisecondsToTheLastDigit() throws IOException {
        ProtocolValues values =
                parse("{\"RepetitionTime\": 0.0048, \"EchoTime\": 0.0024, \"FlipAngle\": 15, \"Other\": {}}");
        assertThat(values.repetitionTimeMs()).contains(4.8);
        assertThat(values.echoTimeMs()).contains(2.4);
        assertThat(values.flipAngleDeg()).contains(15.0);
        assertThat(values.increments()).isEmpty();
    }

    @Test
    void caseAndUnderscoresOfKeysDoNotMatterAndNullMeansMissing() throws IOException {
        ProtocolValues values =
                parse("{\"phase_increments_deg\": [0, 90, 180, 270], \"repetitiontime\": 0.005, \"FlipAngle\": null}");
        assertThat(values.increments().orElseThrow().listDeg()).containsExactly(0.0, 90.0, 180.0, 270.0);
        assertThat(values.repetitionTimeMs()).contains(5.0);
        assertThat(values.flipAngleDeg()).isEmpty();
        assertThat(values.cycles()).hasValue(4);
    }

    @Test
    void roundedRadiansGiveTheDegreesThatWereMeant() throws IOException {
        ProtocolValues values = parse("{\"PhaseIncrements_rad\": [0, 1.570796, 3.141593, 4.712389]}");
        assertThat(values.increments().orElseThrow().listDeg()).containsExactly(0.0, 90.0, 180.0, 270.0);
    }

    @Test
    void everyRepetitionTimeIsReadBackAsItWasWritten() throws IOException {
        for (int hundredths = 100; hundredths <= 1400; hundredths++) {
            double repetitionTimeMs = hundredths / 100.0;
            double echoTimeMs = hundredths / 200.0;
            Protocol protocol = new Protocol(repetitionTimeMs, echoTimeMs, 12.5, Protocol.standardIncrementsDeg(7));
            ProtocolValues values = parse(ProtocolJson.write(protocol));
            assertThat(new Protocol(
                            values.repetitionTimeMs().orElseThrow(),
                            values.echoTimeMs().orElseThrow(),
                            values.flipAngleDeg().orElseThrow(),
                            values.increments().orElseThrow().listDeg()))
                    .isEqualTo(protocol);
        }
    }

    @Test
    void divisionByAThousandWouldNotBeReadBack() {
        assertThat(JsonTime.milliseconds(1.05 / 1000)).isNotEqualTo(1.05);
        assertThat(JsonTime.milliseconds(JsonTime.seconds(1.05))).isEqualTo(1.05);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"RepetitionTime\": 10, \"RepetitionTimeExcitation\": 0.0048}",
                "{\"repetition_time_excitation\": 0.0048, \"RepetitionTime\": 10}",
                "{\"RepetitionTime\": 10, \"Sequence\": [{\"Repetition Time Excitation\": 0.0048}]}",
                "{\"RepetitionTime\": 10, \"acq\": {\"RepetitionTimeExcitation\": 0.0048}}"
            })
    void theTimeBetweenExcitationsIsTr(String text) throws IOException {
        assertThat(parse(text).repetitionTimeMs()).contains(4.8);
        assertThat(parse(text).volumeTimeMs()).contains(10_000.0);
    }

    @Test
    void oneTimeStatedTwiceIsNoTimeBetweenVolumes() throws IOException {
        ProtocolValues values = parse("{\"RepetitionTime\": 0.0048, \"RepetitionTimeExcitation\": 0.00480001}");
        assertThat(values.repetitionTimeMs()).contains(4.80001);
        assertThat(values.volumeTimeMs()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"RepetitionTime\": 4.8}", "{\"RepetitionTime\": 0.7}", "{\"RepetitionTime\": 10}"})
    void aTimeThatNoExcitationHasIsNoTr(String text) throws IOException {
        assertThat(parse(text).possible(ProtocolItem.REPETITION_TIME)).isEmpty();
    }

    @Test
    void theTextIsThatOfBids() {
        assertThat(ProtocolJson.write(new Protocol(4.8, 2.4, 15, List.of(0.0, 90.0, 180.0))))
                .isEqualTo("{\"RepetitionTime\":0.0048,\"EchoTime\":0.0024,\"FlipAngle\":15.0,"
                        + "\"PhaseIncrements_deg\":[0.0,90.0,180.0]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"EchoTime\": 2.4}|it looks like milliseconds",
                "{\"EchoTime\": 0.8}|it looks like milliseconds",
                "{\"RepetitionTime\": \"4.8 ms\"}|must be a number, but is \"4.8 ms\"",
                "{\"RepetitionTime\": [0.0048]}|must be a number",
                "{\"RepetitionTime\": 1e999}|must be a number",
                "{\"RepetitionTime\": NaN}|is not valid JSON",
                "{\"PhaseIncrements_rad\": [0, 90, 180, 270]}|they look like degrees",
                "{\"PhaseIncrements_deg\": 90}|must be a list of numbers",
                "{\"PhaseIncrements_deg\": []}|must be a list of numbers",
                "{\"PhaseIncrements_deg\": [0, null, 180]}|must be a number, but is null",
                "{\"PhaseIncrements_deg\": [0,9,8], \"PhaseIncrements_rad\": [0,1,2]}|Expected one of them",
                "{\"PhaseIncrements_deg\": [0,120,240], \"NumberOfPhaseCycles\": 4}|states 4 phase cycles, but lists 3",
                "{\"NumberOfPhaseCycles\": 3.5}|must be a count",
                "{\"RepetitionTime\": 0.0048|is not valid JSON",
                "{RepetitionTime: 0.0048}|line 1",
                "[1, 2]|must hold one JSON object",
                "``|is not valid JSON",
                "null|must hold one JSON object"
            })
    void whatIsNoProtocolIsRefusedWithItsOrigin(String text, String message) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("test.json", message);
    }

    @Test
    void hostileFilesAreRefused(@TempDir Path folder) throws IOException {
        String deep = "[".repeat(1_000_000);
        assertThatThrownBy(() -> parse(deep)).isInstanceOf(IOException.class).hasMessageContaining("levels deep");
        assertThatThrownBy(() -> parse("{\"FlipAngle\": 1e999999999}"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("must be a number");
        Path large = folder.resolve("large.json");
        Files.write(large, new byte[5 << 20]);
        assertThatThrownBy(() -> ProtocolJson.read(large, "file"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("5242880 bytes");
        assertThatThrownBy(() -> ProtocolJson.read(folder, "file"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not a file");
    }

    private static ProtocolValues parse(String text) throws IOException {
        return ProtocolJson.parse(text, "test.json");
    }
}

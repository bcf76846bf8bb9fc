package org.relaxometry.bssfp.io.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.RfPulse;

class StatedPulseTest {

    @TempDir
    private Path folder;

    private static Optional<RfPulse> typed(String duration, String shape, String product) {
        return StatedPulse.typed(text(duration), text(shape), text(product));
    }

    private static Optional<String> text(String typed) {
        return Optional.ofNullable(typed).filter(each -> !each.isEmpty());
    }

    @Test
    void typedPulses() throws IOException {
        assertThat(typed("", "", "")).isEmpty();
        assertThat(typed("0", "", "")).contains(RfPulse.INSTANTANEOUS);
        assertThat(typed("0.6 ms", "", "")).contains(RfPulse.hard(0.6));
        assertThat(typed("1,2", "SINC", "3")).contains(RfPulse.sinc(1.2, 3));
        assertThat(typed("1.2", "gaussian", "")).contains(RfPulse.gaussian(1.2, RfPulse.USUAL_TIME_BANDWIDTH));
        Path file = Files.writeString(folder.resolve("shape.txt"), "0\n1\n\n2.5\n1\r\n0\n");
        assertThat(typed("1", file.toString(), "").orElseThrow().amplitudes()).containsExactly(0.0, 1.0, 2.5, 1.0, 0.0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''    | sinc  | ''  | pulseshape is 'sinc', but the pulse has no length. Give it with pulse=
                    ''    | ''    | 2.7 | tbw is '2.7', but the pulse has no length
                    long  | ''    | ''  | 'pulse'
                    -1    | ''    | ''  | must last 0 ms or more
                    0.001 | ''    | ''  | Is it in seconds?
                    1     | round | ''  | 'pulseshape' is 'round', which is no shape and no file. Expected hard, sinc, gaussian
                    1     | hard  | 3   | tbw is used by the pulse shapes sinc and gaussian only
                    1     | sinc  | 90  | must be from 0.5 to 20, but is 90
                    1     | sinc  | x   | 'tbw'
                    """)
    void refusesWhatCannotBe(String duration, String shape, String product, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> typed(duration, shape, product))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb\n", "0.1, 1, 0.1\n", "0;1\n", "", "1\n-1\n", "0\n0\n"})
    void refusesFilesThatAreNoPulse(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("shape.txt"), content);
        assertThatIllegalArgumentException().isThrownBy(() -> typed("1", file.toString(), ""));
    }

    @Test
    void jsonThereAndBack() throws IOException {
        for (RfPulse pulse :
                List.of(RfPulse.hard(0.6), RfPulse.sinc(1.05, 2.7), new RfPulse(1, "mine", List.of(1., 2.)))) {
            Protocol protocol = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(4), pulse);
            assertThat(ProtocolJson.parse(ProtocolJson.write(protocol), "test").pulse())
                    .contains(pulse);
        }
        assertThat(ProtocolJson.write(new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(4))))
                .doesNotContain("Pulse");
        assertThat(json("{\"Duration\": 0.0012, \"Shape\": \"sinc\", \"TimeBandwidthProduct\": 3}"))
                .contains(RfPulse.sinc(1.2, 3));
    }

    /** A list of amplitudes is never taken for a hard pulse, whatever its shape is called. */
    @Test
    void amplitudesComeBack() throws IOException {
        for (String shape : List.of("", "\"Shape\": \"hard\",", "\"Shape\": \"mine\",")) {
            RfPulse pulse = json("{\"Duration\": 0.001, " + shape + " \"Amplitudes\": [0, 0.1, 1, 0.1, 0]}")
                    .orElseThrow();
            assertThat(pulse.amplitudes()).containsExactly(0.0, 0.1, 1.0, 0.1, 0.0);
            Protocol protocol = new Protocol(4.8, 2.4, 15, Protocol.standardIncrementsDeg(4), pulse);
            assertThat(ProtocolJson.parse(ProtocolJson.write(protocol), "test").pulse())
                    .contains(pulse);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.6",
                "{}",
                "{\"Duration\": 0.6}",
                "{\"Duration\": \"x\"}",
                "{\"Duration\": 0.001, \"Shape\": \"round\"}",
                "{\"Duration\": 0.001, \"Shape\": \"sinc\", \"TimeBandwidthProduct\": 0}",
                "{\"Duration\": 0.001, \"Shape\": \"mine\", \"Amplitudes\": [1, \"a\"]}",
                "{\"Duration\": 0.001, \"Shape\": \"mine\", \"Amplitudes\": []}"
            })
    void refusesJsonThatIsNoPulse(String pulse) {
        assertThatThrownBy(() -> json(pulse)).isInstanceOf(IOException.class).hasMessageContaining("test");
    }

    private static Optional<RfPulse> json(String pulse) throws IOException {
        return ProtocolJson.parse("{\"ExcitationPulse\": " + pulse + "}", "test")
                .pulse();
    }
}

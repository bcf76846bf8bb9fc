package org.relaxometry.bssfp.io.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaxometry.bssfp.io.series.scan.SeriesFacts;
import org.relaxometry.bssfp.io.series.scan.SidecarFields;
import org.relaxometry.bssfp.io.sidecar.ProtocolJson;
import org.relaxometry.bssfp.io.sidecar.ProtocolValues;

/** A JSON file means the same to an import, which looks at files of strangers too, as to the commands that need a protocol. */
class SidecarsAlikeTest {

    private static final String GOOD = "{\"RepetitionTime\": 0.0048,\n\"EchoTime\": 0.0024, \"FlipAngle\": 15}";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "x-UTF-16LE-BOM"})
    void everyEncodingIsReadByBoth(String charset) throws IOException {
        for (String text : List.of(GOOD, GOOD.replaceAll("[\\d.]{2,}", "\"$0\""), "\ufeff" + GOOD)) {
            Path file = folder.resolve("a.json");
            Files.write(file, text.getBytes(Charset.forName(charset)));
            ProtocolValues values = ProtocolJson.read(file, "sidecar");
            SeriesFacts facts = SidecarFields.read(file).facts();
            assertThat(values.repetitionTimeMs()).contains(4.8).isEqualTo(facts.repetitionTimeMs());
            assertThat(values.echoTimeMs()).contains(2.4).isEqualTo(facts.echoTimeMs());
            assertThat(values.flipAngleDeg()).contains(15.0).isEqualTo(facts.flipAngleDeg());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"RepetitionTime\": 0.0048, // a comment\n\"FlipAngle\": 15}",
                "{\"RepetitionTime\": 0.0048, /* a comment */\n\"FlipAngle\": 15}",
                "{\"RepetitionTime\": 0.0048,\n}",
                "{\"PhaseIncrements_deg\": [0, 90, 180, 270,\n]}",
                "{\"RepetitionTime\": 0.0048\n\"FlipAngle\": 15}",
                "{\"RepetitionTime\": 0,0048\n}"
            })
    void whatIsNotJsonIsRefusedByBothWithLineAndColumn(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("a.json"), text);
        assertThat(message(() -> ProtocolJson.read(file, "sidecar")))
                .containsPattern("is not valid JSON \\(at line [12] column \\d+\\)")
                .endsWith(message(() -> SidecarFields.read(file)).replaceFirst("(?s).*?(?=is not valid)", ""));
    }

    private interface Reading {
        Object read() throws IOException;
    }

    private static String message(Reading reading) {
        try {
            return "read as " + reading.read();
        } catch (IOException e) {
            return e.getMessage();
        }
    }
}

package org.relaxometry.bssfp.io.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaxometry.bssfp.Mutation;
import org.relaxometry.bssfp.io.file.BoundedJson;
import org.relaxometry.bssfp.io.series.scan.SidecarFields;
import org.relaxometry.bssfp.io.sidecar.ProtocolJson;
import org.relaxometry.bssfp.protocol.Protocol;

/** Damaged and hostile JSON, of protocols, converters, records and model cards, is read or refused, and nothing else. */
class JsonFuzzTest {

    private static final int TEXTS = 6000;

    private static final List<String> PARTS = List.of(
            "[".repeat(100_000),
            "{\"a\":".repeat(100_000),
            "1e999999999",
            "-1e-999999999",
            "9".repeat(400),
            "null",
            "\"\"",
            "[]",
            "{}",
            "NaN",
            "\\ud800",
            "\"\\u0000\"",
            "[[[0]]]",
            ",",
            "\"");

    @TempDir
    Path folder;

    /** Reads a text in one of the ways of the program. */
    private interface Reader {
        void read(Path file, String text) throws IOException;
    }

    @Test
    void mutatedTextsAreReadOrRefused() throws IOException {
        List<Reader> readers = List.of(
                (file, text) -> ProtocolJson.parse(text, "sidecar 'fuzz.json'"),
                (file, text) -> SidecarFields.read(file).facts(),
                (file, text) -> ModelFiles.readCard(file),
                (file, text) -> print(BoundedJson.parseRecord(text)));
        List<byte[]> originals = originals();
        Random random = new Random(Long.getLong("seed", 20_250_732));
        int refused = 0;
        for (int i = 0; i < TEXTS; i++) {
            String text = new String(Mutation.of(originals, random), StandardCharsets.UTF_8);
            if (random.nextInt(3) == 0) {
                int at = random.nextInt(text.length() + 1);
                text = text.substring(0, at) + PARTS.get(random.nextInt(PARTS.size())) + text.substring(at);
            }
            Path file = Files.writeString(folder.resolve("fuzz.json"), text);
            for (Reader reader : readers) {
                try {
                    reader.read(file, text);
                } catch (IOException e) {
                    refused++;
                    assertThat(e).as("case %d", i).hasMessageMatching("(?s).{10,}");
                } catch (RuntimeException | Error e) {
                    fail("case " + i + " gave " + e, e);
                }
            }
        }
        assertThat(refused).isBetween(TEXTS / 2, readers.size() * TEXTS * 9 / 10);
    }

    private static void print(JsonElement element) {
        assertThat(element.toString()).isNotEmpty();
    }

    private static List<byte[]> originals() throws IOException {
        List<byte[]> originals = new ArrayList<>();
        originals.add(ProtocolJson.write(new Protocol(4.8, 2.4, 15, List.of(0.0, 90.0, 180.0, 270.0)))
                .getBytes(StandardCharsets.UTF_8));
        originals.add(("{\"ImageType\": [\"ORIGINAL\", \"PRIMARY\", \"M\"], \"SeriesNumber\": 5, \"AcquisitionTime\":"
                        + " \"12:30:05.25\", \"RepetitionTime\": 10, \"Sequence\": [{\"RepetitionTimeExcitation\": 0.0048}], \"PhaseIncrement_deg\": 90}")
                .getBytes(StandardCharsets.UTF_8));
        originals.add(("{\"Quantity\": \"T1\", \"Units\": \"s\", \"Protocol\": {\"RepetitionTime\": 0.0048}, \"Noise\":"
                        + " NaN}")
                .getBytes(StandardCharsets.UTF_8));
        try (var models = Files.newDirectoryStream(Path.of("models"), "*.json")) {
            for (Path card : models) {
                if (!card.endsWith("index.json")) {
                    originals.add(Files.readAllBytes(card));
                    return originals;
                }
            }
        }
        return originals;
    }
}

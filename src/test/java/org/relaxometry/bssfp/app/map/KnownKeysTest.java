package org.relaxometry.bssfp.app.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.app.frame.CommandRunner;
import org.scijava.Context;
import org.scijava.command.CommandService;

class KnownKeysTest {

    @TempDir
    private static Path sample;

    @TempDir
    private Path folder;

    @BeforeAll
    static void write() {
        assertThat(run("sample", Map.of("output", sample.toString()))).isEmpty();
    }

    private static String run(String command, Map<String, String> keys) {
        try (Context context = new Context(CommandService.class)) {
            return CommandRunner.of(context, command).run(keys).orElse("");
        }
    }

    private String map(String keys) {
        Map<String, String> call = new HashMap<>();
        call.put(
                "magnitude",
                sample.resolve("pcbssfp_mag_siemens_int16_brain.nii.gz").toString());
        call.put(
                "phase",
                sample.resolve("pcbssfp_phase_siemens_int16_brain.nii.gz").toString());
        call.put("b1", sample.resolve("B1_rel.nii.gz").toString());
        call.put("output", folder.toString());
        for (String key : keys.split(";")) {
            String[] pair = key.split("=");
            call.put(pair[0].strip(), pair[1].strip().replace("SAMPLE", sample.toString()));
        }
        return run("map", call);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    r2prime=3;t2star=50                         | say the same thing
                    r2prime=-2                                  | r2prime must be from 0 to 300, in 1/s, but is -2
                    r2prime=SAMPLE/T1_ms.nii.gz                 | r2prime must be from 0 to 300, in 1/s, but has the median
                    r2prime=nofile.nii                          | neither an open image nor a file
                    t2star=0.05                                 | t2star must be times in ms, not in s, but is 0.05
                    b1sigma=5                                   | Was it meant as percent?
                    b1sigma=much                                | 'b1sigma'
                    b1sigma=0.03;method=PINN                    | b1sigma goes into the standard deviation of T1
                    r2prime=5;method=MIRACLE                    | r2prime is used by Maximum likelihood and Adaptive
                    fieldmap=SAMPLE/B0_Hz.nii.gz                | but the pulse is instantaneous
                    pulse=5                                     | The pulse must end before the echo
                    pulse=0.0006                                | Is it in seconds?
                    """)
    void refusesWhatCannotBe(String keys, String message) {
        assertThat(map(keys)).contains(message);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aMapOfAnotherSeriesIsSaid() throws IOException {
        Path other = sample.resolve("other.nii.gz");
        Files.copy(sample.resolve("B0_Hz.nii.gz"), other);
        Files.writeString(
                sample.resolve("other.json"),
                "{\"Units\": \"Hz\", \"Software\": {\"Name\": \"Bssfp_Relaxometry\"},"
                        + " \"Inputs\": [{\"Role\": \"magnitude\", \"SHA256\": \"0\"}]}");
        assertThat(map("pulse=0.8;fieldmap=" + other)).isEmpty();
        assertThat(map("pulse=0.8;prefix=own_;fieldmap=" + folder.resolve("fieldmap.nii.gz")))
                .isEmpty();

        String said = "was made of other images than those of this series";
        assertThat(Files.readString(folder.resolve("T1map.json"))).contains(said);
        assertThat(Files.readString(folder.resolve("own_T1map.json"))).doesNotContain(said);
    }

    @Test
    void recordsSayWhatWasKnown() throws IOException {
        assertThat(map("r2prime=8;b1sigma=3 %;pulse=0.8;pulseshape=sinc")).isEmpty();
        assertThat(Files.readString(folder.resolve("T1map.json")))
                .contains("\"r2prime\": \"8\"", "\"b1sigma\": 0.03", "\"B1Percent\"", "\"NoisePercent\"")
                .contains("\"ExcitationPulse\"", "pulse: typed");
    }
}

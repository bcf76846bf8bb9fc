package org.relaxometry.bssfp.app.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaxometry.bssfp.app.frame.CommandRunner;
import org.relaxometry.bssfp.app.frame.Launcher;
import org.relaxometry.bssfp.concurrent.Progress;
import org.relaxometry.bssfp.montecarlo.TestPoints;
import org.relaxometry.bssfp.montecarlo.study.ProtocolExplorer;
import org.relaxometry.bssfp.protocol.Protocol;
import org.relaxometry.bssfp.protocol.RfPulse;
import org.relaxometry.bssfp.protocol.Tissue;
import org.relaxometry.bssfp.signal.NoiseLevel;
import org.relaxometry.bssfp.statistics.Range;
import org.scijava.Context;
import org.scijava.command.CommandService;

class ExploreProtocolsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    time=5                                     | time is used with compare=given time only
                    compare=given time                         | needs the scan time in minutes, time=…
                    compare=given time;time=5                  | needs the scan time in minutes
                    compare=given time;time=-5;lines=100       | time must be more than 0
                    compare=given time;time=1;lines=100000     | Not even 4 cycles of TR 3 ms fit into 1 min: they take 20.2 min
                    compare=given time;time=5;lines=0          | 'lines'
                    pulse=4                                    | The pulse must end before the echo
                    pulse=x                                    | 'pulse'
                    tbw=3                                      | tbw is '3', but the pulse has no length
                    """)
    void refusesWhatCannotBe(String keys, String message) {
        Map<String, String> call = new HashMap<>(Map.of("points", "2", "output", folder.toString()));
        for (String key : keys.split(";")) {
            call.put(key.split("=")[0].strip(), key.split("=")[1].strip());
        }
        try (Context context = new Context(CommandService.class)) {
            assertThat(CommandRunner.of(context, "explore").run(call).orElse("nothing refused"))
                    .contains(message);
        }
    }

    @Test
    void writesTheBoundsOfTheExplorer() throws IOException {
        String[] call = {
            "explore",
            "tissue=GM",
            "flip=10-40",
            "tr=4-6",
            "cycles=8, 4",
            "points=3",
            "compare=equal noise",
            "pulse=0.6",
            "reference=4.8, 6",
            "snr=30",
            "b1=0.9",
            "echo=0.4",
            "prefix=gm_",
            "output=" + folder
        };
        assertThat(Launcher.launch(call)).isZero();
        ProtocolExplorer.Settings settings = new ProtocolExplorer.Settings(
                Tissue.GREY_MATTER,
                0.9,
                TestPoints.axis(new Range(10, 40), 3),
                TestPoints.axis(new Range(4, 6), 3),
                new int[] {8, 4},
                0.4,
                NoiseLevel.snr(30),
                new Protocol(4.8, 0.4 * 4.8, 10, Protocol.standardIncrementsDeg(6)),
                RfPulse.hard(0.6),
                new ProtocolExplorer.EqualNoise(),
                Optional.empty());
        assertThat(Files.readString(folder.resolve("gm_protocols.csv")))
                .isEqualTo(ProtocolExplorer.run(settings, Progress.NONE).table().csv());
        assertThat(Files.readString(folder.resolve("gm_protocols.json"))).contains("equal noise", "1400.0/75.0 ms");
        assertThat(Files.readString(folder.resolve("gm_protocols.svg"))).contains("N = 8", "best for");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "gm_protocols.csv", "gm_protocols.json", "gm_protocols.png", "gm_protocols.svg");
        }
    }

    @Test
    void showsAtWhichTrFatIsToldFromWater() throws IOException {
        String[] call = {"explore", "flip=10-20", "tr=3.2-4.8", "cycles=12", "points=3", "b0field=3", "output=" + folder
        };
        assertThat(Launcher.launch(call)).isZero();
        List<String> rows = Files.readAllLines(folder.resolve("protocols.csv"));
        assertThat(rows.get(0)).endsWith("bound of fat fraction [%]");
        assertThat(fatPercent(rows, "12,3.2,1.6,15")).isBetween(0.3, 0.5);
        assertThat(fatPercent(rows, "12,4.8,2.4,15")).isGreaterThan(3 * fatPercent(rows, "12,3.2,1.6,15"));
        assertThat(Files.readString(folder.resolve("protocols.svg"))).contains("fat fraction, N = 12");
        assertThat(Files.readString(folder.resolve("protocols.json"))).contains("-3.4 ppm");
    }

    private static double fatPercent(List<String> rows, String protocol) {
        String row = rows.stream()
                .filter(each -> each.replace(".0,", ",").startsWith(protocol))
                .findFirst()
                .orElseThrow();
        return Double.parseDouble(row.substring(row.lastIndexOf(',') + 1));
    }
}

package org.relaxometry.bssfp.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several programs in one folder. */
class ProgramsAtOnceTest {

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void aFolderThatIsNotThereYet() {
        folder = temporary.resolve("new/results");
    }

    private static String classes(Class<?> one) {
        try {
            return Path.of(one.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private Process start(String prefix, String end) throws IOException {
        String path =
                classes(ResultFolder.class) + System.getProperty("path.separator") + classes(ClaimingProgram.class);
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        path,
                        ClaimingProgram.class.getName(),
                        folder.toString(),
                        prefix,
                        end)
                .redirectErrorStream(true)
                .start();
    }

    private static List<String> said(Process program) throws InterruptedException {
        try (BufferedReader lines = program.inputReader(StandardCharsets.UTF_8)) {
            List<String> said = lines.lines().toList();
            program.waitFor();
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireClaimed(Process program) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8));
        assertThat(lines.readLine()).isEqualTo("claimed");
    }

    private List<String> content() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void ofTwoWithTheSameNamesOneWins() throws Exception {
        List<Process> programs = List.of(start("", "published"), start("", "published"));
        List<String> said = new ArrayList<>();
        for (Process each : programs) {
            said.addAll(said(each));
        }
        assertThat(said).containsExactlyInAnyOrder("claimed", "refused");
        assertThat(content()).containsExactly("T1map.json", "T2map.json");
    }

    @Test
    void ofFourThoseThatAreCancelledOrRefusedLeaveTheFilesOfTheOthers() throws Exception {
        List<Process> programs = List.of(
                start("a_", "published"), start("b_", "cancelled"), start("c_", "published"), start("a_", "published"));
        List<String> said = new ArrayList<>();
        for (Process each : programs) {
            said.addAll(said(each));
        }
        assertThat(said).containsExactlyInAnyOrder("claimed", "claimed", "claimed", "refused");
        assertThat(content()).containsExactly("a_T1map.json", "a_T2map.json", "c_T1map.json", "c_T2map.json");
        for (String name : content()) {
            assertThat(folder.resolve(name)).hasContent(name.substring(0, 2));
        }
    }

    @Test
    void whoMadeTheFolderAndFailsLeavesTheFilesOfTheOthers() throws Exception {
        try (ResultFolder first = new ResultFolder(folder.toString(), "a_", false)) {
            first.claim(List.of("T1map.json"));
            assertThat(said(start("b_", "published"))).containsExactly("claimed");
        }
        assertThat(content()).containsExactly("b_T1map.json", "b_T2map.json");
    }

    @Test
    void namesOfALivingProgramAreNotFreeAndThoseOfADeadOneAre() throws Exception {
        Process living = start("", "held");
        requireClaimed(living);
        try (ResultFolder second = new ResultFolder(folder.toString(), "", true)) {
            assertThatIOException()
                    .isThrownBy(() -> second.claim(List.of("T2map.json")))
                    .withMessageStartingWith("Another run that has not ended yet will write T2map.json");
        }
        assertThat(content()).hasSize(1).allMatch(name -> name.startsWith(".unfinished-"));
        living.destroyForcibly().waitFor();
        try (ResultFolder second = new ResultFolder(folder.toString(), "", true)) {
            Files.writeString(second.place("T2map.json"), "2");
            second.publish();
        }
        assertThat(content()).containsExactly("T2map.json");
    }

    @Test
    void aProgramThatIsEndedFromOutsideLeavesNothing() throws Exception {
        Process ended = start("", "held");
        requireClaimed(ended);
        // not its own destroy, which ends its input too
        ended.toHandle().destroy();
        ended.waitFor();
        assertThat(temporary).isEmptyDirectory();
    }
}

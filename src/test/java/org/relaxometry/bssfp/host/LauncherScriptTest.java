package org.relaxometry.bssfp.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script beside the jar, with a Java that tells how it was called instead of running. */
class LauncherScriptTest {

    private static final String JAVA =
            """
            #!/bin/sh
            echo "$@"
            for word; do case $word in -XX:ArchiveClassesAtExit=*) echo classes > "${word#*=}";; esac; done
            case "$*" in *wrong*) exit 2;; esac
            """;

    @TempDir
    Path folder;

    private Path jar;
    private Path cache;

    @BeforeEach
    void install() throws IOException {
        assumeThat(Path.of("/bin/sh")).exists();
        jar = folder.resolve("Bssfp_Relaxometry-1.jar");
        cache = folder.resolve("cache");
        Files.writeString(jar, "classes");
        Files.copy(Path.of("src/assembly/bssfp"), folder.resolve("bssfp"));
        Path java =
                Files.writeString(Files.createDirectories(folder.resolve("bin")).resolve("java"), JAVA);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void theFirstRunOfACommandLeavesTheArchiveThatLaterOnesTake() throws Exception {
        assertThat(call(0, "map", "output=my maps"))
                .contains("ArchiveClassesAtExit")
                .endsWith("-jar " + jar + " map output=my maps");
        Path archive = archives().get(0);
        assertThat(call(0, "map")).contains("-XX:SharedArchiveFile=" + archive).endsWith("-jar " + jar + " map");
        assertThat(call(0, "import")).contains("ArchiveClassesAtExit");
        assertThat(call(0, "--help")).contains("ArchiveClassesAtExit");
        assertThat(archives()).hasSize(3).contains(archive);
    }

    @Test
    void aRunThatFailsLeavesNothingAndItsExitCodeIsTheScripts() throws Exception {
        call(2, "map", "wrong");
        assertThat(archives()).isEmpty();
        call(0, "map");
        call(2, "map", "wrong");
        assertThat(archives()).hasSize(1);
    }

    @Test
    void anotherJarGetsAnArchiveOfItsOwnInPlaceOfTheOld() throws Exception {
        call(0, "map");
        call(0, "masks");
        List<Path> old = archives();
        Files.writeString(jar, "classes of another version");
        assertThat(call(0, "map")).contains("ArchiveClassesAtExit");
        assertThat(archives()).hasSize(2).isNotEqualTo(old);
    }

    @Test
    void withoutRoomForAnArchiveAllGoesOnWithoutIt() throws Exception {
        Files.writeString(cache, "no folder");
        assertThat(call(0, "map")).doesNotContain("Archive").endsWith("-jar " + jar + " map");
    }

    private String call(int exitCode, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", folder.resolve("bssfp").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("XDG_CACHE_HOME", cache.toString());
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(text).isEqualTo(exitCode);
        return text;
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(cache.resolve("bssfp-relaxometry"))) {
            return files.sorted().toList();
        }
    }

    /** That for Windows cannot run here, so what can be seen of it is looked at. */
    @Test
    void theScriptForWindowsGivesJavaTheSameOptionsAndHasTheEndsOfLinesThatItsLabelsNeed() throws IOException {
        String windows = Files.readString(Path.of("src/assembly/bssfp.cmd"), StandardCharsets.US_ASCII);
        assertThat(options(windows))
                .isEqualTo(options(Files.readString(Path.of("src/assembly/bssfp"), StandardCharsets.UTF_8)))
                .hasSize(9);
        assertThat(windows.replace("\r\n", "")).doesNotContain("\n").doesNotContain("\r");
    }

    private static Set<String> options(String script) {
        return Pattern.compile("-X[A-Za-z0-9:+=.]+")
                .matcher(script)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
